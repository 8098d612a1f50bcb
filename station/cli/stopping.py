"""Work that ends well when somebody stops it: Ctrl-C and SIGTERM are remembered, and the work asks between two steps.

A second signal of the same kind does what it always does.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_LOOK_S: Final = 0.2  # a signal does not end a sleep


class Stop:
    """Whether a signal came; `status` is the exit status that tells which (130 for Ctrl-C, 143 for SIGTERM), 0 for none."""

    def __init__(self) -> None:
        self.status = 0

    def asked(self) -> bool:
        """True from the first signal on."""
        return self.status != 0

    def wait(self, seconds: float) -> None:
        """So long, or until a signal comes."""
        end = time.monotonic() + seconds
        while not self.asked() and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_S))


@contextmanager
def stopping() -> Iterator[Stop]:
    """Remember signals while this lasts, instead of ending at once."""
    stop = Stop()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def note(number: int, _frame: FrameType | None) -> None:
        stop.status = 128 + number
        signal.signal(number, before[signal.Signals(number)])

    for number in _SIGNALS:
        signal.signal(number, note)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
