"""How far a long command is, for the program that started it: one JSON object a line, five a second at most, and always the last."""

import json
from time import monotonic
from typing import Final, TextIO

_EVERY_SECONDS: Final = 0.2


class ProgressLines:
    """Lines on a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = 0.0
        self._unsaid: dict[str, int] | None = None

    def tell(self, progress: dict[str, int]) -> None:
        """Say it now, or keep it for `last` if something was said a moment ago."""
        self._unsaid = progress
        if monotonic() >= self._next:
            self.last()
            self._next = monotonic() + _EVERY_SECONDS

    def last(self) -> None:
        """Say what was kept."""
        if self._unsaid is not None:
            self._stream.write(json.dumps(self._unsaid) + "\n")
            self._stream.flush()
            self._unsaid = None
