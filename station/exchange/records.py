"""What every kind of file gives: a table with a header and records of cells, wherever its rows come from.

The header is the first row, or the one of the first rows in which most columns are known: titles may stand above it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from station.errors import Refusal
from station.exchange.columns import Columns, plain
from station.exchange.mapping import Mapping
from station.exchange.source import Form

SEARCHED_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read at all: why, and what stands there."""

    reason: Refusal
    value: str = ""


Record = tuple[int, list[str] | Broken]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file as its format gives them, blank ones left out: (line number, cells).

    `marked`: cells may be marked as numbers, dates or errors (`marks`).
    `position` tells how much of `total` (bytes) is read. `delimiter`, `sheet`: of a delimited file, of a workbook.
    `remarks` are keys of sentences about the file that somebody should read.
    """

    form: Form
    records: Iterator[Record]
    position: Callable[[], int]
    total: int
    marked: bool = False
    delimiter: str = ""
    sheet: str = ""
    remarks: tuple[str, ...] = ()


class Table:
    """A header, then records. `above` counts the rows over the header that were left out."""

    def __init__(self, rows: Rows, known: Columns, mapping: Mapping, file: str) -> None:
        """Reads up to the header. Raises Refusal FILE_EMPTY or HEADER_UNREADABLE."""
        self.rows = rows
        start = list(islice(rows.records, SEARCHED_ROWS))
        self.above = 0 if rows.form == "jsonl" else header_row([cells for _, cells in start], known, mapping)
        if not start:
            raise Refusal("FILE_EMPTY", file=file)
        self.header_line, cells = start[self.above]
        if isinstance(cells, Broken):
            raise Refusal("HEADER_UNREADABLE", file=file, line=self.header_line)
        self.header = _trimmed(cells)
        self._rest = chain(start[self.above + 1 :], rows.records)

    def records(self) -> Iterator[Record]:
        """(line number, cells) for every record behind the header that is not blank."""
        return map(self._even, self._rest) if self.rows.form == "xlsx" else self._rest

    def _even(self, record: Record) -> Record:
        """The record with as many cells as the header has, which rows of a workbook need not have."""
        line, cells = record
        if isinstance(cells, Broken) or len(cells) == len(self.header):
            return record
        beyond = next((cell for cell in cells[len(self.header) :] if cell), "")
        if beyond:
            return line, Broken(Refusal("ROW_BEYOND"), beyond)
        return line, [*cells[: len(self.header)], *[""] * (len(self.header) - len(cells))]


def header_row(rows: Sequence[list[str] | Broken], known: Columns, mapping: Mapping) -> int:
    """Which of the first rows is the header: the first, unless more columns are known in a later one."""
    scores = [known_in(cells, known, mapping) if isinstance(cells, list) else 0 for cells in rows]
    return scores.index(max(scores)) if scores else 0


def known_in(cells: Sequence[str], known: Columns, mapping: Mapping) -> int:
    """How many of our columns these names mean."""
    theirs = mapping.theirs()
    found = {theirs.get(plain(cell)) or known.find(cell) for cell in cells if cell}
    return len(found - {None})


def _trimmed(cells: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    return header
