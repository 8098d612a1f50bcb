"""The page that asks for a PIN: dots and a pad of large keys. A Screen in; the person and what was typed out, once, and kept nowhere.

The digits are never drawn, named to a screen reader, or part of anything that is described, logged or stored.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from station.texts import counted, word
from ui.bench.page import PageView
from ui.bench.screen import PIN_GIVEN, Option, Screen
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.boxes import Columns
from ui.widgets.lists import CommandRow
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import Words

LEAST: Final = 6
MOST: Final = 12
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_FORGOTTEN_MS: Final = 30_000  # digits that nobody went on with
_DIGIT: Final = "@digit-"
_ERASE: Final = "@erase"
_DIGITS: Final = ("7", "8", "9", "4", "5", "6", "1", "2", "3")  # as on the number pad of a keyboard


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
        return QSize(scaled(MOST * 34), scaled(44))

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


def _key(digit: str) -> Option:
    return Option("", f"{_DIGIT}{digit}", digit)


class PadKey(OptionButton):
    """One key of the pad: its digit in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Shape.ROW, parent)

    def _draw_words(self, painter: QPainter, tokens: Tokens) -> None:
        font = QFont(self.font())
        font.setPixelSize(scaled(30 if len(self.option.label) == 1 else 22))
        font.setWeight(QFont.Weight.DemiBold if self.option.strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(self.rect().adjusted(8, 4, -8, -4), int(_MIDDLE), self.option.label)


class PinPage(PageView):
    """`given` carries a person's id and the digits."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._who, self._digits, self._language = "", "", "en"
        self._title, self._lead = Words("title"), Words("lead")
        self._dots = Dots()
        self._pad = Columns(3)
        self._keys = [PadKey(self._pad) for _ in range(len(_DIGITS) + 3)]
        self._row = CommandRow()
        self._idle = QTimer(self, interval=_FORGOTTEN_MS, singleShot=True)
        self._idle.timeout.connect(self.forget)
        for key in self._keys:
            self._pad.add(key)
            key.taken.connect(self.on_taken)
        self._row.taken.connect(self.on_taken)
        self._lay_out()

    def _lay_out(self) -> None:
        for words in (self._title, self._lead):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._pad, 2)
        middle.addStretch(1)
        for widget in (self._title, self._lead, self._dots):
            self.body.addWidget(widget)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        self.body.addWidget(self._row)

    def show_screen(self, screen: Screen) -> None:
        if screen.who != self._who:
            self._who = screen.who
            self.forget()
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        self._row.show_commands("", screen.commands, None)

    def speak(self, language: str) -> None:
        """The keys of the pad in this language."""
        self._language = language
        erase = Option("", _ERASE, word("SIGN_IN_ERASE", language))
        go = Option("", PIN_GIVEN, word("SIGN_IN_GO", language), strong=True)
        for key, option in zip(self._keys, (*(_key(digit) for digit in _DIGITS), erase, _key("0"), go), strict=True):
            key.offer(option)
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
        self.forget()
        super().hideEvent(event)

    def on_taken(self, code: str) -> None:
        """A key of the pad, or a command of the page."""
        if code.startswith(_DIGIT):
            self.typed(code.removeprefix(_DIGIT))
        elif code == _ERASE:
            self.erase()
        elif code == PIN_GIVEN:
            self.give()
        else:
            self.taken.emit(code)

    def _draw(self) -> None:
        self._dots.show_count(len(self._digits), self._language)
