"""What a TSPL printer makes of the bytes that it reads: questions and whole labels, wherever the reads were cut."""

import re
from typing import Final

from station.devices.tspl_status import QUESTION

_BITMAP: Final = re.compile(rb"BITMAP\s+\d+,\d+,(\d{1,5}),(\d{1,5}),\d,")
_BITMAP_BEGINS: Final = re.compile(rb"BITMAP(?:\s+[\d,]*)?")
_PRINT: Final = re.compile(rb"PRINT\b")
_END: Final = re.compile(rb"\r\n|\r|\n")


class TsplStream:
    """Feed it bytes; it gives back QUESTION and labels (everything up to and with a PRINT line), in the order of their ends.

    A question is one only between commands: inside the dots of a BITMAP, which are counted and not read, it is a picture.
    """

    def __init__(self) -> None:
        self._label = b""  # whole commands of a label that has no PRINT yet
        self._rest = b""  # the beginning of a command

    @property
    def partial(self) -> bool:
        """A label has begun and not ended."""
        return bool(self._label.strip() or self._rest.strip())

    def feed(self, data: bytes) -> list[bytes]:
        """What `data` completes."""
        self._rest += data
        tokens: list[bytes] = []
        while True:
            if self._rest.startswith(QUESTION):
                self._rest = self._rest[len(QUESTION) :]
                tokens.append(QUESTION)
            elif length := self._command():
                command, self._rest = self._rest[:length], self._rest[length:]
                self._label += command
                if _PRINT.match(command):
                    tokens.append(self._label)
                    self._label = b""
            else:
                return tokens

    def _command(self) -> int:
        """How many bytes the next command has, with the end of its line; 0 if more must come."""
        start = 0
        if dots := _BITMAP.match(self._rest):
            start = dots.end() + int(dots[1]) * int(dots[2])
        elif _BITMAP_BEGINS.fullmatch(self._rest):
            return 0
        found = _END.search(self._rest, start)
        if not found or (found.end() == len(self._rest) and found[0] == b"\r"):
            return 0  # its LF may be in the next read
        return found.end()
