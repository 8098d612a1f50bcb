"""Cameras without hardware: real frames go through QVideoFrameInput, QMediaCaptureSession and QVideoSink, as those of a device do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from PIL import Image, ImageFilter
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput, QVideoSink
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.errors import StationError
from station.settings import Camera as Choice
from ui.devices.camera import LiveCamera, Photo
from ui.devices.camera_health import Patience
from ui.devices.camera_source import Device, FrameSource, Size

PATIENCE_MS = 60_000
# Quicker than at a bench, so that no test waits long; the order of things is the same. A stall is still longer than a busy computer
# holds frames up, and a wait for a picture never runs out: its end comes of what happened to the camera, or not at all.
QUICK = Patience(look=0.05, stall=0.8, first=1.0, again=0.4, shoot=3600.0, warm_frames=3, warm_seconds=0.0, skipped=2)
SIZE = (640, 480)


def scene(seed: int = 0, size: Size = SIZE) -> QImage:
    """Something to look at: sharp, well lit, another one for each seed."""
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60 + seed).resize(size, Image.Resampling.NEAREST).convert("RGB")
    return image_of(noise)


def blurred() -> QImage:
    """The same out of focus."""
    return image_of(Image.effect_noise((16, 12), 150).resize(SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6)))


def plain(level: int) -> QImage:
    """A lens that is covered (0), or a lamp in the picture (255)."""
    return image_of(Image.new("RGB", SIZE, (level, level, level)))


def image_of(picture: Image.Image) -> QImage:
    """For Qt."""
    data = picture.convert("RGB").tobytes("raw", "BGRX")
    return QImage(data, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32).copy()


class FakeCameras(QObject):
    """A FrameSource whose devices are plugged in and out by hand, and whose frames come from the test."""

    _failed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._input = QVideoFrameInput(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoFrameInput(self._input)
        self._plugged: tuple[Device, ...] = ()
        self.listed = True  # False: the list of devices does not notice an unplug, as Qt sometimes does not
        self.opened: list[tuple[str, Size]] = []
        self.is_open = self.busy = False
        self.seen: Callable[[], QImage | None] = lambda: None
        self._clock = QTimer(self, interval=15)
        self._clock.timeout.connect(self.on_tick)
        self._clock.start()

    @property
    def failed(self) -> SignalInstance:
        return self._failed

    def devices(self) -> tuple[Device, ...]:
        return self._plugged

    def open(self, device: Device, size: Size, sink: QVideoSink) -> None:
        self.opened.append((device.name, size))
        self._session.setVideoSink(sink)
        self.is_open = True
        if self.busy:
            self._failed.emit(None, "Device or resource busy")

    def close(self) -> None:
        self.is_open = False
        self._session.setVideoSink(None)  # type: ignore[arg-type]  # Qt takes none; its stub does not say so

    def plug(self, *names: str, sizes: tuple[Size, ...] = (SIZE,)) -> None:
        """These are there."""
        self._plugged = tuple(Device(f"/dev/video-{name}", name, sizes) for name in names)

    def unplug(self) -> None:
        """None is there, and nothing says so."""
        self._plugged = ()
        self.show(None)

    def show(self, image: QImage | None) -> None:
        """What the camera sees from now on; None: no more frames come."""
        self.seen = lambda: image

    def on_tick(self) -> None:
        image = self.seen()
        if image is not None and self.is_open and not self.busy:
            self._input.sendVideoFrame(QVideoFrame(image))


class CameraBench:
    """A LiveCamera on fake cameras."""

    def __init__(self, qtbot: QtBot, patience: Patience = QUICK) -> None:
        self._qtbot = qtbot
        self.cameras = FakeCameras()
        self.camera = LiveCamera(self._source, patience)

    def _source(self) -> FrameSource:
        return self.cameras

    def begin(self, name: str = "C920", image: QImage | None = None, **choice: object) -> None:
        """Plugged in, chosen, and sending pictures."""
        self.cameras.plug(name)
        self.cameras.show(scene() if image is None else image)
        self.camera.use(Choice(**choice))  # type: ignore[arg-type]  # names and values are the settings' own
        self.until(lambda: self.says().startswith(f"{name} sends"))

    def says(self) -> str:
        """What its chip's page says of it."""
        return self.camera.told.says if self.camera.told else ""

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=PATIENCE_MS)

    def shoot(self, meanwhile: Callable[[], None] = lambda: None) -> Photo | StationError:
        """What a session gets, on its own thread, while the window's thread stays free."""
        got: list[Photo | StationError] = []

        def ask() -> None:
            try:
                got.append(self.camera.shoot())
            except StationError as error:
                got.append(error)

        thread = Thread(target=ask, daemon=True)
        thread.start()
        meanwhile()
        self.until(lambda: bool(got))
        thread.join()
        return got[0]


@contextmanager
def camera_bench(qtbot: QtBot, patience: Patience = QUICK) -> Iterator[CameraBench]:
    """Closed in time at the end."""
    bench = CameraBench(qtbot, patience)
    try:
        yield bench
    finally:
        ended = bench.camera.close()
        # Now and here: the garbage collector may run on any thread, and takes what has timers down with it.
        for made in (bench.camera, bench.cameras):
            made.deleteLater()
            QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)
        assert ended
