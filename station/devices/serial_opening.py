"""Opening a serial port: a name or an identity in, an open port or what stands against it out. For scanners and printers alike."""

import errno
import os
from enum import Enum, auto
from pathlib import Path
from typing import Final

if os.name == "nt":  # pragma: no cover -- termios is of no use there
    _ERRORS: tuple[type[Exception], ...] = (OSError, TypeError)
else:
    import termios

    _ERRORS = (OSError, termios.error, TypeError)

# What an unplugged port raises: termios.error is no OSError, and TypeError comes from a file number that became None.
PORT_ERRORS: Final = _ERRORS


class Against(Enum):
    """Why a port cannot be used."""

    NOT_ALLOWED = auto()
    BUSY = auto()
    MISSING = auto()
    GONE = auto()


def reason_of(error: Exception) -> Against:
    """What an error of the port means; GONE is all that is not known better."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EACCES:
        return Against.NOT_ALLOWED
    if number in (errno.EBUSY, errno.EAGAIN):  # EAGAIN: another program holds the lock
        return Against.BUSY
    if number in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return Against.MISSING
    return Against.GONE


def group_of(device: str) -> str:
    """The group that may use the port, which a person has to be added to."""
    try:
        return Path(device).group()
    except (OSError, KeyError, NotImplementedError):
        return "dialout"
