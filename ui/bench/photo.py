"""The page that asks for a picture: what it shall show, how many were taken, who takes it. A Screen in, codes out."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Screen
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Pairs, Words


class PhotoPage(PageView):
    """One key takes the picture. Without a camera it says so, and how to go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Words("title")
        self._lead = Words("lead")
        self._taken = Pairs()
        self._others = OptionGrid(Shape.ROW, 1)
        self._row = CommandRow()
        self._others.taken.connect(self.taken)
        self._row.taken.connect(self.taken)
        self.body.addWidget(self._title)
        self._frame = _framed(self._lead)
        self.body.addWidget(self._frame)
        for widget in (self._taken, self._others):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self._row)

    def show_screen(self, screen: Screen) -> None:
        self._title.say(screen.title)
        self._lead.say(screen.lead)
        self._frame.setVisible(bool(screen.lead))
        self._taken.show_pairs(screen.figures)
        self._others.show_options(screen.options, 1)
        self._row.show_commands("", screen.commands, screen.primary)


def _framed(words: Words) -> QFrame:
    frame = QFrame()
    frame.setObjectName("frame")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(20, 16, 20, 16)
    inside.addWidget(words)
    return frame
