"""Cameras that QtMultimedia knows: a list of devices out; one of them opened into a video sink. Used on the window's thread only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtMultimedia import QCamera, QCameraDevice, QCameraFormat, QMediaCaptureSession, QMediaDevices, QVideoSink

Size = tuple[int, int]
WIDEST: Final = 4000  # pixels: more of them show nothing more of an item on a bench, and cost time and room
SLOWEST: Final = 5.0  # frames a second of a picture that is looked at


@dataclass(frozen=True, slots=True)
class Device:
    """A camera: `name` as it calls itself, with a number where several do so; `key` for the source; `sizes` the largest first."""

    key: str
    name: str
    sizes: tuple[Size, ...] = ()


class FrameSource(Protocol):
    """Where frames come from. `open` lets them flow into the sink until `close`; what it cannot do it tells by `failed`, with a text."""

    @property
    def failed(self) -> SignalInstance: ...

    def devices(self) -> tuple[Device, ...]:
        """What is plugged in now."""

    def open(self, device: Device, size: Size, sink: QVideoSink) -> None:
        """Begin; frames follow."""

    def close(self) -> None:
        """End; no frame follows."""


class QtCameras(QObject):
    """The cameras of this computer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._session = QMediaCaptureSession(self)
        self._camera = QCamera(self)
        self._session.setCamera(self._camera)

    @property
    def failed(self) -> SignalInstance:
        """`errorOccurred` of the camera: an error and its text."""
        return self._camera.errorOccurred

    def devices(self) -> tuple[Device, ...]:
        """What is plugged in now."""
        found = self._media.videoInputs()
        names = numbered([each.description() for each in found])
        return tuple(Device(key_of(each), name, sizes_of(each.videoFormats())) for each, name in zip(found, names, strict=True))

    def open(self, device: Device, size: Size, sink: QVideoSink) -> None:
        """Begin; frames follow, or `failed`."""
        self.close()
        known = next((each for each in self._media.videoInputs() if key_of(each) == device.key), None)
        if known is None:
            return
        self._session.setVideoSink(sink)
        self._camera.setCameraDevice(known)
        wanted = best_format(known.videoFormats(), size)
        if wanted is not None:
            self._camera.setCameraFormat(wanted)
        self._camera.start()

    def close(self) -> None:
        """End."""
        self._camera.stop()
        self._session.setVideoSink(None)  # type: ignore[arg-type]  # Qt takes none; its stub does not say so


def key_of(device: QCameraDevice) -> str:
    """What tells one device from another while both are plugged in."""
    return bytes(device.id().data()).decode("utf-8", "replace")


def numbered(names: Iterable[str]) -> list[str]:
    """The same, with " (2)", " (3)" behind a name that was there already."""
    told: list[str] = []
    for name in names:
        before = sum(each == name or each.startswith(f"{name} (") for each in told)
        told.append(f"{name} ({before + 1})" if before else name)
    return told


def sizes_of(formats: Iterable[QCameraFormat]) -> tuple[Size, ...]:
    """The sizes of pictures that a device gives quickly enough, the largest first."""
    sizes = {form.resolution().toTuple() for form in formats if form.maxFrameRate() >= SLOWEST}
    return tuple(sorted(sizes, key=lambda size: size[0] * size[1], reverse=True))


def best_format(formats: Iterable[QCameraFormat], size: Size) -> QCameraFormat | None:
    """The quickest format of this size; for (0, 0) or a size that it has not, of the largest up to WIDEST. None where nothing is known."""
    quick = [form for form in formats if form.maxFrameRate() >= SLOWEST]
    asked = [form for form in quick if form.resolution().toTuple() == size]
    usable = asked or [form for form in quick if form.resolution().width() <= WIDEST] or quick
    return max(usable, key=lambda form: (form.resolution().width() * form.resolution().height(), form.maxFrameRate()), default=None)
