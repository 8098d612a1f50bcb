"""The page of a hand-over: what is open at this bench, and to whom it goes. A HandOver in; a badge, a PIN or a sign-out out."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from station.model.codes import is_badge
from station.session import HandOver
from station.texts import word
from ui.bench.handing_over import Handed, handed_over
from ui.bench.screen import BACK, Option
from ui.setup.page import OwnPage
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Pairs, Words


class HandOverPage(OwnPage):
    """`asked`: what is open shall be read; `show_handed` brings it. With a unit in hand nobody takes over: a badge means more then."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = ZoneInfo("UTC")
        self._keys: dict[str, str] = {}
        self._blocked = False
        self._rows, self._to = Pairs(), Words("because")
        self._first, self._band = Words("strong"), QFrame()
        self._band.setObjectName("alert")
        inside = QVBoxLayout(self._band)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.addWidget(self._first)
        self._people = OptionGrid(Shape.ROW, 3)
        self._people.taken.connect(self.taken)
        self._to.setContentsMargins(0, 16, 0, 0)
        for widget in (self._band, self._rows, self._to, self._people):
            self.column.body.addWidget(widget)
        self.column.body.addStretch(1)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._show(Handed("", (), "", (), (), ""))
        self.asked.emit()

    def show_handed(self, found: HandOver) -> None:
        """What is open now."""
        self._show(handed_over(found, self.zone, self.language))

    def takes_scan(self, text: str) -> bool:
        """A badge while a unit is in hand: it is not the sign-in that this page asks for."""
        return self._blocked and is_badge(text)

    def takes_key(self, name: str) -> bool:
        code = self._keys.get(name, "")
        if code:
            self.taken.emit(code)
        return bool(code)

    def _show(self, handed: Handed) -> None:
        self._blocked = bool(handed.first)
        self._keys = {option.key: option.code for option in (*handed.commands, *handed.options) if option.key}
        self.title.say(handed.title)
        self._first.say(handed.first)
        self._band.setVisible(self._blocked)
        self._rows.show_pairs(handed.rows)
        self._to.say(handed.ask)
        self._people.show_options(handed.options, 3)
        self.row.show_commands("", handed.commands, Option("Esc", BACK, word("WINDOW_BACK", self.language)))
