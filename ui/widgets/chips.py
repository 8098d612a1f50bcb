"""A status chip: a sign and a word. Quiet with its icon; with a diamond, in ink, when somebody has to look. No colour of a grade."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.devices.news import DeviceNews
from ui.theme import scaled, tokens_of
from ui.widgets.icons import draw_icon, page_glyph


class Chip(QAbstractButton):
    """Touched, it tells more: `taken` carries the code of the device's page."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = False
        self._page = ""
        self._hint: QSize | None = None  # layouts ask for it a dozen times
        self.clicked.connect(self.on_clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_device(self, news: DeviceNews) -> None:
        """Draw this; how the device is, is what a screen reader says beside its name."""
        if (news.device, news.says, news.trouble, news.page) == (self.text(), self.accessibleDescription(), self._wanted, self._page):
            return
        self._hint = None
        self._wanted, self._page = news.trouble, news.page
        self.setText(news.device)
        self.setAccessibleName(news.device)
        self.setAccessibleDescription(news.says)
        self.updateGeometry()
        self.update()

    def on_clicked(self) -> None:
        """Touched, or Space with the focus here."""
        self.taken.emit(self._page)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = None
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        if self._hint is None:
            self._hint = QSize(scaled(40) + QFontMetrics(self._font()).horizontalAdvance(self.text()), scaled(44))
        return self._hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        colour = QColor(tokens.ink if self._wanted else tokens.muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        middle, size = QPointF(scaled(17), self.height() / 2), scaled(7 if self._wanted else 5)
        if self._wanted:
            corners = ((0, -size), (size, 0), (0, size), (-size, 0))
            painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in corners]))
        elif glyph := page_glyph(self._page):
            side = scaled(20)
            draw_icon(painter, glyph, QRectF(scaled(4), (self.height() - side) / 2, side, side), colour.name())
        else:
            painter.drawEllipse(middle, size, size)
        painter.setFont(self._font())
        painter.setPen(colour)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self.rect().adjusted(scaled(30), 0, 0, 0), left, self.text())
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(16))
        font.setWeight(QFont.Weight.Bold if self._wanted else QFont.Weight.Normal)
        return font
