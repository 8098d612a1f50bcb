"""Text that wraps and never is cut: labels by role, one line as large as fits, pairs of name and value, a field for codes."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ui.theme import scaled

_GAP: Final = 14
_FIELD_EDGES: Final = 40  # px: what a field has around its words


class Words(QLabel):
    """A label of one role of the style sheet. Empty, it takes no room; text of others is never taken for mark-up."""

    def __init__(self, role: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)
        if not text:
            self.hide()  # never shown here: without a parent that would open a window

    def say(self, text: str) -> None:
        """Show this."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As wide as the longest word: that is where it may not be narrower."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(longest + 2, super().minimumSizeHint().width() or longest + 2), metrics.height())


class Largest(QWidget):
    """One line, as large as it fits the width, at most `size` px at the text scale 1."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show this."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(self._size) * 3, round(scaled(self._size) * 1.1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(100), round(scaled(self._size) * 1.1))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        font.setPixelSize(scaled(self._size))
        wide = QFontMetrics(font).horizontalAdvance(self._text)
        if wide > self.width():
            font.setPixelSize(max(12, scaled(self._size) * self.width() // (wide + 1)))
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


class Pairs(QWidget):
    """Names and values in two columns; in one where a value would not fit beside its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._cells: list[tuple[Words, Words]] = []
        self._shown = 0
        self._stacked = False

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these, in this order."""
        while len(self._cells) < len(pairs):
            name, value = Words("muted"), Words()
            name.setWordWrap(False)
            self._cells.append((name, value))
            self._put(len(self._cells) - 1)
        for place, (name, value) in enumerate(self._cells):
            first, second = pairs[place] if place < len(pairs) else ("", "")
            name.say(first)
            value.say(second)
        self._shown = len(pairs)
        self.setVisible(bool(pairs))
        self._arrange(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        shown = self._cells[: self._shown]
        names = max((name.sizeHint().width() for name, _ in shown), default=0)
        values = max((value.minimumSizeHint().width() for _, value in shown), default=0)
        stacked = names + _GAP + values > width
        if stacked != self._stacked:
            self._stacked = stacked
            for place in range(len(self._cells)):
                self._put(place)

    def _put(self, place: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name, value = self._cells[place]
        if self._stacked:
            self._grid.addWidget(name, place * 2, 0, 1, 2, top)
            self._grid.addWidget(value, place * 2 + 1, 0, 1, 2)
        else:
            self._grid.addWidget(name, place * 2, 0, top)
            self._grid.addWidget(value, place * 2, 1)


class CodeField(QLineEdit):
    """A line for a code or a number: `given` carries it at Enter. Backspace in an empty one is the window's (undo)."""

    given = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.give()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) or (
            event.key() == Qt.Key.Key_Backspace and not self.text()
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def give(self) -> None:
        """Hand on what stands here, and be empty."""
        text = self.text().strip()
        if text:
            self.clear()
            self.given.emit(text)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        said = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText()) + scaled(_FIELD_EDGES)
        return QSize(max(scaled(240), said), max(scaled(44), super().sizeHint().height()))
