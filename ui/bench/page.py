"""What every page of the bench is built on: a column that scrolls where it does not fit; a Screen in, codes out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from ui.bench.screen import Screen


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


class PageView(Column):
    """One page in the middle of the window: draws a Screen, sends what is taken."""

    taken = Signal(str)

    def show_screen(self, screen: Screen) -> None:
        """Draw this."""
        raise NotImplementedError
