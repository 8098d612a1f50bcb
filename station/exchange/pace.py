"""How many rows one transaction takes, so that the bench never waits long for its turn to write."""

from typing import Final

LONGEST_MS: Final = 20
_SOON_MS: Final = 6
# Few sizes only: every size is a statement of its own, and each one that was prepared is kept.
_SIZES: Final = (32, 64, 125, 250, 500, 1_000)


class Pace:
    """Starts at 500 rows and follows what the machine does: a step down beyond 20 ms of writing, a step up below 6."""

    def __init__(self) -> None:
        self._step = _SIZES.index(500)

    @property
    def rows(self) -> int:
        """The rows of the next transaction."""
        return _SIZES[self._step]

    def took(self, rows: int, elapsed_ms: int) -> None:
        """A transaction of so many rows took so many milliseconds of writing."""
        if elapsed_ms > LONGEST_MS:
            self._step = max(0, self._step - 1)
        elif elapsed_ms < _SOON_MS and rows >= self.rows:
            self._step = min(len(_SIZES) - 1, self._step + 1)
