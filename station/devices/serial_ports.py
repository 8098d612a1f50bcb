"""Which serial port a scanner is on now: ports as the system lists them in, one of them out, or the reason why none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from station.errors import Fault, Refusal


class Port(Protocol):
    """What pyserial's list says of a port (serial.tools.list_ports_common.ListPortInfo)."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class ScannerIdentity:
    """What stays the same when a scanner is plugged in elsewhere, or the location when it has no serial number."""

    vid: int
    pid: int
    serial_number: str = ""
    location: str = ""

    def __str__(self) -> str:
        return f"{self.vid:04x}:{self.pid:04x}" + (f" {self.serial_number}" if self.serial_number else "")


def identity_of(port: Port) -> ScannerIdentity | None:
    """The identity of a USB port; None for a built-in one, which is known by its name only."""
    if port.vid is None or port.pid is None:
        return None
    return ScannerIdentity(port.vid, port.pid, port.serial_number or "", port.location or "")


def find_port(wanted: ScannerIdentity, ports: Sequence[Port]) -> str:
    """The device name of the scanner: by its serial number, never an empty one; else by where it is plugged in.

    Raises Fault SCANNER_MISSING; Refusal SCANNER_AMBIGUOUS for several alike of which none is where it was: a person says which.
    """
    alike = [port for port in ports if (port.vid, port.pid) == (wanted.vid, wanted.pid)]
    if wanted.serial_number:
        alike = [port for port in alike if port.serial_number == wanted.serial_number]
    here = [port for port in alike if wanted.location and port.location == wanted.location]
    chosen = here or alike
    if not chosen:
        raise Fault("SCANNER_MISSING", scanner=wanted)
    if len(chosen) > 1:
        raise Refusal("SCANNER_AMBIGUOUS", scanner=wanted, ports=", ".join(port.device for port in chosen))
    return chosen[0].device
