"""The cards beside the middle: whose and what stands in hand (left), units set aside and finished (right)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from station.texts import word
from ui.bench.page import Column
from ui.bench.screen import Option, Screen, Standing
from ui.bench.story import KEPT
from ui.bench.units import UnitButton
from ui.theme import scaled
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Pairs, Words

_STANDING: Final = 300
_WIDE_AT_ONCE: Final = 0.6  # a side grows slower than its text, so that the question keeps its room


def side_width(pixels: int) -> int:
    """The width of a side card at the present text scale."""
    return round(pixels + (scaled(pixels) - pixels) * _WIDE_AT_ONCE)


class Card(QFrame):
    """A card with a scrolling column in it."""

    def __init__(self, parent: QWidget | None = None, margins: tuple[int, int, int, int] = (16, 14, 16, 14), gap: int = 4) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2, 2, 2, 2)
        self.column = Column(margins, gap)
        inside.addWidget(self.column, 1)
        self._inside = inside

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """It takes what height it is given, and scrolls: otherwise a long page would make the whole window scroll."""
        return False

    def put_below(self, row: QWidget) -> None:
        """What stays in its place when the column scrolls."""
        below = QVBoxLayout()
        below.setContentsMargins(34, 8, 34, 20)
        below.addWidget(row)
        self._inside.addLayout(below)


class StandingCard(Card):
    """The client at large, the article, its plate, its parcel; what has to be said aloud stands above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = Words("client")
        self._alerts = Bands("alert")
        self._frame = QFrame()
        self._frame.setObjectName("frame")
        self._variant = Words("variant")
        self._variant.setAlignment(Qt.AlignmentFlag.AlignCenter)
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(12, 24, 12, 24)
        framed.addWidget(self._variant)
        self._title = Words("product")
        self._sku = Words("small")
        self._pieces = Words("small")
        self._rows = Pairs()
        self._notes = Words("small")
        body = self.column.body
        for widget in (self._client, self._alerts):
            body.addWidget(widget)
        body.addSpacing(6)
        body.addWidget(self._frame)
        body.addSpacing(6)
        for widget in (self._title, self._sku, self._pieces):
            body.addWidget(widget)
        body.addSpacing(12)
        body.addWidget(self._rows)
        body.addWidget(self._notes)
        body.addStretch(1)

    def show_standing(self, standing: Standing) -> None:
        """Draw this."""
        self._client.say(standing.client)
        self._alerts.show_lines(standing.alerts)
        self._variant.say(standing.variant)
        self._frame.setVisible(bool(standing.variant))
        self._title.say(standing.title)
        self._sku.say(standing.sku)
        self._pieces.say(standing.pieces)
        self._rows.show_pairs(standing.rows)
        self._notes.say("\n".join(standing.notes))
        self.set_window_width(self.window().width())

    def set_window_width(self, width: int) -> None:
        """A fifth of a large window, and never too narrow for a plate."""
        self.setFixedWidth(side_width(max(_STANDING, width // 5)))


class Bands(QWidget):
    """Sentences, each in a frame of its own, below each other."""

    def __init__(self, look: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._bands: list[tuple[QFrame, Words]] = []

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these."""
        while len(self._bands) < len(lines):
            frame = QFrame(self)
            frame.setObjectName(self._look)
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(14, 10, 14, 10)
            words = Words("strong")
            inside.addWidget(words)
            self._column.addWidget(frame)
            self._bands.append((frame, words))
        for place, (frame, words) in enumerate(self._bands):
            words.say(lines[place] if place < len(lines) else "")
            frame.setVisible(place < len(lines))
        self.setVisible(bool(lines))


class ReadySide(Column):
    """What waits and what was done: parcels left open, units set aside, and the last finished ones, each one touch from the hand."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((0, 0, 0, 0), 16, parent)
        self._left, self._aside = WaitingCard(), WaitingCard()
        done_card, done = _plain_card(0)
        self._done_title = Words("strong")
        self._done_title.setContentsMargins(0, 0, 0, 8)
        self._none = Words("small")
        self._rows = [UnitButton(34, ruled=True) for _ in range(KEPT)]
        done.addWidget(self._done_title)
        done.addWidget(self._none)
        for row in self._rows:
            row.taken.connect(self.taken)
            done.addWidget(row)
        done.addStretch(1)
        for card in (self._left, self._aside):
            card.taken.connect(self.taken)
            self.body.addWidget(card)
        self.body.addWidget(done_card, 1)

    def show_screen(self, screen: Screen, language: str) -> None:
        """Show these."""
        self._left.show_options(word("WINDOW_LEFT_OPEN", language), screen.left)
        self._aside.show_options(word("WINDOW_ASIDE", language), screen.aside)
        units = screen.units
        self._done_title.say(word("WINDOW_UNITS", language))
        self._none.say("" if units else word("WINDOW_NO_UNITS", language))
        for place, row in enumerate(self._rows):
            if place < len(units):
                unit = units[place]
                row.show_unit(unit, (f"{unit.lpn} → {unit.place}", unit.title, unit.label), touched=True)
            row.setVisible(place < len(units))
        self.setFixedWidth(side_width(380))


class WaitingCard(QFrame):
    """A heading and what waits below it; nothing while nothing does."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title, self._options = Words("strong"), OptionGrid(Shape.LINE, 1)
        self._options.taken.connect(self.taken)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 16, 18, 16)
        inside.setSpacing(10)
        inside.addWidget(self._title)
        inside.addWidget(self._options)

    def show_options(self, title: str, options: Sequence[Option]) -> None:
        """Show these."""
        self._title.say(title)
        self._options.show_options(options, 1)
        self.setVisible(bool(options))


def _plain_card(gap: int) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 16, 18, 16)
    inside.setSpacing(gap)
    return card, inside
