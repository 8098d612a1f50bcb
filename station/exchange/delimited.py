"""Text in, records out: the delimiter from the first rows, quotes over lines, line numbers as an editor shows them.

A record with broken quotes costs its first line only: the lines that its quote swallowed are read again, each for itself.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, Final

from station.errors import Refusal
from station.exchange.columns import Columns
from station.exchange.mapping import Mapping
from station.exchange.records import SEARCHED_ROWS, Broken, Record, Rows, known_in
from station.exchange.source import Source, lines_of

_DELIMITERS: Final = (",", ";", "\t")
_FIRST_LINES: Final = 50


class Lines:
    """The lines of a text for csv.reader. `held` are those of the record being read; `push_back` gives some out again."""

    def __init__(self, text: Iterable[str], file: str) -> None:
        self._text = lines_of(text, file)
        self._again: deque[str] = deque()
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Raises what `lines_of` raises."""
        line = self._again.popleft() if self._again else next(self._text)
        self.held.append(line)
        return line

    def take(self, count: int) -> list[str]:
        """At most `count` lines, not held."""
        taken = list(islice(self, count))
        self.held.clear()
        return taken

    def push_back(self, lines: Iterable[str]) -> None:
        """These lines come next."""
        self._again.extendleft(reversed(list(lines)))


class Delimited:
    """A delimited text: its delimiter, then its records."""

    def __init__(self, text: Iterable[str], known: Columns, mapping: Mapping, file: str) -> None:
        """Reads the first lines. Raises Refusal FILE_EMPTY."""
        self._lines = Lines(text, file)
        self._next = 1
        start = self._first_lines(file)
        self.delimiter = mapping.format.delimiter or self._stated(start) or _best(start, known, mapping)

    def records(self) -> Iterator[Record]:
        """(line number, cells) for every record that is not blank, the header first."""
        lines, held = self._lines, self._lines.held
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            try:
                cells: list[str] | Broken = next(reader)
            except StopIteration:
                return
            except csv.Error:
                lines.push_back(held[1:])
                del held[1:]
                cells = Broken(Refusal("ROW_QUOTES"))
            line = self._next
            self._next += len(held)
            held.clear()
            if isinstance(cells, Broken) or any(cells):
                yield line, cells

    def _first_lines(self, file: str) -> list[str]:
        while start := self._lines.take(_FIRST_LINES):
            while start and not start[0].strip(" \t\r\n,;\ufeff"):
                self._next += 1
                del start[0]
            if start:
                self._lines.push_back(start)
                return start
        raise Refusal("FILE_EMPTY", file=file)

    def _stated(self, start: list[str]) -> str | None:
        """The delimiter that Excel's own first line "sep=;" states; that line is then no part of the table."""
        first = start[0].rstrip("\r\n").strip('"')
        if len(first) != len("sep=;") or not first.lower().startswith("sep="):
            return None
        self._lines.take(1)
        self._next += 1
        return first[-1]


def delimited_rows(source: Source, raw: BinaryIO, known: Columns, mapping: Mapping, stack: ExitStack) -> Rows:
    """The rows of an open file of delimited text; `stack` ends what was opened for it."""
    text = stack.enter_context(TextIOWrapper(raw, source.encoding, newline=""))
    rows = Delimited(text, known, mapping, str(source.path))
    return Rows("csv", rows.records(), raw.tell, source.size, delimiter=rows.delimiter)


def _best(start: list[str], known: Columns, mapping: Mapping) -> str:
    """The delimiter by which most columns are known in one row; the one that gives most cells in the first, if that decides nothing."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = _split(start[:SEARCHED_ROWS], delimiter)
        return max(known_in(cells, known, mapping) for cells in rows), len(rows[0])

    return max(_DELIMITERS, key=score)


def _split(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:  # broken quotes: what the lines would give without them
        return [line.replace('"', "").rstrip("\r\n").split(delimiter) for line in lines]
