"""The camera of a bench: made on the window's thread, asked for pictures on the bench thread. Photographs, news and live pictures out.

It is a camera that is plugged in, a folder that a tethered camera or a phone writes into, or a stand-in; nobody else needs to know which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QVideoFrame

from station.errors import Fault, StationError
from station.session.camera import FolderCamera
from station.settings import Camera as Choice
from station.texts import notice, word
from ui.devices.camera_device import DeviceCamera
from ui.devices.camera_health import Health, Patience
from ui.devices.camera_instead import FolderShots, Instead, StandIn
from ui.devices.camera_pixels import still
from ui.devices.camera_preview import Preview, Wanted
from ui.devices.camera_shots import WantedShot
from ui.devices.camera_source import FrameSource, QtCameras, Size
from ui.devices.news import DeviceNews

PAGE: Final = "@camera"
NO_CAMERA: Final = "none"  # the setting of a bench that shall have none, though one is plugged in


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph, as a session takes it."""

    data: bytes
    source: str = "camera"


class LiveCamera(QObject):
    """`use` says which camera; then `shoot` gives photographs, until `close`. `shoot` may be called on any thread but the window's.

    `pictured` carries a QImage while somebody watches; `due` says that a picture takes itself, with the code that does it;
    `news` carries DeviceNews; `listed` that other devices are there.
    """

    pictured = Signal(object)
    due = Signal(str)
    news = Signal(object)
    listed = Signal()
    _chosen = Signal(object, bool)
    _itself = Signal(bool)
    _asked = Signal(object)
    _folder_told = Signal(object)

    def __init__(
        self, make_source: Callable[[], FrameSource] = QtCameras, patience: Patience | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._patience = patience or Patience()
        self.device = DeviceCamera(make_source, self._patience, self)
        self.preview = Preview(self.pictured.emit, lambda: self.due.emit("RS-PHOTO-ITSELF"))
        self._watchers: dict[int, Size] = {}
        self._instead: Instead | None = None
        self._left: list[Instead] = []
        self._folder_trouble: StationError | None = None
        self._choice, self._takes_itself, self._expects = Choice(device=NO_CAMERA), False, False
        self._language = "en"
        self.told: DeviceNews | None = None
        self.device.framed.connect(self.on_framed)
        self.device.changed.connect(self.on_changed)
        self._chosen.connect(self.on_chosen)
        self._itself.connect(self.on_itself)
        self._asked.connect(self.device.ask)
        self._folder_told.connect(self.on_folder_told)

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        return self._choice

    @property
    def sees_stillness(self) -> bool:
        """A stand-in sees nothing: its pictures are taken as soon as they are due."""
        return not isinstance(self._instead, StandIn)

    @property
    def takes_itself(self) -> bool:
        """Whether pictures are taken without a key when what is seen is still and sharp."""
        return self._takes_itself

    @property
    def is_live(self) -> bool:
        """Whether there are live pictures, of a camera that is plugged in."""
        return self._instead is None and self.device.health is not Health.OFF

    def use(self, choice: Choice, *, takes_itself: bool = False) -> None:
        """Use this camera from now on: a device by name ("" the first, "none" none), or a folder. On any thread."""
        folder = Path(choice.folder) if choice.folder else None
        self._replace(FolderShots(folder, lambda: self.due.emit("RS-PHOTO"), self._folder_told.emit) if folder else None)
        self._choice, self._takes_itself = choice, takes_itself
        self._chosen.emit(choice, takes_itself)

    def take_itself(self, *, itself: bool) -> None:
        """Whether pictures are taken without a key when what is seen is still and sharp. On any thread."""
        self._itself.emit(itself)

    def use_instead(self, stand_in: FolderCamera) -> None:
        """Use this one, which photographs nothing; its next picture is shown as the live one. On any thread."""
        self._replace(StandIn(stand_in, self.pictured.emit))
        self._chosen.emit(Choice(device=NO_CAMERA), False)  # noqa: FBT003 -- a signal's values have no names

    def shoot(self) -> Photo:
        """A photograph from a frame newer than this call, within two seconds. Raises Fault CAMERA_…, or what a folder raises."""
        if instead := self._instead:
            shot = instead.shoot()
            return Photo(shot.data, shot.source)
        wanted = WantedShot(self._patience.skipped)
        self._asked.emit(wanted)
        wanted.wait(self._patience.shoot)
        if wanted.frame is None:
            late = wanted.error or self.device.why_not()
            wanted.refuse(late)
            raise late
        data = still(wanted.frame)
        if not data:
            raise Fault("CAMERA_NO_STILL", camera=self.device.name)
        self.preview.taken()
        return Photo(data)

    def watch(self, who: QObject, size: Size | None) -> None:
        """Somebody looks at the live picture, this large; None: no more. Nothing is made while nobody looks."""
        if size is None:
            self._watchers.pop(id(who), None)
        else:
            self._watchers[id(who)] = size
        self._want()

    def expect(self, *, due: bool) -> None:
        """The bench waits for a picture, or does not any more."""
        self._expects = due
        if self._instead:
            self._instead.expect(due=due)
        self._want()

    def speak(self, language: str) -> None:
        """Tell news in this language."""
        self._language = language
        self._tell()

    def close(self) -> bool:
        """End everything: before the bench thread is joined, since that may be waiting here. True if all ended in time."""
        self.device.close()
        self._replace(None)
        ended = [self.preview.stop(), *(each.join() for each in self._left)]
        return all(ended)

    def on_framed(self, frame: QVideoFrame) -> None:
        """For whoever watches."""
        self.preview.offer(frame)

    def on_chosen(self, choice: Choice, takes_itself: bool) -> None:
        """Another camera."""
        self._choice, self._takes_itself = choice, takes_itself
        if self._instead or choice.device == NO_CAMERA:
            self.device.rest()
        else:
            self.device.choose(choice.device, (choice.width, choice.height))
        self._want()
        self._tell()

    def on_itself(self, itself: bool) -> None:
        """Another setting."""
        self._takes_itself = itself
        self._want()

    def on_changed(self) -> None:
        """The camera came, went, stalled, or others are there."""
        self.listed.emit()
        self._tell()

    def on_folder_told(self, trouble: StationError | None) -> None:
        """How the folder is."""
        self._folder_trouble = trouble
        self._tell()

    def _replace(self, instead: Instead | None) -> None:
        before, self._instead = self._instead, instead
        if before:
            before.close()
            self._left.append(before)

    def _want(self) -> None:
        sizes = self._watchers.values()
        most = (max(size[0] for size in sizes), max(size[1] for size in sizes)) if sizes else None
        self.preview.want(Wanted(most, stillness=self._takes_itself and self._expects))

    def _tell(self) -> None:
        told = self._news()
        if told != self.told:
            self.told = told
            self.news.emit(told)

    def _news(self) -> DeviceNews:
        language, name = self._language, word("CAMERA", self._language)
        if isinstance(self._instead, StandIn):
            return DeviceNews(PAGE, name, word("CAMERA_STAND_IN", language))
        if isinstance(self._instead, FolderShots):
            said = word("CAMERA_FOLDER", language, folder=self._instead.folder)
            return self._trouble(self._folder_trouble) if self._folder_trouble else DeviceNews(PAGE, name, said)
        if self.device.health is Health.OFF:
            return DeviceNews(PAGE, name, word("CAMERA_OFF", language), word("CAMERA_OFF_ADVICE", language), absent=True)
        if self.device.health is Health.LIVE:
            width, height = self.device.frame_size
            return DeviceNews(PAGE, name, word("CAMERA_LIVE", language, camera=self.device.name, width=width, height=height))
        if self.device.health is Health.STARTING:
            return DeviceNews(PAGE, name, word("CAMERA_STARTS", language, camera=self.device.name))
        return self._trouble(self.device.why_not())

    def _trouble(self, error: StationError) -> DeviceNews:
        said = notice(error, self._language)
        absent = self._instead is None and self.device.health is Health.NONE
        chip = word("CAMERA" if absent else "CAMERA_LOOK", self._language)
        return DeviceNews(PAGE, chip, said.message, said.advice, trouble=not absent, absent=absent)
