"""The bar over every page of the desk: site and client at the left, the pages and who is signed in at the right. A view in, choices out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from station.texts import word
from ui.supervisor.look import GRID, button
from ui.supervisor.page import DeskView
from ui.supervisor.pages import Entry
from ui.theme import scaled
from ui.widgets.boxes import Rows
from ui.widgets.words import Words


class DeskBar(QFrame):
    """`turned` carries the code of a page, `client` a client's name ("" for all), `left` that whoever is here goes."""

    turned = Signal(str)
    client = Signal(str)
    left = Signal()

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deskbar")
        self._entries = [entry for entry in entries if entry.word]
        self._site, self._clients = Words("site"), button("quiet")
        self._site.setWordWrap(False)
        self._menu = QMenu(self._clients)
        self._clients.setMenu(self._menu)
        self._pages = {entry.code: button("page") for entry in self._entries}
        self._person = button("plain")
        self._person.clicked.connect(self.left)
        for code, each in self._pages.items():
            each.setCheckable(True)
            each.clicked.connect(lambda _checked, code=code: self.on_page(code))
        self._lay_out()

    def _lay_out(self) -> None:
        place = QWidget()
        beside = QHBoxLayout(place)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * GRID)
        beside.addWidget(self._site)
        beside.addWidget(self._clients)
        beside.addStretch(1)
        row = Rows()
        for part in (place, *self._pages.values(), self._person):
            row.add(part)
        around = QHBoxLayout(self)
        around.setContentsMargins(20, GRID, 20, GRID)
        around.addWidget(row)

    def show_view(self, view: DeskView, *, open_to: bool) -> None:
        """Draw this; `open_to` whoever is here: without it there are no pages to go to, and nobody to leave."""
        self._site.say(view.site)
        self._clients.setText(view.client or word("DESK_ALL_CLIENTS", view.language))
        self._clients.setText(f"{self._clients.text()} ▾")
        self._clients.setAccessibleName(word("DESK_CLIENT", view.language, client=view.client or word("DESK_ALL_CLIENTS", view.language)))
        self._clients.setVisible(open_to and len(view.clients) > 1)
        self._fill_menu(view)
        for number, entry in enumerate(self._entries, start=1):
            page = self._pages[entry.code]
            page.setText(word(entry.word, view.language))
            page.setToolTip(f"Ctrl+{number}")
            page.setVisible(open_to)
        self._person.setText(word("DESK_SIGN_OUT", view.language, name=view.name))
        self._person.setVisible(open_to and bool(view.person))
        self.setMinimumHeight(scaled(52))

    def show_page(self, code: str) -> None:
        """This one is open."""
        for each, page in self._pages.items():
            page.setChecked(each == code)

    def code_at(self, number: int) -> str:
        """The page at this place, counted from 1; "" where there is none."""
        return self._entries[number - 1].code if 0 < number <= len(self._entries) else ""

    def on_page(self, code: str) -> None:
        """The name of a page was touched: it stays as it was until the page is open."""
        self._pages[code].setChecked(not self._pages[code].isChecked())
        self.turned.emit(code)

    def on_client(self, action: QAction) -> None:
        """One of the clients, or all."""
        self.client.emit(str(action.data()))

    def name_of(self, page: str) -> QPushButton:
        """The button of a page, by its code."""
        return self._pages[page]

    def _fill_menu(self, view: DeskView) -> None:
        self._menu.clear()
        for client in ("", *view.clients):
            action = self._menu.addAction(client or word("DESK_ALL_CLIENTS", view.language))
            action.setData(client)
            action.setCheckable(True)
            action.setChecked(client == view.client)
            action.triggered.connect(lambda _checked, action=action: self.on_client(action))
        self._menu.setCursor(Qt.CursorShape.PointingHandCursor)
