"""A TSPL printer and its one byte of status: every bit, silence and nonsense; and ready proves nothing before it was seen printing."""

from collections.abc import Iterator

import pytest

from station.devices.conditions import Condition
from station.devices.label_printer import Delivery, Outcome
from station.devices.raw_printer import Patience
from station.devices.simulated_printer import SimulatedFault, SimulatedTsplPrinter
from station.devices.tcp_printer import TcpPrinter
from station.devices.tspl_status import QUESTION, read_byte
from station.devices.zpl_status import GarbledError
from station.errors import Fault
from station.texts import notice

PATIENT = Patience(connect=5.0, write=5.0, answer=3.0, drain=10.0, finish=0.3, begin=5.0)
BRISK = Patience(connect=5.0, write=0.5, answer=0.3, drain=0.6, finish=0.2, begin=0.3)
LABEL = b"\r\nSIZE 57 mm,32 mm\r\nCLS\r\nBITMAP 0,0,2,3,0,\x1b!?\r\n~\r\nPRINT 1,1\r\n"
PRINTED = Delivery(Outcome.CONFIRMED, "DRAINED")


@pytest.fixture
def simulated() -> Iterator[SimulatedTsplPrinter]:
    with SimulatedTsplPrinter() as simulated:
        yield simulated


def tspl(simulated: SimulatedTsplPrinter, patience: Patience = PATIENT) -> TcpPrinter:
    return TcpPrinter(simulated.host, simulated.port, fmt="tspl", patience=patience)


@pytest.mark.parametrize(
    ("byte", "condition"),
    [
        (0x00, Condition.READY),
        (0x01, Condition.HEAD_OPEN),
        (0x02, Condition.JAM),
        (0x03, Condition.HEAD_OPEN),
        (0x04, Condition.MEDIA_OUT),
        (0x0C, Condition.MEDIA_OUT),
        (0x08, Condition.RIBBON_OUT),
        (0x10, Condition.PAUSED),
        (0x20, Condition.PRINTING),
        (0x24, Condition.MEDIA_OUT),
        (0x30, Condition.PAUSED),
        (0x80, Condition.FAULTY),
    ],
)
def test_that_each_bit_of_the_byte_is_understood(byte: int, condition: Condition) -> None:
    status = read_byte(bytes([byte]))

    assert status is not None
    assert status.condition is condition
    assert status.drained is (condition is Condition.READY)


@pytest.mark.parametrize("answer", [b"OK", b"\x00\x00", b"\x40", b"\xff", b"\r\n"])
def test_that_anything_but_one_known_byte_is_nonsense(answer: bytes) -> None:
    with pytest.raises(GarbledError):
        read_byte(answer)
    assert read_byte(b"") is None


def test_that_a_label_is_confirmed_after_the_printer_was_seen_printing(simulated: SimulatedTsplPrinter) -> None:
    assert tspl(simulated).deliver("000001-X-hold", LABEL) == PRINTED

    assert simulated.labels == (LABEL,)


def test_that_being_ready_without_having_been_seen_printing_confirms_nothing(
    simulated: SimulatedTsplPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "_answer", lambda question: b"\x00" if question == QUESTION else b"")

    assert tspl(simulated, BRISK).deliver("000001-X-hold", LABEL) == Delivery(Outcome.SENT, "NOT_ASKED")

    assert simulated.wait_for(labels=1)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (SimulatedFault.HEAD_OPEN, "PRINTER_HEAD_OPEN"),
        (SimulatedFault.JAM, "PRINTER_JAM"),
        (SimulatedFault.MEDIA_OUT, "PRINTER_MEDIA_OUT"),
        (SimulatedFault.RIBBON_OUT, "PRINTER_RIBBON_OUT"),
        (SimulatedFault.PAUSED, "PRINTER_PAUSED"),
    ],
)
def test_that_a_fault_keeps_a_label_from_beginning_and_is_told(simulated: SimulatedTsplPrinter, fault: SimulatedFault, code: str) -> None:
    simulated.fail(fault)
    printer = tspl(simulated)

    with pytest.raises(Fault) as raised:
        printer.deliver("000001-X-hold", LABEL)
    assert raised.value.code == code
    assert printer.look().sentence() == " ".join([notice(raised.value).message, notice(raised.value).advice])
    simulated.heal()

    assert printer.deliver("000001-X-hold", LABEL) == PRINTED
    assert simulated.labels == (LABEL,)


@pytest.mark.parametrize(("fault", "code"), [(SimulatedFault.SILENT, "PRINTER_NO_ANSWER"), (SimulatedFault.GARBLED, "PRINTER_GARBLED")])
def test_that_silence_and_nonsense_are_never_taken_for_ready(simulated: SimulatedTsplPrinter, fault: SimulatedFault, code: str) -> None:
    simulated.fail(fault)
    assert tspl(simulated, BRISK).deliver("000001-X-hold", LABEL) == Delivery(Outcome.SENT, "NOT_ASKED")  # it never answered
    simulated.heal()
    printer = tspl(simulated, BRISK)
    assert printer.look().ready
    simulated.fail(fault)

    assert not printer.look().ready
    with pytest.raises(Fault, match=code):
        printer.deliver("000002-X-hold", LABEL)


def test_that_a_printer_at_work_is_asked_ever_more_rarely(simulated: SimulatedTsplPrinter) -> None:
    simulated.fail(SimulatedFault.BUSY)
    printer = tspl(simulated, BRISK)

    assert printer.deliver("000001-X-hold", LABEL) == Delivery(Outcome.SENT, "PRINTING")
    assert len(simulated.commands) < 10


def test_that_a_reset_in_mid_job_is_unconfirmed(simulated: SimulatedTsplPrinter) -> None:
    simulated.fail(SimulatedFault.RESET_MID_JOB)

    assert tspl(simulated).deliver("000001-X-hold", LABEL) == Delivery(Outcome.UNCONFIRMED, "PRINTER_RESET")


@pytest.mark.parametrize("fmt", ["pdf", "png"])
def test_that_a_printer_of_pictures_is_sent_the_bytes_and_asked_nothing(simulated: SimulatedTsplPrinter, fmt: str) -> None:
    printer = TcpPrinter(simulated.host, simulated.port, fmt=fmt, patience=PATIENT)

    assert printer.deliver("000001-X-hold", LABEL) == Delivery(Outcome.SENT, "NOT_ASKED")
    assert not printer.look().ready
    assert printer.look().trouble is None
    assert simulated.wait_for(labels=1)
    assert simulated.commands == ()
