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
    """Which cell is converted how, and where its value goes. `values` is called once a row, so all that can be done here is done here."""

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
