"""What a TSPL printer answers to ESC !?: the bytes received so far in, a status out, or None while its one byte must still come.

Source: TSC "TSPL/TSPL2 Programming", immediate command <ESC>!?. Being immediate it is answered ahead of labels that wait in the buffer.
"""

from dataclasses import dataclass
from typing import Final

from station.devices.conditions import Condition
from station.devices.zpl_status import GarbledError

QUESTION: Final = b"\x1b!?"
_UNUSED: Final = 0x40
_BITS: Final = (
    (0x01, Condition.HEAD_OPEN),
    (0x02, Condition.JAM),
    (0x04, Condition.MEDIA_OUT),
    (0x08, Condition.RIBBON_OUT),
    (0x80, Condition.FAULTY),
    (0x10, Condition.PAUSED),
    (0x20, Condition.PRINTING),
)


@dataclass(frozen=True, slots=True)
class ByteStatus:
    """The byte, of which each bit says one thing. It does not count what is still to print."""

    bits: int

    @property
    def condition(self) -> Condition:
        """The first of these that a person, or time, has to mend."""
        return next((condition for bit, condition in _BITS if self.bits & bit), Condition.READY)

    @property
    def drained(self) -> bool:
        """Healthy, and not printing: it has printed, or has not begun."""
        return self.bits == 0


def read_byte(data: bytes) -> ByteStatus | None:
    """The status in the bytes received so far; None if there are none. Raises GarbledError for anything but one byte with known bits."""
    if not data:
        return None
    if len(data) > 1 or data[0] & _UNUSED:
        raise GarbledError(data[:80])
    return ByteStatus(data[0])
