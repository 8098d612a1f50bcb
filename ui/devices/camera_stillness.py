"""Whether what a camera sees is still, sharp and new: small grey pictures in, "now" out, once for each thing laid down. Pure.

For pictures that take themselves: a hand that lays an item down moves; when it is gone, the item lies still for a moment.
"""

from typing import Final

from PIL import Image, ImageChops, ImageStat

SIDE: Final = 160  # px: enough to see a hand, small enough to compare many times a second
_MOVED: Final = 6.0  # mean difference of grey from one look to the next, of 255; the noise of a dim camera is below 3
_ANOTHER: Final = 10.0  # the same against the picture that was taken last
_STILL_SECONDS: Final = 0.8


class Stillness:
    """Fed with every picture that is looked at; `taken` says that the present one was photographed."""

    def __init__(self, seconds: float = _STILL_SECONDS) -> None:
        self._seconds = seconds
        self._before: Image.Image | None = None
        self._kept: Image.Image | None = None
        self._since: float | None = None
        self._told = False

    def taken(self) -> None:
        """What is seen now has its picture: it takes another one only when something else is seen."""
        self._kept, self._since, self._told = self._before, None, False

    def fed(self, grey: Image.Image, at: float, *, good: bool) -> bool:
        """Whether it is time to take this picture, seen at `at` (seconds); `good` is whether it is well lit and sharp."""
        moved = self._before is None or difference(grey, self._before) > _MOVED
        self._before = grey
        if moved or not good or (self._kept is not None and difference(grey, self._kept) < _ANOTHER):
            self._since, self._told = None, False
            return False
        self._since = at if self._since is None else self._since
        due = not self._told and at - self._since >= self._seconds
        self._told = self._told or due
        return due


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two grey pictures are apart, from 0 to 255; all the way where their sizes differ."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0]) if one.size == other.size else 255.0
