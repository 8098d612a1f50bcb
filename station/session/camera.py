"""What a session needs of a camera: one picture when it is asked for. And what a screen may ask about a picture: how good it is."""

from dataclasses import dataclass
from typing import Final, Protocol

from PIL import Image

from station.devices.folder_camera import FolderCamera as FolderCamera  # noqa: PLC0414 -- screens get it from here
from station.devices.tethered_folder import TetheredFolder as TetheredFolder  # noqa: PLC0414 -- the same
from station.errors import Refusal, StationError
from station.photos.quality import look, quality_of

STAND_IN: Final = "folder"  # the source of a camera that photographs nothing: its pictures are what they are


class Picture(Protocol):
    """One picture as its camera gave it: undecoded bytes, and which kind of camera it came from."""

    @property
    def data(self) -> bytes:
        """The bytes of an image file."""

    @property
    def source(self) -> str:
        """Such as "folder"; it stands in the fact, so that a stand-in is never taken for a camera."""


class Camera(Protocol):
    """Anything that gives pictures.

    One with a true `sees_stillness` says by itself when a picture takes itself (RS-PHOTO-ITSELF); any other is asked as soon as one is due.
    """

    def shoot(self) -> Picture:
        """The picture of now; raises a StationError when there is none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`light` is the mean brightness from 0 to 255, `sharpness` in thousandths, `advice` what is wrong (a code with a text) or ""."""

    light: int
    sharpness: int
    advice: str


def judged(data: bytes) -> Judged | None:
    """How good a picture is; None for what is no picture."""
    seen = look(data)
    return Judged(round(seen.mean), round(seen.sharpness * 1000), seen.advice) if seen else None


def sharp_and_lit(grey: Image.Image) -> bool:
    """Whether a live picture, in grey, is one that would be kept at once."""
    return quality_of(grey).ok


def retake(advice: str) -> StationError | None:
    """What is said instead of keeping a picture of which this is wrong; None for a good one."""
    said: dict[str, StationError] = {
        "PHOTO_TOO_DARK": Refusal("RETAKE_DARK"),
        "PHOTO_TOO_BRIGHT": Refusal("RETAKE_BRIGHT"),
        "PHOTO_EMPTY": Refusal("RETAKE_EMPTY"),
        "PHOTO_BLURRED": Refusal("RETAKE_BLURRED"),
    }
    return said.get(advice)
