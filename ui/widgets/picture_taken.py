"""A picture that was taken, small: the picture with its circle, what it shows, and what was wrong with it. Touched, it is looked at."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.bench.screen import TakenShot
from ui.theme import scaled, tokens_of
from ui.widgets.picture import draw_circle, fitted

_HIGH = 78  # px of the picture; with its words it is more than a gloved finger needs


class TakenPicture(QAbstractButton):
    """`touched` carries the TakenShot."""

    touched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shot = TakenShot("", "")
        self._image = QImage()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.on_clicked)
        self.hide()

    @property
    def shot(self) -> TakenShot:
        """Which one it is."""
        return self._shot

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_shot(self, shot: TakenShot | None, image: QImage | None, *, looked_at: bool) -> None:
        """Draw this one; None hides."""
        self.setVisible(shot is not None)
        if shot is None:
            return
        self._shot, self._image = shot, image or QImage()
        self.setCheckable(True)
        self.setChecked(looked_at)
        self.setAccessibleName(" ".join(part for part in (shot.label, shot.doubt) if part))
        self.updateGeometry()
        self.update()

    def on_clicked(self) -> None:
        """Touched, or Space."""
        self.touched.emit(self._shot)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the page's own: it takes the next picture
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(180), self.heightForWidth(self.width() or scaled(180)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        return _HIGH + self._words_height(width) + 14

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        edge = tokens.focus if self.hasFocus() else tokens.ink if self.isChecked() else tokens.line
        painter.setPen(QPen(QColor(edge), 3 if self.hasFocus() or self.isChecked() else 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)
        room = self.rect().adjusted(6, 6, -6, -6)
        high = self._words_height(self.width())
        area = fitted(self._image, room.adjusted(0, 0, 0, -high))
        if not area.isNull():
            painter.drawImage(area, self._image)
            if self._shot.circle:
                draw_circle(painter, self._shot.circle, area, ring=2)
        painter.setFont(self._font())
        painter.setPen(QColor(tokens.ink))
        words = room.adjusted(2, room.height() - high, -2, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words())
        painter.end()

    def _words(self) -> str:
        return "\n".join(part for part in (self._shot.label, self._shot.doubt) if part)

    def _words_height(self, width: int) -> int:
        metrics = QFontMetrics(self._font())
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(0, 0, max(40, width - 16), 10_000, flags, self._words()).height() + 4

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(15))
        return font
