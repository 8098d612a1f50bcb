"""A picture with a circle on it: an image and a circle in, touches and keys out. Keeps proportions, mirrors nothing."""

from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import scaled, tokens_of

Circle = tuple[int, int, int]  # x and radius in thousandths of the width, y of the height
RADIUS: Final = 90
_SMALLEST: Final = 25
_LARGEST: Final = 500
_STEP: Final = 25
_DRAG: Final = 24  # px: a finger in a glove rolls; only a longer way is meant as a size
_RING: Final = 4
_KEYS: Final = {
    Qt.Key.Key_Left: (-_STEP, 0, 0), Qt.Key.Key_Right: (_STEP, 0, 0), Qt.Key.Key_Up: (0, -_STEP, 0), Qt.Key.Key_Down: (0, _STEP, 0),
    Qt.Key.Key_Plus: (0, 0, _STEP), Qt.Key.Key_Minus: (0, 0, -_STEP),
}  # fmt: skip


def fitted(image: QImage, room: QRect) -> QRectF:
    """Where an image is drawn within a room: in the middle, its proportions kept, never larger than twice its own pixels."""
    if image.isNull():
        return QRectF()
    scale = min(room.width() / image.width(), room.height() / image.height(), 2.0)
    wide, high = image.width() * scale, image.height() * scale
    return QRectF(room.left() + (room.width() - wide) / 2, room.top() + (room.height() - high) / 2, wide, high)


def draw_circle(painter: QPainter, circle: Circle, area: QRectF, ring: int = _RING) -> None:
    """A circle over a picture that is drawn in this area."""
    centre, radius = _on_screen(circle, area)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Light within dark: it is seen on any goods, and is no colour of a grade.
    for wide, colour in ((ring * 2 + 2, "#14181f"), (ring, "#ffffff")):
        painter.setPen(QPen(QColor(colour), scaled(wide)))
        painter.drawEllipse(centre, radius, radius)


def _on_screen(circle: Circle, area: QRectF) -> tuple[QPointF, float]:
    x, y, radius = circle
    centre = QPointF(area.left() + area.width() * x / 1000, area.top() + area.height() * y / 1000)
    return centre, area.width() * radius / 1000


class PictureView(QWidget):
    """`circled` carries the circle that a touch made, or None where it was taken away; `nudged` the same by keys, one after another.

    `settled`: another key was pressed, so that what was nudged stands. `say` tells why there is no picture.
    """

    circled = Signal(object)
    nudged = Signal(object)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None, least: int = 180) -> None:
        super().__init__(parent)
        self._least = least
        self._image = QImage()
        self._circle: Circle | None = None
        self._pressed: QPointF | None = None
        self._words = ""
        self._takes_circles = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def image(self) -> QImage:
        """What is shown; null where nothing is."""
        return self._image

    @property
    def words(self) -> str:
        """What stands in place of a picture."""
        return self._words

    @property
    def circle(self) -> Circle | None:
        """The circle that is drawn."""
        return self._circle

    def show_image(self, image: QImage) -> None:
        """Show this from now on; a null image shows the words."""
        self._image = image
        self.update()

    def say(self, words: str) -> None:
        """What stands here while there is no picture."""
        self._words = words
        self.update()

    def show_circle(self, circle: Circle | None) -> None:
        """Draw this one."""
        if circle != self._circle:
            self._circle = circle
            self.update()

    def take_circles(self, *, takes: bool, name: str) -> None:
        """Whether a touch makes a circle; `name` is what a screen reader calls the picture."""
        self._takes_circles = takes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if takes else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(480, self._least)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(120, self._least)

    def area(self) -> QRectF:
        """Where the picture itself is, within the widget."""
        return fitted(self._image, self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        area = self.area()
        if area.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
            painter.setPen(QColor(tokens.ink))
            room = self.rect().adjusted(scaled(20), scaled(12), -scaled(20), -scaled(12))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
        else:
            painter.drawImage(area, self._image)
            if self._circle:
                draw_circle(painter, self._circle, area)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        inside = self._takes_circles and self.area().contains(event.position())
        self._pressed = event.position() if inside else None
        event.setAccepted(inside)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        pressed, self._pressed = self._pressed, None
        area = self.area()
        if pressed is None or area.isNull():
            return
        way = hypot(event.position().x() - pressed.x(), event.position().y() - pressed.y())
        if way < _DRAG and self._circle and self._is_in(pressed, area):
            self.circled.emit(self._made(None))
            return
        radius = round(way / area.width() * 1000) if way >= _DRAG else self._circle[2] if self._circle else RADIUS
        x, y = (pressed.x() - area.left()) / area.width(), (pressed.y() - area.top()) / area.height()
        self.circled.emit(self._made((round(x * 1000), round(y * 1000), radius)))

    def _is_in(self, point: QPointF, area: QRectF) -> bool:
        if self._circle is None:
            return False
        centre, radius = _on_screen(self._circle, area)
        return hypot(point.x() - centre.x(), point.y() - centre.y()) <= max(radius, _DRAG)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        key = Qt.Key(event.key()) if self._takes_circles and not self._image.isNull() else None
        if key is Qt.Key.Key_Space:
            self.nudged.emit(self._made(None if self._circle else (500, 500, RADIUS)))
        elif key in _KEYS and self._circle:
            x, y, radius = (now + by for now, by in zip(self._circle, _KEYS[key], strict=True))
            self.nudged.emit(self._made((x, y, radius)))
        else:
            self.settled.emit()
            event.ignore()

    def _made(self, circle: Circle | None) -> Circle | None:
        """Draw it at once, within the picture; what was drawn."""
        if circle:
            x, y, radius = circle
            circle = (min(1000, max(0, x)), min(1000, max(0, y)), min(_LARGEST, max(_SMALLEST, radius)))
        self.show_circle(circle)
        return circle
