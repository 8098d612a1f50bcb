"""A batch through the session, line by line, at the times of its lines; out come its facts, and the lines that were refused.

Nobody sees the screen meanwhile. So whatever would put a unit into a bin that was not meant, or make a count say that something
is missing which was only not read, ends the bin or the count instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from station.bench.counting import leaves_a_gap
from station.errors import Fault, Refusal, StationError
from station.handheld.clock import BatchClock
from station.handheld.reading import Batch, TimedLine
from station.model.codes import CodeKind, Reading
from station.scan import Patterns, read
from station.session.batches import BatchLine, BatchSession
from station.session.change import Outcome

_OWN: Final = frozenset(
    {
        CodeKind.COMMAND, CodeKind.FINDING, CodeKind.BADGE, CodeKind.BIN, CodeKind.TOTE, CodeKind.LOT, CodeKind.SHIP, CodeKind.CLIENT,
        CodeKind.HOLD, CodeKind.COUNT,
    }
)  # fmt: skip
_PLACES: Final = frozenset({CodeKind.BIN, CodeKind.TOTE, CodeKind.LOT})
_OF_A_PLATE: Final = _PLACES | {CodeKind.COMMAND}  # what may follow a plate and is about its unit
_OF_A_COUNT: Final = ("DONE", "UNDO", "STOP", "ANSWER-")  # commands that do not leave a count open behind them


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not taken, and why."""

    line: TimedLine
    reason: StationError


class Watcher(Protocol):
    """Who is shown each line as it is done."""

    def done(self, line: TimedLine, outcome: Outcome) -> None: ...


class Taking:
    """One batch being taken. `up_to` is the line as far as which an earlier run of it came; 0 for none."""

    def __init__(
        self, session: BatchSession, clock: BatchClock, patterns: Patterns, watcher: Watcher, wake: Callable[[], None], up_to: int
    ) -> None:
        self._session = session
        self._clock = clock
        self._patterns = patterns
        self._watcher = watcher
        self._wake = wake
        self._up_to = up_to
        self._refused: dict[int, RefusedLine] = {}
        self.actor = session.actor  # who was signed in last
        self._open: list[TimedLine] = []  # the lines of the count that is open, or of the plate that is shown
        self._off: StationError | None = None  # why every line is refused until the count or the bin is over to which it belongs

    def take(self, batch: Batch) -> tuple[RefusedLine, ...]:
        """Work through all lines; those that were refused. Raises a Fault of disk or database: then the batch broke off there."""
        for line in batch.lines:
            self._take(line, batch)
            self._wake()
        self._end()
        return tuple(self._refused[number] for number in sorted(self._refused))

    def _take(self, line: TimedLine, batch: Batch) -> None:
        reading = self._own(line.code)
        if self._off and self._belongs(line, reading, self._off):
            return
        if not isinstance(line.told, datetime):
            self._not_read(line, reading, line.told)
            return
        self._before(reading)
        with self._clock.at(line.told):
            outcome = self._session.take_line(line.code, BatchLine(batch.sha256, line.number, line.number <= self._up_to))
        self._after(line, reading, outcome)

    def _own(self, code: str) -> Reading | None:
        """The text as one of the station's own codes or a plate; None for everything else."""
        try:
            first = read(code, self._patterns).first
        except Refusal:
            return None
        return first if first.kind in _OWN or first.kind is CodeKind.LPN else None

    def _belongs(self, line: TimedLine, reading: Reading | None, why: StationError) -> bool:
        """Whether the line belongs to a count or a bin that is not taken; then it is refused with it."""
        command = reading.value if reading and reading.kind is CodeKind.COMMAND else ""
        if reading and reading.kind in _OWN and command not in ("DONE", "UNDO"):
            self._off = None
            return False
        self._refuse(line, why)
        if command == "DONE":
            self._off = None
        return True

    def _not_read(self, line: TimedLine, reading: Reading | None, why: Refusal) -> None:
        """A line without a usable time. What it was may have been a bin, or one unit of a count."""
        self._refuse(line, why)
        begun = reading.value if reading and reading.kind is CodeKind.COUNT else ""
        if self._counting or begun:
            self._break(begun or self._counting, line)
        elif self._shown:
            self._drop(why)
        else:
            self._unsure(line, reading, is_place=reading is not None and reading.kind in _PLACES)

    def _before(self, reading: Reading | None) -> None:
        """What the line does not go on with is left: a count without an end, a plate that got no place."""
        kind = reading.kind if reading else None
        if self._counting:
            if reading and kind in _OWN and not (kind is CodeKind.COMMAND and reading.value.startswith(_OF_A_COUNT)):
                self._drop(Refusal("COUNT_UNFINISHED", bin=self._counting, line=self._open[0].number))
        elif self._shown and kind not in _OF_A_PLATE:
            self._drop(Refusal("BATCH_QUESTION", question=self._asked))
        elif self._chosen and kind not in _OF_A_PLATE:
            self._refuse_open(Refusal("BATCH_QUESTION", question=self._asked))

    def _after(self, line: TimedLine, reading: Reading | None, outcome: Outcome) -> None:
        self.actor = self._session.actor if outcome.snapshot.person else self.actor
        if isinstance(outcome.refusal, Fault):
            raise outcome.refusal
        if outcome.refusal and not outcome.facts:
            self._not_taken(line, reading, outcome.refusal)
        elif self._counting:
            self._open.append(line)
        else:
            self._open = [line] if self._shown or self._chosen else []
        self._watcher.done(line, outcome)

    def _not_taken(self, line: TimedLine, reading: Reading | None, refusal: StationError) -> None:
        self._refused[line.number] = RefusedLine(line, refusal)
        if refusal.code == "COUNT_TAKEN":
            self._off = refusal
        elif self._shown:
            self._drop(refusal)
        elif not self._counting:
            self._unsure(line, reading)
        elif leaves_a_gap(refusal):
            self._break(self._counting, line)

    def _end(self) -> None:
        if self._counting:
            self._drop(Refusal("COUNT_UNFINISHED", bin=self._counting, line=self._open[0].number))
        elif self._shown or self._chosen:
            self._drop(Refusal("BATCH_QUESTION", question=self._asked))
        elif self._filled:
            self._session.leave()

    def _break(self, place: str, line: TimedLine) -> None:
        self._off = Refusal("COUNT_BROKEN", bin=place, broken=line.number)
        self._drop(self._off)

    def _drop(self, why: StationError) -> None:
        """Back to nothing in hand; the lines that led here come to nothing."""
        self._session.leave()
        self._refuse_open(why)

    def _refuse_open(self, why: StationError) -> None:
        for line in self._open:
            self._refused.setdefault(line.number, RefusedLine(line, why))
        self._open = []

    def _unsure(self, line: TimedLine, reading: Reading | None, *, is_place: bool = False) -> None:
        """What was not taken and is no plate may have been another place: then nobody knows where the next units lie."""
        if is_place or (self._filled and (reading is None or reading.kind is not CodeKind.LPN)):
            self._off = Refusal("BIN_UNSURE", broken=line.number)
            self._drop(self._off)

    def _refuse(self, line: TimedLine, why: StationError) -> None:
        self._refused[line.number] = RefusedLine(line, why)
        self._watcher.done(line, Outcome((), why, self._session.snapshot))

    @property
    def _counting(self) -> str:
        count = self._session.snapshot.count
        return str(count["bin"]) if count else ""

    @property
    def _filled(self) -> bool:
        """Whether the next plates go into a bin, a tote or a lot that was scanned before them, or come out of a tote."""
        return bool(self._session.snapshot.putting or self._session.snapshot.stowing)

    @property
    def _chosen(self) -> bool:
        """Whether a unit of a tote waits for its place."""
        return bool((self._session.snapshot.stowing or {}).get("chosen"))

    @property
    def _shown(self) -> bool:
        return self._session.snapshot.state == "deciding"

    @property
    def _asked(self) -> str:
        prompt = self._session.snapshot.prompt
        return str(prompt["text"]) if prompt else ""
