"""The label reader: what is taken off the queue, what is written down, what happens to jobs that cannot be printed as they are."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.errors import Fault, Refusal
from station.ledger.readers import Reader
from station.model.facts import Fact, NewFact
from station.printing import Printing
from station.printing.record import WRITES
from station.printing.worker import READS
from tests.ledger.builders import received
from tests.printing.shop import Shop, draw, open_shop

DONE = ["started", "confirmed FILE_WRITTEN"]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "station") as shop:
        yield shop


@pytest.fixture
def folder(tmp_path: Path) -> FolderPrinter:
    return FolderPrinter(tmp_path / "labels")


def names(folder: FolderPrinter) -> list[str]:
    return sorted(entry.name for entry in folder.folder.iterdir()) if folder.folder.exists() else []


class FakePrinter(LabelPrinter):
    """A printer that confirms everything, and does first what a test wants done."""

    name = "fake"

    def __init__(self, batch: int = 1) -> None:
        self.batch = batch
        self.jobs: list[str] = []

    def before(self, jobs: Sequence[Job]) -> None:
        """Before the jobs begin."""

    def after(self, jobs: Sequence[Job]) -> None:
        """After they have begun."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        self.before(jobs)
        (progress or Progress()).started()
        self.after(jobs)
        self.jobs += [job.name for job in jobs]
        return [Delivery(Outcome.CONFIRMED, "DRAINED") for _job in jobs]

    def look(self) -> PrinterState:
        return PrinterState(self.name)


def test_that_no_reader_takes_a_kind_that_it_appends() -> None:
    assert set(READS) == {"label.queued", "label.voided"}
    assert set(WRITES) == {"label.started", "label.sent", "label.confirmed", "label.unconfirmed"}
    assert not set(READS) & set(WRITES)


def test_that_each_queued_label_becomes_one_file_and_two_facts(shop: Shop, folder: FolderPrinter) -> None:
    jobs = [shop.queue(), shop.queue(layout="restock")]

    with shop.printing(folder) as printing:
        assert printing.wait_idle(10)

    assert names(folder) == [f"{jobs[0].seq:06d}-B01-000001-X-outlet.zpl", f"{jobs[1].seq:06d}-B01-000002-X-restock.zpl"]
    assert [shop.story(job) for job in jobs] == [DONE, DONE]
    assert {fact.actor for fact in shop.heard} == {"printer"}
    assert shop.heard[-1].payload == {"job": jobs[1].id, "printer": "folder:labels", "detail": "FILE_WRITTEN"}
    assert Delivery(Outcome.CONFIRMED, "FILE_WRITTEN").sentence("folder:labels").startswith("File written")


def test_that_a_label_queued_later_is_printed_when_the_thread_is_woken(shop: Shop, folder: FolderPrinter) -> None:
    with shop.printing(folder) as printing:
        assert printing.wait_idle(10)
        job = shop.queue()
        printing.wake()

        assert shop.until_story(job, *DONE)


def test_that_a_voided_label_is_not_printed(shop: Shop, folder: FolderPrinter) -> None:
    voided, kept = shop.queue(), shop.queue()
    shop.void(voided)

    with shop.printing(folder) as printing:
        assert printing.wait_idle(10)

    assert shop.story(voided) == ["voided"]
    assert shop.story(kept) == DONE
    assert len(names(folder)) == 1
    assert printing.state.queued == 0


def test_that_a_label_voided_at_the_last_moment_is_not_printed_and_its_neighbours_are(shop: Shop) -> None:
    jobs = [shop.queue() for _unit in range(3)]

    class Interrupted(FakePrinter):
        """While the first batch is on its way to the printer the inspector takes a unit back."""

        def before(self, jobs_: Sequence[Job]) -> None:
            if len(jobs_) == 3:
                shop.void(jobs[1])

    printer = Interrupted(batch=10)
    with shop.printing(printer) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [["started", "confirmed DRAINED"], ["voided"], ["started", "confirmed DRAINED"]]
    assert len(printer.jobs) == 2


def test_that_a_label_that_cannot_be_drawn_waits_for_a_person_and_the_others_flow(shop: Shop, folder: FolderPrinter) -> None:
    jobs = [shop.queue(), shop.queue(title="☃"), shop.queue()]
    clean = True

    def render(layout: str, fields: Mapping[str, object], fmt: str, dpi: int) -> bytes:
        if fields.get("title") and clean:
            raise Refusal("GLYPH_MISSING", character="☃")
        return draw(layout, fields, fmt, dpi)

    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
        assert [shop.story(job) for job in jobs] == [DONE, [], DONE]
        assert [(each.seq, each.lpn, str(each.error)) for each in printing.rejections()] == [
            (jobs[1].seq, jobs[1].subject, "GLYPH_MISSING(character='☃')")
        ]
        assert (printing.state.queued, printing.state.rejected) == (0, 1)

        clean = False
        printing.try_again(jobs[1].seq)

        assert printing.wait_idle(10)
        assert shop.story(jobs[1]) == DONE
        assert printing.rejections() == []
    assert printing.state.rejected == 0


def test_that_voiding_a_rejected_label_ends_its_rejection(shop: Shop, folder: FolderPrinter) -> None:
    def render(*_label: object) -> bytes:
        raise Refusal("GLYPH_MISSING", character="☃")

    job = shop.queue()
    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
        assert [each.seq for each in printing.rejections()] == [job.seq]
        shop.void(job)
        assert printing.wait_idle(10)

        assert printing.rejections() == []


def test_that_a_bug_in_drawing_one_label_is_kept_as_such_and_the_others_flow(
    shop: Shop, folder: FolderPrinter, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = shop.queue(layout="broken"), shop.queue()

    def render(layout: str, fields: Mapping[str, object], fmt: str, dpi: int) -> bytes:
        if layout == "broken":
            raise KeyError("price")
        return draw(layout, fields, fmt, dpi)

    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
        rejections = printing.rejections()

    assert shop.story(good) == DONE
    assert [(each.lpn, each.error.code, each.error.params["why"]) for each in rejections] == [
        (bad.subject, "LABEL_NOT_DRAWN", "KeyError: 'price'")
    ]
    assert "KeyError" in caplog.text


def test_that_every_label_fact_is_acknowledged_pending_or_rejected_at_any_time(shop: Shop, folder: FolderPrinter) -> None:
    def render(layout: str, fields: Mapping[str, object], fmt: str, dpi: int) -> bytes:
        if "title" in fields:
            raise Refusal("GLYPH_MISSING", character="☃")
        return draw(layout, fields, fmt, dpi)

    shop.queue()
    shop.queue(title="☃")
    shop.void(shop.queue())
    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
    shop.queue()

    counts = Reader(shop.ledger, "printing", READS).counts()

    assert (counts.captured, counts.acknowledged, counts.pending, counts.rejected) == (5, 3, 1, 1)


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

    printing = Printing(shop.ledger, folder, draw, on_facts=broken)
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


def test_that_labels_are_printed_in_order_and_once_while_the_bench_goes_on_writing(shop: Shop, folder: FolderPrinter) -> None:
    units, begin = 150, Barrier(2)
    jobs: list[Fact] = []

    def work() -> None:
        begin.wait(10)
        for unit in range(units):
            lpn = f"B01-{unit + 1:06d}-X"
            shop.ledger.append("I-01", [received(lpn)])
            jobs.append(shop.queue(lpn))
            printing.wake()

    with shop.printing(folder) as printing:
        bench = Thread(target=work)
        bench.start()
        begin.wait(10)
        bench.join(60)
        assert printing.wait_idle(30)

    assert names(folder) == [f"{job.seq:06d}-{job.subject}-outlet.zpl" for job in jobs]
    assert [shop.story(job) for job in jobs] == [DONE] * units
    started = [fact.payload["job"] for fact in shop.heard if fact.kind == "label.started"]
    assert started == [job.id for job in jobs]
