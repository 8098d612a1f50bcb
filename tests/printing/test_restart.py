"""Jobs that a crash left in the middle: said to be unconfirmed once, or confirmed by looking at the file."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from station.devices.conditions import Doubt
from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, LabelPrinter, Progress
from station.devices.printers import Routing, TcpPrinter
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.errors import Fault
from station.printing import Printing
from station.printing.jobs import JobBook
from station.printing.queue import LabelQueue
from station.printing.record import Record
from station.printing.recovery import Recovery
from station.texts import notice
from tests.printing.shop import PATIENT, Shop, draw, tcp

# The crash of these tests is an exit of the printing thread alone, which pytest would report.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


class CrashAfterStart(TcpPrinter):
    """The process ends between the fact that a job began and its first byte."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:  # noqa: ARG002 -- never sent
        (progress or Progress()).started()
        raise SystemExit


class CrashAtEnd(FolderPrinter):
    """The process ends between the file and the fact that it is there."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        super().deliver_all(jobs, progress)
        raise SystemExit


class CrashBeforeFile(FolderPrinter):
    """The process ends between the fact that a job began and its file."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:  # noqa: ARG002 -- never sent
        (progress or Progress()).started()
        raise SystemExit


def crash(shop: Shop, printer: LabelPrinter) -> None:
    """Print until the printer ends the thread."""
    printing = Printing(shop.ledger, Routing(printer), draw, on_facts=shop.on_facts)
    printing.start()
    assert shop.until(lambda: any(fact.kind == "label.started" for fact in shop.heard))
    assert printing.stop()


def restart(shop: Shop, printer: LabelPrinter) -> None:
    with shop.printing(printer) as printing:
        assert printing.wait_idle(10)


def test_that_a_job_that_only_began_is_unconfirmed_after_a_restart_said_once_and_not_printed(shop: Shop) -> None:
    job = shop.queue()
    with SimulatedZplPrinter() as printer:
        crash(shop, CrashAfterStart(printer.host, printer.port, patience=PATIENT))
        waiting = shop.queue()
        assert shop.story(job) == ["started"]

        restart(shop, tcp(printer))
        restart(shop, tcp(printer))

        assert shop.story(job) == ["started", "unconfirmed PRINT_INTERRUPTED"]
        assert shop.story(waiting) == ["started", "confirmed DRAINED"]
        assert len(printer.labels) == 1
    unconfirmed = [fact for fact in shop.heard if fact.kind == "label.unconfirmed"]
    assert unconfirmed[0].payload == {"job": job.id, "printer": printer.url, "detail": "PRINT_INTERRUPTED"}


def test_that_a_label_file_that_is_there_is_confirmed_by_looking_at_it(shop: Shop, tmp_path: Path) -> None:
    jobs = [shop.queue(), shop.queue()]
    crash(shop, CrashAtEnd(tmp_path / "labels"))

    restart(shop, FolderPrinter(tmp_path / "labels"))

    assert [shop.story(job) for job in jobs] == [["started", "confirmed FILE_FOUND"]] * 2


def test_that_a_label_file_that_is_not_there_is_unconfirmed_since_somebody_may_have_fetched_it(shop: Shop, tmp_path: Path) -> None:
    job = shop.queue()
    crash(shop, CrashBeforeFile(tmp_path / "labels"))

    restart(shop, FolderPrinter(tmp_path / "labels"))

    assert shop.story(job) == ["started", "unconfirmed PRINT_INTERRUPTED"]
    assert list((tmp_path / "labels").glob("*")) == []


def test_that_a_job_of_another_printer_is_unconfirmed_whatever_lies_in_the_folder(shop: Shop, tmp_path: Path) -> None:
    job = shop.queue()
    with SimulatedZplPrinter() as printer:
        crash(shop, CrashAfterStart(printer.host, printer.port, patience=PATIENT))
    name = f"{job.seq:06d}-{job.subject}-outlet"
    FolderPrinter(tmp_path / "labels").deliver(name, draw("outlet", job.payload["fields"], FolderPrinter(tmp_path)))

    restart(shop, FolderPrinter(tmp_path / "labels"))

    assert shop.story(job) == ["started", "unconfirmed PRINT_INTERRUPTED"]


def test_that_a_label_voided_while_it_was_started_asks_nobody_after_a_restart(shop: Shop) -> None:
    job = shop.queue()
    with SimulatedZplPrinter() as printer:
        crash(shop, CrashAfterStart(printer.host, printer.port, patience=PATIENT))
        shop.void(job)

        restart(shop, tcp(printer))

    assert shop.story(job) == ["started", "voided"]


class RefusingQueue(LabelQueue):
    """The disk takes nothing the first time that lost labels are called back."""

    calls = 0

    def recall(self) -> None:
        self.calls += 1
        if self.calls == 1:
            raise Fault("LEDGER_FULL")
        super().recall()


def test_that_a_recovery_that_was_broken_off_is_done_by_the_next_call_and_then_no_more(shop: Shop) -> None:
    queue = RefusingQueue(shop.ledger)
    recovery = Recovery(queue, JobBook(shop.ledger, draw), Record(shop.ledger, "printer", "", shop.on_facts), {})

    with pytest.raises(Fault):
        recovery.run()
    recovery.run()
    recovery.run()

    assert queue.calls == 2


def test_that_the_sentence_says_what_to_do() -> None:
    told = notice(Doubt.INTERRUPTED.trouble("tcp://zebra:9100"))

    assert told.message == "The station stopped while a label was being sent to tcp://zebra:9100. Whether it came out is not known."
    assert told.advice == "Look whether the label is there. If not, scan RS-REPRINT. It is not printed again by itself."
