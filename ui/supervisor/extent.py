"""Where the rows of a long list lie: stretches of it in, the place of each row out. Pure; no widget and no database.

A list is known stretch by stretch, newest first: how many rows each has is counted long before anybody looks at them. The rows themselves
are there for the stretches that were looked at lately.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from station.supervisor.items import ItemLine, Stretch

KEPT: Final = 64  # stretches whose rows are there; a screen shows one or two
_SMALL: Final = 64  # rows: stretches of new units are put together up to here


class Extent:
    """The stretches of one list in their order, and the rows of some. A stretch is named by its `high`, which no other has."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self.stretches: list[Stretch] = []
        self._before: list[int] = [0]  # rows before each stretch, and at last all of them
        self._rows: OrderedDict[int, list[ItemLine]] = OrderedDict()
        self.add(stretches)

    @property
    def units(self) -> int:
        """All rows that are known to be there."""
        return self._before[-1]

    def add(self, stretches: Iterable[Stretch]) -> None:
        """These come after all others."""
        self.stretches += stretches
        self._number()

    def put(self, stretch: Stretch, rows: Sequence[ItemLine]) -> None:
        """This comes before all others, with its rows."""
        first = self.stretches[0] if self.stretches else None
        if first and first.units + stretch.units <= _SMALL and first.high in self._rows:
            rows = (*rows, *self._rows.pop(first.high))
            self.stretches[0] = Stretch(stretch.high, first.low, first.units + stretch.units)
        else:
            self.stretches.insert(0, stretch)
        self._number()
        self.fill(stretch.high, rows)

    def fill(self, high: int, rows: Sequence[ItemLine]) -> None:
        """The rows of this stretch are here; they count, whatever was counted before."""
        self._rows[high] = list(rows)
        self._rows.move_to_end(high)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        place = self.place(high)
        if place is not None and self.stretches[place].units != len(rows):
            self.count(high, len(rows))

    def count(self, high: int, units: int) -> None:
        """This stretch has so many rows now."""
        place = self.place(high)
        if place is not None:
            old = self.stretches[place]
            self.stretches[place] = Stretch(old.high, old.low, units)
            self._number()

    def insert(self, high: int, at: int, row: ItemLine) -> None:
        """One more row in a stretch whose rows are here."""
        self._rows[high].insert(at, row)
        self.count(high, len(self._rows[high]))

    def remove(self, high: int, at: int) -> None:
        """One row less in it."""
        del self._rows[high][at]
        self.count(high, len(self._rows[high]))

    def rows_of(self, high: int) -> Sequence[ItemLine] | None:
        """The rows of a stretch; None while they are not here."""
        return self._rows.get(high)

    def stretch_at(self, row: int) -> Stretch:
        """The stretch in which this row lies. Raises IndexError for one beyond the list."""
        if not 0 <= row < self.units:
            raise IndexError(row)
        return self.stretches[bisect_right(self._before, row) - 1]

    def row(self, row: int) -> ItemLine | None:
        """This row; None while it is not here."""
        if not 0 <= row < self.units:
            return None
        place = bisect_right(self._before, row) - 1
        rows = self._rows.get(self.stretches[place].high)
        return rows[row - self._before[place]] if rows else None

    def missing(self, first: int, last: int) -> tuple[Stretch, ...]:
        """The stretches with rows from `first` to `last` that are not here."""
        wanted = (self.stretch_at(row) for row in self._steps(first, last))
        return tuple(stretch for stretch in wanted if stretch.high not in self._rows)

    def stretches_of(self, rows: Iterable[int]) -> tuple[Stretch, ...]:
        """The stretches in which these rows lie, each once, in their order."""
        found = {stretch.high: stretch for stretch in map(self.stretch_at, rows)}
        return tuple(found.values())

    def offset(self, high: int) -> int:
        """How many rows there are before this stretch."""
        place = self.place(high)
        return self.units if place is None else self._before[place]

    def place(self, high: int) -> int | None:
        """Where among the stretches it stands; None for one that is not among them."""
        place = bisect_right(self.stretches, -high, key=lambda stretch: -stretch.high) - 1
        return place if place >= 0 and self.stretches[place].high == high else None

    def row_of(self, plate: str) -> int | None:
        """The row of a unit, if it is here."""
        for high, rows in self._rows.items():
            for at, row in enumerate(rows):
                if row.plate == plate:
                    return self.offset(high) + at
        return None

    def _steps(self, first: int, last: int) -> Iterable[int]:
        row = max(0, first)
        while row <= min(last, self.units - 1):
            yield row
            row = self._before[bisect_right(self._before, row)]

    def _number(self) -> None:
        self._before = [0, *accumulate(stretch.units for stretch in self.stretches)]
