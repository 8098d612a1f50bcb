"""What stands in the middle of the window: the bench, opening and failing, and the pages of the window's own that open over the bench."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.setup.page import OwnPage


class Pages(QStackedWidget):
    """One is shown. Of the own ones at most one is open, and the bench goes on behind it."""

    taken = Signal(str)

    def __init__(self, bench: QWidget, others: Sequence[QWidget], own: Mapping[str, OwnPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.own = dict(own)
        for page in (*others, bench, *self.own.values()):
            self.addWidget(page)
        for own_page in self.own.values():
            own_page.taken.connect(self.taken)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """No higher than it has to be: each page scrolls, and one that is long and hidden must not make the whole window scroll."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    @property
    def open_page(self) -> OwnPage | None:
        """The page of the window's own that covers the bench."""
        page = self.currentWidget()
        return page if isinstance(page, OwnPage) else None

    def turn_to(self, code: str, language: str) -> None:
        """Open the own page of this code, or leave it if it is the open one."""
        page = self.own[code]
        shut = self.open_page is page
        self.leave()
        if not shut:
            page.open_page(language)
            self.setCurrentWidget(page)

    def leave(self) -> None:
        """Out of an own page, if one is open."""
        if page := self.open_page:
            self.setCurrentWidget(self._bench)
            page.close_page()
