"""The terminal bench: each line in is one scan or one key; out come its facts or one refusal, then the state, as text or JSON.

It draws the same states as the window. The printing thread writes in between, so lines are written under a lock.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol, TextIO

from station.errors import Refusal, StationError
from station.model.facts import BIN_COUNTED, Fact
from station.model.grades import Disposition
from station.session import Outcome, Session, Snapshot, only_from_window
from station.session.counted import count_in_words
from station.session.heading import heading
from station.texts import ended, in_brackets, listed, notice, table, word


class Screen(Protocol):
    """Where a terminal bench shows what happens. `language` is that of what is said next."""

    language: str

    def facts(self, facts: Sequence[Fact]) -> None: ...

    def refused(self, error: StationError) -> None: ...

    def noticed(self, error: StationError) -> None: ...

    def warned(self, error: StationError) -> None: ...

    def said(self, lines: Sequence[str]) -> None: ...

    def finished(self, last: Mapping[str, Any]) -> None: ...

    def state(self, snapshot: Snapshot) -> None: ...

    def line_done(self, snapshot: Snapshot) -> None: ...

    def told(self, objects: Sequence[Mapping[str, Any]], lines: Sequence[str]) -> None: ...


class JsonScreen:
    """One object a line, flushed."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._out = out
        self.language = language
        self._lock = Lock()

    def facts(self, facts: Sequence[Fact]) -> None:
        self._write([{"event": "fact", "fact": fact.as_json()} for fact in facts])

    def refused(self, error: StationError) -> None:
        self._tell("refused", error)

    def warned(self, error: StationError) -> None:
        """What is said beside an input that was taken."""
        self._tell("warned", error)

    def _tell(self, event: str, error: StationError) -> None:
        told = notice(error, self.language)
        self._write([{"event": event, "code": told.code, "message": told.message, "advice": told.advice}])

    def noticed(self, error: StationError) -> None:
        """What opening the station noticed: on stderr, since this stream is a protocol."""
        told = notice(error, self.language)
        self.said((told.message, told.advice))

    def said(self, lines: Sequence[str]) -> None:
        """What happens beside the inputs, such as the printer's trouble: on stderr too."""
        sys.stderr.write(f"{' '.join(lines)}\n")
        sys.stderr.flush()

    def finished(self, last: Mapping[str, Any]) -> None:
        """Nothing: `last` of the state says it."""

    def state(self, snapshot: Snapshot) -> None:
        self._write([snapshot.as_json()])

    line_done = state

    def told(self, objects: Sequence[Mapping[str, Any]], lines: Sequence[str]) -> None:  # noqa: ARG002 -- a screen takes one of both
        """Of a batch: as objects."""
        self._write(objects)

    def _write(self, objects: Iterable[Mapping[str, Any]]) -> None:
        text = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in objects)
        if text:
            with self._lock:
                self._out.write(text)
                self._out.flush()


class TextScreen:
    """What a person reads: the question with its choices, and what happened, one thing a line."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._out = out
        self.language = language
        self._lock = Lock()

    def facts(self, facts: Sequence[Fact]) -> None:
        self._write([line for fact in facts for line in (f"  · {fact.kind:<17} {fact.subject}{self._detail(fact)}", *self._found(fact))])

    def refused(self, error: StationError) -> None:
        told = notice(error, self.language)
        self._write([f"  ✗ {told.message}", f"    {told.advice}"])

    noticed = warned = refused

    def said(self, lines: Sequence[str]) -> None:
        """What happens beside the inputs: how the printer is, labels that are not out."""
        self._write([f"  ! {line}" if place == 0 else f"    {line}" for place, line in enumerate(lines)])

    def finished(self, last: Mapping[str, Any]) -> None:
        """Where to put the unit that this input finished, why, and what a hazard demands."""
        self._write([f"  {'→' if place == 0 else ' '} {line}" for place, line in enumerate(told_last(last, self.language))])

    def state(self, snapshot: Snapshot) -> None:
        prompt = snapshot.prompt
        if prompt is None:
            return
        lines = ["", *heading(snapshot, self.language), f"  {prompt['text']}", *(f"  – {why}" for why in prompt.get("why", ()))]
        lines += [self._choice(choice) for choice in prompt["choices"]]
        if chosen := (snapshot.item or {}).get("chosen"):
            lines.append(f"  {word('CHOSEN', self.language, findings=' · '.join(chosen))}")
        self._write(lines)

    def line_done(self, snapshot: Snapshot) -> None:
        """Nothing: nobody stands there to be asked."""

    def told(self, objects: Sequence[Mapping[str, Any]], lines: Sequence[str]) -> None:  # noqa: ARG002 -- a screen takes one of both
        """Of a batch: in words."""
        self._write(lines)

    def _choice(self, choice: Mapping[str, Any]) -> str:
        small = in_brackets(listed(choice["small"], self.language), self.language) if choice.get("small") else ""
        mark = "●" if choice.get("chosen") else " "
        return f"  {mark} {choice['key']}  {choice['label']}{small}"

    def _detail(self, fact: Fact) -> str:
        body = fact.payload
        if fact.kind in ("item.graded", "item.overridden"):
            return f"  {body['grade']} → {body['bin']}"
        if fact.kind == "item.held":
            return f"  {word('OWNER_' + body['reasons'][0]['for'], self.language)} → {body['shelf']}"
        if fact.kind in ("item.released", "item.restocked") and body.get("bin"):
            return f"  → {body['bin']}"
        if fact.kind in ("item.toted", "item.lotted"):
            return f"  → {body.get('lot') or body['tote']}"
        return f"  {body['layout']}" if fact.kind == "label.queued" else ""

    def _found(self, fact: Fact) -> list[str]:
        return [f"    {line}" for line in count_in_words(fact.payload, self.language)] if fact.kind == BIN_COUNTED else []

    def _write(self, lines: Sequence[str]) -> None:
        if lines:
            with self._lock:
                self._out.write("\n".join(lines) + "\n")
                self._out.flush()


def told_last(last: Mapping[str, Any], language: str) -> list[str]:
    """The result of a unit as lines: where to put it, why; for a hazard what to do with it instead."""
    instructions = [f"INSTRUCTION_{code}" for code in last.get("because") or ()]
    known = [key for key in instructions if key in table(language, "words")]
    place = last.get("bin") or "–"
    if last.get("disposition") == Disposition.QUARANTINE.value:
        first = word(known[0] if known else "INSTRUCTION_STOP", language, bin=place)
    else:
        first = word("PUT_IT_INTO", language, bin=place)
    return [f"{last['lpn']}: {first}", ended(str(last["say"]), language)]


def scans(lines: Iterable[str]) -> Iterable[str]:
    """The scans of a text: blank lines and comments (#) are no input, so that a file of scans can be read as a story."""
    for line in lines:
        text = line.rstrip("\r\n")
        if text.strip() and not text.lstrip().startswith("#"):
            yield text


@dataclass(frozen=True)
class Printer:
    """What a bench tells printing and hears of it: `wake` that there may be a label to print; `news` whether a printer is in trouble,
    and the plate of the label that it gave out and waits for ("" for none). `turn` is held while a line is taken: desks have theirs."""

    wake: Callable[[], None] = lambda: None
    news: Callable[[], tuple[bool, str]] = lambda: (False, "")
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)


def work(session: Session, lines: Iterable[str], screen: Screen, printer: Printer) -> None:
    """Work through the lines: after every input its facts or refusal and exactly one state.

    What the printer has news of is told before a scan and after each input, with a state of its own where the bench then asks
    something else. Never before a key: that answers what stood on the screen.
    """
    for text in scans(lines):
        with printer.turn:
            if len(text.strip()) > 1:
                _hear(session, screen, printer)
            show(_taken(session, text), screen)
            printer.wake()
            _hear(session, screen, printer)


def _taken(session: Session, text: str) -> Outcome:
    if only_from_window(text):
        return Outcome((), Refusal("COMMAND_UNKNOWN", text=text.strip()), session.snapshot)
    return session.take(text)


def _hear(session: Session, screen: Screen, printer: Printer) -> None:
    asked = session.snapshot.prompt
    outcome = session.printer_told(*printer.news())
    if outcome.refusal or outcome.snapshot.prompt != asked:
        show(outcome, screen)


def show(outcome: Outcome, screen: Screen) -> None:
    """One outcome on the screen, with what is asked now."""
    _show(outcome, screen)
    screen.state(outcome.snapshot)


def show_line(outcome: Outcome, screen: Screen) -> None:
    """The outcome of one line of a batch."""
    _show(outcome, screen)
    screen.line_done(outcome.snapshot)


def _show(outcome: Outcome, screen: Screen) -> None:
    screen.language = outcome.snapshot.language
    screen.facts(outcome.facts)
    last = outcome.snapshot.last
    if last and any(fact.id == last["fact"] for fact in outcome.facts):
        screen.finished(last)
    if outcome.notice:
        screen.warned(outcome.notice)
    if outcome.refusal:
        screen.refused(outcome.refusal)
