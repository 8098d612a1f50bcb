"""The pages of a desk: which there are, in which order; each is made when somebody turns to it first. Codes in, the open page out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.reader import DeskReader


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its code, the word that it is called by in the bar ("" for one that only other pages lead to), and what makes it."""

    code: str
    word: str
    make: Callable[[], DeskPage]


def _today() -> DeskPage:
    from ui.supervisor.today import TodayPage  # noqa: PLC0415 -- each is loaded when somebody turns to it first

    return TodayPage()


def _decisions() -> DeskPage:
    from ui.supervisor.decisions import DecisionsPage  # noqa: PLC0415 -- as above

    return DecisionsPage()


def _items() -> DeskPage:
    from ui.supervisor.items import ItemsPage  # noqa: PLC0415 -- as above

    return ItemsPage()


def _item() -> DeskPage:
    from ui.supervisor.unit import UnitPage  # noqa: PLC0415 -- as above

    return UnitPage()


def _restock() -> DeskPage:
    from ui.supervisor.restock import RestockPage  # noqa: PLC0415 -- as above

    return RestockPage()


def _report() -> DeskPage:
    from ui.supervisor.report import ReportPage  # noqa: PLC0415 -- as above

    return ReportPage()


def _people() -> DeskPage:
    from ui.supervisor.people import PeoplePage  # noqa: PLC0415 -- as above

    return PeoplePage()


def _shift() -> DeskPage:
    from ui.supervisor.shift import ShiftPage  # noqa: PLC0415 -- as above

    return ShiftPage()


ENTRIES: Final = (
    Entry("@TODAY", "DESK_TODAY", _today),
    Entry("@SHIFT", "", _shift),
    Entry("@DECISIONS", "DESK_DECISIONS", _decisions),
    Entry("@ITEMS", "DESK_ITEMS", _items),
    Entry("@ITEM", "", _item),
    Entry("@RESTOCK", "DESK_RESTOCK", _restock),
    Entry("@REPORT", "DESK_REPORT", _report),
    Entry("@PEOPLE", "DESK_PEOPLE", _people),
)


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

    @property
    def open_page(self) -> DeskPage | None:
        """The one that is shown; None as long as none was."""
        around = self.currentWidget()
        page = around.widget() if isinstance(around, QScrollArea) else None
        return page if isinstance(page, DeskPage) else None

    def page(self, code: str) -> DeskPage:
        """The page of this code, made now if it was not yet."""
        if code not in self._made:
            page = self._made[code] = self.entries[code].make()
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
        if before := self.open_page:
            self._before = [*self._before[-20:], (before.code, before.what)]
        self._open(code, what)

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
