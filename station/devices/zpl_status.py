"""What a ZPL printer answers to ~HS and ~HQES: the bytes received so far in, a status out, or None while more must come.

Source: Zebra "ZPL II Programming Guide", ~HS (Host Status Return) and ~HQ (Host Query), query type ES.
"""

import re
from dataclasses import dataclass
from typing import Final

from station.devices.conditions import Condition

STX: Final = b"\x02"
LONGEST: Final = 400  # bytes in one string; the longest, of ~HQES, has about 130

_FLAG, _NUMBER = rb"[01]", rb"\d{1,10}"
# String 1: settings, paper out, pause, label length, formats in buffer, buffer full, diagnostic, partial format, unused, corrupt
# RAM, under and over temperature. String 2: settings, unused, head up, ribbon out, transfer mode, print mode, width mode, label
# waiting, labels remaining, format while printing, images. String 3: password, RAM.
_FIRST: Final = (_NUMBER, _FLAG, _FLAG, _NUMBER, _NUMBER, _FLAG, _FLAG, _FLAG, _NUMBER, _FLAG, _FLAG, _FLAG)
_SECOND: Final = (_NUMBER, _NUMBER, _FLAG, _FLAG, _FLAG, rb"[0-9A-Z]", _NUMBER, _FLAG, _NUMBER, _NUMBER, _NUMBER)
_THIRD: Final = (rb"\d{1,8}", _FLAG)
_STRINGS: Final = tuple(re.compile(rb",".join(b"(" + field + b")" for field in fields)) for fields in (_FIRST, _SECOND, _THIRD))
_FRAME: Final = re.compile(rb"\s*\x02([^\x02\x03]{0,%d})\x03" % LONGEST)
_EXTENDED: Final = re.compile(
    rb"\s*PRINTER STATUS\s+ERRORS:\s+([01]) ([0-9A-F]{8}) ([0-9A-F]{8})\s+WARNINGS:\s+([01]) ([0-9A-F]{8}) ([0-9A-F]{8})\s*", re.IGNORECASE
)
_BITS: Final = (
    (0x4, Condition.HEAD_OPEN),
    (0x1, Condition.MEDIA_OUT),
    (0x2, Condition.RIBBON_OUT),
    (0x8, Condition.CUTTER),
    (0x10, Condition.HOT),
    (0x20, Condition.HOT),
    (0x10000, Condition.PAUSED),
)


class GarbledError(ValueError):
    """These bytes are not the beginning of any status."""


@dataclass(frozen=True, slots=True)
class HostStatus:
    """The answer to ~HS, as far as it decides anything. `formats`, `remaining`: what has not come out yet."""

    media_out: bool
    paused: bool
    formats: int
    buffer_full: bool
    partial: bool
    memory_lost: bool
    hot: bool
    head_open: bool
    ribbon_out: bool
    remaining: int

    @property
    def condition(self) -> Condition:
        """The first of these that a person, or time, has to mend."""
        rows = (
            (self.head_open, Condition.HEAD_OPEN),
            (self.media_out, Condition.MEDIA_OUT),
            (self.ribbon_out, Condition.RIBBON_OUT),
            (self.hot, Condition.HOT),
            (self.memory_lost, Condition.MEMORY_LOST),
            (self.paused, Condition.PAUSED),
            (self.partial, Condition.PARTIAL),
            (self.buffer_full, Condition.BUFFER_FULL),
            (self.formats > 0 or self.remaining > 0, Condition.PRINTING),
        )
        return next((condition for holds, condition in rows if holds), Condition.READY)

    @property
    def drained(self) -> bool:
        """Healthy, and nothing left to print."""
        return self.condition is Condition.READY


@dataclass(frozen=True, slots=True)
class ExtendedStatus:
    """The answer to ~HQES: bit fields (group 1 of errors and warnings). It says nothing about what is still to print."""

    failing: bool
    errors: int
    warnings: int
    drained: bool = False

    @property
    def condition(self) -> Condition:
        if not self.failing:
            return Condition.READY
        return next((condition for bit, condition in _BITS if self.errors & bit), Condition.FAULTY)


Status = HostStatus | ExtendedStatus


def read_status(data: bytes) -> Status | None:
    """The status in the bytes received so far; None if they are only its beginning; raises GarbledError otherwise."""
    frames: list[bytes] = []
    at = 0
    while found := _FRAME.match(data, at):
        frames.append(found[1])
        at = found.end()
        if len(frames) == 1 and (extended := _EXTENDED.fullmatch(frames[0])):
            return ExtendedStatus(extended[1] == b"1", int(extended[3], 16), int(extended[6], 16))
        if not _STRINGS[len(frames) - 1].fullmatch(frames[-1]):
            raise GarbledError(data[:80])
        if len(frames) == len(_STRINGS):
            return _host_status(frames)
    rest = data[at:].lstrip()
    # What is left may only be the beginning of a frame: another byte before STX, or a frame too long, is no status.
    if (rest and not rest.startswith(STX)) or b"\x03" in rest or b"\x02" in rest[1:] or len(rest) > LONGEST:
        raise GarbledError(data[:80])
    return None


def _host_status(frames: list[bytes]) -> HostStatus:
    first, second = frames[0].split(b","), frames[1].split(b",")
    return HostStatus(
        media_out=first[1] == b"1",
        paused=first[2] == b"1",
        formats=int(first[4]),
        buffer_full=first[5] == b"1",
        partial=first[7] == b"1",
        memory_lost=first[9] == b"1",
        hot=first[11] == b"1",
        head_open=second[2] == b"1",
        ribbon_out=second[3] == b"1",
        remaining=int(second[8]),
    )
