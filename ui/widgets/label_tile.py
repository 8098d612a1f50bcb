"""A label as it will be printed, small, with its name under it: a picture and an Option in, `taken` with its code out."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.bench.screen import Option
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.marks import draw_cap

_PICTURE: Final = 96  # px that the label has at least; it takes what room there is
_INSET: Final = 8
_CAP: Final = 32
_CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class LabelTile(QAbstractButton):
    """Labels are white in either theme: that is what comes out of the printer."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._option = Option("", "", "")
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.on_clicked)

    @property
    def option(self) -> Option:
        """What it offers now; its smaller words stand in place of a picture that there is not."""
        return self._option

    @property
    def image(self) -> QImage:
        """The label; null where it is not drawn yet, or cannot be."""
        return self._image

    def show_label(self, option: Option, image: QImage) -> None:
        """Draw this one."""
        self._option, self._image = option, image
        self.setAccessibleName(" ".join(part for part in (option.key, option.label, option.small) if part))
        self.updateGeometry()
        self.update()

    def on_clicked(self) -> None:
        """Touched, or Space with the focus here."""
        self.taken.emit(self._option.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the page's own
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(220), self.heightForWidth(scaled(220)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        longest = max((QFontMetrics(self._font()).horizontalAdvance(part) for part in self._option.label.split()), default=0)
        return QSize(max(scaled(150), longest + 2 * scaled(_CAP) + 4 * _INSET), scaled(_PICTURE))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        told = 0 if self._option.small == "" or not self._image.isNull() else self._high(self._option.small, width, self._small())
        return max(scaled(_PICTURE), told) + self._words_high(width) + 4 * _INSET

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        edge = tokens.focus if self.hasFocus() else tokens.muted if self.underMouse() else tokens.line
        painter.setPen(QPen(QColor(edge), 3.0 if self.hasFocus() else 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        inside = self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        words = self._words_high(self.width())
        self._draw_label(painter, QRect(inside.left(), inside.top(), inside.width(), inside.height() - words - _INSET), tokens)
        below = QRect(inside.left(), inside.bottom() - words, inside.width(), words)
        side = scaled(_CAP) if self._option.key else 0
        if side:
            draw_cap(painter, self._option.key, QRectF(below.left(), below.top() + (words - side) / 2, side, side), tokens)
        painter.setFont(self._font())
        painter.setPen(QColor(tokens.ink))
        painter.drawText(below.adjusted(side, 0, -side, 0), _CENTRED, self._option.label)
        painter.end()

    def _draw_label(self, painter: QPainter, room: QRect, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRoundedRect(QRectF(room), 7, 7)
        if self._image.isNull():
            painter.setFont(self._small())
            painter.setPen(QColor(tokens.ink))
            painter.drawText(room.adjusted(_INSET, 0, -_INSET, 0), _CENTRED, self._option.small)
        else:
            painter.drawImage(placed(self._image, room.adjusted(6, 6, -6, -6)), self._image)

    def _words_high(self, width: int) -> int:
        """Of the name, beside the key that chooses it; the name stays in the middle."""
        side = scaled(_CAP) if self._option.key else 0
        return max(side, self._high(self._option.label, width - 2 * side, self._font()))

    def _high(self, text: str, width: int, font: QFont) -> int:
        room = QRect(0, 0, max(40, width - 4 * _INSET), 100_000)
        return QFontMetrics(font).boundingRect(room, _CENTRED, text).height()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(18))
        font.setWeight(QFont.Weight.Bold if self._option.strong else QFont.Weight.Normal)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(15))
        return font


def placed(image: QImage, room: QRect) -> QRectF:
    """Where a label is drawn in a room: whole, in the middle, its proportions kept."""
    scale = min(room.width() / image.width(), room.height() / image.height())
    wide, high = image.width() * scale, image.height() * scale
    return QRectF(room.left() + (room.width() - wide) / 2, room.top() + (room.height() - high) / 2, wide, high)
