"""How large a button for an option is and where its words stand. A shape, an option and a font in; each figure is worked out once.

Layouts ask for the same heights and widths a dozen times for every question, and a question has to be on the screen within one frame.
"""

from enum import Enum
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from ui.bench.screen import Option
from ui.theme import scaled
from ui.widgets.icons import glyph_of
from ui.widgets.tiles import has_picture, height_at, least_width

PAD: Final = 18
_GAP: Final = 14
_FAR: Final = 100_000
_DIGIT_CAP: Final = 32
_GLYPH: Final = 1.35  # how much higher than its words an icon is
_GLYPH_GAP: Final = 9
_GROWN: Final = 0.4  # of what the text grows by


class Shape(Enum):
    """How large: height, words, smaller words, key cap (px), and whether the words are bold. Answers have 80 px for a gloved finger."""

    ROW = (80, 26, 18, 40, False)
    BIG = (84, 28, 18, 40, True)
    LINE = (76, 22, 16, 40, False)
    TILE = (100, 21, 16, 36, False)
    CARD = (88, 20, 15, 0, True)
    BAR = (44, 16, 13, 0, False)
    COMMAND = (64, 18, 14, 0, False)
    PRIMARY = (64, 20, 14, 0, True)
    PAD = (80, 20, 14, 0, False)


class Measures:
    """Of one option in one shape, with `base` as the font around it."""

    def __init__(self, shape: Shape, option: Option, base: QFont) -> None:
        self._shape, self._option, self._base = shape, option, base
        self._high, self._large, self._little, self._capped, self._bold = shape.value
        self._heights: dict[int, int] = {}
        self._boxes: dict[int, tuple[QRect, QRect]] = {}

    @property
    def pictured(self) -> bool:
        """A tile with a picture above its words; ui/widgets/tiles.py measures and draws it. A picture may be taken any time."""
        return self._shape is Shape.TILE and has_picture(self._option)

    @cached_property
    def stacked(self) -> bool:
        """Whether the smaller words stand under the others; beside them only where there is one line of room for both."""
        return self._shape not in (Shape.BIG, Shape.BAR)

    @cached_property
    def font(self) -> QFont:
        """Of the words."""
        heavy = self._bold or self._option.strong or self._option.chosen
        return self._font_of(self._large, QFont.Weight.Bold if heavy else QFont.Weight.Normal)

    @cached_property
    def small_font(self) -> QFont:
        """Of the smaller words."""
        return self._font_of(self._little, QFont.Weight.Normal)

    @cached_property
    def small(self) -> str:
        """The smaller words; a button without a key cap says its key there."""
        return self._option.small or ("" if self.cap else self._option.key)

    @cached_property
    def cap(self) -> int:
        """The side of the key cap; commands have one only for a digit, which is pressed without looking for it."""
        return scaled(self._capped or (_DIGIT_CAP if self._option.key.isdigit() else 0))

    @cached_property
    def glyph(self) -> str:
        """The icon beside the words; what has a key cap has none, and no answer has one."""
        return "" if self.cap or self._shape is Shape.CARD else glyph_of(self._option)

    @cached_property
    def glyph_side(self) -> int:
        """How high that icon is."""
        return scaled(self._large * _GLYPH)

    @cached_property
    def hint(self) -> QSize:
        """As wide as everything in one line."""
        words, small = self._words.horizontalAdvance(self._option.label), self._smaller.horizontalAdvance(self.small)
        inside = max(words, small) if self.stacked else words + (small + scaled(_GAP) + 8 if small else 0)
        wide = inside + self._left + self._right + 4
        return QSize(wide, self.height(wide))

    @cached_property
    def least(self) -> QSize:
        """Wide enough for the longest word, which is never broken."""
        return QSize(self._least_width(), finger(self._high))

    def height(self, width: int) -> int:
        """How high it has to be at this width."""
        if width not in self._heights:
            self._heights[width] = max(finger(self._high), self._height_at(width))
        return self._heights[width]

    def boxes(self, width: int) -> tuple[QRect, QRect]:
        """The room for the words and for the smaller ones at this width, both at the top."""
        if width not in self._boxes:
            self._boxes[width] = self._boxes_in(QRect(self._left, 0, width - self._left - self._right, _FAR))
        return self._boxes[width]

    def _boxes_in(self, room: QRect) -> tuple[QRect, QRect]:
        if self.stacked or not self.small:
            return _fitted(self._words, room, self._option.label), _fitted(self._smaller, room, self.small)
        # Beside each other: the words have what they need, where both do not fit at most half; the smaller ones the rest.
        whole = self._words.horizontalAdvance(self._option.label) + 4
        beside = room.width() - self._smaller.horizontalAdvance(self.small) - scaled(_GAP)
        half = min(whole, max(room.width() // 2, beside, self.least.width() - self._left - self._right))
        words = _fitted(self._words, QRect(room.left(), room.top(), half, room.height()), self._option.label)
        words.setWidth(half)
        left = room.left() + half + scaled(_GAP)
        rest = QRect(left, room.top(), max(1, room.right() - left), room.height())
        small = _fitted(self._smaller, rest, self.small)
        small.moveRight(room.right())
        return words, small

    @cached_property
    def _words(self) -> QFontMetrics:
        return QFontMetrics(self.font)

    @cached_property
    def _smaller(self) -> QFontMetrics:
        return QFontMetrics(self.small_font)

    @cached_property
    def _left(self) -> int:
        if self.cap and (self._option.key or self._option.ticked):
            return scaled(PAD) + self.cap + scaled(_GAP)
        return scaled(PAD) + (self.glyph_side + scaled(_GLYPH_GAP) if self.glyph else 0)

    @cached_property
    def _right(self) -> int:
        note = self._smaller.horizontalAdvance(self._option.note) if self._option.note else 0
        return scaled(PAD) + (note + scaled(_GAP) if note else 0)

    def _least_width(self) -> int:
        if self.pictured:
            return least_width(self._option, self._base)
        longest = max(map(self._words.horizontalAdvance, self._option.label.split()), default=0)
        return longest + self._left + self._right + 4

    def _height_at(self, width: int) -> int:
        if self.pictured:
            return height_at(self._option, self._base, width)
        words, small = self.boxes(width)
        inside = words.height() + small.height() if self.stacked else max(words.height(), small.height())
        return inside + finger(20)

    def _font_of(self, pixels: int, weight: QFont.Weight) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(scaled(pixels))
        font.setWeight(weight)
        return font


def finger(pixels: int) -> int:
    """The height of what is touched, at the present text scale. Words grow and fingers do not: the room is the question's."""
    return round(pixels + (scaled(pixels) - pixels) * _GROWN)


def _fitted(metrics: QFontMetrics, room: QRect, text: str) -> QRect:
    if not text:
        return QRect(room.left(), room.top(), 0, 0)
    found = metrics.boundingRect(QRect(room.left(), room.top(), max(1, room.width()), _FAR), int(Qt.TextFlag.TextWordWrap), text)
    return QRect(room.left(), room.top(), max(found.width() + 2, 1), found.height())
