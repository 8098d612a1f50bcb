"""The photographs of a unit as small tiles: pictures in, `chosen` with the place of one out. What is gone says so where it would be."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from station.supervisor.unit_photos import Picture, say_pictures
from station.texts import word
from ui.supervisor.flow import Flow
from ui.supervisor.look import SMALL, DeskCard
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.picture import draw_circle, fitted
from ui.widgets.words import Words

_WIDE: Final = 168  # px of a tile at the text scale 1
_HIGH: Final = 126
_LINES: Final = 2  # at most of what it shows, and one of which finding it belongs to


class PhotoTile(QAbstractButton):
    """One photograph with its circles and what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, picture: Picture) -> None:
        """This one; its image follows."""
        if picture == self.picture:
            return
        if not self.picture or picture.sha256 != self.picture.sha256:
            self._image = QImage()
        self.picture = picture
        self.updateGeometry()
        told = " · ".join(part for part in (picture.label, picture.finding, picture.gone or picture.doubt) if part)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.setEnabled(not picture.gone)
        self.update()

    def show_image(self, image: QImage) -> None:
        """What was loaded, kept as small as it is drawn."""
        side = QSize(scaled(_WIDE), scaled(_HIGH)) * self.devicePixelRatioF()
        if not image.isNull():
            image = image.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._image = image
        self.update()

    @property
    def wants(self) -> str:
        """The digest of the image that it still needs; "" for none."""
        return self.picture.sha256 if self.picture and not self.picture.gone and self._image.isNull() else ""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(_WIDE), scaled(_HIGH) + self._words_high())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens, room = tokens_of(self.palette()), self.rect().adjusted(0, 0, 0, -self._words_high())
        picture, font = self.picture, self._font()
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRoundedRect(QRectF(room), 8, 8)
        area = fitted(self._image, room)
        if not area.isNull() and picture:
            painter.drawImage(area, self._image)
            for circle in picture.circles:
                draw_circle(painter, circle, area, ring=2)
        elif picture:
            painter.setPen(QColor(tokens.muted))
            inside = room.adjusted(scaled(8), scaled(6), -scaled(8), -scaled(6))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), picture.gone or "…")
        if picture:
            self._draw_words(painter, picture, tokens)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 3))
            painter.drawRoundedRect(QRectF(room).adjusted(2, 2, -2, -2), 8, 8)
        painter.end()

    def _draw_words(self, painter: QPainter, picture: Picture, tokens: Tokens) -> None:
        """What it shows, and below it which finding it belongs to or what was wrong with it; whole in the tool tip."""
        metrics, line = QFontMetrics(self._font()), self.rect().adjusted(0, self.height() - self._words_high() + scaled(2), 0, 0)
        told = ((picture.label, self._label_lines(), tokens.ink), (picture.finding or picture.doubt, 1, tokens.muted))
        for text, lines, colour in told:
            painter.setPen(QColor(colour))
            shown = text if lines > 1 else metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            line.setHeight(lines * metrics.lineSpacing())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), shown)
            line.translate(0, lines * metrics.lineSpacing())

    def _words_high(self) -> int:
        return QFontMetrics(self._font()).lineSpacing() * (self._label_lines() + 1) + scaled(4)

    def _label_lines(self) -> int:
        """What a picture shows wraps once where it is long."""
        label = self.picture.label if self.picture else ""
        return _LINES if QFontMetrics(self._font()).horizontalAdvance(label) > scaled(_WIDE) else 1

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(SMALL))
        return font


class PhotosCard(DeskCard):
    """`chosen` carries the place of a picture, `wanted` the digest of one that is to be loaded."""

    chosen = Signal(int)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[PhotoTile] = []
        self._flow, self._empty = Flow(), Words("muted")
        self.head.setStretch(0, 3)  # headings are whole sentences here
        self.body.addWidget(self._flow)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    @property
    def tiles(self) -> list[PhotoTile]:
        """Those that are shown."""
        return [tile for tile in self._tiles if not tile.isHidden()]

    def show_pictures(self, pictures: Sequence[Picture], language: str) -> None:
        """These, in this order."""
        self.name(word("UNIT_PAGE_PHOTOS", language), say_pictures(pictures, language) if pictures else "")
        while len(self._tiles) < len(pictures):
            tile, place = PhotoTile(self._flow), len(self._tiles)
            tile.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            self._flow.add(tile)
            self._tiles.append(tile)
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(pictures))
            if place < len(pictures):
                tile.show_picture(pictures[place])
        self._flow.setVisible(bool(pictures))
        self._flow.forget()
        self._empty.say("" if pictures else word("UNIT_PAGE_NO_PHOTOS", language))
        self.fetch()

    def fetch(self) -> None:
        """Ask for whatever is not drawn yet."""
        for tile in self.tiles:
            if tile.wants:
                self.wanted.emit(tile.wants)

    def show_image(self, digest: str, image: QImage) -> None:
        """A picture was loaded."""
        for tile in self._tiles:
            if tile.wants == digest:
                tile.show_image(image)
