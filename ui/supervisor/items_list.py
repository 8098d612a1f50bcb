"""The list of units, kept in step with the ledger: what is wanted in, rows in a table out. It asks the reader and never waits for it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from station.assembly import Station
from station.errors import Refusal, StationError
from station.supervisor.items import (
    MOST,
    NEWEST_FIRST,
    ItemChanges,
    ItemLine,
    ItemList,
    Sort,
    Stretch,
    Wanted,
    item_changes,
    item_count,
    item_lines,
    item_list,
)
from station.supervisor.items_asked import ordered_lines
from station.texts import word
from ui.supervisor.columns import as_tsv
from ui.supervisor.items_columns import as_rows, item_columns
from ui.supervisor.page import told_as
from ui.supervisor.reader import DeskReader
from ui.supervisor.virtual import VirtualTable

COPIED_AT_MOST: Final = 2_000  # units
_KEYS: Final = ("list", "count", "lines", "changes")


class ItemsList(QObject):
    """`counted` carries how many units there are, and whether those are all; `told` a Refusal."""

    counted = Signal(int, bool)
    told = Signal(object)

    def __init__(self, table: VirtualTable, reader: DeskReader) -> None:
        super().__init__(table)
        self._table, self._reader = table, reader
        self._wanted = Wanted()
        self._language, self._zone = "en", ZoneInfo("UTC")
        self.order: Sort = NEWEST_FIRST
        self._top = self._seq = self._below = 0
        table.needed.connect(self.on_needed)
        table.headed.connect(self.on_headed)
        table.copied.connect(self.copy)

    def speak(self, language: str, zone: ZoneInfo) -> None:
        """In this language from the next list on."""
        self._language, self._zone = language, zone
        self._table.speak(item_columns(language), language, zone)

    def show_list(self, wanted: Wanted, *, keep: bool = False) -> None:
        """These units; with `keep` it is the same list anew."""
        self._wanted = wanted
        self.order = self.order if keep else NEWEST_FIRST
        for key in _KEYS:
            self._reader.forget(f"items:{key}")
        if self.order != NEWEST_FIRST:
            asked = partial(ordered_lines, wanted=wanted, language=self._language, order=self.order)
            self._ask("list", lambda opened: tuple(asked(opened)), lambda lines: self.on_ordered(lines, keep=keep))
        else:
            if not self._table.model.extent.units:
                self._table.say(word("ITEMS_LOOKING", self._language))
            language = self._language
            self._ask("list", lambda opened: item_list(opened, wanted, language), lambda found: self.on_list(found, keep=keep))

    def refresh(self) -> None:
        """Something was written: draw what has changed of it."""
        if self.order != NEWEST_FIRST:
            self.show_list(self._wanted, keep=True)
            return
        wanted, top, seq, language = self._wanted, self._top, self._seq, self._language
        known = tuple(self._table.model.extent.stretches)
        self._ask("changes", lambda opened: item_changes(opened, wanted, top, seq, known, language), self.on_changes)

    def copy(self) -> None:
        """The selected rows, or all without any, into the clipboard. Told where they are too many for it."""
        extent = self._table.model.extent
        if (self._table.selected_units() or extent.units) > COPIED_AT_MOST:
            self.told.emit(Refusal("ITEMS_TOO_MANY_TO_COPY", most=COPIED_AT_MOST))
            return
        rows = self._table.selected() or list(range(extent.units))
        if missing := tuple(each for each in extent.stretches_of(rows) if extent.rows_of(each.high) is None):
            self._fetch("copy", missing, lambda: self._to_clipboard(rows))
        else:
            self._to_clipboard(rows)

    def on_list(self, found: ItemList, *, keep: bool) -> None:
        """Its first rows are there; now count the others."""
        self._top, self._seq, self._below = found.top, found.seq, found.below
        self._table.begin(found.lines, found.top, found.below, keep=keep)
        self._table.show_order(*NEWEST_FIRST[:1], downwards=True)
        self._count()

    def on_counted(self, answer: tuple[tuple[Stretch, ...], int]) -> None:
        """So many more."""
        stretches, self._below = answer
        self._table.model.grow(stretches)
        self._count()

    def on_needed(self, stretches: Sequence[Stretch]) -> None:
        """Rows are seen that are not here."""
        self._fetch("lines", stretches, lambda: None)

    def on_changes(self, found: ItemChanges) -> None:
        """What has changed since it was asked for last."""
        if found.anew:
            self.show_list(self._wanted, keep=True)
            return
        before, self._top, self._seq = self._top, found.top, found.seq
        for stretch, rows in found.stretches:
            if stretch.high > before:
                self._table.model.put(stretch, rows)
            else:
                self._table.model.fill(stretch.high, rows)
        self._tell_count()

    def on_headed(self, key: str) -> None:
        """A heading was clicked: sort by it, or the other way round. Told where there are too many units for that."""
        downwards = not self.order[1] if key == self.order[0] else False
        if (key, downwards) != NEWEST_FIRST and (self._below or self._table.model.extent.units > MOST):
            self.told.emit(Refusal("ITEMS_TOO_MANY_TO_SORT", most=MOST))
            self._table.show_order(self.order[0], downwards=self.order[1])
            return
        self.order = key, downwards
        self.show_list(self._wanted, keep=True)

    def on_ordered(self, lines: Sequence[ItemLine], *, keep: bool) -> None:
        """The whole list is there, and sorted."""
        self._below = 0
        key, downwards = self.order
        self._table.show_ordered(lines, key, downwards=downwards, keep=keep)
        self._tell_count()

    def on_failed(self, error: StationError) -> None:
        """It cannot be read."""
        self._table.say("\n".join(part for part in told_as(error, self._language) if part))

    def _count(self) -> None:
        if self._below:
            wanted, below = self._wanted, self._below
            self._ask("count", lambda opened: item_count(opened, wanted, below), self.on_counted)
        self._tell_count()

    def _tell_count(self) -> None:
        units = self._table.model.extent.units
        self._table.say("" if units else word(self._none(), self._language))
        self.counted.emit(units, not self._below)

    def _none(self) -> str:
        """Why there is no row."""
        if self._below:
            return "ITEMS_LOOKING"
        return "ITEMS_NONE_YET" if self._wanted.everything else "ITEMS_NONE"

    def _fetch(self, key: str, stretches: Sequence[Stretch], then: Callable[[], None]) -> None:
        wanted, language = self._wanted, self._language

        def on_lines(found: Iterable[Sequence[ItemLine]]) -> None:
            for stretch, lines in zip(stretches, found, strict=True):
                self._table.model.fill(stretch.high, lines)
            then()

        self._ask(key, lambda opened: item_lines(opened, wanted, stretches, language), on_lines)

    def _to_clipboard(self, rows: Sequence[int]) -> None:
        extent, columns = self._table.model.extent, item_columns(self._language)
        lines = [line for line in map(extent.row, rows) if line]
        shown = [not self._table.view.isColumnHidden(place) for place in range(len(columns))]
        titled = [column for column, there in zip(columns, shown, strict=True) if there]
        QGuiApplication.clipboard().setText(as_tsv(titled, as_rows(lines, shown), self._zone))

    def _ask(self, key: str, question: Callable[[Station], object], then: Callable[..., None]) -> None:
        self._reader.ask(f"items:{key}", question, then, self.on_failed)
