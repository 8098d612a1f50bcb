"""The page that asks for a PIN: dots and a pad of large keys. A Screen in; the person and what was typed out, once, and kept nowhere.

The digits are never drawn, named to a screen reader, or part of anything that is described, logged or stored.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.texts import counted, word
from ui.bench.page import PageView
from ui.bench.screen import Screen
from ui.theme import scaled, tokens_of
from ui.widgets.lists import CommandRow
from ui.widgets.number_pad import NumberPad
from ui.widgets.words import Words

LEAST: Final = 6
MOST: Final = 12
_BESIDE: Final = 140  # percent of text
_FORGOTTEN_MS: Final = 30_000  # digits that nobody went on with


class Dots(QWidget):
    """As many dots as digits were typed, at least six places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, typed: int, language: str) -> None:
        """So many were typed."""
        self._typed = typed
        self.setAccessibleName(counted("SIGN_IN_DOTS", typed, language))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(LEAST * 34), scaled(44))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(tokens_of(self.palette()).ink)
        painter.setPen(QPen(ink, 2))
        size, places = scaled(20), max(LEAST, self._typed)
        left = (self.width() - places * scaled(34)) / 2 + scaled(7)
        for place in range(places):
            painter.setBrush(ink if place < self._typed else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(QPointF(left + place * scaled(34), (self.height() - size) / 2), QSize(size, size).toSizeF()))
        painter.end()


class PinPage(PageView):
    """`given` carries a person's id and the digits."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._who, self._digits, self._language = "", "", "en"
        self._title, self._lead = Words("title"), Words("lead")
        self._dots = Dots()
        self._pad = NumberPad()
        self._around = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row = CommandRow()
        self._idle = QTimer(self, interval=_FORGOTTEN_MS, singleShot=True)
        self._idle.timeout.connect(self.forget)
        self._pad.digit.connect(self.typed)
        self._pad.erased.connect(self.erase)
        self._pad.given.connect(self.give)
        self._row.taken.connect(self.taken)
        self._lay_out()

    def _lay_out(self) -> None:
        asked = QVBoxLayout()
        asked.setSpacing(12)
        for words in (self._title, self._lead):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._title, self._lead, self._dots):
            asked.addWidget(widget)
        asked.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._pad, 10)
        middle.addStretch(1)
        self._around.setSpacing(12)
        self._around.addLayout(asked, 1)
        self._around.addLayout(middle, 1)
        self.body.addLayout(self._around)
        self.body.addStretch(1)
        self.put_below(self._row)

    def show_screen(self, screen: Screen) -> None:
        if screen.who != self._who:
            self._who = screen.who
            self.forget()
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        # With large text the pad stands beside what is asked: below it there would be no room for its last keys.
        beside = scaled(100) > _BESIDE
        self._around.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._row.show_commands("", screen.commands, None)

    def speak(self, language: str) -> None:
        """The keys of the pad in this language."""
        self._language = language
        self._pad.name_keys(word("SIGN_IN_ERASE", language), word("SIGN_IN_GO", language))
        self._draw()

    def typed(self, digits: str) -> None:
        """More digits. One too many is kept: that is no PIN and is told so, while the first digits of a scan would count as a wrong one."""
        self._digits = (self._digits + digits)[: MOST + 1]
        self._idle.start()
        self._draw()

    def erase(self) -> bool:
        """Take the last digit back; False where there is none."""
        had = bool(self._digits)
        self._digits = self._digits[:-1]
        self._draw()
        return had

    def give(self) -> None:
        """Hand on what was typed, and forget it."""
        digits = self._digits
        self.forget()
        if digits:
            self.given.emit(self._who, digits)

    def forget(self) -> None:
        """Nothing was typed."""
        self._digits = ""
        self._idle.stop()
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        if self._digits:
            self.forget()
        super().hideEvent(event)

    def _draw(self) -> None:
        self._dots.show_count(len(self._digits), self._language)
