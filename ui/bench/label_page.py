"""The page of a label and its unit: the unit's picture large, its plate, what to do; a wrong label beside the right one. Codes out."""

from dataclasses import replace
from typing import Final

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Due, Screen
from ui.theme import scaled
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.options import Shape
from ui.widgets.picture import PictureView
from ui.widgets.picture_loader import PictureLoader
from ui.widgets.words import Largest, Words

_BESIDE: Final = 500  # px at the text scale 1: with less the words stand above the picture
_FEW: Final = 2  # answers that still leave room for what stands above them
_LOW: Final = 420  # px at the text scale 1: with less the answers are commands, which stay in sight, and what stands above is smaller


class LabelPage(PageView):
    """Read from a metre away: which unit, which plate; answers below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._album: PictureLoader | None = None
        self._due: Due | None = None
        self._screen: Screen | None = None
        self._low: bool | None = None
        self._title, self._lead = Words("title"), Words("lead")
        self._unit, self._kind, self._plate = Words("because"), Words("muted"), Largest(64)
        self.picture = PictureView(least=150)
        self._wrong = QFrame()
        self._wrong.setObjectName("refusal")
        self._scanned_name, self._scanned = Words("strong"), Largest(48)
        self._wanted_name, self._wanted = Words("strong"), Largest(48)
        self._answers, self._row = OptionGrid(Shape.ROW, 1), CommandRow()
        for part in (self._answers, self._row):
            part.taken.connect(self.taken)
        self._lay_out()

    def _lay_out(self) -> None:
        told = QVBoxLayout(self._wrong)
        told.setContentsMargins(18, 12, 18, 12)
        told.setSpacing(2)
        for part in (self._scanned_name, self._scanned, self._wanted_name, self._wanted):
            told.addWidget(part)
        words = QVBoxLayout()
        words.setSpacing(8)
        for widget in (self._plate, self._unit, self._kind, self._wrong):
            words.addWidget(widget)
        words.addSpacing(8)
        words.addWidget(self._answers)
        words.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        self._halves.addWidget(self.picture, 3)
        self._halves.addLayout(words, 4)
        for line in (self._title, self._lead):
            self.body.addWidget(line)
        self.body.addLayout(self._halves, 1)
        self.put_below(self._row)

    def use_album(self, album: PictureLoader | None) -> None:
        """Where the photographs come from; None when that is closed."""
        self._album = album
        if album:
            album.loaded.connect(self.on_loaded)

    def show_screen(self, screen: Screen) -> None:
        self._due = due = screen.due
        if due is None:
            return
        self._title.say(screen.title)
        self._plate.say(due.code)
        self._unit.say(due.title)
        self._kind.say(due.kind)
        self._show_wrong(due)
        self._screen = screen
        self._offer()
        self._arrange()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        if (self.height() < scaled(_LOW)) != self._low:
            self._offer()
        self._arrange()

    def _offer(self) -> None:
        """The answers: large beside the picture, or where that would hide them as commands below it."""
        low, screen = self.height() < scaled(_LOW), self._screen
        if low != self._low:
            self._low = low
            for part, role in ((self._title, "product" if low else "title"), (self._lead, "small" if low else "lead")):
                part.setProperty("role", role)
                part.style().polish(part)
        if screen:
            below = low and len(screen.options) <= _FEW
            small = tuple(replace(option, small="", note="") for option in screen.options) if below else ()
            self._answers.show_options(() if below else screen.options, 1)
            self._lead.say("" if below else screen.lead)
            due = screen.due
            self._plate.setVisible(bool(due and not due.scanned and not (low and due.code in screen.title)))
            self._row.show_commands("", (*small, *screen.commands), screen.primary)

    def _arrange(self) -> None:
        many = self._low and self._screen and len(self._screen.options) > _FEW
        beside = self.width() >= scaled(_BESIDE) and not many
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop)

    def on_loaded(self, digest: str, _image: QImage) -> None:
        """A picture is here."""
        if self._due and self._due.picture == digest:
            self._draw()

    def _show_wrong(self, due: Due) -> None:
        for name, value, words, told in (
            (self._scanned_name, self._scanned, due.names[0], due.scanned),
            (self._wanted_name, self._wanted, due.names[1], due.code),
        ):
            name.say(words)
            value.say(told)
        self._wrong.setVisible(bool(due.scanned))

    def _draw(self) -> None:
        """The unit as it was photographed; without a photograph its words have all the room."""
        due = self._due
        self.picture.setVisible(bool(due and due.picture))
        if due and due.picture:
            self.picture.setAccessibleName(due.names[2])
            image = self._album.picture(due.picture) if self._album else None
            self.picture.show_image(image or QImage())
