"""Buttons that are chosen by key, scan or touch: a key cap, large words, smaller words. An Option in, `taken` with its code out.

They are drawn here rather than put together from labels: a question has to be on the screen within one frame.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.bench.screen import Option
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.marks import draw_cap, draw_tick

_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD: Final = 18
_GAP: Final = 14
_FAR: Final = 100_000
_DIGIT_CAP: Final = 32


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


class OptionButton(QAbstractButton):
    """One thing that can be chosen. Enter and the digits are never its own: they go to the page."""

    taken = Signal(str)

    def __init__(self, shape: Shape = Shape.ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._option = Option("", "", "")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.on_clicked)

    @property
    def option(self) -> Option:
        """What it offers now."""
        return self._option

    def offer(self, option: Option) -> None:
        """Offer this from now on."""
        if option == self._option:
            return
        self._option = option
        self.setCheckable(option.chosen)
        self.setChecked(option.chosen)
        self.setEnabled(bool(option.code))
        self.setAccessibleName(" ".join(part for part in (option.key, option.label, option.small, option.note) if part))
        self.updateGeometry()
        self.update()

    def on_clicked(self) -> None:
        """Touched, or Space with the focus here."""
        if self._option.chosen:
            self.setChecked(True)
        self.taken.emit(self._option.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # some desktops let Enter press the focused button; here it is the page's primary action
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        words = QFontMetrics(self._font()).horizontalAdvance(self._option.label)
        small = QFontMetrics(self._font(small=True)).horizontalAdvance(self._small())
        inside = max(words, small) if self._stacked() else words + (small + scaled(_GAP) + 8 if small else 0)
        wide = inside + self._left() + self._right() + 4
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Wide enough for the longest word, which is never broken."""
        metrics = QFontMetrics(self._font())
        longest = max((metrics.horizontalAdvance(word) for word in self._option.label.split()), default=0)
        return QSize(longest + self._left() + self._right() + 4, scaled(self._shape.value[0]))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        words, small = self._boxes(QRect(0, 0, width, _FAR))
        inside = words.height() + small.height() if self._stacked() else max(words.height(), small.height())
        return max(scaled(self._shape.value[0]), inside + scaled(20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        self._draw_card(painter, tokens)
        self._draw_words(painter, tokens)
        painter.end()

    @property
    def _on_ink(self) -> bool:
        return self._shape is Shape.PRIMARY

    def _stacked(self) -> bool:
        """Whether the smaller words stand under the others; beside them only where there is one line of room for both."""
        return self._shape not in (Shape.BIG, Shape.BAR)

    def _draw_card(self, painter: QPainter, tokens: Tokens) -> None:
        chosen, strong = self._option.chosen, self._shape is Shape.BIG or self._option.strong
        wide = 3.0 if chosen else 2.0 if strong else 1.5
        edge = tokens.focus if self.hasFocus() else tokens.ink if chosen or strong else tokens.line
        if self.underMouse() and self.isEnabled() and not self.hasFocus() and not chosen and not strong:
            edge = tokens.muted
        painter.setPen(QPen(QColor(edge), 3.0 if self.hasFocus() else wide))
        fill = tokens.ink if self._on_ink else tokens.soft if self.isDown() else tokens.surface
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)

    def _draw_words(self, painter: QPainter, tokens: Tokens) -> None:
        cap = self._cap()
        box = QRectF(scaled(_PAD), (self.height() - cap) / 2, cap, cap)
        if cap and self._option.ticked:
            draw_tick(painter, box, tokens)
        elif cap and self._option.key:
            draw_cap(painter, self._option.key, box, tokens)
        words, small = self._boxes(self.rect())
        if self._stacked():
            top = (self.height() - words.height() - small.height()) // 2
            words.moveTop(top)
            small.moveTop(top + words.height())
        else:
            words.moveTop((self.height() - words.height()) // 2)
            small.moveTop((self.height() - small.height()) // 2)
        painter.setFont(self._font())
        painter.setPen(QColor(tokens.surface if self._on_ink else tokens.ink))
        painter.drawText(words, int(_WRAP), self._option.label)
        painter.setFont(self._font(small=True))
        painter.setPen(QColor(tokens.surface if self._on_ink else tokens.muted))
        painter.drawText(small, int(_WRAP), self._small())
        note = self.rect().adjusted(0, 0, -scaled(_PAD), 0)
        painter.drawText(note, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._option.note)

    def _small(self) -> str:
        """The smaller words; a button without a key cap says its key there."""
        return self._option.small or ("" if self._cap() else self._option.key)

    def _cap(self) -> int:
        """The side of the key cap; commands have one only for a digit, which is pressed without looking for it."""
        return scaled(self._shape.value[3] or (_DIGIT_CAP if self._option.key.isdigit() else 0))

    def _left(self) -> int:
        cap = self._cap()
        return scaled(_PAD) + (cap + scaled(_GAP) if cap and (self._option.key or self._option.ticked) else 0)

    def _right(self) -> int:
        note = QFontMetrics(self._font(small=True)).horizontalAdvance(self._option.note) if self._option.note else 0
        return scaled(_PAD) + (note + scaled(_GAP) if note else 0)

    def _font(self, *, small: bool = False) -> QFont:
        _high, large, little, _cap, bold = self._shape.value
        font = QFont(self.font())
        font.setPixelSize(scaled(little if small else large))
        heavy = (bold or self._option.strong or self._option.chosen) and not small
        font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
        return font

    def _boxes(self, within: QRect) -> tuple[QRect, QRect]:
        """The room for the words and for the smaller ones, both at the top of `within`."""
        room = within.adjusted(self._left(), 0, -self._right(), 0)
        small_font = QFontMetrics(self._font(small=True))
        words_font = QFontMetrics(self._font())
        if self._stacked() or not self._small():
            words = _fitted(words_font, room, self._option.label)
            return words, _fitted(small_font, room, self._small())
        # Beside each other: the words have what they need, where both do not fit at most half; the smaller ones the rest.
        whole = words_font.horizontalAdvance(self._option.label) + 4
        beside = room.width() - small_font.horizontalAdvance(self._small()) - scaled(_GAP)
        half = min(whole, max(room.width() // 2, beside, self.minimumSizeHint().width() - self._left() - self._right()))
        words = _fitted(words_font, QRect(room.left(), room.top(), half, room.height()), self._option.label)
        words.setWidth(half)
        left = room.left() + half + scaled(_GAP)
        rest = QRect(left, room.top(), max(1, room.right() - left), room.height())
        small = _fitted(small_font, rest, self._small())
        small.moveRight(room.right())
        return words, small


def _fitted(metrics: QFontMetrics, room: QRect, text: str) -> QRect:
    if not text:
        return QRect(room.left(), room.top(), 0, 0)
    found = metrics.boundingRect(QRect(room.left(), room.top(), max(1, room.width()), _FAR), int(Qt.TextFlag.TextWordWrap), text)
    return QRect(room.left(), room.top(), max(found.width() + 2, 1), found.height())
