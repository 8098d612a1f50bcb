"""Text in, records out: the delimiter from the header, quotes over lines, line numbers as an editor shows them.

A record with broken quotes costs its first line only: the lines that its quote swallowed are read again, each for itself.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from station.errors import Refusal
from station.exchange.columns import Columns, plain
from station.exchange.mapping import Mapping

_DELIMITERS: Final = (",", ";", "\t")
_HEADER_LINES: Final = 50

Record = tuple[int, list[str] | None]


class Lines:
    """The lines of a text for csv.reader. `held` are those of the record being read; `push_back` gives some out again."""

    def __init__(self, text: Iterable[str], file: str) -> None:
        self._text = iter(text)
        self._file = file
        self._again: deque[str] = deque()
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Raises Refusal FILE_UNREADABLE when the disk or the network fails, FILE_CHANGED for bytes that were not there before."""
        try:
            line = self._again.popleft() if self._again else next(self._text)
        except OSError as error:
            raise Refusal("FILE_UNREADABLE", file=self._file, detail=error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise Refusal("FILE_CHANGED", file=self._file) from error
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


class Table:
    """A delimited text: its header, then its records."""

    def __init__(self, text: Iterable[str], known: Columns, mapping: Mapping, file: str) -> None:
        """Reads up to the header. Raises Refusal FILE_EMPTY or HEADER_UNREADABLE."""
        self._lines = Lines(text, file)
        self._next = 1
        start = self._first_lines(file)
        self.delimiter = mapping.format.delimiter or self._stated(start) or _best(start, known, mapping)
        self.header_line, self.header = self._read_header(file)

    def records(self) -> Iterator[Record]:
        """(line number, cells) for every record that is not blank; cells are None where the quotes are broken."""
        lines, held = self._lines, self._lines.held
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            try:
                cells: list[str] | None = next(reader)
            except StopIteration:
                return
            except csv.Error:
                lines.push_back(held[1:])
                del held[1:]
                cells = None
            line = self._next
            self._next += len(held)
            held.clear()
            if cells is None or any(cells):
                yield line, cells

    def _first_lines(self, file: str) -> list[str]:
        while start := self._lines.take(_HEADER_LINES):
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

    def _read_header(self, file: str) -> tuple[int, list[str]]:
        line, cells = next(self.records(), (self._next, []))
        if cells is None:
            raise Refusal("HEADER_UNREADABLE", file=file, line=line)
        if not cells:
            raise Refusal("FILE_EMPTY", file=file)
        while cells and not cells[-1].strip():
            cells.pop()
        return line, [cell.strip() for cell in cells]


def _best(start: list[str], known: Columns, mapping: Mapping) -> str:
    """The delimiter by which most headers are known; the one that gives most cells, if that decides nothing."""
    theirs = {plain(name) for name in mapping.columns.values()}

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(start, delimiter=delimiter, strict=True))
        except (csv.Error, StopIteration):  # broken quotes: what the first line would give without them
            cells = start[0].replace('"', "").split(delimiter)
        return (sum(known.find(cell) is not None or plain(cell) in theirs for cell in cells), len(cells))

    return max(_DELIMITERS, key=score)
