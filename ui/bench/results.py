"""The pages of a finished unit: where to put it, its grade and why; for a hazard what to do with it. A Screen in, codes out."""

from typing import Final

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Screen, TakenShot
from ui.widgets.lists import CommandRow
from ui.widgets.marks import Mark
from ui.widgets.picture import PictureView
from ui.widgets.picture_loader import PictureLoader
from ui.widgets.words import Largest, Pairs, Words

_PICTURE: Final = (260, 140)  # px


class LastPicture(QWidget):
    """The picture that finished a unit: taken, and told at once, it was seen by nobody yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._album: PictureLoader | None = None
        self._shot: TakenShot | None = None
        self._what, self._doubt = Words("small"), Words("strong")
        self.picture = PictureView(least=_PICTURE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.picture, self._what, self._doubt):
            column.addWidget(widget)
        column.addStretch(1)

    def use_album(self, album: PictureLoader | None) -> None:
        """Where the photographs come from; None when that is closed."""
        self._album = album
        if album:
            album.loaded.connect(self.on_loaded)

    def show_screen(self, screen: Screen) -> None:
        """The picture of this result; without one, nothing."""
        result = screen.result
        self._shot = result.picture if result else None
        self.setVisible(self._shot is not None)
        if result is None or self._shot is None:
            return
        self.setFixedWidth(_PICTURE[0])
        self._what.say(result.pictures)
        self._doubt.say(self._shot.doubt)
        self.picture.take_circles(takes=False, name=result.pictures)
        self.picture.show_circle(self._shot.circle)
        self._draw()

    def on_loaded(self, digest: str, _image: QImage) -> None:
        """A picture is here."""
        if self._shot and self._shot.digest == digest:
            self._draw()

    def _draw(self) -> None:
        image = self._album.picture(self._shot.digest) if self._album and self._shot else None
        self.picture.show_image(image or QImage())


class ResultPage(PageView):
    """Read from a metre away: the place in the largest type, then letter, colour and shape of the grade, then why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((26, 16, 26, 16), gap=8, parent=parent)
        self._title = Words("lead")
        self._place = Largest(104)
        self._mark = Mark(136)
        self._do = Words("title")
        self._why = Words("because")
        self._rows = Pairs()
        self.last = LastPicture()
        self._row = CommandRow(words_at_right=True)
        self._row.taken.connect(self.taken)
        self._lay_out()
        self.put_below(self._row)

    def _lay_out(self) -> None:
        large = QHBoxLayout()
        large.setSpacing(24)
        large.addWidget(self._place, 1)
        large.addWidget(self._mark)
        self.body.addWidget(self._title)
        self.body.addLayout(large)
        self.body.addSpacing(4)
        self.body.addWidget(self._do)
        told = QVBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._why)
        told.addSpacing(10)
        told.addWidget(self._rows)
        told.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(told, 1)
        beside.addWidget(self.last)
        self.body.addLayout(beside, 1)

    def show_screen(self, screen: Screen) -> None:
        if screen.result is None:
            return
        unit = screen.result.unit
        self._title.say(screen.title)
        self._place.say(unit.place)
        self._mark.show_mark(unit.mark, unit.grade)
        self._do.say(screen.result.do)
        self._why.say(unit.why)
        self._rows.show_pairs(screen.result.rows)
        self.last.show_screen(screen)
        retake = (screen.result.retake,) if screen.result.retake else ()
        self._row.show_commands(screen.chosen, (*screen.result.others, *retake), screen.primary)
