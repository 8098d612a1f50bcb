"""What every page of the bench is built on: a column that scrolls where it does not fit; a Screen in, codes out."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from ui.bench.screen import Screen

_ABOVE_ROW: Final = 12  # px between what scrolls and the row that does not


class _Inside(QWidget):
    """What scrolls: as high as its width asks for. Its smallest height would be that at its smallest width, and scroll for nothing."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(super().minimumSizeHint().width(), 0)


class Column(QScrollArea):
    """A column of widgets that scrolls up and down, and never to the side. `body` is its layout."""

    def __init__(self, margins: tuple[int, int, int, int] = (26, 20, 26, 20), gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = _Inside()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(gap)
        self.setWidget(inner)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)  # a glove finds no scroll bar

    def turn(self, pages: int) -> None:
        """Scroll so many pages down, or up where negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())


class PageView(QWidget):
    """One page in the middle of the window: draws a Screen, sends what is taken.

    What stands in `column` (its layout is `body`) scrolls where it does not fit; a row of commands stays in sight below it.
    """

    taken = Signal(str)

    def __init__(self, margins: tuple[int, int, int, int] = (26, 20, 26, 20), gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        left, top, right, self._bottom = margins
        self.column = Column((left, top, right, _ABOVE_ROW), gap)
        self.body = self.column.body
        self._sides = left, right
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it has no least size: what does not fit scrolls
        self._inside.addWidget(self.column, 1)

    def put_below(self, row: QWidget) -> None:
        """What stays in its place when the column scrolls."""
        below = QVBoxLayout()
        below.setContentsMargins(self._sides[0], 0, self._sides[1], self._bottom)
        below.addWidget(row)
        self._inside.addLayout(below)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """It takes what height it is given, and scrolls: otherwise everything around it would scroll instead."""
        return False

    def show_screen(self, screen: Screen) -> None:
        """Draw this."""
        raise NotImplementedError
