"""Buttons that are chosen by key, scan or touch: a key cap, large words, smaller words. An Option in, `taken` with its code out.

They are drawn here rather than put together from labels: a question has to be on the screen within one frame.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.bench.screen import Option
from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.icons import draw_icon
from ui.widgets.marks import draw_cap, draw_tick
from ui.widgets.measures import PAD, Measures, Shape
from ui.widgets.tiles import draw_tile

__all__ = ["OptionButton", "Shape"]

_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OptionButton(QAbstractButton):
    """One thing that can be chosen. Enter and the digits are never its own: they go to the page."""

    taken = Signal(str)

    def __init__(self, shape: Shape = Shape.ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._option = Option("", "", "")
        self._known: Measures | None = None
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
        self._known = None
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
            self._known = None
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return self._measures.hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return self._measures.least

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        return self._measures.height(width)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        self._draw_card(painter, tokens)
        if self._measures.pictured:
            draw_tile(painter, self.rect(), self._option, self.font(), tokens)
        else:
            self._draw_words(painter, tokens)
        painter.end()

    @property
    def _measures(self) -> Measures:
        """Of what it offers now, in its present font."""
        if self._known is None:
            self._known = Measures(self._shape, self._option, self.font())
        return self._known

    @property
    def _on_ink(self) -> bool:
        return self._shape is Shape.PRIMARY

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
        known, ink = self._measures, tokens.surface if self._on_ink else tokens.ink
        box = self._square(known.cap)
        if known.cap and self._option.ticked:
            draw_tick(painter, box, tokens)
        elif known.cap and self._option.key:
            draw_cap(painter, self._option.key, box, tokens)
        elif known.glyph:
            draw_icon(painter, known.glyph, self._square(known.glyph_side), ink)
        words, small = known.boxes(self.width())
        if known.stacked:
            top = (self.height() - words.height() - small.height()) // 2
            words, small = words.translated(0, top), small.translated(0, top + words.height())
        else:
            words = words.translated(0, (self.height() - words.height()) // 2)
            small = small.translated(0, (self.height() - small.height()) // 2)
        painter.setFont(known.font)
        painter.setPen(QColor(ink))
        painter.drawText(words, int(_WRAP), self._option.label)
        painter.setFont(known.small_font)
        painter.setPen(QColor(tokens.surface if self._on_ink else tokens.muted))
        painter.drawText(small, int(_WRAP), known.small)
        note = self.rect().adjusted(0, 0, -scaled(PAD), 0)
        painter.drawText(note, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._option.note)

    def _square(self, side: int) -> QRectF:
        """For a key cap or an icon, at the left."""
        return QRectF(scaled(PAD), (self.height() - side) / 2, side, side)
