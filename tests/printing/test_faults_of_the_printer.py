"""Faults 8 to 13 over real sockets, at the printer itself: the facts of each label, and the words on the screen."""

import pytest

from station.devices.label_printer import Delivery, Outcome, state_after
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from tests.printing.shop import BRISK, DONE, PATIENT, Shop, tcp

BY_THEMSELVES = "Labels that wait then come out by themselves, each once."
MENDED_BY_HAND = [
    (Fault.MEDIA_OUT, "PRINTER_MEDIA_OUT", "is out of labels. Load labels. Those that wait then come out by themselves, each once."),
    (Fault.HEAD_OPEN, "PRINTER_HEAD_OPEN", f"is open. Close its head until it clicks. {BY_THEMSELVES}"),
    (Fault.RIBBON_OUT, "PRINTER_RIBBON_OUT", f"is out of ribbon. Load a ribbon. {BY_THEMSELVES}"),
    (Fault.PAUSED, "PRINTER_PAUSED", f"is paused. Press its pause key. {BY_THEMSELVES}"),
]
IN_THE_BUFFER = [
    (
        Fault.BUFFER_FULL,
        "PRINTER_BUFFER_FULL",
        "has a full buffer and takes no more. Wait until it has printed, or press its cancel key. Labels wait here meanwhile.",
    ),
    (
        Fault.PARTIAL,
        "PRINTER_PARTIAL",
        "holds half a label and waits for the rest. Press its cancel key, or switch it off and on."
        " Compare what came out with the screen, and reprint a label that is missing.",
    ),
]


@pytest.mark.parametrize("mute", [False, True])
@pytest.mark.parametrize(("fault", "code", "words"), MENDED_BY_HAND)
def test_8_to_11_that_a_label_waits_until_the_printer_is_mended_and_comes_out_once(
    shop: Shop, mute: bool, fault: Fault, code: str, words: str
) -> None:
    """`mute`: as the maker says, ~HS is not answered meanwhile, and ~HQES tells."""
    with SimulatedZplPrinter(mute_when_out=mute) as printer:
        printer.fail(fault)
        jobs = [shop.queue(), shop.queue()]
        with shop.printing(tcp(printer, BRISK if mute else PATIENT)) as printing:
            assert shop.until_trouble(code)
            assert printing.state.sentence() == f"The printer {printer.url} {words}"
            assert (printing.state.queued, [shop.story(job) for job in jobs]) == (2, [[], []])

            printer.heal()

            assert shop.until_story(jobs[1], *DONE)
            assert shop.until_trouble("")
        assert [shop.story(job) for job in jobs] == [list(DONE)] * 2
        assert printing.state.sentence() == f"The printer {printer.url} is ready."
        assert len(printer.labels) == 2


@pytest.mark.parametrize(("fault", "code", "words"), MENDED_BY_HAND[:3])
def test_8_to_10_that_what_runs_out_in_mid_job_is_said_and_the_label_is_confirmed_once_it_is_mended(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault, code: str, words: str
) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert printer.wait_for(waiting=1)
        printer.fail(fault)
        assert shop.until_trouble(code)
        assert shop.story(job) == ["started", f"sent {code}"]
        assert printing.state.sentence() == f"The printer {printer.url} {words}"
        assert printing.state.queued == 0

        printer.heal()

        assert shop.until_story(job, "started", f"sent {code}", "confirmed DRAINED")
    assert len(printer.labels) == 1


def test_8_that_a_printer_switched_off_while_it_holds_a_label_leaves_it_unconfirmed(shop: Shop) -> None:
    printer = SimulatedZplPrinter()
    printer.start()
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.MEDIA_OUT)
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        printer.stop()
        assert shop.until_story(job, "started", "sent PRINTER_MEDIA_OUT", "unconfirmed PRINTER_RESET")
        assert shop.until_trouble("PRINTER_RESET")
        assert "Look whether the label came out whole. If not, scan RS-REPRINT." in printing.state.sentence()


def test_11_that_the_station_closing_while_a_printer_holds_a_label_leaves_it_at_sent(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer)):
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.PAUSED)
        assert shop.until_trouble("PRINTER_PAUSED")

    assert shop.story(job) == ["started", "sent PRINTER_PAUSED"]
    told = Delivery(Outcome.SENT, "PRINTER_PAUSED").sentence("P")
    assert told == "Sent to P, which is paused; it holds the label and prints it when the pause ends."


@pytest.mark.parametrize(("fault", "code", "words"), IN_THE_BUFFER)
def test_12_that_a_full_buffer_or_half_a_label_in_the_printer_keeps_ours_queued(
    shop: Shop, printer: SimulatedZplPrinter, fault: Fault, code: str, words: str
) -> None:
    printer.fail(fault)
    job = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert shop.until_trouble(code)
        assert printing.state.sentence() == f"The printer {printer.url} {words}"
        assert (printing.state.queued, shop.story(job)) == (1, [])
        printer.heal()
        assert shop.until_story(job, *DONE)

    assert len(printer.labels) == 1


def test_12_that_a_label_that_the_printer_got_only_half_of_is_unconfirmed(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job = shop.queue()

    with shop.printing(tcp(printer, BRISK), lambda *_label: b"^XA^FDhalf a label") as printing:
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "unconfirmed PRINTER_PARTIAL"]
    assert "holds half a label and waits for the rest." in printing.state.sentence()
    assert printer.labels == ()


def test_13_that_a_busy_printer_is_asked_ever_more_rarely_and_then_left_at_sent(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.BUSY)
    job = shop.queue()

    with shop.printing(tcp(printer, BRISK)) as printing:
        assert printing.wait_idle(10)

    assert shop.story(job) == ["started", "sent PRINTING"]
    assert printer.commands.count(b"~HS") < 10, "at its first pace it would be asked thirty times before patience ends"
    assert Delivery(Outcome.SENT, "PRINTING").sentence("P") == "Sent to P, which is still printing."
    assert state_after("P", Delivery(Outcome.SENT, "PRINTING")).trouble is None


def test_13_that_a_printer_in_trouble_is_asked_ever_more_rarely_until_somebody_says_that_it_is_mended(
    shop: Shop, printer: SimulatedZplPrinter
) -> None:
    printer.fail(Fault.MEDIA_OUT)
    job = shop.queue()

    with shop.printing(tcp(printer), backoff=(0.001, 0.001, 3600.0)) as printing:
        assert printer.wait_for(commands=3)
        printing.wake()  # another label is no reason to ask again
        assert not printing.wait_idle(0.1)
        assert printer.commands.count(b"~HS") == 3, "after the third time an hour passes"
        printer.heal()

        printing.try_now()

        assert shop.until_story(job, *DONE)
