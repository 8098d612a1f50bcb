"""The terminal bench: each line in is one scan or one key; out come its facts or one refusal, then the state, as text or JSON.

It draws the same states as the window. Facts of the printing thread may come in between, so lines are written under a lock.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, Protocol, TextIO

from station.errors import StationError
from station.model.facts import Fact
from station.session import Outcome, Session, Snapshot
from station.texts import notice, word


class Screen(Protocol):
    """Where a terminal bench shows what happens."""

    def facts(self, facts: Sequence[Fact]) -> None: ...

    def refused(self, error: StationError) -> None: ...

    def noticed(self, error: StationError) -> None: ...

    def state(self, snapshot: Snapshot) -> None: ...


class JsonScreen:
    """One object a line, flushed."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._out = out
        self._language = language
        self._lock = Lock()

    def facts(self, facts: Sequence[Fact]) -> None:
        self._write([{"event": "fact", "fact": fact.as_json()} for fact in facts])

    def refused(self, error: StationError) -> None:
        told = notice(error, self._language)
        self._write([{"event": "refused", "code": told.code, "message": told.message, "advice": told.advice}])

    def noticed(self, error: StationError) -> None:
        """What opening the station noticed: on stderr, since this stream is a protocol."""
        told = notice(error, self._language)
        sys.stderr.write(f"{told.message} {told.advice}\n")

    def state(self, snapshot: Snapshot) -> None:
        self._write([snapshot.as_json()])

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
        self._language = language
        self._lock = Lock()

    def facts(self, facts: Sequence[Fact]) -> None:
        self._write([f"  · {fact.kind:<17} {fact.subject}{self._detail(fact)}" for fact in facts])

    def refused(self, error: StationError) -> None:
        told = notice(error, self._language)
        self._write([f"  ✗ {told.message}", f"    {told.advice}"])

    noticed = refused

    def state(self, snapshot: Snapshot) -> None:
        prompt = snapshot.prompt
        if prompt is None:
            return
        lines = ["", self._heading(snapshot), f"  {prompt['text']}"]
        lines += [self._choice(choice) for choice in prompt["choices"]]
        if chosen := (snapshot.item or {}).get("chosen"):
            lines.append(f"  {word('CHOSEN', self._language, findings=', '.join(chosen))}")
        self._write(lines)

    @staticmethod
    def _choice(choice: Mapping[str, Any]) -> str:
        small = f"  ({', '.join(choice['small'])})" if choice.get("small") else ""
        mark = "●" if choice.get("chosen") else " "
        return f"  {mark} {choice['key']}  {choice['label']}{small}"

    @staticmethod
    def _heading(snapshot: Snapshot) -> str:
        parts = [snapshot.state.upper()]
        if parcel := snapshot.parcel:
            received, expected = parcel["received"], parcel["expected"]
            parts.append(f"{parcel['client'] or '?'} · {parcel['code'] or parcel['parcel']} · {received}/{expected}")
        if item := snapshot.item:
            parts.append(f"{item['lpn']} · {item['title'] or '?'}")
        elif last := snapshot.last:
            parts.append(f"{last['lpn']} → {last['bin']} · {last['say']}")
        return " | ".join(parts)

    def _detail(self, fact: Fact) -> str:
        body = fact.payload
        if fact.kind in ("item.graded", "item.overridden"):
            return f"  {body['grade']} → {body['bin']}"
        if fact.kind == "item.held":
            return f"  {word('OWNER_' + body['reasons'][0]['for'], self._language)} → {body['shelf']}"
        return f"  {body['layout']}" if fact.kind == "label.queued" else ""

    def _write(self, lines: Sequence[str]) -> None:
        if lines:
            with self._lock:
                self._out.write("\n".join(lines) + "\n")
                self._out.flush()


def scans(lines: Iterable[str]) -> Iterable[str]:
    """The scans of a text: blank lines and comments (#) are no input, so that a file of scans can be read as a story."""
    for line in lines:
        text = line.rstrip("\r\n")
        if text.strip() and not text.lstrip().startswith("#"):
            yield text


def work(session: Session, lines: Iterable[str], screen: Screen, wake: Callable[[], None]) -> None:
    """Work through the lines: the state first, and after every input its facts or refusal and exactly one state.

    `wake` is called after each input: there may be a label to print.
    """
    screen.state(session.snapshot)
    for text in scans(lines):
        show(session.take(text), screen)
        wake()


def show(outcome: Outcome, screen: Screen) -> None:
    """One outcome on the screen."""
    screen.facts(outcome.facts)
    if outcome.refusal:
        screen.refused(outcome.refusal)
    screen.state(outcome.snapshot)
