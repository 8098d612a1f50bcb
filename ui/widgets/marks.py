"""The drawn signs: grade marks (a letter, a colour and a shape of its own), the scanner sign, key caps."""

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.model.marks import HAZARD, HOLD
from ui.theme import Tokens, scaled, tokens_of

# What is written on a mark, and how far below the middle it stands (a triangle is wider below).
_LETTERS: Final = {"A": ("A", 0.0), "B": ("B", 0.13), "C": ("C", 0.0), HOLD: ("II", 0.0), HAZARD: ("!", 0.0)}
# Quarantine is no grade: it has the ink of the page, and no colour that a grade has.
_COLOURS: Final = {"A": "a", "B": "b", "C": "c", HOLD: "h", HAZARD: "ink"}


def draw_mark(painter: QPainter, mark: str, box: QRectF, tokens: Tokens) -> None:
    """A grade mark into a square: A circle, B triangle, C octagon, hold square, hazard a square on its corner; else a small dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark not in _LETTERS:
        painter.setPen(QPen(QColor(tokens.muted), max(2.0, box.width() / 16)))
        painter.drawLine(
            QPointF(box.left() + box.width() * 0.3, box.center().y()), QPointF(box.right() - box.width() * 0.3, box.center().y())
        )
        painter.restore()
        return
    colour = QColor(getattr(tokens, _COLOURS[mark]))
    painter.setBrush(colour)
    painter.setPen(QPen(colour, box.width() * 0.08, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    _draw_shape(painter, mark, box)
    letter, lower = _LETTERS[mark]
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height() * (0.42 if mark == "B" else 0.5))))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(tokens.surface))
    painter.drawText(box.translated(0, box.height() * lower), Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def _draw_shape(painter: QPainter, mark: str, box: QRectF) -> None:
    inner = box.adjusted(box.width() * 0.06, box.width() * 0.06, -box.width() * 0.06, -box.width() * 0.06)
    middle = box.center()
    match mark:
        case "A":
            painter.drawEllipse(inner)
        case "B":
            painter.drawPolygon(QPolygonF([QPointF(middle.x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]))
        case _ if mark == HOLD:
            painter.drawRoundedRect(inner, inner.width() * 0.1, inner.width() * 0.1)
        case _:
            corners, turn = (8, pi / 8) if mark == "C" else (4, 0.0)
            radius = inner.width() / 2 * (1.04 if mark == "C" else 1.0)
            points = [(cos(turn + 2 * pi * place / corners), sin(turn + 2 * pi * place / corners)) for place in range(corners)]
            painter.drawPolygon(QPolygonF([QPointF(middle.x() + radius * x, middle.y() + radius * y) for x, y in points]))


def draw_cap(painter: QPainter, key: str, box: QRectF, tokens: Tokens, *, raised: bool = False) -> None:
    """A key cap: the key that does it, in a soft square; `raised` where the ground is soft itself."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.surface if raised else tokens.soft))
    painter.drawRoundedRect(box, 8, 8)
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height() * 0.52)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def draw_tick(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """A tick in a disc of ink: done."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.ink))
    painter.drawEllipse(box.adjusted(3, 3, -3, -3))
    round_ends = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(QColor(tokens.surface), box.width() * 0.08, *round_ends))
    points = [(0.32, 0.52), (0.45, 0.65), (0.69, 0.38)]
    painter.drawPolyline(QPolygonF([QPointF(box.left() + box.width() * x, box.top() + box.height() * y) for x, y in points]))
    painter.restore()


class Mark(QWidget):
    """A grade mark as a widget of its own, `size` px wide at the text scale 1."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._mark = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: str, name: str) -> None:
        """Draw this one; `name` is what a screen reader says."""
        self._mark = mark
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        side = scaled(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        draw_mark(painter, self._mark, QRectF(self.rect()), tokens_of(self.palette()))
        painter.end()


class ScanSign(QWidget):
    """The sign "scan something": a bar code between the corners of a view finder. Decoration: the title says it."""

    _BARS: Final = ((22, 6), (34, 6), (44, 6), (58, 4), (66, 6), (80, 6), (98, 4))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(132), scaled(82))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 120, self.height() / 74)
        painter.setPen(
            QPen(QColor(tokens_of(self.palette()).ink), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        )
        for x, y, right, down in ((4, 4, 18, 16), (116, 4, -18, 16), (4, 70, 18, -16), (116, 70, -18, -16)):
            painter.drawPolyline(QPolygonF([QPointF(x + right, y), QPointF(x, y), QPointF(x, y + down)]))
        for x, width in self._BARS:
            painter.setPen(QPen(painter.pen().color(), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(x, 20), QPointF(x, 54))
        painter.end()
