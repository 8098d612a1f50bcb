"""The cards of Today that are short lists: what waits for a decision, and what is not in its bin. A Today in; rows to touch out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from station.model.marks import HOLD
from station.supervisor.today import MOST_LOOSE, BacklogUnit, Pile, Today
from station.texts import counted, word
from ui.supervisor.look import GRID, SMALL, TEXT, DeskCard
from ui.supervisor.page import DeskView
from ui.supervisor.today_lists import supervises
from ui.supervisor.today_words import at_most, decides
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.marks import draw_mark
from ui.widgets.words import Words

_MOST: Final = 4  # rows of a card where there is little room; the rest is behind it
_ROOM_FOR: Final = 12  # and at most
_MARK: Final = 20  # px
_ROW: Final = 40
_TALL: Final = 48  # of two lines


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `mark` a sign before it ("" for none), `text`, what stands `beside` it at the right or below, and what it leads to.

    `below`: what stands beside it stands below it, however much room there is.
    """

    text: str
    beside: str
    what: str
    mark: str = ""
    below: bool = False


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
        return self.height_of(self._line, width)

    def height_of(self, line: Line, width: int) -> int:
        """px of a row that says this and is so wide."""
        return scaled(_TALL if self._stacked(line, width) else _ROW)

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
        if not self._stacked(self._line, self.width()):
            self._paint_text(painter, self._line.text, TEXT, tokens.ink, inside, Qt.AlignmentFlag.AlignLeft)
            self._paint_text(painter, self._line.beside, TEXT, colour, inside, Qt.AlignmentFlag.AlignRight)
            return
        half = inside.height() // 2
        self._paint_text(painter, self._line.text, TEXT, tokens.ink, inside.adjusted(0, 3, 0, -half), Qt.AlignmentFlag.AlignLeft)
        self._paint_text(painter, self._line.beside, SMALL, colour, inside.adjusted(0, half, 0, -3), Qt.AlignmentFlag.AlignLeft)

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

    def _stacked(self, line: Line, width: int) -> bool:
        if line.below:
            return True
        both = self._metrics(TEXT).horizontalAdvance(line.text) + self._metrics(TEXT).horizontalAdvance(line.beside)
        return both + (scaled(_MARK) + GRID if line.mark else 0) + 3 * GRID > width

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(pixels))
        return font

    def _metrics(self, pixels: int) -> QFontMetrics:
        return QFontMetrics(self._font(pixels))


class LinesCard(DeskCard):
    """A card of a few rows: `chosen` carries what a row leads to, "" for the row that says how many more there are.

    Where it is higher than it has to be, it shows more of them.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [LineButton() for _ in range(_ROOM_FOR)]
        self._more, self._empty = LineButton(), Words("muted")
        self._all: list[Line] = []
        self._in_words: Callable[[int], str] = str
        self.body.setSpacing(0)
        for each in (*self._lines, self._more):
            each.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(each.line.what))
            each.hide()
            self.body.addWidget(each)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._empty, 1)
        self.body.addStretch()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it shows."""
        return tuple(each.line for each in self._lines if not each.isHidden())

    def show_lines(self, heading: str, beside: str, lines: list[Line], more: Callable[[int], str], empty: str) -> None:
        """These; `more` says how many there are beside those that have room."""
        self.name(heading, beside)
        self._all, self._in_words = lines, more
        self._empty.say("" if lines else empty)
        self._fill()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        least = self._all if len(self._all) <= _MOST else [*self._all[: _MOST - 1], Line("", "", "")]
        return QSize(super().minimumSizeHint().width(), max(self._around() + sum(map(self._high, least)), scaled(4 * _ROW)))

    def heightForWidth(self, _width: int) -> int:  # noqa: N802 -- as above
        return self.minimumSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- as above
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        shown = self._all[: self._fitting()]
        for place, each in enumerate(self._lines):
            if place < len(shown):
                each.say(shown[place])
            each.setVisible(place < len(shown))
        rest = len(self._all) - len(shown)
        self._more.say(Line(self._in_words(rest) if rest else "", "", ""))
        self._more.setVisible(rest > 0)

    def _fitting(self) -> int:
        """How many of them have room, with the row for the rest where there is one."""
        room = self.height() - self._around()
        ends = list(accumulate(map(self._high, self._all[:_ROOM_FOR])))
        if len(self._all) <= len(ends) and ends and ends[-1] <= room:
            return len(ends)
        least = len(self._all) if len(self._all) <= _MOST else _MOST - 1
        return max(least, sum(end + scaled(_ROW) <= room for end in ends))

    def _high(self, line: Line) -> int:
        margins = self.layout().contentsMargins()  # type: ignore[union-attr]  # the card has one
        return self._more.height_of(line, self.width() - margins.left() - margins.right())

    def _around(self) -> int:
        """px of its edges and its heading."""
        margins = self.layout().contentsMargins()  # type: ignore[union-attr]  # the card has one
        return margins.top() + margins.bottom() + self.head.sizeHint().height() + GRID


def show_decisions(card: LinesCard, told: Today, view: DeskView) -> None:
    """What waits for a decision: first what waits for whoever is here, then the rest, each the longest first."""
    own_first = sorted(told.backlog.held, key=lambda unit: not (supervises(view) and unit.holds[0].owner == "SUPERVISOR"))
    lines = [_decision(unit, told, view) for unit in own_first]
    card.show_lines(word("TODAY_DECISIONS", view.language), "", lines, _more(view), word("TODAY_DECISIONS_NONE", view.language))


def _more(view: DeskView) -> Callable[[int], str]:
    return lambda count: counted("TODAY_DECISIONS_MORE", count, view.language)


def _decision(unit: BacklogUnit, told: Today, view: DeskView) -> Line:
    first = unit.holds[0]
    who = decides(first, told, view.language, supervises=supervises(view))
    why = word("TODAY_DECIDE_WHY", view.language, reason=told.reasons[first.reason], who=who)
    return Line(unit.title or word("NO_TITLE", view.language), why[:1].upper() + why[1:], unit.unit.lpn, HOLD, below=True)


def show_piles(card: LinesCard, told: Today, view: DeskView) -> None:
    """What is not in its bin, the largest first but for what lies in no tote."""
    piles = sorted(told.piles, key=lambda pile: (pile.kind != "loose", -pile.units))
    lines = [Line(_pile(pile, view), at_most(pile.units, MOST_LOOSE, view.language), pile.name) for pile in piles]
    card.show_lines(word("TODAY_PILES", view.language), "", lines, _more(view), word("TODAY_PILES_NONE", view.language))


def _pile(pile: Pile, view: DeskView) -> str:
    if not pile.disposition:
        return word("TODAY_PILE_UNCOUNTED", view.language)
    then = word(f"DISPOSITION_{pile.disposition.upper()}", view.language)
    return word(f"TODAY_PILE_{pile.kind.upper()}", view.language, name=pile.name, next=then)
