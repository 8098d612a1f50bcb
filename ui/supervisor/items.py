"""The page Items: finds any unit. A search by any code or words, filters, a list of any length, and where it is in one sentence."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from station.errors import StationError
from station.supervisor.items import Named, Sought, Wanted, item_choices, narrowed, sought
from station.supervisor.items_asked import as_arguments
from station.texts import counted, word
from ui.supervisor.items_card import SoughtCard
from ui.supervisor.items_chips import FilterRow
from ui.supervisor.items_export import ItemsExport
from ui.supervisor.items_list import ItemsList
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.reader import DeskReader
from ui.supervisor.saving import ask_where
from ui.supervisor.virtual import VirtualTable
from ui.widgets.words import Words

_PAUSE_MS: Final = 250  # after the last letter that is typed


class SearchField(QLineEdit):
    """Escape empties it; the arrows go to the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class ItemsPage(DeskPage):
    """`what` is a code to look for."""

    code = "@ITEMS"
    name = "DESK_ITEMS"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.filters, self.card, self.table = SearchField(), FilterRow(), SoughtCard(), VirtualTable()
        self.export, self._count, self._empty = ItemsExport(), Words("strong"), button("quiet")
        self.list: ItemsList | None = None
        self._sought: Sought | None = None
        self._units = 0
        self._typed = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._lay_out()
        self._typed.timeout.connect(lambda: self.look_for(self.search.text()))
        self.search.textChanged.connect(self.on_typed)
        self._empty.clicked.connect(self.search.clear)
        self.search.returnPressed.connect(self.on_entered)
        self.filters.changed.connect(lambda _wanted: self._list_anew())
        self.card.opened.connect(self.on_chosen)
        self.card.copied.connect(lambda _say: self.told.emit(word("ITEMS_COPIED", self.view.language)))
        self.table.chosen.connect(self.on_chosen)
        self.export.told.connect(self.told)
        self.export.wanted.connect(self.on_export)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(GRID)
        asked.addWidget(self.search, 1)
        asked.addWidget(self._empty)
        self._count.setWordWrap(False)
        above = QHBoxLayout()
        above.setSpacing(2 * GRID)
        above.addWidget(self._count)
        above.addStretch(1)
        above.addWidget(self.export)
        card = DeskCard()
        card.body.addLayout(above)
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        column.setSpacing(2 * GRID - 4)
        column.addLayout(asked)
        column.addWidget(self.filters)
        column.addWidget(self.card)
        column.addWidget(card, 1)

    def attach(self, reader: DeskReader) -> None:
        super().attach(reader)
        self.list = ItemsList(self.table, reader)
        self.list.counted.connect(self.on_counted)
        self.list.told.connect(self.told)
        self.export.copied.connect(self.list.copy)

    def show_desk(self, view: DeskView) -> None:
        before, self.view = self.view, view
        if self.list and (before != view or not self._count.text()):
            self.list.speak(view.language, view.zone)
            self._speak(view.language)
            if self.isVisible():
                self.open_page(self.what)

    def open_page(self, what: object = None) -> None:
        """Everything, or what somebody looks for; as it was left, where it was left."""
        self.what = what
        if isinstance(what, str) and what and what != self.search.text():
            self._write(what)
            self.look_for(what, alone=True)
        else:
            self._list_anew(keep=True)
        self._ask_choices()
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """Somebody has written."""
        if not self.list:
            return
        if self._sought and self._sought.kind != "text":
            self._ask_where(self.search.text(), alone=False)
        self.list.refresh()

    def takes_scan(self, text: str) -> bool:
        """Every scan is a search."""
        self._write(text)
        self.look_for(text, alone=True)
        return True

    def takes_key(self, name: str) -> bool:
        """The slash goes to the search, as in many programs."""
        if name == "/":
            self.search.setFocus()
            self.search.selectAll()
        return name == "/"

    def on_typed(self, text: str) -> None:
        """A letter more, or less."""
        self._empty.setVisible(bool(text))
        self._typed.start()

    def on_entered(self) -> None:
        """Look for it; once more, and the unit that was found is opened."""
        text = self.search.text()
        if self._sought and self._sought.plate and text.strip() == self.what and not self._typed.isActive():
            self.on_chosen(self._sought.plate)
        else:
            self.look_for(text, alone=True)

    def look_for(self, text: str, *, alone: bool = False) -> None:
        """Find this; `alone` without whatever the list was narrowed down to, for somebody who holds a code in hand."""
        self._typed.stop()
        self.what = text.strip() or None
        if self.what is None:
            self._sought = None
            self.card.show_sought(None, self.view.language)
            self._list_anew()
        else:
            self._ask_where(text, alone=alone)

    def on_sought(self, found: Sought, *, alone: bool) -> None:
        """What was looked for is something, at worst a word."""
        before, self._sought = self._sought, found
        self.card.show_sought(found, self.view.language)
        if alone:
            self.search.selectAll()
            if found.kind != "text" and self.filters.wanted != Wanted():
                self.filters.clear()  # which lists anew
                return
        if before is None or before.units != found.units or before.code != found.code:
            self._list_anew()

    def on_not_sought(self, error: StationError) -> None:
        """It is no code and no word."""
        self.told.emit(error)

    def on_choices(self, choices: dict[str, tuple[Named, ...]]) -> None:
        """What the list may be narrowed down to."""
        if self.reader:
            today = self.reader.clock.now().astimezone(self.view.zone).date()
            several = not self.view.client and len(choices["clients"]) > 1
            self.filters.show_choices(choices, today, self.view.language, several_clients=several)

    def on_counted(self, units: int, everything: bool) -> None:
        """So many there are, or so many so far."""
        self._count.say(counted("ITEMS_COUNT" if everything else "ITEMS_COUNTING", units, self.view.language))
        self._units = units
        self.export.setVisible(units > 0 or self.export.making)

    def on_export(self, form: str) -> None:
        """The list as a file."""
        if self.reader and self.list:
            fields = narrowed(self._wanted(), Wanted())  # what a code stands for is said by the code
            asked, data = as_arguments(fields, str(self.what or ""), self.list.order), self.reader.data
            ask_where(self, f"items.{form}", lambda out: self.export.write(data, out, asked, self._units))

    def close_page(self) -> None:
        """What is typed and not yet looked for is not wanted any more."""
        self._typed.stop()

    def end_page(self) -> None:
        self.export.stop()

    def on_chosen(self, plate: str) -> None:
        """A unit's own page."""
        self.turned.emit("@ITEM", plate)

    def _wanted(self) -> Wanted:
        wanted = narrowed(self.filters.wanted, self._sought.units) if self._sought else self.filters.wanted
        return replace(wanted, clients=(self.view.client,)) if self.view.client else wanted

    def _list_anew(self, *, keep: bool = False) -> None:
        if self.list:
            self.list.show_list(self._wanted(), keep=keep)

    def _ask_where(self, text: str, *, alone: bool) -> None:
        if self.reader:
            language = self.view.language
            self.reader.ask(
                "items:sought",
                lambda opened: sought(opened, text, language),
                lambda found: self.on_sought(found, alone=alone),
                self.on_not_sought,
            )

    def _ask_choices(self) -> None:
        if self.reader:
            language = self.view.language
            self.reader.ask("items:choices", lambda opened: item_choices(opened, language), self.on_choices)

    def _write(self, text: str) -> None:
        self.search.setText(text)
        self._typed.stop()  # nobody types

    def _speak(self, language: str) -> None:
        self.search.setPlaceholderText(word("ITEMS_SEARCH", language))
        self.search.setAccessibleName(word("ITEMS_SEARCH_NAME", language))
        self._empty.setText(word("ITEMS_EMPTY_SEARCH", language))
        self._empty.setVisible(bool(self.search.text()))
        self.table.view.setAccessibleName(word("DESK_ITEMS", language))
        self.export.speak(language)
