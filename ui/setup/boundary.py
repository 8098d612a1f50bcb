"""The page "A or B?": what is still A and what is B already, side by side. It tells nothing about the unit in hand."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.texts import word
from ui.bench.boundaries import A_OR_B_SCAN, paired
from ui.bench.screen import BACK, BOUNDARY, Option, Shown
from ui.setup.page import OwnPage
from ui.theme import tokens_of
from ui.widgets.album import hung
from ui.widgets.lists import OptionGrid
from ui.widgets.marks import Mark
from ui.widgets.options import Shape
from ui.widgets.words import Words

_LEAST: Final = QSize(220, 160)  # px at any text size: the pictures take what room is left
_MARK: Final = 52
_CHOICE: Final = f"{BOUNDARY}:"  # followed by a finding


class BoundaryPage(OwnPage):
    """`shown` is asked for what the window draws: the findings of the board in hand. Digits change between those that have a pair."""

    def __init__(self, shown: Callable[[], Shown | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._options: Sequence[Option] = ()
        self._finding = ""
        self._a, self._b = _Side("A"), _Side("B")
        self._others = OptionGrid(Shape.LINE, 3)
        self._others.taken.connect(self.on_chosen)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addWidget(self._a, 1)
        sides.addWidget(self._b, 1)
        self.column.body.addLayout(sides, 1)
        self.column.body.addWidget(self._others)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self.row.show_commands(word("BOUNDARY_HOW", language), (), Option("Esc", BACK, word("WINDOW_BACK", language)))
        shown = self._shown()
        self._options = paired(shown.screen.options, hung().pairs) if shown else ()
        self._show(self._options[0].finding if self._options else "")

    def close_page(self) -> None:
        for side in (self._a, self._b):
            side.show_picture(b"", "")

    def on_chosen(self, code: str) -> None:
        """Another finding's pair."""
        self._show(code.removeprefix(_CHOICE))

    def takes_key(self, name: str) -> bool:
        place = int(name) - 1 if name.isdigit() else -1
        if not 0 <= place < len(self._options):
            return False
        self._show(self._options[place].finding)
        return True

    def takes_scan(self, text: str) -> bool:
        """The page's own card again: the next pair."""
        if text.strip().upper() != A_OR_B_SCAN:
            return False
        if self._options:
            place = next((n for n, option in enumerate(self._options) if option.finding == self._finding), -1)
            self._show(self._options[(place + 1) % len(self._options)].finding)
        return True

    def _show(self, finding: str) -> None:
        self._finding = finding
        option = next((each for each in self._options if each.finding == finding), None)
        self.title.say(option.label if option else word("BOUNDARY_A_OR_B", self.language))
        self.lead.say("" if option else word("BOUNDARY_NONE", self.language))
        pair = hung().pairs.get(finding, (b"", b""))
        for side, data, key in ((self._a, pair[0], "BOUNDARY_IS_A"), (self._b, pair[1], "BOUNDARY_IS_B")):
            side.show_picture(data, word(key, self.language))
            side.setVisible(option is not None)
        several = self._options if len(self._options) > 1 else ()
        self._others.show_options([self._choice(place, each) for place, each in enumerate(several, start=1)], 3)

    def _choice(self, place: int, option: Option) -> Option:
        return Option(str(place), _CHOICE + option.finding, option.label, chosen=option.finding == self._finding)


class _Side(QWidget):
    """One picture of the pair, under its letter."""

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._words, self._picture = Mark(_MARK), Words("because"), _Picture()
        self._letter = letter
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._mark)
        head.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._picture, 1)

    def show_picture(self, data: bytes, says: str) -> None:
        """Draw this JPEG; nothing frees its memory."""
        self._mark.show_mark(self._letter, says)
        self._words.say(says)
        self._picture.show_picture(data, says)


class _Picture(QWidget):
    """A picture as large as there is room for, whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._drawn = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, data: bytes, says: str) -> None:
        """Draw this one from now on."""
        self._image, self._drawn = QImage.fromData(data), QImage()
        self.setAccessibleName(says)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return _LEAST

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return _LEAST

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(shape, QColor(tokens_of(self.palette()).soft))
        if not self._image.isNull():
            drawn = self._at_this_size()
            size = drawn.deviceIndependentSize()
            painter.setClipPath(shape)
            painter.drawImage(
                QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()), drawn
            )
        painter.end()

    def _at_this_size(self) -> QImage:
        """Made smaller once, and not at each painting."""
        ratio = self.devicePixelRatioF()
        wanted = self._image.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        if self._drawn.size() != wanted:
            self._drawn = self._image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn
