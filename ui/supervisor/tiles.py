"""The tiles over a page: a name, one large figure and a note each; touched or chosen with a key, a tile says so by `clicked`."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.supervisor.look import GRID, SMALL
from ui.supervisor.today_lists import TileWords
from ui.theme import scaled, tokens_of

_FIGURE = 30  # px
_NAME = 14


class Tile(QAbstractButton):
    """One of them; its note wraps into a second line where it is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = TileWords("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say(self, words: TileWords) -> None:
        """Show this."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(f"{words.name}: {words.figure}")
            self.setAccessibleDescription(words.note)
            self.setText(words.figure)
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> TileWords:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        lines = QFontMetrics(self._font(SMALL)).height() * 2
        return QSize(scaled(190), QFontMetrics(self._font(_NAME)).height() + QFontMetrics(self._font(_FIGURE)).height() + lines + 3 * GRID)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        longest = max((QFontMetrics(self._font(SMALL)).horizontalAdvance(part) for part in self._words.note.split()), default=0)
        figure = QFontMetrics(self._font(_FIGURE)).horizontalAdvance(self._words.figure)
        return QSize(max(scaled(140), longest + 4 * GRID, figure + 4 * GRID), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(tokens.focus), 2) if self.hasFocus() else QPen(QColor(tokens.line), 1)
        painter.setPen(edge)
        painter.setBrush(QColor(tokens.soft if self.underMouse() or self.isDown() else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        left, top = 2 * GRID, GRID + 4
        for text, pixels, colour, bold in (
            (self._words.name, _NAME, tokens.muted, False),
            (self._words.figure, _FIGURE, tokens.ink, True),
            (self._words.note, SMALL, tokens.muted, False),
        ):
            font = self._font(pixels)
            font.setBold(bold)
            font.setUnderline(bold and self._words.urgent)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            room = self.rect().adjusted(left, top, -GRID, -4)
            drawn = painter.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, text)
            top += drawn.height() + 1

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(pixels))
        return font
