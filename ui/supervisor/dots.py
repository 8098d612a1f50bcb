"""A small button of three dots: more can be done with what it stands on."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import scaled, tokens_of

_HIGH = 18  # px: no higher than a heading


class Dots(QAbstractButton):
    """It is named by whoever uses it: it has no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(2 * _HIGH), scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- as above
        tokens, painter = tokens_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ink if self.underMouse() else tokens.muted))
        middle, apart, size = QRectF(self.rect()).center(), scaled(6), scaled(1.6)
        for place in (-1, 0, 1):
            painter.drawEllipse(QPointF(middle.x() + place * apart, middle.y()), size, size)
