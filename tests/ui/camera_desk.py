"""A window on a shop with a live camera: real frames in, what the inspector sees out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import enumerate as enumerate_threads

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from station.settings import Camera as Choice
from station.settings import change_settings
from tests.ui.devices.camera_bench import PATIENCE_MS, CameraBench, camera_bench, scene
from tests.ui.shop import Desktop, end
from ui.bench.photo import PhotoPage
from ui.desk import Desk
from ui.devices.camera import LiveCamera
from ui.theme import Theme
from ui.widgets.picture import PictureView
from ui.window import BenchWindow

CLEAN = ("RMA-10001", "9521321000025", "RS-AS-NEW")
STAINED = ("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")


class CameraDesk(Desktop):
    """The window, its page for pictures, and the cameras on its table."""

    def __init__(self, window: BenchWindow, qtbot: QtBot, bench: CameraBench) -> None:
        super().__init__(window, qtbot)
        self.bench = bench
        found = window.findChild(PhotoPage)
        assert isinstance(found, PhotoPage)
        self.photo = found

    @property
    def cameras(self) -> "CameraBench":
        return self.bench

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=PATIENCE_MS)

    def sees(self) -> None:
        """Until the live picture is on the page."""
        self.until(lambda: not self.photo.picture.image.isNull())

    def moves(self) -> None:
        """The item is turned: the live picture is another one."""
        before = self.photo.picture.image.copy()
        self.bench.cameras.show(scene(1))
        self.until(lambda: self.photo.picture.image != before)

    def refused(self) -> str:
        """What was refused, as it stands on the screen."""
        return " ".join(text for text in self.words() if text.startswith("✗"))

    def touch_picture(self, x: float, y: float, to: tuple[float, float] | None = None) -> None:
        """A finger on the large picture, at parts of its width and height; dragged `to` another place, or lifted where it is."""
        view = self.photo.picture
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=_place(view, x, y))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=_place(view, *(to or (x, y))))


def _place(view: PictureView, x: float, y: float) -> QPoint:
    area = view.area()
    return QPointF(area.left() + area.width() * x, area.top() + area.height() * y).toPoint()


@contextmanager
def camera_desk(
    data: Path, qtbot: QtBot, theme: Theme, choice: Choice | None = None, *, itself: bool = False, busy: bool = False
) -> Iterator[CameraDesk]:
    """Open on this folder, with one camera plugged in that sees a scene, or is `busy` for another program."""
    with camera_bench(qtbot) as bench:
        bench.cameras.plug("C920")
        bench.cameras.show(scene())
        bench.cameras.busy = busy
        change_settings(data, _kept(choice or Choice(), itself=itself))  # which the desk obeys when it opens
        window = BenchWindow(theme, lambda: Desk(data, bench.camera))
        desk = CameraDesk(window, qtbot, bench)
        wire(window, bench.camera, data)
        window.resize(1366, 768)
        window.show()
        window.start()
        desk.until(lambda: window.shown is not None)
        try:
            yield desk
        finally:
            assert bench.camera.close()
            end(window)
            assert [thread.name for thread in enumerate_threads() if thread.name in ("pictures", "camera preview", "camera folder")] == []


def _kept(choice: Choice, *, itself: bool) -> dict[str, object]:
    return {"photos.takes_itself": itself, "camera.device": choice.device, "camera.folder": choice.folder}


def wire(window: BenchWindow, camera: LiveCamera, data: Path) -> None:
    """What the application does."""
    middle = window.frame.middle
    middle.photo.use_camera(camera)
    middle.use_album(data / "photos")
    window.closed.connect(middle.end)
