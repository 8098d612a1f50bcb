"""What a session needs of a camera: one picture when it is asked for."""

from typing import Protocol


class Picture(Protocol):
    """One picture as its camera gave it: undecoded bytes, and which kind of camera it came from."""

    @property
    def data(self) -> bytes:
        """The bytes of an image file."""

    @property
    def source(self) -> str:
        """Such as "folder"; it stands in the fact, so that a stand-in is never taken for a camera."""


class Camera(Protocol):
    """Anything that gives pictures."""

    def shoot(self) -> Picture:
        """The picture of now; raises a StationError when there is none."""
