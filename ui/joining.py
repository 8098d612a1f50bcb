"""Everything beside the bench, joined to one window: scanners, camera, what is to be sent; their pages, their chips, their ends."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from station.assembly import Owing
from ui.bench.screen import CAMERA, SCANNER, SENDING
from ui.bench.story import Site
from ui.desk import Desk
from ui.devices.camera import LiveCamera
from ui.devices.news import DeviceNews
from ui.devices.scanners import Scanners
from ui.scanning import Scanning
from ui.setup.camera import CameraPage
from ui.setup.page import OwnPage
from ui.setup.scanner import ScannerPage
from ui.setup.sending import SendingPage, sending_chip
from ui.window import BenchWindow

_READABLE: Final = (1280, 960)  # pixels of the live picture in which codes are looked for


class Joined(QObject):
    """Made before its window, whose child it becomes with `join`. `camera` is for the desk; a test may give the desk another."""

    def __init__(self) -> None:
        super().__init__()
        self.camera = LiveCamera(parent=self)
        self._scanners, self._sending = Scanners(self), SendingPage()
        self._camera_page, self._scanner_page = CameraPage(self.camera), ScannerPage(self._scanners)
        self._chips: dict[str, DeviceNews] = {}
        self._desk: Desk | None = None

    @property
    def pages(self) -> dict[str, OwnPage]:
        """Which code opens which."""
        return {SENDING: self._sending, SCANNER: self._scanner_page, CAMERA: self._camera_page}

    def join(self, window: BenchWindow) -> None:
        """From now on they work for this window, and end with it."""
        self.setParent(window)
        self._window = window
        window.frame.middle.photo.use_camera(self.camera)
        self.camera.news.connect(self.on_news)
        self._camera_page.changed.connect(self.on_camera_changed)
        self._scanners.news_changed.connect(self.on_scanners)
        self.camera.pictured.connect(self._scanners.on_frame)
        scanning = Scanning(self._scanners, window, self.on_news)
        window.spoken.connect(self.camera.speak)
        window.spoken.connect(scanning.on_news)
        window.closed.connect(self.on_closed)

    def attach(self, desk: Desk) -> None:
        """A desk that is about to open its folder."""
        self._desk = desk
        desk.opened.connect(partial(self._begin, desk))
        desk.owing.connect(self.on_owing)
        self._sending.written.connect(desk.count_owing)
        self._window.spoken.connect(desk.count_owing)

    def on_news(self, news: DeviceNews) -> None:
        """How a device is."""
        self._chips[news.page] = news
        self._window.on_devices(tuple(self._chips.values()))

    def on_owing(self, owings: Sequence[Owing]) -> None:
        """What is still owed to the main system."""
        language = self._window.language
        self._sending.show_owings(owings, language)
        self.on_news(sending_chip(owings, language))

    def on_scanners(self) -> None:
        """The camera is watched for codes as long as the settings say so."""
        self.camera.watch(self._scanners, _READABLE if self._scanners.settings.camera else None)

    def on_camera_changed(self, changes: Mapping[str, Any]) -> None:
        """Another device or size was chosen: kept for the next time."""
        if self._desk:
            self._desk.change(changes)

    def on_closed(self) -> None:
        """The bench may be waiting for a picture: the camera goes first."""
        self.camera.close()
        self._window.frame.middle.end()
        self._camera_page.end()
        self._scanner_page.end()
        self._sending.end()

    def _begin(self, desk: Desk, site: Site) -> None:
        if folder := desk.data:
            self._sending.show_station(folder, site.zone)
            self._scanners.begin(folder)
            self._window.frame.middle.use_album(folder / "photos")
