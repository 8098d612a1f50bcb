"""Faults 1 to 7 over real sockets, between the station and its printer: the facts of each label, and the words on the screen."""

import socket
from dataclasses import replace

import pytest

from station.devices.label_printer import Delivery, Outcome
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.devices.tcp_printer import TcpPrinter
from tests.printing.shop import BRISK, DONE, PATIENT, Shop, tcp

LOOK_AND_REPRINT = "Look whether the label came out whole. If not, scan RS-REPRINT. It is not printed again by itself."


def test_that_a_healthy_printer_confirms_each_label(shop: Shop, printer: SimulatedZplPrinter) -> None:
    jobs = [shop.queue() for _unit in range(3)]

    with shop.printing(tcp(printer)) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [list(DONE)] * 3
    assert [job.subject.encode() in label for job, label in zip(jobs, printer.labels, strict=True)] == [True] * 3
    assert printing.state.sentence() == f"The printer {printer.url} is ready."
    assert shop.heard[0].payload == {"job": jobs[0].id, "printer": printer.url}


def test_1_that_a_refused_connection_leaves_the_label_queued_until_the_printer_is_on(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.REFUSE)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_REFUSED")
        told = "refuses the connection. Switch it on and check its cable and address. Labels wait and come out by themselves."
        assert printing.state.sentence() == f"The printer {printer.url} {told}"
        assert not printing.wait_idle(0.05)
        assert (printing.state.queued, shop.story(job)) == (1, [])

        printer.heal()

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 1


@pytest.mark.parametrize("host", ["printer", "printer..shop"])
def test_2_that_an_unknown_host_name_leaves_the_label_queued(shop: Shop, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def unknown(name: str, port: int, **named: int) -> object:
        if name == "printer":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(name, port, **named)

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    job = shop.queue()

    with shop.printing(TcpPrinter(host, 9100, patience=PATIENT)) as printing:
        assert shop.until_trouble("PRINTER_NOT_FOUND")
        assert printing.state.sentence() == (
            f"No printer has the name “{host}” in this network (tcp://{host}:9100)."
            " Check the name in the settings, or use the printer's number (IP address). Labels wait."
        )
        assert printing.state.queued == 1

    assert shop.story(job) == []


def test_3_that_a_printer_that_never_reads_leaves_a_long_label_unconfirmed(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.NEVER_READ)
    jobs = [shop.queue(), shop.queue()]

    def long(*_label: object) -> bytes:
        return b"^XA" + bytes(32_000_000) + b"^XZ"

    with shop.printing(tcp(printer, BRISK), long) as printing:
        for job in jobs:
            assert shop.until_story(job, "started", "unconfirmed PRINTER_STALLED")
        assert printing.wait_idle(10)

    assert printing.state.sentence() == f"The printer {printer.url} stopped taking data in the middle of a label. {LOOK_AND_REPRINT}"
    assert (printing.state.unconfirmed, printer.labels) == (2, ())


def test_3_that_a_printer_that_stops_reading_though_it_can_answer_keeps_the_label_queued(shop: Shop, printer: SimulatedZplPrinter) -> None:
    first = shop.queue()
    with shop.printing(tcp(printer, BRISK)) as printing:
        assert printing.wait_idle(10)
        printer.fail(Fault.NEVER_READ)
        second = shop.queue()
        printing.wake()
        assert shop.until_trouble("PRINTER_NO_ANSWER")
        assert f"The printer {printer.url} does not answer, although it can." in printing.state.sentence()
        assert shop.story(second) == []

        printer.heal()

        assert shop.until_story(second, *DONE)
    assert shop.story(first) == list(DONE)
    assert len(printer.labels) == 2


def test_4_that_a_reset_in_mid_job_is_unconfirmed_and_never_printed_again_by_itself(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.RESET_MID_JOB)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_RESET")
        broke = f"The connection to the printer {printer.url} broke while a label was being sent."
        assert printing.state.sentence() == f"{broke} {LOOK_AND_REPRINT}"
        assert printing.state.unconfirmed == 1
        printer.heal()
        printing.try_now()
        after = shop.queue()
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "unconfirmed PRINTER_RESET"]
    assert shop.story(after) == list(DONE)
    assert [after.subject.encode() in label for label in printer.labels] == [True]


def test_5_that_a_label_waits_while_another_station_holds_the_printer(shop: Shop, printer: SimulatedZplPrinter) -> None:
    with shop.printing(tcp(printer, BRISK)) as printing:
        shop.queue()
        assert printing.wait_idle(10)
        with socket.create_connection((printer.host, printer.port)) as other:
            other.sendall(b"~HS")
            assert other.recv(1)  # it is being served
            job = shop.queue()
            printing.wake()
            assert shop.until_trouble("PRINTER_NO_ANSWER")
            assert "It may be out of labels or ribbon, open, or in use by another station." in printing.state.sentence()
            assert (printing.state.queued, shop.story(job)) == (1, [])

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 2


def test_5_that_a_printer_that_hangs_up_at_once_keeps_the_label_queued(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.HANG_UP)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble("PRINTER_HUNG_UP")
        closed = f"The printer {printer.url} closed the connection before a label was sent."
        assert printing.state.sentence() == f"{closed} Another station may be using it. Labels wait and come out by themselves."
        assert shop.story(job) == []

        printer.heal()

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 1


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.GARBLED])
def test_6_7_that_a_printer_that_cannot_answer_stays_at_sent_and_asks_nobody(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault
) -> None:
    printer.fail(fault)
    jobs = [shop.queue(), shop.queue()]

    patience = replace(BRISK, finish=3600.0)  # not needed: we close our half, and the printer closes its own when it has read to the end
    with shop.printing(tcp(printer, patience)) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "sent NOT_ASKED"]] * 2
    assert (printing.state.queued, printing.state.unconfirmed) == (0, 0)
    assert printing.state.sentence() == f"The printer {printer.url} takes labels; it does not say how it is."
    assert Delivery(Outcome.SENT, "NOT_ASKED").sentence("P") == "Sent to P, which does not say whether it came out."
    assert printer.wait_for(labels=2)
    assert printer.commands.count(b"~HS") == 1  # asked once, then left alone


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (Fault.SILENT, "PRINTER_NO_ANSWER", "does not answer, although it can."),
        (Fault.GARBLED, "PRINTER_GARBLED", "answers in a way that makes no sense. How it is, is not known. Switch it off and on"),
    ],
)
def test_6_7_that_silence_and_nonsense_of_a_printer_that_can_answer_are_never_taken_for_ready(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault, code: str, words: str
) -> None:
    with shop.printing(tcp(printer, BRISK)) as printing:
        shop.queue()
        assert printing.wait_idle(10)
        printer.fail(fault)
        job = shop.queue()
        printing.wake()
        assert shop.until_trouble(code)
        assert f"The printer {printer.url} {words}" in printing.state.sentence()
        assert (printing.state.queued, shop.story(job)) == (1, [])

        printer.heal()

        assert shop.until_story(job, *DONE)
    assert len(printer.labels) == 2
