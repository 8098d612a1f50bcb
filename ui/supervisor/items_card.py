"""Where something is, in one sentence that can be copied, with its picture: a Sought in, `opened` with the unit's plate out."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from station.supervisor.items import Sought
from station.texts import word
from ui.supervisor.flow import Flow
from ui.supervisor.look import GRID, DeskCard, button
from ui.theme import scaled, tokens_of
from ui.widgets.picture import fitted
from ui.widgets.words import Words

_SIDE: Final = 132  # px of the picture at the text scale 1


class PictureButton(QAbstractButton):
    """A picture that can be touched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_image(self, image: QImage, name: str) -> None:
        """This one, called so by a screen reader; hidden for a null image."""
        self.image = image
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setVisible(not image.isNull())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(_SIDE), scaled(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        room = QRect(2, 2, self.width() - 4, self.height() - 4)
        clip = QPainterPath()
        clip.addRoundedRect(room.toRectF(), 8, 8)
        painter.fillPath(clip, QColor(tokens.soft))
        painter.setClipPath(clip)
        painter.drawImage(fitted(self.image, room), self.image)
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 3))
            painter.drawRoundedRect(room, 8, 8)
        painter.end()


class SoughtCard(DeskCard):
    """`opened` carries a plate, `copied` that the sentence is in the clipboard."""

    opened = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sought: Sought | None = None
        self._picture, self._say, self._named = PictureButton(), Words("product"), Words("note")
        self._copy, self._copy_picture, self._open = button(), button(), button("primary")
        buttons = Flow()
        for each in (self._copy, self._copy_picture, self._open):
            buttons.add(each)
        words, row = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(GRID)
        self._say.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self._named, self._say, buttons):
            words.addWidget(part)
        words.addStretch(1)
        row.setSpacing(2 * GRID)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self._copy.clicked.connect(self.on_copy)
        self._copy_picture.clicked.connect(self.on_copy_picture)
        self._open.clicked.connect(self.on_open)
        self._picture.clicked.connect(self.on_open)
        self.hide()

    def show_sought(self, sought: Sought | None, language: str) -> None:
        """This; it is hidden where there is no sentence to say."""
        self._sought = sought if sought and sought.say else None
        if self._sought is None:
            self.hide()
            return
        self._named.say(word("ITEMS_WHERE", language, code=self._sought.code))
        self._say.say(self._sought.say)
        self._copy.setText(word("ITEMS_COPY_SENTENCE", language))
        self._copy_picture.setText(word("ITEMS_COPY_PICTURE", language))
        self._open.setText(word("ITEMS_OPEN_UNIT", language, plate=self._sought.plate))
        image = _image(self._sought)
        self._picture.show_image(image, word("ITEMS_PICTURE", language, plate=self._sought.plate))
        self._copy_picture.setVisible(not image.isNull())
        self._open.setVisible(bool(self._sought.plate))
        self.setAccessibleName(self._sought.say)
        self.show()

    def on_copy(self) -> None:
        """The sentence into the clipboard."""
        if self._sought:
            QGuiApplication.clipboard().setText(self._sought.say)
            self.copied.emit(self._sought.say)

    def on_copy_picture(self) -> None:
        """The picture into the clipboard."""
        QGuiApplication.clipboard().setImage(self._picture.image)

    def on_open(self) -> None:
        """The unit's own page."""
        if self._sought and self._sought.plate:
            self.opened.emit(self._sought.plate)


def _image(sought: Sought) -> QImage:
    found = sought.picture
    if found is None:
        return QImage()
    return QImage(found.data, found.width, found.height, 4 * found.width, QImage.Format.Format_RGB32).copy()  # Python's bytes go
