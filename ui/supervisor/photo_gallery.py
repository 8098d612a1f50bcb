"""The photographs of a unit: small ones in a card, and one as large as the page. Pictures in, `enlarged` out.

They are loaded by threads that live as long as the page is shown.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.supervisor.unit_photos import Picture
from ui.supervisor.unit_photos import PhotosCard
from ui.supervisor.unit_viewer import PhotoViewer
from ui.widgets.picture_loader import PictureLoader

_FINE: Final = 6000  # px: as fine as any camera of a bench takes them


class PhotoGallery(PhotosCard):
    """`viewer` is to be shown in the place of the page when `enlarged` comes."""

    enlarged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewer = PhotoViewer()
        self._pictures: Sequence[Picture] = ()
        self._language = "en"
        self._small: PictureLoader | None = None
        self._fine: PictureLoader | None = None
        self.chosen.connect(self.on_chosen)
        self.wanted.connect(self.on_wanted)
        self.viewer.wanted.connect(self.on_fine_wanted)

    def show_pictures(self, pictures: Sequence[Picture], language: str) -> None:
        self._pictures, self._language = pictures, language
        super().show_pictures(pictures, language)

    def begin(self, folder: Path) -> None:
        """The page is shown: pictures can be loaded from this folder."""
        if self._small is None:
            self._small, self._fine = PictureLoader(folder, self), PictureLoader(folder, self, side=_FINE, kept=2)
            self._small.loaded.connect(self.show_image)
            for loader in (self._small, self._fine):
                loader.loaded.connect(self.viewer.show_image)
            self.fetch()

    def end(self) -> None:
        """The page is shown no more; the threads end."""
        for loader in (self._small, self._fine):
            if loader:
                loader.stop()
                loader.deleteLater()
        self._small = self._fine = None

    def on_chosen(self, place: int) -> None:
        """One of them, as large as the page."""
        self.enlarged.emit()
        self.viewer.show_pictures(self._pictures, place, self._language)

    def on_wanted(self, digest: str) -> None:
        """A tile has no image yet."""
        if self._small and (image := self._small.picture(digest)):
            self.show_image(digest, image)

    def on_fine_wanted(self, digest: str) -> None:
        """The small one at once, the fine one when it is there."""
        for loader in (self._small, self._fine):
            if loader and (image := loader.picture(digest)):
                self.viewer.show_image(digest, image)
