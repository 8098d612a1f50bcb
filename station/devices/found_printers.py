"""What this computer has that could be a label printer: its queues and its serial ports. Nothing in, a list to choose from out."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from serial.tools import list_ports

from station.devices.port_watch import found_ports
from station.devices.serial_ports import Port

_SECONDS: Final = 1.5  # a spooler that is slower is not there
_NAMED: Final = 2  # of EnumPrinters: the printers of this computer


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """`way` and `place` as in the address of a printer ("queue", "Zebra_ZD421"); `name` is what it calls itself, "" where nobody says."""

    way: str
    place: str
    name: str = ""


def found_printers(
    ports: Callable[[], Sequence[Port]] = list_ports.comports, program: Sequence[str] = ("lpstat", "-e")
) -> tuple[FoundPrinter, ...]:
    """Queues first. Takes at most two seconds; what cannot be asked has none."""
    queues = windows_names() if sys.platform == "win32" else queue_names(program)
    way = "windows" if sys.platform == "win32" else "queue"
    lines = (FoundPrinter("serial", port.text, port.name or port.device) for port in found_ports(ports()))
    return (*(FoundPrinter(way, name) for name in queues), *lines)


def queue_names(program: Sequence[str]) -> tuple[str, ...]:
    """The queues that CUPS knows, one on each line of what the program says."""
    try:
        said = subprocess.run(
            program, check=True, timeout=_SECONDS, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return ()  # no CUPS, or one that is down: its queues could not print either
    return tuple(line.strip() for line in said.stdout.decode("utf-8", "replace").splitlines() if line.strip())


def windows_names() -> tuple[str, ...]:
    """The printers of a Windows computer; none without pywin32, which is optional."""
    try:
        win32print = import_module("win32print")  # by its name, since it is only there on Windows
    except ImportError:
        return ()
    return tuple(str(row[2]) for row in win32print.EnumPrinters(_NAMED))
