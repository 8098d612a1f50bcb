"""Scanners on serial ports that are pseudo terminals behind names of their own, so that they can be unplugged and plugged in elsewhere."""

import os
import pty
import struct
import termios
import tty
from contextlib import suppress
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path


@dataclass
class FakePort:
    """A row of the system's list of ports."""

    device: str
    vid: int | None = 0x05E0
    pid: int | None = 0x1701
    serial_number: str | None = None
    location: str | None = None
    manufacturer: str | None = "Metro"
    product: str | None = "Scan 7200"


class Plugs:
    """The sockets of a computer: `ports` is what it lists."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ends: dict[str, tuple[int, int]] = {}
        self._rows: dict[str, FakePort] = {}

    def ports(self) -> list[FakePort]:
        """What is plugged in; asked from other threads."""
        return list(self._rows.values())

    def device(self, name: str) -> str:
        """The name of a port, as the settings may say it."""
        return str(self._folder / name)

    def plug_in(self, name: str, serial_number: str = "", location: str = "1-1") -> None:
        """A scanner is there under this name."""
        ends = pty.openpty()
        tty.setraw(ends[1])
        self._ends[name] = ends
        (self._folder / name).symlink_to(os.ttyname(ends[1]))
        self._rows[name] = FakePort(self.device(name), serial_number=serial_number, location=location)

    def unplug(self, name: str) -> None:
        """It is gone, whatever it was just sending."""
        del self._rows[name]
        (self._folder / name).unlink()
        for end in self._ends.pop(name):
            with suppress(OSError):
                os.close(end)

    def send(self, name: str, data: bytes) -> None:
        """What the scanner puts on its line."""
        os.write(self._ends[name][0], data)

    def was_read(self, name: str) -> bool:
        """Whether nothing that was sent still waits for a reader."""
        waiting = ioctl(self._ends[name][1], termios.FIONREAD, bytes(4))
        return struct.unpack("i", waiting) == (0,)

    def unplug_all(self) -> None:
        """At the end of a test."""
        for name in list(self._ends):
            self.unplug(name)
