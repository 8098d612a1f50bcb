"""What a command has to say: sentences and tables for people, one JSON object a line for programs.

Colour and boxes only on a terminal; text from outside never reaches it as markup or as a control sequence.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from station.texts import table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WIDE = 10_000
_NO_BREAK = "\u00a0"  # French has one before some signs
_STYLES = {"ok": "green", "warn": "yellow", "bad": "bold red", "A": "green", "B": "yellow", "C": "red"}


def say(text: str, to: TextIO | None = None) -> None:
    """A sentence, as it is: no markup, no wrapping, nothing that a terminal would obey."""
    stream = to or sys.stdout
    stream.write(f"{shown(text, keep=chr(10))}\n")
    stream.flush()


def say_json(value: object) -> None:
    """One object on one line, flushed."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table: aligned columns, with colour where a word stands for a grade or a level."""
    from rich.table import Table  # noqa: PLC0415 -- only what draws a table needs it, and a window does not

    console = _console()
    table = Table(box=None, pad_edge=False, show_header=bool(heads), header_style="bold")
    for head in heads or ():
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    with console.capture() as drawn:
        console.print(table)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))
    sys.stdout.flush()


def in_words(names: Iterable[str], language: str) -> list[str]:
    """Columns as people call them; one without a word, such as a channel, as it stands."""
    known = table(language, "words")
    return [str(known.get(f"COLUMN_{name.upper().replace(' ', '_')}", name)) for name in names]


def shown(text: str, keep: str = "") -> str:
    """The text with a dot for each character that a terminal would obey rather than show."""
    return "".join(char if char.isprintable() or char == _NO_BREAK or char in keep else "·" for char in text)


def _cell(value: object) -> "Text":
    from rich.text import Text  # noqa: PLC0415 -- as above

    text = "–" if value is None or value == "" else str(value)
    return Text(shown(text), style=_STYLES.get(text, ""))


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415 -- as above

    # Not on a terminal, nothing is folded: a line is a record, whatever its length.
    width = None if sys.stdout.isatty() else _WIDE
    return Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
