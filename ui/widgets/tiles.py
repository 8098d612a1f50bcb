"""How a finding stands on its tile: the picture above with the key in its corner, the words below. An Option in, what is painted out.

The words take two lines wherever they can, a size smaller if that helps: eight tiles and "nothing" fit a small panel so.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath

from ui.bench.screen import Option
from ui.theme import Tokens, scaled
from ui.widgets.album import hung
from ui.widgets.marks import draw_cap, draw_tick
from ui.widgets.pictograms import drawings, pictogram

_SIZES: Final = (20, 18)  # px of the words, the largest that needs no third line
_LINES: Final = 2
_INSET: Final = 6
_PAD: Final = 8
_BELOW: Final = 4
_LEAST: Final = 40  # px that the picture area has at least; it takes what the words leave
_LARGEST: Final = 120
_CAP: Final = 32
_CAP_GAP: Final = 4
_ROUND: Final = 7.0
_FAR: Final = 100_000
_TOP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
_WRAP: Final = _TOP | int(Qt.AlignmentFlag.AlignVCenter)


def has_picture(option: Option) -> bool:
    """Whether there is something to draw above its words."""
    return bool(option.finding) and (option.finding in drawings() or option.finding in hung().own)


def least_width(option: Option, base: QFont) -> int:
    """Wide enough for the longest word at the smallest size, which is never broken, and for key and picture beside each other."""
    metrics = QFontMetrics(_sized(base.toString(), scaled(_SIZES[-1])))
    longest = max((metrics.horizontalAdvance(word) for word in option.label.split()), default=0)
    return max(longest + 2 * scaled(_PAD), scaled(_LEAST) + 2 * scaled(_CAP + 2 * _CAP_GAP)) + 2 * _INSET


def height_at(option: Option, base: QFont, width: int) -> int:
    """How high it has to be at this width."""
    words, small = _words(option, base.toString(), width)
    return words.high + small.high + scaled(_LEAST) + 2 * _INSET + 2 * scaled(_BELOW)


@dataclass(frozen=True, slots=True)
class _Block:
    """Words in the font that fits them, and how high they are."""

    font: QFont
    high: int


def _words(option: Option, base: str, width: int) -> tuple[_Block, _Block]:
    label = _fitted(option.label, base, width, scaled(_SIZES[0]))
    small = _block(option.small, base, width, scaled(16), bold=False) if option.small else _Block(label.font, 0)
    return label, small


@lru_cache(maxsize=256)
def _fitted(text: str, base: str, width: int, largest: int) -> _Block:
    """The largest size at which two lines hold it, else the smallest; always room for two lines, so that pictures stand in one row.

    Measured bold: choosing it moves nothing.
    """
    sizes = [largest * size // _SIZES[0] for size in _SIZES]
    blocks = [_block(text, base, width, size, bold=True) for size in sizes]
    two = _LINES * QFontMetrics(blocks[0].font).lineSpacing()
    return next((_Block(block.font, two) for block in blocks if block.high <= two), blocks[-1])


def _block(text: str, base: str, width: int, pixels: int, *, bold: bool) -> _Block:
    font = _sized(base, pixels, bold=bold)
    room = QRect(0, 0, max(1, width - 2 * _INSET - 2 * scaled(_PAD)), _FAR)
    return _Block(font, QFontMetrics(font).boundingRect(room, _TOP, text).height())


def _sized(base: str, pixels: int, *, bold: bool = True) -> QFont:
    font = QFont()
    font.fromString(base)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def draw_tile(painter: QPainter, rect: QRect, option: Option, base: QFont, tokens: Tokens) -> None:
    """Everything inside the edge of the card."""
    words, small = _words(option, base.toString(), rect.width())
    inside = rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
    area = QRectF(inside.adjusted(0, 0, 0, -(words.high + small.high + 2 * scaled(_BELOW))))
    _draw_picture(painter, area, option, tokens)
    side = scaled(_CAP)
    cap = QRectF(area.left() + scaled(_CAP_GAP), area.top() + scaled(_CAP_GAP), side, side)
    if option.ticked:
        draw_tick(painter, cap, tokens)
    elif option.key:
        draw_cap(painter, option.key, cap, tokens, raised=True)
    text = inside.adjusted(scaled(_PAD), 0, -scaled(_PAD), 0)
    _draw_words(painter, QRect(text.left(), int(area.bottom()) + scaled(_BELOW), text.width(), words.high), option, words, tokens)
    if option.small:
        painter.setFont(small.font)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRect(text.left(), text.bottom() - small.high, text.width(), small.high), _WRAP, option.small)


def _draw_words(painter: QPainter, room: QRect, option: Option, words: _Block, tokens: Tokens) -> None:
    font = QFont(words.font)
    font.setWeight(QFont.Weight.Bold if option.chosen or option.strong else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(room, _WRAP, option.label)


def _draw_picture(painter: QPainter, area: QRectF, option: Option, tokens: Tokens) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(area, _ROUND, _ROUND)
    painter.fillPath(shape, QColor(tokens.soft))
    if photo := hung().own.get(option.finding):
        _draw_photo(painter, area, shape, photo)
        return
    ratio = painter.device().devicePixelRatioF()
    side = int(min(area.height() - 2, scaled(_LARGEST)))
    if drawn := pictogram(option.finding, max(1, side), tokens.ink, ratio):
        middle = area.center()
        painter.drawImage(QPointF(round(middle.x() - side / 2), round(middle.y() - side / 2)), drawn)


def _draw_photo(painter: QPainter, area: QRectF, shape: QPainterPath, photo: QImage) -> None:
    """As much of the photo as fills the area, from its middle."""
    scale = max(area.width() / photo.width(), area.height() / photo.height())
    wide, high = area.width() / scale, area.height() / scale
    part = QRectF((photo.width() - wide) / 2, (photo.height() - high) / 2, wide, high)
    painter.save()
    painter.setClipPath(shape)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, photo, part)
    painter.restore()
