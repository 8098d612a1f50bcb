"""What a simulated printer can suffer from, and what it says of itself then: the other end of `zpl_status` and `tspl_status`."""

from enum import StrEnum
from typing import Final


class SimulatedFault(StrEnum):
    """What can be wrong; several at once are possible."""

    REFUSE = "refuse"  # switched off: the connection is refused
    NEVER_READ = "never read"  # accepts and takes nothing
    RESET_MID_JOB = "reset in mid-job"
    HANG_UP = "hang up"  # accepts and closes at once
    SILENT = "silent"  # prints, and answers nothing
    GARBLED = "garbled"  # answers nonsense
    MEDIA_OUT = "media out"
    RIBBON_OUT = "ribbon out"
    HEAD_OPEN = "head open"
    JAM = "jam"
    PAUSED = "paused"
    BUFFER_FULL = "buffer full"
    PARTIAL = "partial format"
    BUSY = "busy"  # healthy, and not finished


OUT: Final = frozenset({SimulatedFault.MEDIA_OUT, SimulatedFault.RIBBON_OUT, SimulatedFault.HEAD_OPEN, SimulatedFault.JAM})
HOLDS_BACK: Final = OUT | {SimulatedFault.PAUSED, SimulatedFault.BUSY, SimulatedFault.BUFFER_FULL, SimulatedFault.PARTIAL}


def host_status(faults: frozenset[SimulatedFault], waiting: int, partial: bool) -> bytes:
    """The answer to ~HS, with so many formats waiting and, perhaps, half a format received."""

    def flag(fault: SimulatedFault) -> str:
        return "1" if fault in faults else "0"

    half = "1" if partial else flag(SimulatedFault.PARTIAL)
    first = (
        f"030,{flag(SimulatedFault.MEDIA_OUT)},{flag(SimulatedFault.PAUSED)},0406,{waiting:03d},"
        f"{flag(SimulatedFault.BUFFER_FULL)},0,{half},000,0,0,0"
    )
    second = f"000,0,{flag(SimulatedFault.HEAD_OPEN)},{flag(SimulatedFault.RIBBON_OUT)},1,2,6,0,{waiting:08d},1,000"
    return "".join(f"\x02{text}\x03\r\n" for text in (first, second, "0000,0")).encode("ascii")


def extended_status(faults: frozenset[SimulatedFault]) -> bytes:
    """The answer to ~HQES."""
    rows = (
        (SimulatedFault.MEDIA_OUT, 1), (SimulatedFault.RIBBON_OUT, 2), (SimulatedFault.HEAD_OPEN, 4), (SimulatedFault.PAUSED, 0x10000),
    )  # fmt: skip
    bits = sum(bit for fault, bit in rows if fault in faults)
    text = (
        f"\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         {int(bits > 0)} 00000000 {bits:08X}\r\n"
        "   WARNINGS:       0 00000000 00000000\r\n"
    )  # fmt: skip
    return f"\x02{text}\x03".encode("ascii")


def status_byte(faults: frozenset[SimulatedFault], printing: bool) -> bytes:
    """The answer to ESC !?."""
    rows = (
        (SimulatedFault.HEAD_OPEN, 1), (SimulatedFault.JAM, 2), (SimulatedFault.MEDIA_OUT, 4), (SimulatedFault.RIBBON_OUT, 8),
        (SimulatedFault.PAUSED, 0x10),
    )  # fmt: skip
    return bytes([sum(bit for fault, bit in rows if fault in faults) | (0x20 if printing else 0)])
