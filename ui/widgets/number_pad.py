"""A pad of large keys for digits, for whoever has nothing but a touch screen. Touches in; digits, erasing and the end of a number out."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ui.bench.screen import Option
from ui.theme import Tokens, scaled
from ui.widgets.boxes import Columns
from ui.widgets.measures import finger
from ui.widgets.options import OptionButton, Shape

_DIGITS: Final = ("7", "8", "9", "4", "5", "6", "1", "2", "3")  # as on the number pad of a keyboard
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_EDGE: Final = 8  # px
_ERASE: Final = "@erase"
_GO: Final = "@go"


class PadKey(OptionButton):
    """One key: its digit or its word in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Shape.PAD, parent)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        wide = QFontMetrics(self._font()).horizontalAdvance(self.option.label)
        return QSize(wide + 2 * _EDGE + 4, super().minimumSizeHint().height())

    def heightForWidth(self, _width: int) -> int:  # noqa: N802 -- Qt's name
        return self.minimumSizeHint().height()

    def _draw_words(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setFont(self._font())
        painter.setPen(QColor(tokens.ink))
        painter.drawText(self.rect().adjusted(_EDGE, 4, -_EDGE, -4), int(_MIDDLE), self.option.label)

    def _font(self) -> QFont:
        font = QFont(self.font())
        # A word grows as the key does, not as text does: three keys have to stand beside one another.
        font.setPixelSize(scaled(30) if len(self.option.label) == 1 else finger(20))
        font.setWeight(QFont.Weight.DemiBold if self.option.strong else QFont.Weight.Normal)
        return font


class NumberPad(Columns):
    """`digit` carries one digit, `erased` takes the last one back, `given` ends the number."""

    digit = Signal(str)
    erased = Signal()
    given = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(3, parent=parent)
        self._keys = [PadKey(self) for _ in range(len(_DIGITS) + 3)]
        for key in self._keys:
            self.add(key)
            key.taken.connect(self.on_taken)

    def name_keys(self, erase: str, go: str) -> None:
        """The words of the two keys that are no digits."""
        ends = (Option("", _ERASE, erase), Option("", "0", "0"), Option("", _GO, go, strong=True))
        for key, option in zip(self._keys, (*(Option("", digit, digit) for digit in _DIGITS), *ends), strict=True):
            key.offer(option)

    def on_taken(self, code: str) -> None:
        """A key was touched."""
        if code == _ERASE:
            self.erased.emit()
        elif code == _GO:
            self.given.emit()
        else:
            self.digit.emit(code)
