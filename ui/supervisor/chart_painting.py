"""How the shapes of a chart are painted: a painter in pixels, a shape and its box in; a bar with its hatching and words out.

Grades carry letters and hatching: nothing is told by its colour alone.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from ui.supervisor.chart_shapes import Place, Shape
from ui.theme import Tokens

_GAP: Final = 2.0  # px between two parts of a bar
_ROOM: Final = 3.0  # px at both sides of words in a part
_CLEAR: Final = 0.5  # how much of the paper is seen through a hatching
# How a grade is told from the others without its colour: A is plain, B slanted, C crossed. Steps and ages have names instead.
_HATCHES: Final = {"b": Qt.BrushStyle.BDiagPattern, "c": Qt.BrushStyle.DiagCrossPattern}
_GRADES: Final = frozenset("abc")
# Neutral looks: how far between muted (0) and ink (1).
_SHADES: Final = {"find": 0.25, "inspect": 0.8, "photograph": 0.45, "label": 0.0, "plain": 0.3}


def colour_of(look: str, tokens: Tokens) -> QColor:
    """The colour of a grade, or a shade that means nothing."""
    if look in _GRADES:
        return QColor(str(getattr(tokens, look)))
    muted, ink, share = QColor(tokens.muted), QColor(tokens.ink), _SHADES[look]
    parts = ((muted.red(), ink.red()), (muted.green(), ink.green()), (muted.blue(), ink.blue()))
    return QColor(*(round(light + (dark - light) * share) for light, dark in parts))


def paint_shape(painter: QPainter, shape: Shape, box: QRectF, tokens: Tokens, *, lying: bool) -> None:
    """A part of a bar, with the longest of its words that has room."""
    box = box.adjusted(0, 0, -_GAP, 0) if lying else box.adjusted(0, _GAP, 0, 0)
    if box.isEmpty():
        return
    colour, paper = colour_of(shape.look, tokens), QColor(tokens.surface)
    painter.fillRect(box, colour)
    if hatch := _HATCHES.get(shape.look):
        paper.setAlphaF(_CLEAR)
        painter.fillRect(box, QBrush(paper, hatch))
    metrics = QFontMetricsF(painter.font())
    words = next((each for each in shape.labels if metrics.horizontalAdvance(each) + 2 * _ROOM <= box.width()), "")
    if words and metrics.height() <= box.height():
        plate = QRectF(0, 0, metrics.horizontalAdvance(words) + 2 * _ROOM, metrics.height())
        plate.moveCenter(box.center())
        painter.fillRect(plate, colour)  # behind words there is no hatching
        painter.setPen(QColor(tokens.surface))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


def paint_crown(painter: QPainter, place: Place, top: QPointF, tokens: Tokens) -> None:
    """The words over a bar, its middle at `top`."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(tokens.ink))
    painter.drawText(QPointF(top.x() - metrics.horizontalAdvance(place.above) / 2, top.y() - metrics.descent() - 1), place.above)


def paint_pointed(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """A frame around what is pointed at."""
    painter.setPen(QPen(QColor(tokens.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
