"""The label reader: what is taken off the queue, what is written down, what happens to jobs that cannot be printed as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome
from station.errors import Refusal
from station.ledger.readers import Reader
from station.model.facts import Fact
from station.printing.queue import READS
from station.printing.record import WRITES
from tests.ledger.builders import received
from tests.printing.fakes import FakePrinter
from tests.printing.shop import Shop, draw

DONE = ["started", "confirmed FILE_WRITTEN"]


@pytest.fixture
def folder(tmp_path: Path) -> FolderPrinter:
    return FolderPrinter(tmp_path / "labels")


def names(folder: FolderPrinter) -> list[str]:
    return sorted(entry.name for entry in folder.folder.iterdir()) if folder.folder.exists() else []


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

    def render(layout: str, fields: Mapping[str, object], printer: LabelPrinter, _client: str) -> bytes:
        if fields.get("title") and clean:
            raise Refusal("GLYPH_MISSING", character="☃")
        return draw(layout, fields, printer)

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

    def render(layout: str, fields: Mapping[str, object], printer: LabelPrinter, _client: str) -> bytes:
        if layout == "broken":
            raise KeyError("price")
        return draw(layout, fields, printer)

    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
        rejections = printing.rejections()

    assert shop.story(good) == DONE
    assert [(each.lpn, each.error.code, each.error.params["why"]) for each in rejections] == [
        (bad.subject, "LABEL_NOT_DRAWN", "KeyError: 'price'")
    ]
    assert "KeyError" in caplog.text


def test_that_every_label_fact_is_acknowledged_pending_or_rejected_at_any_time(shop: Shop, folder: FolderPrinter) -> None:
    def render(layout: str, fields: Mapping[str, object], printer: LabelPrinter, _client: str) -> bytes:
        if "title" in fields:
            raise Refusal("GLYPH_MISSING", character="☃")
        return draw(layout, fields, printer)

    shop.queue()
    shop.queue(title="☃")
    shop.void(shop.queue())
    with shop.printing(folder, render) as printing:
        assert printing.wait_idle(10)
    shop.queue()

    counts = Reader(shop.ledger, "printing", READS).counts()

    assert (counts.captured, counts.acknowledged, counts.pending, counts.rejected) == (5, 3, 1, 1)


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
