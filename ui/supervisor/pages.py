"""The pages of a desk: which there are, in which order; each is made when somebody turns to it first. Codes in, the open page out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.supervisor.acting import PERFORMING
from ui.supervisor.loading import is_loaded, loaded
from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.reader import DeskReader


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its code, the word that it is called by in the bar ("" for one that only other pages lead to), and what loads it.

    The first time, `load` takes as long as everything that the page is built on; `is_loaded` says that it takes no time any more.
    """

    code: str
    word: str
    load: Callable[[], type[DeskPage]]
    is_loaded: Callable[[], bool] = lambda: True


def _entry(code: str, word: str, module: str, name: str) -> Entry:
    path = f"ui.supervisor.{module}"
    return Entry(code, word, lambda: getattr(loaded(path), name), lambda: is_loaded(path))


ENTRIES: Final = (
    _entry("@TODAY", "DESK_TODAY", "today", "TodayPage"),
    _entry("@SHIFT", "", "shift", "ShiftPage"),
    _entry("@DECISIONS", "DESK_DECISIONS", "decisions", "DecisionsPage"),
    _entry("@ITEMS", "DESK_ITEMS", "items", "ItemsPage"),
    _entry("@ITEM", "", "unit", "UnitPage"),
    _entry("@RESTOCK", "DESK_RESTOCK", "restock", "RestockPage"),
    _entry("@REPORT", "DESK_REPORT", "report", "ReportPage"),
    _entry("@PEOPLE", "DESK_PEOPLE", "people", "PeoplePage"),
)

_TURNING: Final = "page"
_FIRST_MS: Final = 1_500  # the first page is told and drawn in it
_BREATH_MS: Final = 200  # between two things that are loaded: the window answers in it


class DeskPages(QStackedWidget):
    """`turned_to` carries the code of the page that is open now, `performed` a page and its act, `told` what the open page wants to say."""

    turned_to = Signal(str)
    performed = Signal(object, object)
    told = Signal(object)

    def __init__(self, reader: DeskReader, entries: tuple[Entry, ...] = ENTRIES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = {entry.code: entry for entry in entries}
        self._reader = reader
        self._view = DeskView()
        self._made: dict[str, DeskPage] = {}
        self._before: list[tuple[str, object]] = []
        reader.opened.connect(self.on_opened)
        if entries:
            reader.beforehand = entries[0].load

    @property
    def open_page(self) -> DeskPage | None:
        """The one that is shown; None as long as none was."""
        around = self.currentWidget()
        page = around.widget() if isinstance(around, QScrollArea) else None
        return page if isinstance(page, DeskPage) else None

    def on_opened(self) -> None:
        """Load what performs acts, and the other pages, on the reader's thread: one by one, and not while the window is being drawn."""
        rest: list[Callable[[], object]] = [partial(loaded, PERFORMING), *(entry.load for entry in self.entries.values())]
        QTimer.singleShot(_FIRST_MS, self, lambda: self._load(rest))

    def page(self, code: str) -> DeskPage:
        """The page of this code, made now if it was not yet."""
        if code not in self._made:
            page = self._made[code] = self.entries[code].load()()
            page.attach(self._reader)
            page.show_desk(self._view)
            page.turned.connect(self.turn_to)
            page.performed.connect(lambda act, page=page: self.performed.emit(page, act))
            page.told.connect(self.told)
            self.addWidget(_scrolling(page))
        return self._made[code]

    def show_desk(self, view: DeskView) -> None:
        """For all of them, also those that are made later."""
        self._view = view
        for page in self._made.values():
            page.show_desk(view)

    def turn_to(self, code: str, what: object = None) -> None:
        """Open this page; a code that is none is ignored, since a station may be without it."""
        if code not in self.entries:
            return
        self._reader.forget(_TURNING)
        if self.entries[code].is_loaded():
            self._turn(code, what)
        else:
            self._reader.ask(_TURNING, lambda _opened: self.entries[code].load(), lambda _page: self._turn(code, what))

    def back(self) -> bool:
        """The page before; False where this is the first."""
        if not self._before:
            return False
        self._open(*self._before.pop())
        return True

    def forget(self) -> None:
        """Somebody else is here: the way back is theirs no more."""
        self._before = []

    def end(self) -> None:
        """The desk is closed."""
        for page in self._made.values():
            page.end_page()

    def refresh(self) -> None:
        """Somebody has written."""
        if (page := self.open_page) and page.isVisible():
            page.refresh()

    def open_again(self, page: DeskPage) -> None:
        """The page that is open, as it would be opened now: somebody has come back to it."""
        self._open(page.code, page.what)

    def _load(self, rest: Sequence[Callable[[], object]]) -> None:
        def go_on(_loaded: object) -> None:
            self._load(rest[1:])  # also where one cannot be loaded: whoever turns to it is told why

        if rest:
            QTimer.singleShot(_BREATH_MS, self, lambda: self._reader.ask("load", lambda _opened: rest[0](), go_on, go_on))

    def _turn(self, code: str, what: object) -> None:
        if before := self.open_page:
            self._before = [*self._before[-20:], (before.code, before.what)]
        self._open(code, what)

    def _open(self, code: str, what: object) -> None:
        page = self.page(code)
        if (before := self.open_page) and before is not page:
            before.close_page()
        self.setCurrentIndex(list(self._made).index(code))
        page.open_page(what)
        self.turned_to.emit(code)


def _scrolling(page: DeskPage) -> QScrollArea:
    """With large text a page may need more than the window has."""
    around = QScrollArea()
    around.setFrameShape(QFrame.Shape.NoFrame)
    around.setWidgetResizable(True)
    around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    around.setWidget(page)
    return around
