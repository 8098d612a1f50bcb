"""Keys as they come in; whole scans, and the keys that were typed by hand, out. The stage before the session: it knows no codes.

A scanner that types is told from a person by time: characters closer together than the threshold, each key let go at once, an Enter
or Tab behind them. Keys are held back until that is clear. Time comes in with the keys, so any minute can be replayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from ui.devices.burst import LONGEST, Action, Burst, KeyStroke, between
from ui.devices.scan_codes import ENTER, TAB, CodeTable, character

WIRED_MS: Final = 50
WIRELESS_MS: Final = 150
# With a prefix the burst is known to be a scan: a radio may then pause for longer.
PREFIXED_MS: Final = 500
# What still comes so soon after a torn scan is the rest of it: its end alone would be another code, its Enter would press a button.
TORN_MS: Final = 500


@dataclass(frozen=True)
class WedgeSettings:
    """What is known about one scanner: characters before and after each code, the longest gap inside, the shortest code.

    Without suffixes a code ends where the keys stop. The same code again within `again_ms` was read twice by mistake.
    """

    prefix: str = ""
    suffixes: frozenset[str] = frozenset({ENTER, TAB})
    threshold_ms: int = WIRED_MS
    least_length: int = 3
    again_ms: int = 300


@dataclass(frozen=True)
class Replayed:
    """These keys were no scan: whoever has the focus gets them, in this order."""

    strokes: tuple[KeyStroke, ...]


@dataclass(frozen=True)
class Scanned:
    """A whole code without prefix and suffix, the time from each of its keys to the next, and the key that ended it."""

    text: str
    gaps_ms: tuple[int, ...] = ()
    end: str = field(default="", compare=False)


@dataclass(frozen=True)
class Partial:
    """A code whose end, or whose beginning, did not come; and the time from each of its keys to the next."""

    text: str
    gaps_ms: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Ignored:
    """The code that was scanned a moment ago."""

    text: str


Decision = Replayed | Scanned | Partial | Ignored


@dataclass(frozen=True)
class Answer:
    """What is clear now, to be done first; then the key that was fed goes on to the window, unless it was `taken`."""

    taken: bool
    decisions: tuple[Decision, ...] = ()


def learned_threshold(gaps_ms: Sequence[int]) -> int:
    """The threshold for a scanner that left these gaps between the keys of a scan, at least one: five times the median, within bounds.

    Radios stumble, so never below what wired scanners get; people type at 150 ms a key, so never above what radios need.
    """
    return max(WIRED_MS, min(WIRELESS_MS, round(5 * median(gaps_ms))))


class Wedge:
    """One keyboard, on which a person and any number of scanners type. `settings` may change at any time.

    While `types_digits`, whoever types nothing but digits, as quickly as people can, types a PIN: no scan.
    """

    def __init__(self, settings: WedgeSettings, table: CodeTable | None) -> None:
        self.settings = settings
        self.types_digits = False
        self._table = table
        self._burst = Burst()
        self._down: dict[int, bool | None] = {}  # keys that are down: True went on to the window, False was swallowed, None is held
        self._typed: int | None = None  # the key that went on last, which may be repeating
        self._last: tuple[str, int] | None = None  # the last scan and its end
        self._ended_at: int | None = None
        self._slow = False  # whether what ended then was slower than what was learned
        self._torn_at: int | None = None

    @property
    def waits_ms(self) -> int | None:
        """How long to wait for another key before `lapse`; None while nothing is held back."""
        return self._patience if self._burst else None

    def wants(self, stroke: KeyStroke) -> bool:
        """True for a key that may belong to a scan, so that no shortcut may have it."""
        sign = self._sign(stroke)
        return sign is not None and (sign not in self.settings.suffixes or bool(self._burst) or self._trails(stroke))

    def feed(self, stroke: KeyStroke) -> Answer:
        """One key going down or up, or a text that the computer composed of several."""
        late = self.lapse() if self._is_late(stroke) else ()
        if stroke.action is Action.COMPOSED and stroke.text:
            self._burst.compose(stroke)
            answer = Answer(taken=True)
        elif stroke.modifier or stroke.action is Action.COMPOSED:
            answer = self._aside(stroke)
        elif stroke.action is Action.PRESSED:
            answer = self._pressed(stroke)
        else:
            answer = self._released(stroke)
        return Answer(answer.taken, (*late, *answer.decisions))

    def lapse(self) -> tuple[Decision, ...]:
        """Nothing more came: what is held back is decided."""
        if not self._burst:
            return ()
        return self._decided(None if self.settings.suffixes else "", over=True).decisions

    def _is_late(self, stroke: KeyStroke) -> bool:
        # A composed text has no time of its own.
        timed = self._burst.text and stroke.action is not Action.COMPOSED
        return bool(timed) and between(self._burst.last_at, stroke.at_ms) > self._patience

    @property
    def _patience(self) -> int:
        prefix, usual = self.settings.prefix, self.settings.threshold_ms
        if prefix and self._burst.text.startswith(prefix):
            return max(PREFIXED_MS, usual)
        # Whatever was learned, a slow scanner must not press the keys of its digits; a finger holds its key for longer anyway.
        return max(WIRELESS_MS, usual) if self._burst.quick else usual

    def _sign(self, stroke: KeyStroke) -> str | None:
        sign = character(self._table, stroke.code, stroke.text, stroke.modifiers)
        # A tab may be data where it is no suffix; Enter is in no code, and elsewhere it presses the button that has the focus.
        return None if sign == ENTER and sign not in self.settings.suffixes else sign

    def _trails(self, stroke: KeyStroke) -> bool:
        """Whether this end of a scan comes right behind one: scanners send CR and LF, and a torn scan still sends its Enter."""
        within = max(WIRELESS_MS if self._slow else 0, self.settings.threshold_ms)
        behind = self._ended_at is not None and between(self._ended_at, stroke.at_ms) <= within
        return behind or (self._torn_at is not None and between(self._torn_at, stroke.at_ms) <= TORN_MS)

    def _pressed(self, stroke: KeyStroke) -> Answer:
        sign = self._sign(stroke)
        # Qt also calls it a repeat when a scanner types the same digit twice within a millisecond; then the first is still held.
        repeats = stroke.repeated and not self._burst and stroke.code == self._typed
        if sign is None or repeats:
            return self._passed(stroke)
        if sign in self.settings.suffixes:
            return self._ended(stroke, sign)
        self._down[stroke.code] = None
        return self._grown(stroke, sign)

    def _released(self, stroke: KeyStroke) -> Answer:
        if stroke.code not in self._down:
            return self._eaten(stroke)
        fate = self._down.pop(stroke.code)
        if fate is None:
            self._burst.let_go(stroke)
            return Answer(taken=True)
        return self._aside(stroke) if fate else Answer(taken=True)

    def _eaten(self, stroke: KeyStroke) -> Answer:
        """A key came up whose going down was composed into an accent: in a scan it is a character like any other."""
        sign = self._sign(stroke)
        if sign is None or sign in self.settings.suffixes:
            return self._aside(stroke)
        return self._grown(stroke, sign)

    def _aside(self, stroke: KeyStroke) -> Answer:
        """No character of a scan; it waits behind what is held back, so that the order stays."""
        if self._burst:
            self._burst.add_aside(stroke)
        return Answer(taken=bool(self._burst))

    def _passed(self, stroke: KeyStroke) -> Answer:
        decisions = self.lapse()
        self._down[stroke.code] = True
        self._typed = stroke.code
        return Answer(taken=False, decisions=decisions)

    def _grown(self, stroke: KeyStroke, sign: str) -> Answer:
        self._burst.add(stroke, sign)
        text, prefix = self._burst.text, self.settings.prefix
        if len(text) > LONGEST or not text.startswith(prefix[: len(text)]):
            return Answer(taken=True, decisions=self._decided(None, over=False).decisions)
        return Answer(taken=True)

    def _ended(self, stroke: KeyStroke, sign: str) -> Answer:
        if self._burst:
            self._burst.end(stroke)
            self._slow = max(self._burst.gaps_ms) > self.settings.threshold_ms
            answer = self._decided(sign, over=False)
        else:
            answer = Answer(self._trails(stroke))
        if not answer.taken:
            return Answer(taken=False, decisions=(*answer.decisions, *self._passed(stroke).decisions))
        self._down[stroke.code] = False
        self._ended_at = stroke.at_ms
        return answer

    def _decided(self, end: str | None, *, over: bool) -> Answer:
        """What the burst was; `taken` if it was a scan or a part of one. `end` is the key that ended it, None where one is missing."""
        burst, self._burst = self._burst, Burst()
        prefix = self.settings.prefix
        text = burst.text.removeprefix(prefix)
        least = 1 if prefix else self.settings.least_length
        torn = self._torn_at is not None and between(self._torn_at, burst.began_at) <= TORN_MS
        typed = not burst.text.startswith(prefix) or burst.by_hand(over=over) or (len(text) < least and not torn)
        typed = typed or (self.types_digits and not torn and not burst.by_machine and text.isascii() and text.isdigit())
        self._settle(burst, typed=typed)
        if typed:
            return Answer(taken=False, decisions=(Replayed(tuple(burst.strokes)),))
        decisions: list[Decision] = [Replayed(tuple(burst.asides))] if burst.asides else []
        if torn or end is None:
            self._torn_at = burst.last_at
            decisions += [Partial(text, tuple(burst.gaps_ms))] if len(text) >= least else []
        else:
            decisions.append(self._told(text, burst, end))
        return Answer(taken=True, decisions=tuple(decisions))

    def _told(self, text: str, burst: Burst, end: str) -> Decision:
        before, self._last = self._last, (text, burst.last_at)
        if before and before[0] == text and between(before[1], burst.last_at) <= self.settings.again_ms:
            return Ignored(text)
        return Scanned(text, tuple(burst.gaps_ms), end)

    def _settle(self, burst: Burst, *, typed: bool) -> None:
        """The keys of the burst that are still down come up where they went down."""
        for code, fate in self._down.items():
            if fate is None:
                self._down[code] = typed
        if typed:
            self._typed = burst.last_pressed
