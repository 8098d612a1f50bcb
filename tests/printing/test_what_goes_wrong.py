"""What goes wrong around a label that could be printed: a printer that cannot begin, a disk that is full, code that fails."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Job
from station.devices.routing import Routing
from station.errors import Fault
from station.model.facts import Fact, NewFact
from station.printing import Printing
from tests.printing.fakes import FakePrinter
from tests.printing.shop import Shop, draw

DONE = ["started", "confirmed FILE_WRITTEN"]


@pytest.fixture
def folder(tmp_path: Path) -> FolderPrinter:
    return FolderPrinter(tmp_path / "labels")


def test_that_a_printer_that_cannot_begin_keeps_everything_queued_until_it_can(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "labels").write_text("a file is in the way")
    jobs = [shop.queue(), shop.queue()]

    with shop.printing(FolderPrinter(tmp_path / "labels")) as printing:
        assert shop.until_trouble("PRINTER_FOLDER")
        assert printing.state.queued == 2
        assert str(tmp_path / "labels") in printing.state.sentence()
        (tmp_path / "labels").unlink()
        printing.try_now()
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [DONE, DONE]
    assert printing.state.printer.ready


def test_that_waiting_for_the_printer_takes_no_longer_than_asked_and_trying_now_cuts_it_short(shop: Shop) -> None:
    class Grumpy(FakePrinter):
        """Refuses once."""

        def before(self, jobs: Sequence[Job]) -> None:  # noqa: ARG002 -- whichever it is
            if not shop.states or not shop.states[-1].printer.trouble:
                raise Fault("PRINTER_REFUSED", printer=self.name)

    job = shop.queue()
    with shop.printing(Grumpy(), backoff=(3600.0,)) as printing:
        assert shop.until_trouble("PRINTER_REFUSED")
        printing.wake()  # another label is no reason to hurry
        assert shop.story(job) == []

        printing.try_now()

        assert shop.until_story(job, "started", "confirmed DRAINED")


def test_that_an_outcome_that_could_not_be_saved_is_saved_before_anything_else_and_nothing_is_printed_twice(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [shop.queue(), shop.queue()]
    append, failures = shop.ledger.append, [2]

    def full_for_a_while(actor: str, facts: Sequence[NewFact], *rest: object) -> tuple[Fact, ...]:
        if failures[0] and [fact.kind for fact in facts] == ["label.confirmed"]:
            failures[0] -= 1
            raise Fault("DISK_FULL", file="station.db", detail="full")
        return append(actor, facts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(shop.ledger, "append", full_for_a_while)
    printer = FakePrinter()

    with shop.printing(printer) as printing:
        assert shop.until_trouble("DISK_FULL")
        assert shop.until_story(jobs[1], "started", "confirmed DRAINED")
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "confirmed DRAINED"]] * 2
    assert [fact.payload["job"] for fact in shop.heard] == [jobs[0].id] * 2 + [jobs[1].id] * 2
    assert len(printer.jobs) == 2


def test_that_a_label_of_which_the_start_could_not_be_saved_is_not_sent(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    job = shop.queue()
    append = shop.ledger.append

    def full(actor: str, facts: Sequence[NewFact], *rest: object) -> tuple[Fact, ...]:
        if facts:
            raise Fault("DISK_FULL", file="station.db", detail="full")
        return append(actor, facts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(shop.ledger, "append", full)
    printer = FakePrinter()

    with shop.printing(printer):
        assert shop.until_trouble("DISK_FULL")

    assert printer.jobs == []
    assert shop.story(job) == []


def test_that_a_listener_that_fails_disturbs_nothing(shop: Shop, folder: FolderPrinter, caplog: pytest.LogCaptureFixture) -> None:
    job = shop.queue()

    def broken(_facts: Sequence[Fact]) -> None:
        raise RuntimeError("the window is gone")

    printing = Printing(shop.ledger, Routing(folder), draw, on_facts=broken)
    printing.start()
    assert printing.wait_idle(10)
    assert printing.stop()

    assert shop.story(job) == DONE
    assert "the window is gone" in caplog.text


def test_that_a_driver_that_fails_in_the_middle_leaves_the_label_unconfirmed_and_the_next_one_goes_on(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = [shop.queue(), shop.queue()]

    class Broken(FakePrinter):
        """Breaks its promise once."""

        def after(self, jobs: Sequence[Job]) -> None:
            if not self.jobs and not caplog.text:
                raise ZeroDivisionError(jobs[0].name)

    with shop.printing(Broken()) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "unconfirmed PRINT_BROKEN"], ["started", "confirmed DRAINED"]]
    assert "ZeroDivisionError" in caplog.text
