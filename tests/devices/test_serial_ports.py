"""Finding a scanner again after it was plugged in elsewhere."""

from dataclasses import dataclass

import pytest

from station.devices.serial_ports import ScannerIdentity, find_port, identity_of
from station.errors import Fault, Refusal


@dataclass
class FakePort:
    """A row of the system's list of ports."""

    device: str
    vid: int | None = 0x05E0
    pid: int | None = 0x1701
    serial_number: str | None = None
    location: str | None = None


def test_that_a_scanner_with_a_serial_number_is_found_at_any_socket() -> None:
    ports = [FakePort("/dev/ttyACM0", serial_number="A1", location="1-1"), FakePort("/dev/ttyACM1", serial_number="A2", location="1-2")]

    assert find_port(ScannerIdentity(0x05E0, 0x1701, "A2", "1-1"), ports) == "/dev/ttyACM1"


def test_that_one_of_two_without_serial_numbers_is_found_where_it_was() -> None:
    ports = [FakePort("/dev/ttyACM0", serial_number="", location="1-1"), FakePort("/dev/ttyACM1", location="1-2")]

    assert find_port(ScannerIdentity(0x05E0, 0x1701, "", "1-2"), ports) == "/dev/ttyACM1"


def test_that_two_alike_elsewhere_are_asked_about_and_never_guessed() -> None:
    ports = [FakePort("/dev/ttyACM0", location="1-1"), FakePort("/dev/ttyACM1", location="1-2")]

    with pytest.raises(Refusal) as refused:
        find_port(ScannerIdentity(0x05E0, 0x1701, "", "1-9"), ports)

    assert refused.value.code == "SCANNER_AMBIGUOUS"
    assert refused.value.params["ports"] == "/dev/ttyACM0, /dev/ttyACM1"


def test_that_another_make_is_not_taken_for_the_scanner() -> None:
    with pytest.raises(Fault, match="SCANNER_MISSING"):
        find_port(ScannerIdentity(0x05E0, 0x1701), [FakePort("/dev/ttyACM0", vid=0x0403), FakePort("/dev/ttyS0", vid=None, pid=None)])


def test_that_a_port_has_the_identity_by_which_it_is_found_again() -> None:
    port = FakePort("/dev/ttyACM0", serial_number="A1", location="1-1")
    identity = identity_of(port)

    assert identity is not None
    assert find_port(identity, [FakePort("/dev/ttyACM7"), port]) == "/dev/ttyACM0"
    assert identity_of(FakePort("/dev/ttyS0", vid=None, pid=None)) is None
