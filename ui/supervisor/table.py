"""A table of the desk: columns and rows in; what is chosen, copied and exported out. It sorts, filters, and says why it is empty."""

from collections.abc import Callable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QTableView, QVBoxLayout, QWidget

from station.errors import StationError
from station.texts import word
from ui.supervisor.column_widths import widths
from ui.supervisor.columns import Column, Kind, Row, as_tsv, cell_text, sort_key
from ui.supervisor.page import told_as
from ui.supervisor.rows_model import RowsModel
from ui.theme import scaled
from ui.widgets.words import Words

__all__ = ["Column", "DeskTable", "Kind", "Row"]

_ROW: Final = 38  # px of height at the text scale 1


class _View(QTableView):
    """Enter chooses, Ctrl+C copies."""

    entered_row = Signal()
    copied = Signal()
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name; also where a scroll bar comes
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentIndex().isValid() and not self.selectedIndexes():
            self.selectRow(self.currentIndex().row())  # the row that is next, rather than the one after it
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # a digit is a key of the page, and no search in the table
        else:
            super().keyPressEvent(event)


class DeskTable(QWidget):
    """`chosen` carries the `what` of a row that was double-clicked or entered; `marked` the tuple of those that are selected; `filled`
    whether it has rows, also such as the filter hides.

    Rows keep their order as given until a heading is clicked; a click sorts, the next turns round, the third is as given again.
    """

    chosen = Signal(str)
    marked = Signal(object)
    filled = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self.view = _View()
        self._model = RowsModel(self)
        self._said = Words("muted")
        self._given: tuple[Row, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._filter, self._sorted, self._empty = "", (-1, False), ""
        self._language, self._zone = "en", ZoneInfo("UTC")
        self._sizing = self._drawn = False
        self._lay_out(several=several)

    def _lay_out(self, *, several: bool) -> None:
        view, modes = self.view, QAbstractItemView.SelectionMode
        view.setModel(self._model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        head = view.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        head.sectionClicked.connect(self.on_head_clicked)
        head.sectionResized.connect(self.on_section_resized)
        view.doubleClicked.connect(lambda index: self.chosen.emit(self._model.rows[index.row()].what))
        view.entered_row.connect(self.on_entered)
        view.copied.connect(self.copy)
        view.resized.connect(self._size_columns)
        view.selectionModel().selectionChanged.connect(lambda *_: self.marked.emit(self.selection()))
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(view)
        self._stack.addWidget(self._said)
        around.addLayout(self._stack)

    def speak(self, language: str, zone: ZoneInfo) -> None:
        """In this language, with times of this zone, from the next rows on."""
        self._language, self._zone = language, zone

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Row], empty: str = "") -> None:
        """These rows; what was chosen stays chosen, what was sorted stays sorted. `empty` is said where there are none."""
        fresh = tuple(column.key for column in columns) != tuple(column.key for column in self._columns)
        self._columns, self._given, self._empty = tuple(columns), tuple(rows), empty or word("DESK_EMPTY", self._language)
        self.filled.emit(bool(self._given))
        if fresh:
            self._sorted = (-1, False)
        self._show()
        if self.isVisible() and (fresh or not self._drawn):
            self._size_columns()

    def show_loading(self) -> None:
        """The rows are on their way; those that are shown already stay."""
        if not self._given:
            self._say(word("DESK_LOADING", self._language))

    def show_error(self, error: StationError) -> None:
        """They could not be read."""
        self._given = ()
        self.filled.emit(False)  # noqa: FBT003 -- a signal takes no names
        self._say("\n".join(part for part in told_as(error, self._language) if part))

    def filter_by(self, text: str) -> None:
        """Only rows that have all these words somewhere."""
        self._filter = text
        self._show()

    @property
    def columns(self) -> tuple[Column, ...]:
        """What it has."""
        return self._columns

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that are shown, in their order."""
        return tuple(self._model.rows)

    @property
    def said(self) -> str:
        """What stands in place of rows; "" where there are some."""
        return "" if self._stack.currentWidget() is self.view else self._said.text()

    def selection(self) -> tuple[str, ...]:
        """The `what` of every row that is selected, from above."""
        return tuple(self._model.rows[index.row()].what for index in sorted(self.view.selectionModel().selectedRows()))

    def select(self, whats: Sequence[str]) -> None:
        """Select these rows, as far as they are shown."""
        selection, flags = self.view.selectionModel(), self.view.selectionModel().SelectionFlag
        places = [place for place, row in enumerate(self._model.rows) if row.what in whats]
        for place in places:
            selection.select(self._model.index(place, 0), flags.Select | flags.Rows)
        if places:
            selection.setCurrentIndex(self._model.index(places[0], 0), flags.NoUpdate)

    def stand_at(self, place: int) -> None:
        """Nothing is selected; the arrow keys go on from this row, or from the last."""
        if self._model.rows and place >= 0:
            index = self._model.index(min(place, len(self._model.rows) - 1), 0)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
            self.view.scrollTo(index)

    def copy(self) -> None:
        """The selected rows into the clipboard; all that are shown where none is selected."""
        marked = set(self.selection())
        rows = [row for row in self._model.rows if not marked or row.what in marked]
        QGuiApplication.clipboard().setText(as_tsv(self._columns, rows, self._zone))

    def export(self, form: str, take: Callable[[str, tuple[Column, ...], tuple[Row, ...]], object]) -> None:
        """Hand what is shown, as it is sorted and filtered, to whoever writes it as `form` ("csv" or "xlsx")."""
        take(form, self._columns, self.shown)

    def on_head_clicked(self, place: int) -> None:
        """Sort by this column."""
        before, turned = self._sorted
        self._sorted = (place, False) if before != place else (place, True) if not turned else (-1, False)
        self._show()

    def on_entered(self) -> None:
        """Enter on a row."""
        if (index := self.view.currentIndex()).isValid():
            self.chosen.emit(self._model.rows[index.row()].what)

    def _show(self) -> None:
        marked, scrolled = self.selection(), self.view.verticalScrollBar().value()
        self._model.show_rows(self._columns, self._ordered(), self._language, self._zone)
        self.view.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        place, turned = self._sorted
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(place >= 0)
        if place >= 0:
            head.setSortIndicator(place, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)
        self.select(marked)
        if marked and not self.selection():
            self.marked.emit(())  # nobody decides about a row that is not shown
        self.view.verticalScrollBar().setValue(scrolled)
        if self._model.rows:
            self._stack.setCurrentWidget(self.view)
        else:
            self._say(word("DESK_FILTERED_OUT", self._language) if self._given else self._empty)

    def _ordered(self) -> list[Row]:
        wanted = self._filter.casefold().split()
        rows = [row for row in self._given if not wanted or self._has(row, wanted)]
        place, turned = self._sorted
        if place < 0:
            return rows
        known = [row for row in rows if row.cells[place] not in (None, "")]
        unknown = [row for row in rows if row.cells[place] in (None, "")]  # at the end either way
        return sorted(known, key=lambda row: sort_key(row.cells[place]), reverse=turned) + unknown

    def _has(self, row: Row, wanted: Sequence[str]) -> bool:
        text = "\n".join(cell_text(cell, self._language, self._zone) for cell in row.cells).casefold()
        return all(each in text for each in wanted)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """Anew for these rows and this room; where somebody has drawn a column wider, until the window or the columns change."""
        head = self.view.horizontalHeader()
        room, font = self.view.viewport().width(), self.view.font()
        self._sizing = True
        cells = (row.cells for row in self._model.rows)
        for place, wide in enumerate(widths(self._columns, cells, room, font, self._language, self._zone)):
            head.resizeSection(place, wide)
        self._sizing, self._drawn = False, False

    def on_section_resized(self) -> None:
        """By the mouse, if not by us."""
        self._drawn = self._drawn or not self._sizing

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(True)
        self._stack.setCurrentWidget(self._said)
