"""Small fields of the desk, drawn as the rest of it: a box to tick, a day with its calendar, a time of day."""

from typing import Final

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QTimeEdit, QWidget

from ui.supervisor.choice import draw_arrow
from ui.supervisor.look import desk_tokens
from ui.theme import scaled

_BOX: Final = 20  # px
_GAP: Final = 8
_DAYS: Final = {"de": "d. MMM yyyy", "zh": "yyyy年M月d日"}


class Tick(QCheckBox):
    """A box and its words; ticked it is filled with ink, with a hook in it."""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        words = self.fontMetrics().size(int(Qt.TextFlag.TextSingleLine), self.text())
        return QSize(scaled(_BOX + _GAP) + words.width() + 4, max(scaled(_BOX), words.height()) + scaled(6))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802, ARG002 -- Qt's name; its words are touched as well
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        tokens, side = desk_tokens(), scaled(_BOX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - side) / 2 + 1, side - 2, side - 2)
        ink = tokens.ink if self.isEnabled() else tokens.muted
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.muted), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(ink if self.isChecked() else tokens.surface))
        painter.drawRoundedRect(box, 5, 5)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.surface), max(2.0, side / 9), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            hook = ((0.24, 0.52), (0.43, 0.70), (0.76, 0.32))
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in hook]))
        painter.setPen(QColor(ink))
        words = QRect(side + scaled(_GAP), 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class DayField(QDateEdit):
    """A day; its calendar opens at the right. The wheel scrolls the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.speak("en")

    def speak(self, language: str) -> None:
        """Written as this language writes a day, its month in letters."""
        self.setLocale(QLocale(language))
        self.setDisplayFormat(_DAYS.get(language, "d MMM yyyy"))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        draw_arrow(self)


class TimeField(QTimeEdit):
    """A time of day, typed or changed by the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("HH:mm")
        self.lineEdit().setTextMargins(_GAP, 0, 0, 0)  # the sheet gives the field inside none where it has no arrows

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()
