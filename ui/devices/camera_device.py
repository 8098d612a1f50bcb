"""One camera that is plugged in: opened, watched, opened again. Lives on the window's thread; frames out, and how the camera is.

Qt emits nothing when a camera is unplugged, so it is looked at several times a second: which devices are there, and how old the last
frame is.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from station.errors import Fault, StationError
from ui.devices.camera_health import Health, Patience, Watched, why_not
from ui.devices.camera_shots import WantedShot
from ui.devices.camera_source import Device, FrameSource, Size


class DeviceCamera(QObject):
    """`framed` carries every QVideoFrame, `changed` says that its health or the list of devices is another one."""

    framed = Signal(object)
    changed = Signal()

    def __init__(self, make_source: Callable[[], FrameSource], patience: Patience, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_source, self._patience = make_source, patience
        self._source: FrameSource | None = None  # made when one is wanted: QtMultimedia takes a while to load
        self._wanted, self._size = "", (0, 0)
        self._open: Device | None = None
        self._watched = Watched()
        self._waiting: list[WantedShot] = []
        self._closed = False
        self.health = Health.OFF
        self.devices: tuple[Device, ...] = ()
        self.name = ""
        self.frame_size: Size = (0, 0)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self.on_frame)
        self._looks = QTimer(self, interval=round(patience.look * 1000))
        self._looks.timeout.connect(self.on_look)

    @property
    def open_device(self) -> Device | None:
        """The one that is used."""
        return self._open

    def choose(self, name: str, size: Size) -> None:
        """Use the camera of this name ("" the first that is there) with pictures of this size ((0, 0) the best)."""
        if self._source is None:
            self._source = self._make_source()
            self._source.failed.connect(self.on_failed)
        self._shut()
        self._wanted, self._size, self.name = name, size, name
        self._looks.start()
        self.on_look()

    def rest(self) -> None:
        """Use none."""
        self._looks.stop()
        self._shut()
        self._set(Health.OFF)

    def ask(self, wanted: WantedShot) -> None:
        """A shot from the frames that come after this; refused at once where none will come."""
        if self.health in (Health.LIVE, Health.STARTING):
            self._waiting = [*(each for each in self._waiting if not each.answered), wanted]
        else:
            wanted.refuse(self.why_not())

    def why_not(self) -> StationError:
        """Why there is no picture."""
        return Fault("CAMERA_CLOSED") if self._closed else why_not(self.health, self.name)

    def on_frame(self, frame: QVideoFrame) -> None:
        """One more frame; closing a sink sends one that is empty."""
        if self._open is None or not frame.isValid():
            return
        now = time.monotonic()
        self._watched.saw_frame(now)
        if (frame.width(), frame.height()) != self.frame_size:
            self.frame_size = (frame.width(), frame.height())
            self.changed.emit()
        self.framed.emit(frame)
        if self._watched.warm(now, self._patience):
            self._set(Health.LIVE)
            for wanted in self._waiting:
                wanted.see(frame)

    def on_failed(self, _error: object, text: str) -> None:
        """Qt says that the camera does not do it; what was said last counts until a frame comes."""
        if text:
            self._watched.failed = text

    def on_look(self) -> None:
        """Is it still there, and do frames come?"""
        if self._source is None:
            return
        found = self._source.devices()
        if found != self.devices:
            self.devices = found
            self.changed.emit()
        device = next((each for each in found if self._wanted in ("", each.name)), None)
        if device is None:
            self._missing()
        elif self._open is None or self._open.key != device.key:
            self._begin(device)
            self._set(Health.STARTING)
        else:
            self._watch(device)

    def _missing(self) -> None:
        was_there = self._open is not None or self.health is Health.GONE or bool(self._wanted)
        self._shut()
        self._set(Health.GONE if was_there else Health.NONE)

    def _begin(self, device: Device) -> None:
        self._shut()
        self._open, self.name = device, device.name
        self._watched = Watched(opened=time.monotonic())
        if self._source:
            self._source.open(device, self._size, self._sink)

    def _watch(self, device: Device) -> None:
        now = time.monotonic()
        troubled = self.health in (Health.STALLED, Health.BUSY)
        if not (troubled and not self._watched.first):  # opened again: in trouble until it really sends pictures
            self._set(self._watched.health(now, self._patience))
        if self.health in (Health.STALLED, Health.BUSY) and now - self._watched.opened > self._patience.again:
            self._begin(device)

    def _shut(self) -> None:
        if self._open is not None and self._source is not None:
            self._open = None
            self._source.close()

    def _set(self, health: Health) -> None:
        if health not in (Health.LIVE, Health.STARTING):
            self._refuse_all(why_not(health, self.name))
        if health is not self.health:
            self.health = health
            self.changed.emit()

    def _refuse_all(self, error: StationError) -> None:
        waiting, self._waiting = self._waiting, []
        for wanted in waiting:
            wanted.refuse(error)

    def close(self) -> None:
        """End: whoever waits is told, and no frame follows."""
        self._closed = True
        self._refuse_all(self.why_not())
        self.rest()
