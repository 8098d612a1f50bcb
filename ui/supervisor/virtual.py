"""A table of any length over pages of rows: a list's stretches and rows in; which rows it needs, and what is chosen, out.

It shows the first rows as soon as they are there, grows while the rest is counted, and needs no more rows than are seen.
"""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionRange, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from station.supervisor.items import ItemLine
from ui.supervisor.column_widths import widths
from ui.supervisor.columns import Column
from ui.supervisor.grade_cells import MarkDelegate
from ui.supervisor.virtual_rows import VirtualModel
from ui.theme import scaled
from ui.widgets.words import Words

__all__ = ["VirtualTable"]

_ELASTIC: Final = "title"  # the column that takes the room that is left
_TOLD_ROWS: Final = 500
_ROW: Final = 38  # px of height at the text scale 1
_CHOOSE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _View(QTableView):
    """`seen`: other rows are on the screen. `resized`: they have another room, also where a scroll bar came."""

    seen = Signal()
    resized = Signal()
    entered_row = Signal()
    copied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in _CHOOSE:
            self.entered_row.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # a digit is a key of the page, and no search in the table
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 -- Qt's name
        # Where a screen reader listens, Qt's table makes an index of every cell of what is selected: for a million rows it never ends.
        many = any(part.height() > _TOLD_ROWS for part in (*_ranges(selected), *_ranges(deselected)))
        (QAbstractItemView if many else QTableView).selectionChanged(self, selected, deselected)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.resized.emit()
        self.seen.emit()


class VirtualTable(QWidget):
    """`chosen` carries the plate of a row that was double-clicked or entered; `needed` the stretches whose rows are seen and not here.

    `headed`: a heading was clicked, by its column's key. `copied`: the selected rows are wanted in the clipboard.
    """

    chosen = Signal(str)
    needed = Signal(object)
    headed = Signal(str)
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.model = _View(), VirtualModel(self)
        self._said, self._marks, self._plain = Words("muted"), MarkDelegate(self), QStyledItemDelegate(self)
        self._columns: tuple[Column, ...] = ()
        self._sized = False
        self._looking = QTimer(self, interval=0, singleShot=True)
        self._looking.timeout.connect(self.on_look)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setSectionsClickable(True)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setStretchLastSection(True)
        view.setCornerWidget(QWidget())
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(view)
        self._stack.addWidget(self._said)
        around.addLayout(self._stack)

    def _connect(self) -> None:
        view = self.view
        view.horizontalHeader().sectionClicked.connect(lambda place: self.headed.emit(self._columns[place].key))
        view.doubleClicked.connect(self.on_entered)
        view.entered_row.connect(lambda: self.on_entered(view.currentIndex()))
        view.copied.connect(self.copied)
        view.seen.connect(self._look_soon)
        view.resized.connect(self.on_resized)
        view.verticalScrollBar().valueChanged.connect(self._look_soon)
        self.model.rowsInserted.connect(self.on_rows_inserted)

    def speak(self, columns: Sequence[Column], language: str, zone: ZoneInfo) -> None:
        """These columns, in this language, with times of this zone, from the next list on."""
        self.model.speak(language, zone)
        fresh = [column.key for column in columns] != [column.key for column in self._columns]
        self._columns = tuple(columns)
        self._sized = self._sized and not fresh

    def begin(self, rows: Sequence[ItemLine], top: int, below: int, *, keep: bool = False) -> None:
        """A list anew; with `keep` it stays scrolled to where it is, and the same unit stays current."""
        plate, scrolled = self.current() if keep else "", self.view.verticalScrollBar().value() if keep else 0
        self.model.begin(self._columns, rows, top, below)
        self._settle(plate, scrolled)

    def show_ordered(self, rows: Sequence[ItemLine], place: str, *, downwards: bool, keep: bool = False) -> None:
        """A whole list, sorted by this column."""
        plate, scrolled = self.current() if keep else "", self.view.verticalScrollBar().value() if keep else 0
        self.model.show_ordered(self._columns, rows)
        self._settle(plate, scrolled)
        self.show_order(place, downwards=downwards)

    def show_order(self, key: str, *, downwards: bool) -> None:
        """By which column it is sorted; "" for none."""
        head, keys = self.view.horizontalHeader(), [column.key for column in self._columns]
        head.setSortIndicatorShown(key in keys)
        if key in keys:
            head.setSortIndicator(keys.index(key), Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder)

    def say(self, text: str) -> None:
        """Instead of rows: that there are none, that they are on their way, or why they cannot be read. "" shows the rows."""
        self._said.setText(text)
        self._said.setVisible(True)
        self._stack.setCurrentWidget(self._said if text else self.view)

    def current(self) -> str:
        """The plate of the row that has the focus; "" where none has, or it is not here."""
        row = self.model.extent.row(self.view.currentIndex().row())
        return row.plate if row else ""

    def selected(self) -> list[int]:
        """The places of all selected rows, from above."""
        return sorted({row for part in _ranges(self.view.selectionModel().selection()) for row in range(part.top(), part.bottom() + 1)})

    def selected_units(self) -> int:
        """How many rows are selected, however many that are."""
        return sum(part.bottom() - part.top() + 1 for part in _ranges(self.view.selectionModel().selection()))

    def on_entered(self, index: QModelIndex) -> None:
        """Enter on a row, or a double click."""
        if row := self.model.extent.row(index.row()):
            self.chosen.emit(row.plate)

    def on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """What comes above the rows that somebody reads moves none of them."""
        bar = self.view.verticalScrollBar()
        if first == 0 and bar.value() > 0:
            QTimer.singleShot(0, self, lambda: bar.setValue(bar.value() + (last + 1) * scaled(_ROW)))
        self._look_soon()

    def on_look(self) -> None:
        """Is every row here that is seen, and the next screenful?"""
        first = self.view.rowAt(0)
        if first < 0 or self.model.ordered:
            return
        many = self.view.viewport().height() // max(1, scaled(_ROW)) + 1
        if wanted := self.model.extent.missing(first - many // 2, first + many + many // 2):
            self.needed.emit(wanted)

    def _look_soon(self) -> None:
        self._looking.start()

    def _settle(self, plate: str, scrolled: int) -> None:
        if not self._sized:
            self._size_columns()
        self.view.verticalScrollBar().setValue(scrolled)
        selection, flags = self.view.selectionModel(), self.view.selectionModel().SelectionFlag
        if plate and (row := self.model.extent.row_of(plate)) is not None:
            selection.setCurrentIndex(self.model.index(row, 0), flags.ClearAndSelect | flags.Rows)
        self._look_soon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_columns()  # the text has another size

    def on_resized(self) -> None:
        """The window has, or a scroll bar came."""
        if self._sized:
            self._size_columns()

    def _size_columns(self) -> None:
        # Before the first rows the header has no sections, and a size given to none is lost.
        self._sized = self.view.horizontalHeader().count() == len(self._columns) > 0
        self.view.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        head = self.view.horizontalHeader()
        for place, (column, wide) in enumerate(zip(self._columns, self._widths() if self._sized else (), strict=False)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(place, wide)
            self.view.setItemDelegateForColumn(place, self._marks if column.key == "grade" else self._plain)

    def _widths(self) -> list[int]:
        """The elastic column takes what the others leave."""
        room = self.view.viewport().width()
        found = widths(self._columns, self.model.first_cells(), room, self.view.font(), *self.model.spoken)
        for place, column in enumerate(self._columns):
            found[place] += max(0, room - sum(found)) if column.key == _ELASTIC else 0
        return found


def _ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(place) for place in range(selection.count())]
