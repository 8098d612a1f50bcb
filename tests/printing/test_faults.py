"""The faults of a label printer over real sockets: what the ledger says of each job, what the screen says, what came out."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.devices.label_printer import Delivery, Outcome
from station.devices.simulated_printer import SimulatedZplPrinter
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.tcp_printer import TcpPrinter
from tests.printing.shop import BRISK, PATIENT, Shop, open_shop, tcp

DONE = ("started", "confirmed DRAINED")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "station") as shop:
        yield shop


@pytest.fixture
def printer() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as printer:
        yield printer


def test_that_a_healthy_printer_confirms_each_label(shop: Shop, printer: SimulatedZplPrinter) -> None:
    jobs = [shop.queue() for _unit in range(3)]

    with shop.printing(tcp(printer)) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [list(DONE)] * 3
    assert [job.subject.encode() in label for job, label in zip(jobs, printer.labels, strict=True)] == [True] * 3
    assert printing.state.sentence() == f"The printer {printer.url} is ready."
    assert shop.heard[0].payload == {"job": jobs[0].id, "printer": printer.url}


def test_that_a_refused_connection_leaves_the_label_queued_until_the_printer_is_on(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.REFUSE)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_REFUSED")
        assert "refuses the connection. Switch it on" in printing.state.sentence()
        assert not printing.wait_idle(0.05)
        assert (printing.state.queued, shop.story(job)) == (1, [])

        printer.heal()

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 1


@pytest.mark.parametrize("host", ["printer", "printer..shop"])
def test_that_an_unknown_host_name_leaves_the_label_queued(shop: Shop, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def unknown(name: str, port: int, **named: int) -> object:
        if name == "printer":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(name, port, **named)

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    job = shop.queue()

    with shop.printing(TcpPrinter(host, 9100, patience=PATIENT)) as printing:
        assert shop.until_trouble("PRINTER_NOT_FOUND")
        assert f"“{host}”" in printing.state.sentence()

    assert shop.story(job) == []


def test_that_a_printer_that_never_reads_leaves_a_long_label_unconfirmed(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.NEVER_READ)
    job = shop.queue()
    second = shop.queue()

    def long(*_label: object) -> bytes:
        return b"^XA" + bytes(32_000_000) + b"^XZ"

    with shop.printing(tcp(printer, BRISK), long) as printing:
        assert shop.until_story(job, "started", "unconfirmed PRINTER_STALLED")
        assert shop.until_story(second, "started", "unconfirmed PRINTER_STALLED")
        assert printing.wait_idle(10)

    assert "Look whether the label came out" in printing.state.sentence()
    assert printing.state.unconfirmed == 2


def test_that_a_printer_that_stops_reading_though_it_can_answer_keeps_the_label_queued(shop: Shop, printer: SimulatedZplPrinter) -> None:
    first = shop.queue()
    with shop.printing(tcp(printer, BRISK)) as printing:
        assert printing.wait_idle(10)
        printer.fail(Fault.NEVER_READ)
        second = shop.queue()
        printing.wake()
        assert shop.until_trouble("PRINTER_NO_ANSWER")

        printer.heal()

        assert shop.until_story(second, *DONE)
    assert shop.story(first) == list(DONE)
    assert len(printer.labels) == 2


def test_that_a_reset_in_mid_job_is_unconfirmed_and_never_printed_again_by_itself(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.RESET_MID_JOB)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_RESET")
        assert shop.story(job) == ["started", "unconfirmed PRINTER_RESET"]
        assert "RS-REPRINT" in printing.state.sentence()
        printer.heal()
        after = shop.queue()
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "unconfirmed PRINTER_RESET"]
    assert shop.story(after) == list(DONE)
    assert len(printer.labels) == 1
    assert after.subject.encode() in printer.labels[0]


def test_that_a_label_waits_while_another_station_holds_the_printer(shop: Shop, printer: SimulatedZplPrinter) -> None:
    with shop.printing(tcp(printer, BRISK)) as printing:
        shop.queue()
        assert printing.wait_idle(10)
        with socket.create_connection((printer.host, printer.port)) as other:
            other.sendall(b"~HS")
            assert other.recv(1)  # it is being served
            job = shop.queue()
            printing.wake()
            assert shop.until_trouble("PRINTER_NO_ANSWER")
            assert "in use by another station" in printing.state.sentence()
            assert shop.story(job) == []

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 2


def test_that_a_printer_that_hangs_up_at_once_keeps_the_label_queued(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.HANG_UP)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_HUNG_UP")
        assert shop.story(job) == []
        printer.heal()
        assert printing.wait_idle(10) or shop.until_story(job, *DONE)

    assert len(printer.labels) == 1


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.GARBLED])
def test_that_a_printer_that_cannot_answer_stays_at_sent_and_asks_nobody(shop: Shop, printer: SimulatedZplPrinter, fault: Fault) -> None:
    printer.fail(fault)
    jobs = [shop.queue(), shop.queue()]

    patience = replace(BRISK, finish=3600.0)  # not needed: we close our half, and the printer closes its own when it has read to the end
    with shop.printing(tcp(printer, patience)) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "sent NOT_ASKED"]] * 2
    assert (printing.state.queued, printing.state.unconfirmed) == (0, 0)
    assert "does not say how it is" in printing.state.sentence()
    assert Delivery(Outcome.SENT, "NOT_ASKED").sentence("P") == "Sent to P, which does not say whether it came out."
    assert printer.wait_for(labels=2)
    assert printer.commands.count(b"~HS") == 1  # asked once, then left alone


@pytest.mark.parametrize(("fault", "code"), [(Fault.SILENT, "PRINTER_NO_ANSWER"), (Fault.GARBLED, "PRINTER_GARBLED")])
def test_that_silence_and_nonsense_of_a_printer_that_can_answer_are_never_taken_for_ready(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault, code: str
) -> None:
    with shop.printing(tcp(printer, BRISK)) as printing:
        shop.queue()
        assert printing.wait_idle(10)
        printer.fail(fault)
        job = shop.queue()
        printing.wake()
        assert shop.until_trouble(code)
        assert shop.story(job) == []

        printer.heal()

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 2


@pytest.mark.parametrize("mute", [False, True])
@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (Fault.MEDIA_OUT, "PRINTER_MEDIA_OUT", "is out of labels. Load labels."),
        (Fault.HEAD_OPEN, "PRINTER_HEAD_OPEN", "is open. Close its head"),
        (Fault.RIBBON_OUT, "PRINTER_RIBBON_OUT", "is out of ribbon. Load a ribbon."),
        (Fault.PAUSED, "PRINTER_PAUSED", "is paused. Press its pause key."),
    ],
)
def test_that_a_label_waits_until_the_printer_is_mended_and_comes_out_once(
    shop: Shop, mute: bool, fault: Fault, code: str, words: str
) -> None:
    with SimulatedZplPrinter(mute_when_out=mute) as printer:
        printer.fail(fault)
        jobs = [shop.queue(), shop.queue()]
        with shop.printing(tcp(printer, BRISK if mute else PATIENT)) as printing:
            assert shop.until_trouble(code)
            assert words in printing.state.sentence()
            assert (printing.state.queued, shop.story(jobs[0])) == (2, [])

            printer.heal()

            assert shop.until_story(jobs[1], *DONE)
        assert [shop.story(job) for job in jobs] == [list(DONE)] * 2
        assert len(printer.labels) == 2


@pytest.mark.parametrize(("fault", "code"), [(Fault.BUFFER_FULL, "PRINTER_BUFFER_FULL"), (Fault.PARTIAL, "PRINTER_PARTIAL")])
def test_that_a_full_buffer_or_half_a_label_in_the_printer_keeps_ours_queued(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault, code: str
) -> None:
    printer.fail(fault)
    job = shop.queue()

    with shop.printing(tcp(printer)):
        assert shop.until_trouble(code)
        assert shop.story(job) == []
        printer.heal()
        assert shop.until_story(job, *DONE)

    assert len(printer.labels) == 1


def test_that_labels_running_out_in_mid_job_are_said_so_and_the_label_is_confirmed_once_they_are_loaded(
    shop: Shop, printer: SimulatedZplPrinter
) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.MEDIA_OUT)
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        assert shop.story(job) == ["started", "sent PRINTER_MEDIA_OUT"]
        assert "Load labels" in printing.state.sentence()

        printer.heal()

        assert shop.until_story(job, "started", "sent PRINTER_MEDIA_OUT", "confirmed DRAINED")
    assert len(printer.labels) == 1


def test_that_a_printer_switched_off_while_it_holds_a_label_leaves_it_unconfirmed(shop: Shop) -> None:
    printer = SimulatedZplPrinter()
    printer.start()
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)):
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.MEDIA_OUT)
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        printer.stop()
        assert shop.until_story(job, "started", "sent PRINTER_MEDIA_OUT", "unconfirmed PRINTER_RESET")


def test_that_the_station_closing_while_a_printer_holds_a_label_leaves_it_at_sent(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)):
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.PAUSED)
        assert shop.until_trouble("PRINTER_PAUSED")

    assert shop.story(job) == ["started", "sent PRINTER_PAUSED"]


def test_that_a_printer_that_stays_busy_is_asked_ever_more_rarely_and_then_left_at_sent(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer, BRISK)) as printing:
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "sent PRINTING"]
    assert printer.commands.count(b"~HS") < 10


def test_that_a_label_that_the_printer_got_only_half_of_is_unconfirmed(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job = shop.queue()

    with shop.printing(tcp(printer, BRISK), lambda *_label: b"^XA^FDhalf a label") as printing:
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "unconfirmed PRINTER_PARTIAL"]
    assert printer.labels == ()


def test_that_asking_twice_for_the_same_label_prints_one(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job = shop.queue()
    again = shop.queue(job.subject)
    other = shop.queue(job.subject, copy=2, reason="TORN")

    with shop.printing(tcp(printer)) as printing:
        assert printing.wait_idle(10)
        for _click in range(3):
            printing.wake()
        assert printing.wait_idle(10)
        rejections = printing.rejections()

    assert len(printer.labels) == 2
    assert [shop.story(each) for each in (job, again, other)] == [list(DONE), [], list(DONE)]
    assert [(each.seq, each.error.code) for each in rejections] == [(again.seq, "LABEL_TWICE")]
    assert (printing.state.queued, printing.state.rejected) == (0, 1)
