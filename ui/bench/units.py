"""A finished unit that can be touched: its mark and up to three lines. A LastUnit in, its plate out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.bench.screen import LastUnit
from ui.theme import scaled, tokens_of
from ui.widgets.marks import Mark
from ui.widgets.words import Words

_LEAST: Final = 64
_LINES: Final = 3


class UnitButton(QAbstractButton):
    """Touched, it sends the plate, and the bench offers what can be done about the unit: `taken`. Enter is the page's, never its own."""

    taken = Signal(str)

    def __init__(self, mark: int, parent: QWidget | None = None, *, ruled: bool = False) -> None:
        super().__init__(parent)
        self._plate, self._ruled = "", ruled
        self._mark = Mark(mark)
        self._lines = [Words("strong" if place == 0 else "small") for place in range(_LINES)]
        self._lay_out()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.on_clicked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        # At the foot two lines of "why" fit where one does, so that nothing moves when a unit is held; in a list they stand apart.
        apart = 8 if self._ruled else 1
        row.setContentsMargins(6, apart, 6, apart)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for line in self._lines:
            words.addWidget(line)
        words.addStretch(1)
        row.addWidget(self._mark)
        row.addLayout(words, 1)

    def show_unit(self, unit: LastUnit, lines: Sequence[str], *, touched: bool) -> None:
        """Draw this one with these lines; `touched`: it can be, in this state."""
        self._plate = unit.lpn
        self._mark.show_mark(unit.mark, unit.grade)
        for place, words in enumerate(self._lines):
            words.say(lines[place] if place < len(lines) else "")
        self.setAccessibleName(" ".join((unit.grade, *lines)).strip())
        self.setEnabled(touched)
        self.setCursor(Qt.CursorShape.PointingHandCursor if touched else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()

    def show_nothing(self, *, nothing: bool) -> None:
        """Keep the place without anything in it, or draw the unit."""
        self._mark.setVisible(not nothing)
        if nothing:
            self.setEnabled(False)
            for words in self._lines:
                words.say("")

    def on_clicked(self) -> None:
        """Touched, or Space with the focus here."""
        self.taken.emit(self._plate)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return super().minimumSizeHint().expandedTo(QSize(0, scaled(_LEAST)))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return super().sizeHint().expandedTo(QSize(0, scaled(_LEAST)))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        return max(scaled(_LEAST), super().heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Nothing but the focus ring, a ground under the finger, and the line above a row of a list."""
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.soft) if self.isEnabled() and (self.isDown() or self.underMouse()) else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.focus), 3.0) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        if self._ruled:
            painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))
        painter.end()
