"""The rows of a table of any length: the stretches of a list and the rows that are looked at in; what Qt asks of a model out.

What is not here yet is drawn empty and asked for; a million rows cost no more than the screenful that is seen.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from station.supervisor.items import ItemLine, Stretch
from station.texts import word
from ui.supervisor.columns import Cell, Column, cell_text
from ui.supervisor.extent import Extent

Index = QModelIndex | QPersistentModelIndex
_FIRST: Final = 24  # rows that say how wide the columns have to be
MARK: Final = Qt.ItemDataRole.UserRole
_SAID: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_SIDE: Final = {
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}  # fmt: skip

# Times of units that came one after the other are mostly the same to the minute, and Babel takes long for each.
_text: Final = lru_cache(4096)(cell_text)


class VirtualModel(QAbstractTableModel):
    """The rows of an Extent. `ordered`: they are all here, in an order of their own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[Column] = ()
        self.extent = Extent()
        self.ordered = False
        self._language, self._zone = "en", ZoneInfo("UTC")

    def speak(self, language: str, zone: ZoneInfo) -> None:
        """In this language, with times of this zone."""
        self._language, self._zone = language, zone

    @property
    def spoken(self) -> tuple[str, ZoneInfo]:
        """The language and the zone."""
        return self._language, self._zone

    def first_cells(self) -> list[tuple[Cell, ...]]:
        """Of the first rows, as far as they are here."""
        rows = map(self.extent.row, range(min(_FIRST, self.extent.units)))
        return [row.cells for row in rows if row]

    def begin(self, columns: Sequence[Column], rows: Sequence[ItemLine], top: int, below: int) -> None:
        """A list anew: its first rows, which lie between these row numbers."""
        self.beginResetModel()
        self.columns, self.ordered = columns, False
        self.extent = Extent([Stretch(max(top, below + 1), below + 1, len(rows))])
        self.extent.fill(max(top, below + 1), rows)
        self.endResetModel()

    def show_ordered(self, columns: Sequence[Column], rows: Sequence[ItemLine]) -> None:
        """A whole list in an order of its own."""
        self.begin(columns, rows, 0, 0)
        self.ordered = True

    def grow(self, stretches: Sequence[Stretch]) -> None:
        """So many more rows at the end."""
        if units := sum(stretch.units for stretch in stretches):
            self.beginInsertRows(QModelIndex(), self.extent.units, self.extent.units + units - 1)
        self.extent.add(stretches)
        if units:
            self.endInsertRows()

    def fill(self, high: int, rows: Sequence[ItemLine]) -> None:
        """The rows of a stretch have come, or have changed; rows that came or went since it was counted move the others."""
        place = self.extent.place(high)
        if place is None:
            return
        if self.extent.rows_of(high) is None:
            self._resize(high, self.extent.stretches[place].units, len(rows))
        else:
            self._match(high, rows)
        self.extent.fill(high, rows)
        self._drawn_anew(high)

    def put(self, stretch: Stretch, rows: Sequence[ItemLine]) -> None:
        """New units before all others."""
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
        self.extent.put(stretch, rows)
        if rows:
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else self.extent.units

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- as above
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDE[self.columns[index.column()].at_right]
        row = self.extent.row(index.row()) if role in _SAID or role == MARK else None
        if row is None:
            return word("DESK_LOADING", self._language) if role == Qt.ItemDataRole.AccessibleTextRole else None
        return row.mark if role == MARK else self.said(row.cells[index.column()])

    def said(self, cell: Cell) -> str:
        """A cell in words."""
        return _text(cell, self._language, self._zone)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802, ANN401
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return _SIDE[self.columns[section].at_right] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _resize(self, high: int, before: int, now: int) -> None:
        """A stretch whose rows nobody has seen: it does not matter which of them came or went."""
        end = self.extent.offset(high) + before
        if now > before:
            self.beginInsertRows(QModelIndex(), end, end + now - before - 1)
            self.extent.count(high, now)
            self.endInsertRows()
        elif now < before:
            self.beginRemoveRows(QModelIndex(), end - before + now, end - 1)
            self.extent.count(high, now)
            self.endRemoveRows()

    def _match(self, high: int, rows: Sequence[ItemLine]) -> None:
        """A stretch that may be on the screen: what went goes from its own place, and what came comes at its own."""
        offset, now = self.extent.offset(high), {row.row for row in rows}
        for at in reversed(range(len(self.extent.rows_of(high) or ()))):
            if (self.extent.rows_of(high) or ())[at].row not in now:
                self.beginRemoveRows(QModelIndex(), offset + at, offset + at)
                self.extent.remove(high, at)
                self.endRemoveRows()
        known = {row.row for row in self.extent.rows_of(high) or ()}
        for at, row in enumerate(rows):
            if row.row not in known:
                self.beginInsertRows(QModelIndex(), offset + at, offset + at)
                self.extent.insert(high, at, row)
                self.endInsertRows()

    def _drawn_anew(self, high: int) -> None:
        first = self.extent.offset(high)
        if rows := self.extent.rows_of(high):
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, max(0, len(self.columns) - 1)))
