"""What a ZPL printer makes of the bytes that it reads: commands and whole formats, wherever the reads were cut."""

import re
from typing import Final

_COMMAND: Final = re.compile(rb"~(?:HS|HQES|JA)")
_FORMAT: Final = re.compile(rb"\^XA.*?\^XZ", re.DOTALL)
_BEGIN: Final = b"^XA"
_LONGEST_BEGINNING: Final = 4  # of a command or a ^XA of which the rest has not come: "~HQE"


class ZplStream:
    """Feed it bytes; it gives back b"~HS", b"~HQES", b"~JA" and formats (b"^XA" to b"^XZ"), in the order of their ends.

    A printer obeys ~ commands inside a format too; data that was not escaped shows itself here as a command.
    """

    def __init__(self) -> None:
        self._rest = b""

    @property
    def partial(self) -> bool:
        """A format has begun and not ended."""
        return _BEGIN in self._rest

    def feed(self, data: bytes) -> list[bytes]:
        """What `data` completes."""
        self._rest += data
        tokens: list[bytes] = []
        while found := self._first():
            tokens.append(found[0])
            before = self._rest[: found.start()] if found.re is _COMMAND else b""
            self._rest = before + self._rest[found.end() :]
        if not self.partial:
            self._rest = self._rest[-_LONGEST_BEGINNING:]  # whatever else came is no ZPL; a printer forgets it
        return tokens

    def _first(self) -> re.Match[bytes] | None:
        found = [match for match in (_COMMAND.search(self._rest), _FORMAT.search(self._rest)) if match]
        return min(found, key=lambda match: match.end(), default=None)
