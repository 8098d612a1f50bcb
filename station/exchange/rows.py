"""The cells of one row to the values of our columns, by a plan that is made once from the header."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Any, Final

from station.errors import Refusal
from station.exchange.columns import plain
from station.exchange.mapping import Mapping
from station.exchange.values import Convert

_SHOWN: Final = 200


class RowRefused(Exception):
    """This row is not taken: the column as the file calls it, its text, and why."""

    def __init__(self, column: str, value: str, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.column = column
        self.value = value[:_SHOWN]
        self.reason = reason


class RowPlan:
    """Which cell is converted how. `values` is called once a row, so it does nothing that could be done here."""

    def __init__(self, header: Sequence[str], found: Values[str, int], converters: Values[str, Convert], mapping: Mapping) -> None:
        """Raises Refusal MAPPING_DEFAULT where a default value does not fit its column."""
        self._width = len(header)
        self._titles = {ours: _title(ours, header[position]) for ours, position in found.items()}
        self._steps = [(position, name, converters[name]) for name, position in found.items()]
        self._defaults = {
            name: _default(name, mapping.default(name), convert) for name, convert in converters.items() if mapping.default(name)
        }

    def values(self, cells: Sequence[str]) -> dict[str, Any]:
        """Our name -> value for every cell that is not empty, and the defaults of the others; raises RowRefused."""
        if len(cells) != self._width:
            self._refuse_width(cells)
        values = self._defaults.copy()
        for position, name, convert in self._steps:
            cell = cells[position].strip()
            if cell:
                try:
                    values[name] = convert(cell)
                except Refusal as reason:
                    raise RowRefused(self._titles[name], cell, reason) from None
        return values

    def some(self, cells: Sequence[str], *names: str) -> dict[str, Any]:
        """The same for a few columns only, without what cannot be read."""
        values = {name: self._defaults[name] for name in names if name in self._defaults}
        for position, name, convert in self._steps:
            if name in names and position < len(cells) and (cell := cells[position].strip()):
                try:
                    values[name] = convert(cell)
                except Refusal:
                    values.pop(name, None)
        return values

    def refused(self, name: str, reason: Refusal) -> RowRefused:
        """The refusal of a row that lacks a column, or whose value there is of no use."""
        return RowRefused(self._titles.get(name, name), "", reason)

    def _refuse_width(self, cells: Sequence[str]) -> None:
        if len(cells) < self._width:
            raise RowRefused("", cells[-1], Refusal("ROW_SHORT", cells=len(cells), columns=self._width))
        beyond = [cell for cell in cells[self._width :] if cell.strip()]
        if beyond:  # empty cells beyond the header are what spreadsheets leave behind
            raise RowRefused("", beyond[0], Refusal("ROW_LONG", cells=len(cells), columns=self._width))


def _title(ours: str, theirs: str) -> str:
    return ours if plain(theirs) == plain(ours) else f"{theirs} ({ours})"


def _default(name: str, value: str, convert: Convert) -> Any:  # noqa: ANN401 -- what a converter gives
    try:
        return convert(value)
    except Refusal as reason:
        raise Refusal("MAPPING_DEFAULT", column=name, value=value) from reason
