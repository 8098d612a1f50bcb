"""What this computer has that could be a label printer: queues and serial ports, and nothing that hangs or is missing."""

import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from station.devices import found_printers as found
from station.devices.found_printers import FoundPrinter, found_printers, queue_names


@dataclass
class FakePort:
    """As pyserial tells of one."""

    device: str = "/dev/ttyUSB0"
    vid: int | None = 0x0A5F
    pid: int | None = 0x00D3
    serial_number: str | None = "X1"
    location: str | None = None
    manufacturer: str = "Zebra"
    product: str = "GK420d"


def test_that_queues_come_first_and_ports_go_by_what_is_plugged_in() -> None:
    says = (sys.executable, "-c", "print('Office\\nZebra_ZD421\\n')")
    assert found_printers(lambda: [FakePort(), FakePort("/dev/ttyS0", None, None, None, None, "", "")], says) == (
        FoundPrinter("queue", "Office"),
        FoundPrinter("queue", "Zebra_ZD421"),
        FoundPrinter("serial", "/dev/ttyS0", "/dev/ttyS0"),
        FoundPrinter("serial", "usb:0a5f:00d3:X1", "Zebra GK420d"),
    )


@pytest.mark.parametrize(
    "program", [("no-such-program-of-any-spooler",), (sys.executable, "-c", "raise SystemExit(1)")], ids=["missing", "down"]
)
def test_that_a_spooler_that_is_not_there_has_no_queues(program: tuple[str, ...]) -> None:
    assert queue_names(program) == ()


def test_that_a_spooler_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "_SECONDS", 0.05)
    assert queue_names((sys.executable, "-c", "input()")) == ()


def test_that_windows_printers_go_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = ModuleType("win32print")
    fake.EnumPrinters = lambda flags: [(flags, "description", "ZDesigner GK420d", "comment")]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "win32print", fake)
    assert found.windows_names() == ("ZDesigner GK420d",)


def test_that_without_pywin32_there_are_no_windows_printers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "win32print", None)
    assert found.windows_names() == ()
