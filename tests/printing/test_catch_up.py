"""Labels of several units that waited through a trouble come out one by one, each after the one before it is on its unit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.printers import Routing
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.model.facts import LABEL_CONFIRMED, LABEL_QUEUED, Fact, NewFact
from station.printing import LabelNews, Printing
from station.printing.queue import LabelQueue
from station.printing.waiting import Waiting
from tests.printing.shop import Shop, tcp

DONE = ["started", "confirmed DRAINED"]


@pytest.fixture
def printing(shop: Shop, printer: SimulatedZplPrinter) -> Iterator[Printing]:
    """Out of labels."""
    printer.fail(Fault.MEDIA_OUT)
    with shop.printing(tcp(printer), flows=False) as printing:
        yield printing


def wait_for_labels(shop: Shop, printing: Printing, units: int) -> list[Fact]:
    """So many units whose labels wait for a printer in trouble."""
    jobs = [shop.queue() for _unit in range(units)]
    printing.wake()
    assert shop.until_trouble("PRINTER_MEDIA_OUT")
    return jobs


def out(printing: Printing) -> tuple[bool, str | None, int]:
    return printing.state.one_by_one, printing.state.on_paper, printing.state.queued


def until_out(shop: Shop, printing: Printing, job: Fact, *story: str) -> bool:
    """Until the label of this job is the one that has to get onto its unit."""
    return shop.until_story(job, *(story or DONE)) and shop.until(lambda: printing.state.on_paper == job.subject)


@pytest.mark.parametrize("detail", ["SCANNED", "OPERATOR"])
def test_that_the_next_label_comes_out_after_the_one_before_was_seen_on_its_unit(
    shop: Shop, printer: SimulatedZplPrinter, printing: Printing, detail: str
) -> None:
    jobs = wait_for_labels(shop, printing, 3)

    printer.heal()

    for number, job in enumerate(jobs):
        assert until_out(shop, printing, job)
        assert not printing.wait_idle(0.05) or number == 2
        assert out(printing) == (True, job.subject, 2 - number)
        assert len(printer.labels) == number + 1
        shop.confirm(job, detail)
        printing.wake()
    assert shop.until(lambda: out(printing) == (False, None, 0))
    assert [shop.story(job) for job in jobs] == [[*DONE, f"confirmed {detail}"]] * 3


def test_that_a_person_may_say_that_a_label_is_on_its_unit_without_scanning_it(
    shop: Shop, printer: SimulatedZplPrinter, printing: Printing
) -> None:
    jobs = wait_for_labels(shop, printing, 2)
    printer.heal()
    assert until_out(shop, printing, jobs[0])

    printing.release_next(jobs[1].subject)  # seen on another screen: that one is not out yet
    assert not printing.wait_idle(0.05)
    assert out(printing) == (True, jobs[0].subject, 1)
    printing.release_next(jobs[0].subject)

    assert until_out(shop, printing, jobs[1])
    assert [shop.story(job) for job in jobs] == [DONE, DONE]


def test_that_what_a_person_says_of_another_label_of_the_unit_lets_no_label_out(
    shop: Shop, printer: SimulatedZplPrinter, printing: Printing
) -> None:
    plate = shop.ledger.append(
        "I-01", [NewFact(LABEL_QUEUED, "TOTE-01", {"lpn": "TOTE-01", "layout": "tote", "fields": {"plate": "TOTE-01"}, "copy": 1})]
    )[0]
    jobs = wait_for_labels(shop, printing, 2)
    printer.heal()
    assert until_out(shop, printing, jobs[0])

    about_another = {"job": plate.id, "printer": "", "detail": "OPERATOR"}
    shop.ledger.append("I-01", [NewFact(LABEL_CONFIRMED, jobs[0].subject, about_another)])
    printing.wake()

    assert not printing.wait_idle(0.05)
    assert out(printing) == (True, jobs[0].subject, 1)
    assert shop.story(jobs[1]) == []


def test_that_a_torn_label_is_printed_anew_before_that_of_the_next_unit(
    shop: Shop, printer: SimulatedZplPrinter, printing: Printing
) -> None:
    first, second = wait_for_labels(shop, printing, 2)
    printer.heal()
    assert until_out(shop, printing, first)

    copy = shop.reprint(first)
    printing.wake()

    assert until_out(shop, printing, copy)
    assert shop.story(second) == []
    shop.confirm(copy, "SCANNED")
    printing.wake()
    assert until_out(shop, printing, second)
    assert [job.subject.encode() in label for job, label in zip((first, copy, second), printer.labels, strict=True)] == [True] * 3


def test_that_one_label_that_waited_is_no_pile(shop: Shop, printer: SimulatedZplPrinter, printing: Printing) -> None:
    jobs = wait_for_labels(shop, printing, 1)
    printer.heal()
    assert shop.until_story(jobs[0], *DONE)
    jobs += [shop.queue(), shop.queue()]

    assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [DONE] * 3
    assert out(printing) == (False, None, 0)
    assert not any(state.one_by_one for state in shop.states)


def test_that_labels_of_totes_and_parcels_wait_for_nobody(shop: Shop, printer: SimulatedZplPrinter, printing: Printing) -> None:
    first, second = wait_for_labels(shop, printing, 2)
    totes = [
        shop.ledger.append("I-01", [NewFact(LABEL_QUEUED, code, {"lpn": code, "layout": "tote", "fields": {"plate": code}, "copy": 1})])[0]
        for code in ("TOTE-01", "TOTE-02")
    ]

    printer.heal()

    assert until_out(shop, printing, first)
    printing.wake()
    assert all(shop.until_story(tote, *DONE) for tote in totes)
    assert shop.story(second) == []


def test_that_what_waited_while_the_station_was_closed_comes_out_one_by_one(shop: Shop, printer: SimulatedZplPrinter) -> None:
    jobs = [shop.queue(), shop.queue()]

    with shop.printing(tcp(printer), flows=False) as printing:
        assert until_out(shop, printing, jobs[0])
        assert not printing.wait_idle(0.05)
        assert shop.story(jobs[1]) == []


def test_that_files_are_on_no_pile(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "labels").write_text("a file is in the way")
    jobs = [shop.queue(), shop.queue(), shop.queue()]
    with shop.printing(FolderPrinter(tmp_path / "labels"), flows=False) as printing:
        assert shop.until_trouble("PRINTER_FOLDER")
        (tmp_path / "labels").unlink()
        printing.try_now()
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "confirmed FILE_WRITTEN"]] * 3


def test_that_a_label_that_a_printer_held_is_the_first_of_the_pile(shop: Shop, printer: SimulatedZplPrinter) -> None:
    with shop.printing(tcp(printer), flows=False) as printing:
        printer.fail(Fault.BUSY)
        held = shop.queue()
        printing.wake()
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.MEDIA_OUT)
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        after = shop.queue()

        printer.heal()

        assert until_out(shop, printing, held, "started", "sent PRINTER_MEDIA_OUT", "confirmed DRAINED")
        assert not printing.wait_idle(0.05)
        assert shop.story(after) == []
        shop.confirm(held, "SCANNED")
        printing.wake()
        assert shop.until_story(after, *DONE)


def test_that_a_pile_that_goes_to_the_other_printer_comes_out_one_by_one_there(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.HEAD_OPEN)
    with SimulatedZplPrinter() as other, shop.printing(Routing(tcp(printer), fall_back=tcp(other)), flows=False) as printing:
        jobs = [shop.queue(), shop.queue()]
        printing.wake()
        assert shop.until_trouble("PRINTER_HEAD_OPEN")

        printing.use_instead(printer.url, other.url)

        assert until_out(shop, printing, jobs[0])
        assert not printing.wait_idle(0.05)
        assert len(other.labels) == 1
        printing.release_next(jobs[0].subject)
        assert until_out(shop, printing, jobs[1])
    assert printer.labels == ()


def test_that_a_pile_comes_out_as_it_can_where_nobody_sorts_it(shop: Shop, printer: SimulatedZplPrinter, printing: Printing) -> None:
    jobs = wait_for_labels(shop, printing, 3)
    printer.heal()
    assert until_out(shop, printing, jobs[0])

    printing.let_flow()

    assert printing.wait_idle(10)
    assert [shop.story(job) for job in jobs] == [DONE] * 3
    assert out(printing) == (False, None, 0)


def test_that_the_bench_is_told_of_each_printer_and_whose_label_comes_out(shop: Shop, printer: SimulatedZplPrinter) -> None:
    told: list[str] = []

    def tell(lines: Sequence[str]) -> None:
        told.append(" ".join(lines))

    with SimulatedZplPrinter() as other, shop.printing(Routing(tcp(printer), fall_back=tcp(other)), flows=False) as printing:
        news = LabelNews(printing.rejections, tell, "en")
        printer.fail(Fault.MEDIA_OUT)
        jobs = [shop.queue(), shop.queue()]
        printing.wake()
        assert shop.until(lambda: printing.state.trouble)
        printing.use_instead(printer.url, other.url)
        assert until_out(shop, printing, jobs[0])
        printing.release_next(jobs[0].subject)
        assert until_out(shop, printing, jobs[1])
        printer.heal()
        printing.use_instead(printer.url, None)
        assert printing.wait_idle(10)

    for state in shop.states:
        news.on_state(state)
    one, two = (job.subject for job in jobs)
    alone = "Put it on this unit, then scan it; the next label comes out after that."
    assert sum("is out of labels. Load labels." in line for line in told) == len(told) - 5 <= 2, "when it began, and when a label waited"
    assert told[-5:] == [
        f"Labels for {printer.url} come out of {other.url} for now.",
        f"The label that comes out now is for {one}. {alone}",
        f"The label that comes out now is for {two}. {alone}",
        f"{printer.url} prints its own labels again.",
        f"The printer {printer.url} is ready.",
    ]


def test_that_a_copy_that_is_queued_while_the_printer_looks_comes_before_the_next_unit(
    shop: Shop, printer: SimulatedZplPrinter, printing: Printing, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = wait_for_labels(shop, printing, 2)
    printer.heal()
    assert until_out(shop, printing, first)
    copies, look = list[Fact](), LabelQueue.is_on_its_unit

    def looked(queue: LabelQueue, label: Waiting) -> bool:
        if not copies:
            copies.append(shop.reprint(first))
        return look(queue, label)

    monkeypatch.setattr(LabelQueue, "is_on_its_unit", looked)
    printing.wake()

    assert shop.until(lambda: bool(copies))
    assert until_out(shop, printing, copies[0])
    assert shop.story(second) == []
