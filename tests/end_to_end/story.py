"""A story: a text file of scans with, indented under each, what must come of it. Read by people first.

    # narrative        @people NAME ROLE        @as NAME
    <a scan>
        = <fact kind> path=value …    every fact of that scan, in order ("-" is null, "" is empty, lists count as their joined values)
        ! <CODE>                      the refusal
        ? <PROMPT ID>                 the prompt that is open afterwards
        ~ <state>                     the state afterwards
A scan without "=" must leave no fact, and without "!" no refusal. {unit1} is the plate of the first unit, {badge NAME} a badge's token.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Scan:
    """One input and what is expected of it."""

    text: str
    facts: list[str] = field(default_factory=list)
    refusal: str | None = None
    prompt: str | None = None
    state: str | None = None


@dataclass
class Story:
    """A parsed story; `people` are (name, role)."""

    people: list[tuple[str, str]] = field(default_factory=list)
    signed_in: str = ""
    scans: list[Scan] = field(default_factory=list)


def read_story(file: Path) -> Story:
    """Parse a story file; raises ValueError for a line that is none of the above."""
    story = Story()
    for line in file.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("@people "):
            _, name, role = text.split()
            story.people.append((name, role))
        elif text.startswith("@as "):
            story.signed_in = text.removeprefix("@as ")
        elif line.startswith("    "):
            _expect(story.scans[-1], text)
        else:
            story.scans.append(Scan(text))
    return story


def _expect(scan: Scan, text: str) -> None:
    mark, _, rest = text.partition(" ")
    match mark:
        case "=":
            scan.facts.append(rest)
        case "!":
            scan.refusal = rest
        case "?":
            scan.prompt = rest
        case "~":
            scan.state = rest
        case _:
            raise ValueError(text)


def shown_as(fact: Mapping[str, Any], expected: str) -> str:
    """The fact written as `expected` is, with the same paths, so that a difference can be read."""
    _, *wanted = expected.split(" ")
    values = (f"{path}={_value(fact['payload'], path)}" for path, _, _ in (each.partition("=") for each in wanted))
    return " ".join((fact["kind"], *values))


def _value(payload: Mapping[str, Any], path: str) -> str:
    value: Any = payload
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, TypeError):
            return "<absent>"
    return _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return str(value).lower()
        case list() | dict():
            return ",".join(str(each) for each in value)
        case _:
            return str(value)
