"""One photograph of a unit as large as the page: pictures and a place in; zoomed, moved, with its circles or without; `left` out."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.supervisor.unit_photos import Circle, Picture
from station.texts import word
from ui.supervisor.flow import Flow
from ui.supervisor.look import GRID, button
from ui.theme import scaled, tokens_of
from ui.widgets.picture import draw_circle, fitted
from ui.widgets.words import Words

LARGEST: Final = 8.0  # times the size at which it fits
_STEP: Final = 1.25
_LARGER: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_WAYS: Final = {Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0)}


class ZoomedPicture(QWidget):
    """Keys + and - and the wheel make it larger and smaller, arrows and the mouse move it, 0 fits it in again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._circles, self._words = QImage(), (), ""  # type: tuple[QImage, tuple[Circle, ...], str]
        self._zoom, self._moved, self._held = 1.0, QPointF(), None  # type: tuple[float, QPointF, QPointF | None]
        self.circled = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """How many times as large as it fits."""
        return self._zoom

    @property
    def image(self) -> QImage:
        """What is shown; null where nothing is."""
        return self._image

    def show_picture(self, circles: tuple[Circle, ...], words: str) -> None:
        """Another picture, which follows; `words` stand there until then."""
        self._image, self._circles, self._words = QImage(), circles, words
        self.fit()

    def show_image(self, image: QImage) -> None:
        """The picture itself, or the same one finer: it stays where it is."""
        self._image = image
        self.update()

    def show_circles(self, *, shown: bool) -> None:
        """With its circles, or as it was taken."""
        self.circled = shown
        self.update()

    def fit(self) -> None:
        """All of it."""
        self._zoom, self._moved = 1.0, QPointF()
        self.update()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Larger or smaller; what is under `around` (the middle without it) stays there."""
        before, point = self._zoom, (around or QPointF(self.rect().center())) - QPointF(self.rect().center())
        self._zoom = min(LARGEST, max(1.0, before * factor))
        self._moved = (self._moved - point) * (self._zoom / before) + point
        self._keep_within()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(640, 420)

    def area(self) -> QRectF:
        """Where the whole picture is drawn; more than the widget where it is larger."""
        fit = fitted(self._image, self.rect())
        wide, high = fit.width() * self._zoom, fit.height() * self._zoom
        middle = QPointF(self.rect().center()) + self._moved
        return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        painter.fillRect(self.rect(), QColor(tokens.soft))
        if self._image.isNull():
            painter.setPen(QColor(tokens.ink))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
        else:
            area = self.area()
            painter.drawImage(area, self._image)
            for circle in self._circles if self.circled else ():
                draw_circle(painter, circle, area)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 3))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -2, -2))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        self._held = event.position()
        self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._held is not None:
            self._moved += event.position() - self._held
            self._held = event.position()
            self._keep_within()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        self.fit() if self._zoom > 1 else self.zoom_by(3, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if not self.takes_key(Qt.Key(event.key())):
            event.ignore()

    def takes_key(self, key: Qt.Key) -> bool:
        """What a key does to the picture; False where it does nothing. Arrows move only what is larger than the page."""
        if key in _LARGER or key is Qt.Key.Key_Minus:
            self.zoom_by(_STEP if key in _LARGER else 1 / _STEP)
        elif key is Qt.Key.Key_0:
            self.fit()
        elif key in _WAYS and self._zoom > 1:
            self._moved += QPointF(*_WAYS[key]) * scaled(60)
            self._keep_within()
        else:
            return False
        return True

    def _keep_within(self) -> None:
        """Never so far that nothing of it is seen."""
        fit = fitted(self._image, self.rect())
        wide = max(0.0, (fit.width() * self._zoom - self.width()) / 2)
        high = max(0.0, (fit.height() * self._zoom - self.height()) / 2)
        self._moved = QPointF(min(wide, max(-wide, self._moved.x())), min(high, max(-high, self._moved.y())))
        self.update()


class PhotoViewer(QWidget):
    """`left`: back to the page. `wanted` carries the digest of the picture that is to be loaded, as fine as it is."""

    left = Signal()
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = ZoomedPicture()
        self._pictures: tuple[Picture, ...] = ()
        self._place, self._language = 0, "en"
        self._title, self._about = Words("heading"), Words("muted")
        names = ("back", "before", "next", "circles", "smaller", "larger", "fit")
        self._buttons = {name: button("chip" if name == "circles" else "plain") for name in names}
        self._buttons["circles"].setCheckable(True)
        self._buttons["circles"].setChecked(True)
        does = {
            "back": self.left.emit, "before": lambda: self.turn(-1), "next": lambda: self.turn(1), "circles": self.on_circles,
            "smaller": lambda: self.picture.zoom_by(1 / _STEP), "larger": lambda: self.picture.zoom_by(_STEP), "fit": self.picture.fit,
        }  # fmt: skip
        row = Flow()
        for name, each in self._buttons.items():
            each.clicked.connect(lambda _checked=False, do=does[name]: self._done(do))
            row.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2 * GRID, 20, 20)
        column.setSpacing(GRID)
        named = QHBoxLayout()
        named.addWidget(self._title)
        named.addWidget(self._about, 1)
        column.addWidget(row)
        column.addLayout(named)
        column.addWidget(self.picture, 1)

    def show_pictures(self, pictures: Sequence[Picture], place: int, language: str) -> None:
        """These, beginning with the one at this place."""
        self._pictures, self._language = tuple(pictures), language
        for name, each in self._buttons.items():
            each.setText(word(f"UNIT_VIEWER_{name.upper()}", language))
        self._show(place)
        self.picture.setFocus()

    def turn(self, by: int) -> None:
        """The next one that can be shown, or the one before; the last is followed by the first."""
        count = len(self._pictures)
        places = [(self._place + step * by) % count for step in range(1, count + 1)] if count else []
        self._show(next((place for place in places if not self._pictures[place].gone), self._place))

    def show_image(self, digest: str, image: QImage) -> None:
        """A picture was loaded."""
        if self._pictures and digest == self._pictures[self._place].sha256 and not image.isNull():
            self.picture.show_image(image)

    def on_circles(self) -> None:
        """With or without."""
        self.picture.show_circles(shown=self._buttons["circles"].isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        key = Qt.Key(event.key())
        if self.picture.takes_key(key):  # a button has the focus
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.turn(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            self.turn(1)
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _done(self, do: Callable[[], object]) -> None:
        """A button was touched: the keys are the picture's again."""
        do()
        if self.picture.isVisible():
            self.picture.setFocus()

    def _show(self, place: int) -> None:
        self._place = place
        picture = self._pictures[place]
        self._title.say(picture.label)
        of = word("UNIT_VIEWER_PLACE", self._language, place=place + 1, count=len(self._pictures))
        self._about.say(" · ".join(part for part in (picture.finding, picture.doubt, picture.shown, of) if part))
        self._buttons["circles"].setVisible(bool(picture.circles))
        for name in ("before", "next"):
            self._buttons[name].setVisible(len(self._pictures) > 1)
        self.picture.setAccessibleName(picture.label)
        self.picture.show_picture(picture.circles, picture.gone or word("DESK_LOADING", self._language))
        if not picture.gone:
            self.wanted.emit(picture.sha256)
