"""Which serial port a scanner or a printer is on now: ports as the system lists them in, one of them out, or the reason why none.

The settings name it by a text: "usb:05e0:1701:A1" by its serial number, "usb:05e0:1701:@1-1.4" by the socket that it is in
(for those without one), "usb:05e0:1701" the only one of its kind, and anything else a port such as "/dev/ttyS0" or "COM3".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from station.errors import Fault, Refusal

_USB: Final = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?")
_KEEPS: Final = re.compile(r"[^@:\s][^:\s]*")  # what a serial number must look like to stand in the settings
_AT: Final = "@"


class Port(Protocol):
    """What pyserial's list says of a port (serial.tools.list_ports_common.ListPortInfo)."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class ScannerIdentity:
    """What stays the same when a scanner or a printer is plugged in elsewhere, or the location when it has no serial number."""

    vid: int
    pid: int
    serial_number: str = ""
    location: str = ""

    def __str__(self) -> str:
        return f"{self.vid:04x}:{self.pid:04x}" + (f" {self.serial_number}" if self.serial_number else "")

    @property
    def text(self) -> str:
        """As the settings keep it."""
        place = f":{_AT}{self.location}" if self.location else ""
        return f"usb:{self.vid:04x}:{self.pid:04x}" + (f":{self.serial_number}" if _KEEPS.fullmatch(self.serial_number) else place)


def wanted_port(text: str) -> str | ScannerIdentity:
    """What the settings name: an identity, or the name of a port."""
    found = _USB.fullmatch(text)
    if not found:
        return text
    rest = found[3] or ""
    serial, place = ("", rest.removeprefix(_AT)) if rest.startswith(_AT) else (rest, "")
    return ScannerIdentity(int(found[1], 16), int(found[2], 16), serial, place)


def text_of(port: Port) -> str:
    """How the settings are to name this port, so that its scanner is found again."""
    identity = identity_of(port)
    return identity.text if identity else port.device


def identity_of(port: Port) -> ScannerIdentity | None:
    """The identity of a USB port; None for a built-in one, which is known by its name only."""
    if port.vid is None or port.pid is None:
        return None
    return ScannerIdentity(port.vid, port.pid, port.serial_number or "", _socket(port))


def _socket(port: Port) -> str:
    """Where it is plugged in, without the number of the interface behind the colon."""
    return (port.location or "").partition(":")[0]


def matching(wanted: ScannerIdentity, ports: Sequence[Port]) -> list[str]:
    """The device names of what is wanted: by its serial number, never an empty one; else by where it is plugged in; none, or several."""
    alike = [port for port in ports if (port.vid, port.pid) == (wanted.vid, wanted.pid)]
    if wanted.serial_number:
        alike = [port for port in alike if port.serial_number == wanted.serial_number]
    here = [port for port in alike if wanted.location and _socket(port) == wanted.location]
    return [port.device for port in here or alike]


def find_port(wanted: ScannerIdentity, ports: Sequence[Port]) -> str:
    """The device name of the scanner.

    Raises Fault SCANNER_MISSING; Refusal SCANNER_AMBIGUOUS for several alike of which none is where it was: a person says which.
    """
    chosen = matching(wanted, ports)
    if not chosen:
        raise Fault("SCANNER_MISSING", scanner=wanted)
    if len(chosen) > 1:
        raise Refusal("SCANNER_AMBIGUOUS", scanner=wanted, ports=", ".join(chosen))
    return chosen[0]
