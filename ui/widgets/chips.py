"""A status chip: a sign and a word. Quiet with a dot; with a diamond, in ink, when somebody has to look. No colour of a grade."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.devices.news import DeviceNews
from ui.theme import scaled, tokens_of


class Chip(QAbstractButton):
    """Touched, it tells more: `taken` carries the code of the device's page."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = False
        self._page = ""
        self.clicked.connect(self.on_clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_device(self, news: DeviceNews) -> None:
        """Draw this; how the device is, is what a screen reader says beside its name."""
        self._wanted, self._page = news.trouble, news.page
        self.setText(news.device)
        self.setAccessibleName(news.device)
        self.setAccessibleDescription(news.says)
        self.updateGeometry()
        self.update()

    def on_clicked(self) -> None:
        """Touched, or Space with the focus here."""
        self.taken.emit(self._page)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(40) + QFontMetrics(self._font()).horizontalAdvance(self.text()), scaled(44))

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
        font.setWeight(QFont.Weight.DemiBold if self._wanted else QFont.Weight.Normal)
        return font
