"""The cells of one row to the values of our columns, by a plan that is made once from the header."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from typing import Any, Final

from station.errors import Refusal
from station.exchange.columns import plain
from station.exchange.mapping import Mapping
from station.exchange.marks import shown
from station.exchange.records import Broken, Record
from station.exchange.refused import RefusedRow
from station.exchange.values import Convert

_SHOWN: Final = 200


class RowRefused(Exception):
    """This row is not taken: the column as the file calls it, its text, and why."""

    def __init__(self, column: str, value: str, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.column = column
        self.value = shown(value)[:_SHOWN]
        self.reason = reason


@dataclass(slots=True)
class Converted:
    """What became of some records: objects with the lines where their rows begin, and the rows that were refused."""

    lines: list[int] = field(default_factory=list)
    objects: list[Any] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def one_by_one(records: Sequence[Record], convert: Callable[[Sequence[str]], Any]) -> Converted:
    """Convert each record by itself; `convert` raises RowRefused."""
    found = Converted()
    for line, cells in records:
        try:
            if isinstance(cells, Broken):
                raise RowRefused("", cells.value, cells.reason)
            found.objects.append(convert(cells))
            found.lines.append(line)
        except RowRefused as row:
            found.refused.append(RefusedRow(line, row.column, row.value, row.reason))
    return found


class RowPlan:
    """Which cell is converted how, and where its value goes: by rows, or for many rows by columns, which takes half the time."""

    def __init__(
        self, header: Sequence[str], found: Values[str, int], converters: Values[str, Convert], blanks: Values[str, Any], mapping: Mapping
    ) -> None:
        """`converters` gives the order of the values; `blanks` the value of an empty cell where it is not "".

        Raises Refusal MAPPING_DEFAULT where a default value does not fit its column.
        """
        slots = {name: slot for slot, name in enumerate(converters)}
        self._width = len(header)
        self._titles = {ours: _title(ours, header[position]) for ours, position in found.items()}
        self._steps = [(position, slots[name], name, converters[name]) for name, position in found.items()]
        self._blank = [_default(name, mapping, convert, blanks.get(name, "")) for name, convert in converters.items()]

    def values(self, cells: Sequence[str]) -> list[Any]:
        """The values of all columns, in the order of the converters; raises RowRefused."""
        if len(cells) != self._width:
            self._refuse_width(cells)
        values = self._blank.copy()
        for position, slot, name, convert in self._steps:
            cell = cells[position].strip()
            if cell:
                try:
                    values[slot] = convert(cell)
                except Refusal as reason:
                    raise RowRefused(self._titles[name], cell, reason) from None
        return values

    def columns(self, rows: Sequence[Sequence[str] | Broken]) -> list[Sequence[Any]] | None:
        """The values of many rows, a sequence for each column; None where a single cell is refused: then go by rows."""
        whole = [cells for cells in rows if not isinstance(cells, Broken)]
        if len(whole) < len(rows) or {*map(len, whole)} != {self._width}:
            return None
        cells = list(zip(*whole, strict=True))
        columns: list[Sequence[Any]] = [[blank] * len(rows) for blank in self._blank]
        try:
            for position, slot, _, convert in self._steps:
                columns[slot] = _column(cells[position], convert, self._blank[slot])
        except Refusal:
            return None
        return columns

    def one(self, name: str, slot: int, cells: Sequence[str]) -> Any:  # noqa: ANN401 -- what a converter gives
        """The value of one column, also of a row that will be refused; None where it cannot be read."""
        for position, _, column, convert in self._steps:
            if column == name and position < len(cells) and (cell := cells[position].strip()):
                try:
                    return convert(cell)
                except Refusal:
                    return None
        return self._blank[slot]

    def refused(self, name: str, reason: Refusal) -> RowRefused:
        """The refusal of a row that lacks a column, or whose value there is of no use."""
        return RowRefused(self._titles.get(name, name), "", reason)

    def _refuse_width(self, cells: Sequence[str]) -> None:
        if len(cells) < self._width:
            raise RowRefused("", cells[-1], Refusal("ROW_SHORT", cells=len(cells), columns=self._width))
        beyond = [cell for cell in cells[self._width :] if cell.strip()]
        if beyond:  # empty cells beyond the header are what spreadsheets leave behind
            raise RowRefused("", beyond[0], Refusal("ROW_LONG", cells=len(cells), columns=self._width))


def _column(cells: Sequence[str], convert: Convert, blank: Any) -> list[Any]:  # noqa: ANN401 -- what a converter gives
    """Each different cell is converted once; everything else here runs inside the interpreter's own loops."""
    stripped = [*map(str.strip, cells)]
    values = {cell: convert(cell) for cell in set(stripped) if cell}
    values[""] = blank
    return [*map(values.__getitem__, stripped)]


def _title(ours: str, theirs: str) -> str:
    return ours if plain(theirs) == plain(ours) else f"{theirs} ({ours})"


def _default(name: str, mapping: Mapping, convert: Convert, blank: Any) -> Any:  # noqa: ANN401 -- what a converter gives
    value = mapping.default(name)
    if not value:
        return blank
    try:
        return convert(value)
    except Refusal as reason:
        raise Refusal("MAPPING_DEFAULT", column=name, value=value) from reason
