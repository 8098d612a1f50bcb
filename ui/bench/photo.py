"""The page that asks for a picture: the live picture large, those taken beside it, one key to take it. A Screen in, codes out."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.bench.page import PageView
from ui.bench.screen import Screen, Shooting, TakenShot
from ui.devices.camera import LiveCamera
from ui.devices.news import DeviceNews
from ui.theme import scaled
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.options import Shape
from ui.widgets.picture import Circle, PictureView
from ui.widgets.picture_loader import PictureLoader
from ui.widgets.picture_taken import TakenPicture
from ui.widgets.words import Pairs, Words

_BESIDE: Final = 190  # px: the column of pictures that were taken
_LARGE: Final = 150  # percent of text: from here on the picture needs the room of a large title
_SHOWN: Final = 3  # the last ones; the number of all stands under them


class PhotoPage(PageView):
    """One key takes the picture. A touch circles a defect: on the live picture that of the next one, on the last picture its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._camera: LiveCamera | None = None
        self._album: PictureLoader | None = None
        self._screen: Screen | None = None
        self._shooting: Shooting | None = None
        self._looked_at: TakenShot | None = None
        self._live, self._troubled = QImage(), False
        self._expected, self._sends = "", False
        self._title, self._smaller, self._lead, self._hint = Words("title"), Words("product"), Words("small"), Words("small")
        self._picture = PictureView(least=170)
        self._taken = [TakenPicture() for _ in range(_SHOWN)]
        self._figures, self._others, self._row = Pairs(), OptionGrid(Shape.ROW, 1), CommandRow()
        self._nudged: list[Circle | None] = []
        self._later = QTimer(self, interval=400, singleShot=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._beside = QFrame()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for widget in (*self._taken, self._figures):
            beside.addWidget(widget)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._picture, 1)
        row.addWidget(self._beside)
        for words in (self._title, self._smaller, self._lead):
            self.body.addWidget(words)
        self.body.addLayout(row, 1)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._others)
        self.put_below(self._row)

    def _connect(self) -> None:
        self._others.taken.connect(self.taken)
        self._row.taken.connect(self.taken)
        self._later.timeout.connect(self.on_settled)
        self._picture.circled.connect(self.on_circled)
        self._picture.nudged.connect(self.on_nudged)
        self._picture.settled.connect(self.on_settled)
        for picture in self._taken:
            picture.touched.connect(self.on_touched)

    @property
    def picture(self) -> PictureView:
        """The large picture."""
        return self._picture

    @property
    def taken_pictures(self) -> list[TakenPicture]:
        """Those that are shown beside it."""
        return [picture for picture in self._taken if not picture.isHidden()]

    def use_camera(self, camera: LiveCamera) -> None:
        """Show what this one sees."""
        self._camera = camera
        camera.pictured.connect(self.on_pictured)
        camera.news.connect(self.on_news)
        camera.due.connect(self.on_due)

    def use_album(self, album: PictureLoader | None) -> None:
        """Where the photographs come from; None when that is closed."""
        self._album = album
        if album:
            album.loaded.connect(self.on_loaded)

    def show_screen(self, screen: Screen) -> None:
        before, self._shooting, self._screen = self._shooting, screen.shooting, screen
        same = bool(before and screen.shooting and before.what == screen.shooting.what)
        # A circle was put on what is looked at; after anything else, a picture that was refused too, what is seen now counts.
        self._looked_at = self._again(self._looked_at) if same and before != screen.shooting else None
        self._sends = False
        large = scaled(100) < _LARGE
        self._title.say(screen.title if large else "")
        self._smaller.say("" if large else screen.title)
        self._lead.say(screen.lead)
        self._figures.show_pairs(screen.figures)
        self._others.show_options(screen.options, 1)
        self._picture.setVisible(screen.shooting is not None)
        self._beside.setFixedWidth(scaled(_BESIDE))
        if same and self._picture.hasFocus():
            # The window takes the focus for a new page; whoever moves a circle by keys goes on with it.
            QTimer.singleShot(0, self._picture, self._picture.setFocus)
        self._draw()
        self._attend()

    def on_pictured(self, image: QImage) -> None:
        """A live picture; one that was still on its way when the camera went shows nothing that is seen now."""
        if self._troubled:
            return
        self._live = image
        if self.isVisible() and self._looked_at is None:
            fresh = self._picture.image.isNull()
            self._draw() if fresh else self._picture.show_image(image)

    def on_news(self, news: DeviceNews) -> None:
        """How the camera is: a picture from before it went is not shown as what is seen now."""
        self._troubled = news.trouble or news.absent
        if self._troubled:
            self._live = QImage()
        if self.isVisible():
            self._draw()

    def on_due(self, code: str) -> None:
        """The picture takes itself: it is still and sharp, or came into the folder. Once for each that is due."""
        if self.isVisible() and self._shooting and not self._sends:
            self._sends = True
            self.taken.emit(code)

    def on_loaded(self, _digest: str, _image: QImage) -> None:
        """A picture that was taken is here."""
        self._draw()

    def on_touched(self, shot: TakenShot) -> None:
        """Look at one that was taken, or back to what is seen now."""
        self._looked_at = None if self._looked_at == shot else shot
        self._draw()

    def on_circled(self, circle: Circle | None) -> None:
        """A circle was made or taken away by touch."""
        x, y, radius = circle or (0, 0, 0)
        of_last = self._shown_shot() is not None
        self.taken.emit(f"RS-{'MARK' if of_last else 'AIM'}-{x}-{y}-{radius}")

    def on_nudged(self, circle: Circle | None) -> None:
        """The same by a key; sent when no other follows."""
        self._nudged = [circle]
        self._later.start()

    def on_settled(self) -> None:
        """Whatever was nudged stands."""
        self._later.stop()
        nudged, self._nudged = self._nudged, []
        for circle in nudged:
            self.on_circled(circle)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        self._draw()
        self._attend()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        self._expected = ""
        if self._camera:
            self._camera.watch(self, None)
            self._camera.expect(due=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._attend()

    def _attend(self) -> None:
        """Look at the camera, in the size that is shown; say once that a picture is due."""
        if self._camera is None or self._shooting is None or not self.isVisible():
            return
        pixels = self._picture.devicePixelRatioF()
        self._camera.watch(self, (max(480, round(self._picture.width() * pixels)), max(360, round(self._picture.height() * pixels))))
        if self._expected != self._shooting.what:
            self._expected = self._shooting.what
            self._camera.expect(due=True)

    def _again(self, shot: TakenShot | None) -> TakenShot | None:
        """The same picture as it is now, with another circle perhaps."""
        taken = self._shooting.taken if self._shooting else ()
        return next((each for each in taken if shot and each.digest == shot.digest), None)

    def _shown_shot(self) -> TakenShot | None:
        """The taken one that stands large; None while that is the live picture."""
        if self._looked_at or self._troubled or not self._live.isNull() or self._shooting is None:
            return self._looked_at
        return self._shooting.taken[-1] if self._shooting.taken else None

    def _draw(self) -> None:
        shooting = self._shooting
        if shooting is None:
            self._show_commands("")
            self._show_taken((), None)
            return
        shot = self._shown_shot()
        self._show_taken(shooting.taken[-_SHOWN:], shot)
        self._picture.show_image((self._image(shot) if shot else self._live) or QImage())
        told = self._camera.told if self._camera else None
        self._picture.say("\n".join(part for part in (told.says, told.advice) if part) if told else "")
        last = shot is not None and shot == shooting.taken[-1]
        takes = shooting.circles and not self._picture.image.isNull() and (shot is None or last)
        self._picture.take_circles(takes=takes, name=shooting.names[1 if shot else 0])
        if not self._nudged:
            self._picture.show_circle(shot.circle if shot else shooting.aim)
        self._show_commands(shooting.hints[1 if shot else 0] if takes else "")

    def _show_commands(self, hint: str) -> None:
        if self._screen:
            roomy = scaled(100) < _LARGE  # beside a button large words would take the height of the picture
            self._hint.say("" if roomy else hint)
            self._row.show_commands(hint if roomy else "", self._screen.commands, self._screen.primary)

    def _show_taken(self, shots: tuple[TakenShot, ...], looked_at: TakenShot | None) -> None:
        for place, picture in enumerate(self._taken):
            shot = shots[place] if place < len(shots) else None
            picture.show_shot(shot, self._image(shot) if shot else None, looked_at=shot is not None and shot == looked_at)

    def _image(self, shot: TakenShot) -> QImage | None:
        return self._album.picture(shot.digest) if self._album else None
