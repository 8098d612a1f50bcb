"""The cards of Today that are short lists: what waits for a decision, and what is not in its bin. A Today in; rows to touch out."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from station.supervisor.today import MOST_LOOSE, BacklogUnit, Pile, Today
from station.texts import counted, word
from ui.supervisor.look import GRID, SMALL, TEXT, DeskCard
from ui.supervisor.page import DeskView
from ui.supervisor.today_lists import supervises
from ui.supervisor.today_words import at_most, decides
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.marks import draw_mark
from ui.widgets.signs import HOLD
from ui.widgets.words import Words

_MOST: Final = 4  # rows of a card; the rest is behind it
_MARK: Final = 20  # px
_ROW: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `mark` a sign before it ("" for none), `text`, what stands `beside` it at the right or below, and what it leads to."""

    text: str
    beside: str
    what: str
    mark: str = ""


class LineButton(QAbstractButton):
    """A row that leads somewhere; its second text stands under the first where both have no room side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line("", "", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def line(self) -> Line:
        """What it says."""
        return self._line

    def say(self, line: Line) -> None:
        """Show this."""
        self._line = line
        self.setText(line.text)
        self.setAccessibleName(f"{line.text}, {line.beside}")
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- as above
        return scaled(_ROW) + (self._metrics(SMALL).height() if self._stacked(width) else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 -- as above
        return QSize(scaled(220), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- as above
        return QSize(scaled(120), scaled(_ROW))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- as above
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- as above
        tokens, painter, inside = tokens_of(self.palette()), QPainter(self), self.rect().adjusted(4, 0, -4, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tokens)
        if self._line.mark:
            side = scaled(_MARK)
            draw_mark(painter, self._line.mark, QRectF(inside.left(), inside.center().y() - side / 2, side, side), tokens)
            inside.setLeft(inside.left() + side + GRID)
        colour = tokens.muted if self._line.mark else tokens.ink
        if not self._stacked(self.width()):
            self._paint_text(painter, self._line.text, TEXT, tokens.ink, inside, Qt.AlignmentFlag.AlignLeft)
            self._paint_text(painter, self._line.beside, TEXT, colour, inside, Qt.AlignmentFlag.AlignRight)
            return
        half = inside.height() // 2
        self._paint_text(painter, self._line.text, TEXT, tokens.ink, inside.adjusted(0, 4, 0, -half), Qt.AlignmentFlag.AlignLeft)
        self._paint_text(painter, self._line.beside, SMALL, colour, inside.adjusted(0, half, 0, -4), Qt.AlignmentFlag.AlignLeft)

    def _paint_ground(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 6, 6)

    def _paint_text(self, painter: QPainter, text: str, pixels: int, colour: str, room: QRect, side: Qt.AlignmentFlag) -> None:
        painter.setFont(self._font(pixels))
        painter.setPen(QColor(colour))
        cut = self._metrics(pixels).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def _stacked(self, width: int) -> bool:
        both = self._metrics(TEXT).horizontalAdvance(self._line.text) + self._metrics(TEXT).horizontalAdvance(self._line.beside)
        return both + (scaled(_MARK) + GRID if self._line.mark else 0) + 3 * GRID > width

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(pixels))
        return font

    def _metrics(self, pixels: int) -> QFontMetrics:
        return QFontMetrics(self._font(pixels))


class LinesCard(DeskCard):
    """A card of a few rows: `chosen` carries what a row leads to, "" for the row that says how many more there are."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [LineButton() for _ in range(_MOST)]
        self._more, self._empty = LineButton(), Words("muted")
        self.body.setSpacing(0)
        for each in (*self._lines, self._more):
            each.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(each.line.what))
            each.hide()
            self.body.addWidget(each)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it shows."""
        return tuple(each.line for each in self._lines if not each.isHidden())

    def show_lines(self, heading: str, beside: str, lines: list[Line], more: str, empty: str) -> None:
        """These; `more` is said where there are more than have room."""
        self.name(heading, beside)
        shown = lines if len(lines) <= _MOST else lines[: _MOST - 1]
        for place, each in enumerate(self._lines):
            if place < len(shown):
                each.say(shown[place])
            each.setVisible(place < len(shown))
        self._more.say(Line(more, "", ""))
        self._more.setVisible(len(shown) < len(lines))
        self._empty.say("" if lines else empty)


def show_decisions(card: LinesCard, told: Today, view: DeskView) -> None:
    """What waits for a decision, the longest first."""
    lines = [_decision(unit, told, view) for unit in told.backlog.held]
    more = counted("TODAY_DECISIONS_MORE", len(lines) - _MOST + 1, view.language)
    card.show_lines(word("TODAY_DECISIONS", view.language), "", lines, more, word("TODAY_DECISIONS_NONE", view.language))


def _decision(unit: BacklogUnit, told: Today, view: DeskView) -> Line:
    first = unit.holds[0]
    who = decides(first, told, view.language, supervises=supervises(view))
    reason = told.reasons[first.reason]
    return Line(reason[:1].upper() + reason[1:], who, unit.unit.lpn, HOLD)


def show_piles(card: LinesCard, told: Today, view: DeskView) -> None:
    """What is not in its bin, the largest first but for what lies in no tote."""
    piles = sorted(told.piles, key=lambda pile: (pile.kind != "loose", -pile.units))
    lines = [Line(_pile(pile, view), at_most(pile.units, MOST_LOOSE, view.language), pile.name) for pile in piles]
    more = counted("TODAY_DECISIONS_MORE", len(lines) - _MOST + 1, view.language)
    card.show_lines(word("TODAY_PILES", view.language), "", lines, more, word("TODAY_PILES_NONE", view.language))


def _pile(pile: Pile, view: DeskView) -> str:
    if not pile.disposition:
        return word("TODAY_PILE_UNCOUNTED", view.language)
    then = word(f"DISPOSITION_{pile.disposition.upper()}", view.language)
    return word(f"TODAY_PILE_{pile.kind.upper()}", view.language, name=pile.name, next=then)
