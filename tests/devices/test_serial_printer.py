"""A printer on a serial port (a pseudo terminal with a simulated printer behind it): the same conversation, unplugging, other ports."""

import os
import pty
import select
import socket
import termios
import tty
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from station.devices.label_printer import Delivery, Outcome, Progress
from station.devices.raw_printer import Patience
from station.devices.serial_printer import SerialPrinter
from station.devices.simulated_printer import SIMULATED, SimulatedFault, SimulatedPrinter
from station.errors import Fault
from tests.devices.test_serial_ports import FakePort

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo terminals")

PATIENT = Patience(write=5.0, answer=3.0, drain=10.0, begin=5.0)
BRISK = Patience(write=0.3, answer=0.3, drain=0.6, begin=0.3)
LABELS = {"zpl": b"^XA^FDB01-000033-E^FS^XZ", "tspl": b"SIZE 57 mm,32 mm\r\nCLS\r\nBITMAP 0,0,1,3,0,\x11\x13\x03\r\nPRINT 1,1\r\n"}
PRINTED = Delivery(Outcome.CONFIRMED, "DRAINED")


class Line:
    """A cable: a pseudo terminal behind a fixed name on one side, a simulated printer on the other."""

    def __init__(self, link: Path, simulated: SimulatedPrinter) -> None:
        self.link = link
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        link.symlink_to(os.ttyname(self._theirs))
        self._wire = socket.create_connection((simulated.host, simulated.port))
        self._wake = os.pipe()
        self._thread = Thread(target=self._carry)
        self._thread.start()

    def say(self, data: bytes) -> None:
        """Something that the printer sends unasked."""
        os.write(self._ours, data)

    def unplug(self) -> None:
        """Pull the cable."""
        if not self._thread.is_alive():
            return
        os.write(self._wake[1], b"!")
        self._thread.join(10)
        self.link.unlink()
        for each in (self._ours, self._theirs, *self._wake):
            os.close(each)
        self._wire.close()

    def _carry(self) -> None:
        while True:
            ready = select.select([self._ours, self._wire.fileno(), self._wake[0]], [], [])[0]
            if self._wake[0] in ready:
                return
            if self._ours in ready:
                with suppress(OSError):  # the printer is switched off
                    self._wire.sendall(os.read(self._ours, 4096))
            if self._wire.fileno() in ready and (data := self._wire.recv(4096)):
                os.write(self._ours, data)


@pytest.fixture(params=["zpl", "tspl"])
def fmt(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def simulated(fmt: str) -> Iterator[SimulatedPrinter]:
    with SIMULATED[fmt]() as simulated:
        yield simulated


@pytest.fixture
def line(tmp_path: Path, simulated: SimulatedPrinter) -> Iterator[Line]:
    line = Line(tmp_path / "printer", simulated)
    yield line
    line.unplug()


@pytest.fixture
def printer(line: Line, fmt: str) -> SerialPrinter:
    return SerialPrinter(str(line.link), fmt=fmt, patience=PATIENT)


def test_that_labels_come_out_whole_one_by_one_and_are_confirmed(printer: SerialPrinter, simulated: SimulatedPrinter, fmt: str) -> None:
    ends = [printer.deliver(f"00000{number}-X-hold", LABELS[fmt]) for number in range(3)]

    assert ends == [PRINTED] * 3
    assert simulated.labels == (LABELS[fmt],) * 3
    assert printer.look().ready


def test_that_a_fault_of_the_printer_is_told(printer: SerialPrinter, simulated: SimulatedPrinter, fmt: str) -> None:
    simulated.fail(SimulatedFault.MEDIA_OUT)

    with pytest.raises(Fault, match="PRINTER_MEDIA_OUT"):
        printer.deliver("000001-X-hold", LABELS[fmt])
    simulated.heal()

    assert printer.deliver("000001-X-hold", LABELS[fmt]) == PRINTED


def test_that_a_printer_which_says_nothing_stays_at_sent(line: Line, simulated: SimulatedPrinter, fmt: str) -> None:
    simulated.fail(SimulatedFault.SILENT)

    end = SerialPrinter(str(line.link), fmt=fmt, patience=BRISK).deliver("000001-X-hold", LABELS[fmt])

    assert end == Delivery(Outcome.SENT, "NOT_ASKED")

    assert simulated.wait_for(labels=1)


def test_that_unplugging_in_mid_job_leaves_the_label_unconfirmed_and_the_next_one_queued(
    line: Line, printer: SerialPrinter, simulated: SimulatedPrinter, fmt: str
) -> None:
    simulated.fail(SimulatedFault.BUSY)
    ends: list[Delivery] = []
    thread = Thread(target=lambda: ends.append(printer.deliver("000001-X-hold", LABELS[fmt])))
    thread.start()
    assert simulated.wait_for(waiting=1)

    line.unplug()
    thread.join(10)

    assert ends == [Delivery(Outcome.UNCONFIRMED, "PRINTER_RESET")]
    assert code_of(printer) == "PRINTER_PORT_MISSING"
    assert "is not plugged in" in printer.look().sentence()


def code_of(printer: SerialPrinter) -> str:
    """The trouble that keeps a label from beginning."""

    class Never(Progress):
        def started(self) -> None:
            pytest.fail("nothing may leave")

    with pytest.raises(Fault) as fault:
        printer.deliver("000001-X-hold", b"^XA^XZ", Never())
    return fault.value.code


@pytest.mark.parametrize("fmt", ["zpl"], indirect=True)
def test_that_a_printer_that_says_stop_and_never_go_leaves_the_label_unconfirmed(line: Line) -> None:
    class Stop(Progress):
        def started(self) -> None:
            line.say(b"\x13")

    printer = SerialPrinter(str(line.link), patience=BRISK, asks=False)

    assert printer.deliver("000001-X-hold", b"^XA" + b"0" * 200_000, Stop()) == Delivery(Outcome.UNCONFIRMED, "PRINTER_STALLED")


@pytest.mark.parametrize("fmt", ["zpl"], indirect=True)
def test_that_a_port_in_use_is_named_as_such(line: Line, printer: SerialPrinter) -> None:
    class Second(Progress):
        def started(self) -> None:
            assert code_of(printer) == "PRINTER_PORT_BUSY"

    assert SerialPrinter(str(line.link), patience=PATIENT).deliver("000001-X-hold", LABELS["zpl"], Second()) == PRINTED


def test_that_a_port_without_permission_names_the_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("station.devices.serial_printer.serial.Serial", denied)
    port = tmp_path / "port"
    port.touch()

    assert f"group “{port.group()}”" in SerialPrinter(str(port)).look().sentence()


def test_that_what_is_no_serial_port_is_said_and_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"precious")

    assert code_of(SerialPrinter(str(tmp_path / "file"))) == "PRINTER_PORT_UNFIT"
    assert (tmp_path / "file").read_bytes() == b"precious"


@pytest.mark.parametrize("fmt", ["zpl"], indirect=True)
def test_that_a_printer_is_found_by_what_it_is_wherever_it_is_plugged_in(line: Line, simulated: SimulatedPrinter) -> None:
    plugged: list[FakePort] = []

    def named(text: str) -> SerialPrinter:
        return SerialPrinter(text, patience=PATIENT, ports=lambda: plugged)

    printer = named("usb:0a5f:0164:52J1")
    assert code_of(printer) == "PRINTER_PORT_MISSING"
    plugged += [FakePort("/dev/null", 0x0A5F, 0x0164, "52J2"), FakePort(str(line.link), 0x0A5F, 0x0164, "52J1")]

    assert printer.deliver("000001-X-hold", LABELS["zpl"]) == PRINTED
    assert printer.name == "serial:usb:0a5f:0164:52J1"
    assert code_of(named("usb:0a5f:0164")) == "PRINTER_PORT_AMBIGUOUS"
    assert len(simulated.labels) == 1


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), termios.error(5, "gone"), TypeError("an integer is required")])
@pytest.mark.parametrize("fmt", ["zpl"], indirect=True)
def test_that_whatever_an_unplugged_port_raises_the_label_is_unconfirmed(
    printer: SerialPrinter, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def gone(*_given: object) -> int:
        raise error

    class Unplug(Progress):
        def started(self) -> None:
            monkeypatch.setattr("station.devices.serial_printer.serial.Serial.write", gone)

    assert printer.deliver("000001-X-hold", LABELS["zpl"], Unplug()) == Delivery(Outcome.UNCONFIRMED, "PRINTER_RESET")


@pytest.mark.parametrize("fmt", ["zpl"], indirect=True)
def test_that_a_cancelled_printer_gives_up_waiting(line: Line, simulated: SimulatedPrinter) -> None:
    simulated.fail(SimulatedFault.SILENT)
    printer = SerialPrinter(str(line.link), patience=Patience(answer=3600.0))
    asking = Thread(target=printer.look)
    asking.start()

    printer.cancel()
    asking.join(10)

    assert not asking.is_alive()
