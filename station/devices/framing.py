"""Bytes of a serial scanner in, whole scans out, wherever the reads were cut. What cannot be a scan comes out as a Refusal."""

import re
from typing import Final

from station.errors import Refusal

LONGEST: Final = 4096  # bytes; the largest symbol in use (a GS1 Data Matrix) holds 3116 digits
_ENDS: Final = re.compile(rb"[\r\n]")
# EOT, FS, GS, RS and US structure some symbols; TAB is allowed in data. Anything else below a blank comes from a wrong baud rate.
_SEPARATORS: Final = "\x04\t\x1c\x1d\x1e\x1f"


class LineFramer:
    """Splits at CR, LF or both. Some scanners send CR and LF in two reads: an empty line is never a scan, so that is no matter."""

    def __init__(self) -> None:
        self._tail = b""
        self._skipping = False  # inside an over-long line that was refused already

    @property
    def tail(self) -> bytes:
        """A scan of which the end has not come."""
        return self._tail

    def feed(self, data: bytes) -> list[str | Refusal]:
        """The scans that `data` completes, in order; Refusal SCAN_TOO_LONG or SCAN_GARBLED in the place of what is none."""
        *lines, self._tail = _ENDS.split(self._tail + data)
        scans: list[str | Refusal] = []
        for line in lines:
            if not self._skipping and line:
                scans.append(_scan(line))
            self._skipping = False
        if len(self._tail) > LONGEST:
            if not self._skipping:
                scans.append(_too_long())
            self._skipping, self._tail = True, b""
        elif self._skipping:
            self._tail = b""
        return scans

    def give_up(self) -> Refusal | None:
        """Forget a scan whose end never came: SCAN_PARTIAL, SCAN_GARBLED for what could be none, or None where nothing waited."""
        tail, self._tail, self._skipping = self._tail, b"", False
        if not tail:
            return None
        scan = _scan(tail)
        return scan if isinstance(scan, Refusal) else Refusal("SCAN_PARTIAL", text=scan)


def _scan(line: bytes) -> str | Refusal:
    if len(line) > LONGEST:
        return _too_long()
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return Refusal("SCAN_GARBLED")
    if any(not (sign.isprintable() or sign in _SEPARATORS) for sign in text):
        return Refusal("SCAN_GARBLED")
    return text


def _too_long() -> Refusal:
    return Refusal("SCAN_TOO_LONG", most=LONGEST)
