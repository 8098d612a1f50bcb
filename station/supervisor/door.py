"""Where a bench listens for desks: an address and a key in `desk.json` in the data folder, which only its own user may read.

A folder in; the door that was found there, or None, out. A door that nobody stands behind any more is no error: the next one replaces it.
"""

import json
import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from station.errors import Refusal

FILE: Final = "desk.json"
_PREFIX: Final = "restock-desk-"
_SOCKET: Final = "door"
_VERSION: Final = 1
_MOST_BYTES: Final = 4096


@dataclass(frozen=True, repr=False)
class Door:
    """`address` of a socket or a named pipe, `key` the shared secret (32 bytes), `pid` the process behind it."""

    address: str
    key: bytes
    pid: int

    @classmethod
    def new(cls) -> Self:
        """An address that nobody has and nobody else on this machine can reach."""
        if sys.platform == "win32":
            return cls(rf"\\.\pipe\{_PREFIX}{secrets.token_hex(16)}", secrets.token_bytes(32), os.getpid())
        # A folder of mode 0700 in the system's own place: the path of a socket may not be longer than about a hundred bytes.
        return cls(str(Path(tempfile.mkdtemp(prefix=_PREFIX)) / _SOCKET), secrets.token_bytes(32), os.getpid())

    @property
    def family(self) -> str:
        """As multiprocessing.connection calls it."""
        return "AF_PIPE" if self.address.startswith("\\\\.\\pipe\\") else "AF_UNIX"

    def publish(self, folder: Path) -> None:
        """Write it for desks of the same user (mode 0600); one that a killed process left is cleared away. Raises OSError."""
        with suppress(Refusal):
            if left := find(folder):
                left.clear()
        told = {"version": _VERSION, "address": self.address, "key": self.key.hex(), "pid": self.pid}
        made = folder / f"{FILE}.{secrets.token_hex(4)}"
        file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(file, "w", encoding="utf-8") as out:
            json.dump(told, out)
        made.replace(folder / FILE)

    def withdraw(self, folder: Path) -> None:
        """Take it away again, unless another process has put its own there meanwhile."""
        with suppress(Refusal, OSError):
            if find(folder) == self:
                (folder / FILE).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the socket and its folder, if they are such as `new` makes."""
        place = Path(self.address)
        if self.family == "AF_UNIX" and place.name == _SOCKET and place.parent.name.startswith(_PREFIX):
            with suppress(OSError):
                place.unlink(missing_ok=True)
                place.parent.rmdir()


def find(folder: Path) -> Door | None:
    """The door of this folder; None where there is none, or nothing that makes sense.

    Raises Refusal BENCH_OF_ANOTHER where it belongs to another user of the machine: nobody types a PIN into a stranger's socket.
    """
    try:
        with (folder / FILE).open("rb") as file:
            _must_be_ours(os.fstat(file.fileno()))
            told = json.loads(file.read(_MOST_BYTES))
        if told["version"] != _VERSION:
            return None
        return Door(str(told["address"]), bytes.fromhex(told["key"]), int(told["pid"]))
    except PermissionError as error:
        raise Refusal("BENCH_OF_ANOTHER") from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _must_be_ours(found: os.stat_result) -> None:
    if sys.platform != "win32" and (found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & (stat.S_IRWXG | stat.S_IRWXO)):
        raise Refusal("BENCH_OF_ANOTHER")
