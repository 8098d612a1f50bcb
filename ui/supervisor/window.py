"""The supervisor's desk: one data folder in, read beside a working bench; pages out. What is decided here goes out as acts.

It opens read-only and draws nothing of the folder before somebody has signed in, where the station has people.
"""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from station.errors import Refusal, StationError
from station.model.codes import is_badge
from station.supervisor.acts import Act, Answer
from station.supervisor.site import DeskSite, desk_site, rights_now
from station.texts import word
from ui.devices.scan_codes import digit_key
from ui.keys import name_of
from ui.preferences import Preferences, load_preferences
from ui.supervisor.bar import DeskBar
from ui.supervisor.look import TEXT, desk_sheet
from ui.supervisor.page import DeskPage, DeskView, refusal_of
from ui.supervisor.pages import ENTRIES, DeskPages, Entry
from ui.supervisor.reader import DeskReader
from ui.supervisor.sign_in import SignInDesk
from ui.supervisor.sitting import SIGNED_OUT, Hands, Sitter, Sitting
from ui.supervisor.told import ToldStrip
from ui.supervisor.whole import OpeningDesk
from ui.theme import Theme, scaled, tokens_of

_SIZES: Final = {"larger": 1, "smaller": -1}
_FINDS: Final = "@ITEMS"  # the page that looks for whatever was scanned


class DeskWindow(QWidget):
    """`start` opens it; closing it ends its threads (`closed`). `spoken` carries the language whenever another one is spoken."""

    closed = Signal()
    spoken = Signal(str)

    def __init__(self, theme: Theme, reader: DeskReader, hands: Hands, entries: tuple[Entry, ...] = ENTRIES) -> None:
        super().__init__()
        self._theme, self.reader, self.hands = theme, reader, hands
        self.view, self.site = DeskView(), DeskSite.nobody()
        reader.setParent(self)
        self.bar, self.pages, self.told = DeskBar(entries), DeskPages(reader, entries), ToldStrip()
        self.opening, self.signing = OpeningDesk(), SignInDesk()
        self.sitting = Sitting(hands, self.signing, self)
        self.setMinimumSize(900, 600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(word("DESK_WINDOW", self.view.language))
        self._lay_out()
        self._connect()
        self.on_restyled()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.opening, self.signing, self.pages):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.reader.opened.connect(self.on_opened)
        self.reader.failed.connect(self.on_failed)
        self.reader.stirred.connect(self.on_stirred)
        for troubled in (self.reader.troubled, self.pages.told, self.sitting.refused):
            troubled.connect(self.tell)
        self.bar.turned.connect(self.pages.turn_to)
        self.bar.client.connect(self.on_client)
        self.bar.left.connect(lambda: self.sitting.leave("DESK_SIGN_IN_LEAD"))
        self.pages.turned_to.connect(self.on_turned)
        self.pages.performed.connect(self.on_performed)
        self.sitting.entered.connect(self.on_entered)
        self.sitting.locked.connect(self.on_locked)
        self.opening.again.connect(self.start)
        self._theme.changed.connect(self.on_restyled)

    def start(self) -> None:
        """Look into the folder."""
        self.opening.show_opening(str(self.reader.data), self.view.language)
        self._show_whole(self.opening)
        self.reader.start()

    @property
    def signed_in(self) -> bool:
        """Whether its pages are shown."""
        return self._stack.currentWidget() is self.pages

    def submit(self, text: str) -> None:
        """A scan, wherever the focus is."""
        self.sitting.awake()
        if is_badge(text):
            if not (self.signed_in and self.pages.open_page and self.pages.open_page.takes_badge(text)):
                self.sitting.take_badge(text)
        elif self.signed_in and not (self.pages.open_page and self.pages.open_page.takes_scan(text)):
            self._look_for(text)

    def tell(self, told: object) -> None:
        """Say this above the page."""
        self.told.tell(told, self.view.language)

    def on_opened(self, site: DeskSite) -> None:
        """The folder can be read."""
        self.reader.ask("preferences", lambda opened: load_preferences(opened.folder.path), self.on_preferred)
        self.on_site(site)

    def on_stirred(self) -> None:
        """Somebody has written: it may be that there are other people or clients, too."""
        self.reader.ask("site", desk_site, self.on_site)
        if who := self.view.person:
            self.reader.ask("sitter", lambda opened: rights_now(opened, who), self.sitting.look_again)
        self.pages.refresh()

    def on_site(self, site: DeskSite) -> None:
        """Who may sign in and whose goods there are, now. Where the first person was added, somebody has to sign in from now on."""
        if site == self.site:
            return
        self.site = site
        language = self.sitting.sitter.language if self.sitting.sitter else site.language
        self._show(
            language=language, zone=site.zone, site=site.name, station=site.station, clients=site.clients, currency=site.currency,
            everything=not site.asks, client=self.view.client if self.view.client in site.clients else "",
        )  # fmt: skip
        self.sitting.begin(site)

    def on_preferred(self, kept: Preferences) -> None:
        """As the bench of this folder looks."""
        self._theme.wear(kept.look, kept.text_scale)

    def on_failed(self, error: StationError) -> None:
        """It cannot be read."""
        self.sitting.rest()
        self.opening.show_failed(error, self.view.language)
        self._show_whole(self.opening)

    def on_entered(self, sitter: Sitter) -> None:
        """Somebody is here: on the page that they left, or on the first."""
        if sitter.id != self.sitting.last:
            self.pages.forget()
        self._stack.setCurrentWidget(self.pages)
        self.tell("")
        self._show(person=sitter.id, name=sitter.name, role=sitter.role, rights=sitter.rights, language=sitter.language)
        if page := self.pages.open_page:
            self.pages.open_again(page)
        elif self.pages.entries:
            self.pages.turn_to(next(iter(self.pages.entries)))

    def on_locked(self) -> None:
        """Nobody is here: nothing of the folder is shown."""
        self.tell("")
        self._show(person="", name="", role="", rights=frozenset(), language=self.site.language)
        self._show_whole(self.signing)

    def on_client(self, client: str) -> None:
        """Only this client from now on, or all."""
        self._show(client=client)

    def on_turned(self, code: str) -> None:
        """Another page is open."""
        self.bar.show_page(code)
        self.tell("")
        self._name_window()
        focused = self.focusWidget()  # of this window, whether it is the active one or not
        if focused is None or not self.pages.isAncestorOf(focused):
            self.setFocus()

    def on_performed(self, page: DeskPage, act: Act) -> None:
        """A page wants something done; it hears what came of it, also that it is somebody's turn to sign in again."""

        def then(answer: Answer) -> None:
            page.show_answer(act, answer)
            if (refused := refusal_of(answer)) and refused.code == SIGNED_OUT:
                self.sitting.leave("DESK_SIGN_IN_ENDED")

        self.hands.perform(act, then)

    def on_restyled(self) -> None:
        """The size or the colour of everything changed."""
        font = self.font()
        font.setPixelSize(scaled(TEXT))
        self.setFont(font)
        self.setStyleSheet(desk_sheet(tokens_of(QGuiApplication.palette())))
        self._draw_bar()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        digit = digit_key(QGuiApplication.platformName(), event.nativeScanCode())
        name = name_of(event.key(), event.modifiers(), digit)
        if name in _SIZES:
            self._theme.step(_SIZES[name])
        elif not (self.signed_in and (self._turns(event, digit) or (name and self._press(name)))):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        self.hide()
        self.closed.emit()
        self.pages.end()
        self.hands.stop()
        self.reader.stop()
        event.accept()

    def _turns(self, event: QKeyEvent, digit: str) -> bool:
        """Ctrl and a digit: the page at this place of the bar."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        number = digit or (chr(event.key()) if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else "")
        code = self.bar.code_at(int(number)) if number else ""
        if code:
            self.pages.turn_to(code)
        return bool(code)

    def _press(self, name: str) -> bool:
        if (page := self.pages.open_page) and page.takes_key(name):
            return True
        if name == "F5":
            self.pages.refresh()
        return name == "F5" or (name == "Esc" and self.pages.back())

    def _look_for(self, text: str) -> None:
        """A code that the open page does not want."""
        if _FINDS in self.pages.entries:
            self.pages.turn_to(_FINDS, text)
        else:
            self.tell(Refusal("DESK_SCAN_UNUSED", text=text))

    def _show_whole(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._draw_bar()

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 -- fields of the view
        before, self.view = self.view, replace(self.view, **changes)
        if before.language != self.view.language:
            self.spoken.emit(self.view.language)
        self.pages.show_desk(self.view)
        self._name_window()
        self._draw_bar()

    def _name_window(self) -> None:
        language, page = self.view.language, self.pages.open_page
        named = page is not None and self.signed_in
        title = page.title(language) if page and named else ""
        self.setWindowTitle(word("DESK_WINDOW_OF", language, page=title, site=self.view.site) if named else word("DESK_WINDOW", language))

    def _draw_bar(self) -> None:
        self.bar.show_view(self.view, open_to=self.signed_in)
