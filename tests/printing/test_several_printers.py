"""Several printers: which label goes where, that a dead printer holds up no other one, and "use the other printer" for now."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, LabelPrinter, Progress
from station.devices.printers import Route, Routing, TcpPrinter
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.errors import Refusal
from station.ledger.readers import Reader
from station.printing import PrinterStanding, Printing
from station.printing.queue import READS
from station.printing.rejections import READER
from station.texts import notice
from tests.printing.shop import PATIENT, Shop, draw, tcp

DONE = ["started", "confirmed DRAINED"]
FILED = ["started", "confirmed FILE_WRITTEN"]


@pytest.fixture
def small() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as printer:
        yield printer


@pytest.fixture
def large() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as printer:
        yield printer


def standing(printing: Printing, printer: SimulatedZplPrinter) -> PrinterStanding:
    return next(each for each in printing.state.printers if each.name == printer.url)


def counts(shop: Shop) -> tuple[int, int, int, int]:
    found = Reader(shop.ledger, READER, READS).counts()
    assert found.captured == found.acknowledged + found.pending + found.rejected
    return found.captured, found.acknowledged, found.pending, found.rejected


def test_that_a_label_goes_to_the_printer_of_its_kind_and_its_client_and_is_drawn_for_it(shop: Shop, tmp_path: Path) -> None:
    rest = FolderPrinter(tmp_path / "rest", "zpl", 203, "57x32")
    holds = FolderPrinter(tmp_path / "holds", "pdf", 300, "100x50")
    acme = FolderPrinter(tmp_path / "acme", "png", 600, "4x6in")
    seen: list[tuple[str, str]] = []

    def render(kind: str, fields: Mapping[str, object], printer: LabelPrinter, client: str) -> bytes:
        seen.append((kind, client))
        return draw(kind, fields, printer)

    jobs = [
        shop.queue(layout="restock"),
        shop.queue(layout="hold", client="northwind"),
        shop.queue(layout="outlet", client="acme"),
        shop.queue(layout="hold", client="acme"),
    ]
    routing = Routing(rest, [Route(holds, kinds=("hold", "quarantine")), Route(acme, clients=("acme",))])
    with shop.printing(routing, render) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [FILED] * 4
    assert [shop.printer_of(job) for job in jobs] == ["folder:rest", "folder:holds", "folder:acme", "folder:holds"]
    files = {file.parent.name: file.read_bytes() for file in sorted(tmp_path.glob("*/*-*.*"), reverse=True)}
    assert b"FXrestock zpl 203 57x32" in files["rest"]
    assert b"FXhold pdf 300 100x50" in files["holds"]
    assert b"FXoutlet png 600 4x6in" in files["acme"]
    assert ("restock", "northwind") in seen, "a label that names no client is its unit's client's"


def test_that_a_dead_printer_holds_up_no_label_of_another_one(shop: Shop, small: SimulatedZplPrinter, large: SimulatedZplPrinter) -> None:
    large.fail(Fault.REFUSE)
    waits = shop.queue(layout="hold")
    with shop.printing(Routing(tcp(small), [Route(tcp(large), kinds=("hold",))])) as printing:
        assert shop.until(lambda: standing(printing, large).state.trouble is not None)
        flows = [shop.queue() for _unit in range(3)]
        printing.wake()
        assert shop.until_story(flows[-1], *DONE)

        assert [shop.story(job) for job in (waits, *flows)] == [[], DONE, DONE, DONE]
        assert (printing.state.queued, standing(printing, small).queued, standing(printing, large).queued) == (1, 0, 1)
        assert printing.state.trouble
        assert printing.state.sentence() == standing(printing, large).state.sentence()
        assert "refuses the connection" in printing.state.sentence()
        assert standing(printing, small).state.sentence() == f"The printer {small.url} is ready."
        assert counts(shop) == (4, 3, 1, 0)

        large.heal()

        assert shop.until_story(waits, *DONE)
        assert printing.wait_idle(10)
    assert counts(shop) == (4, 4, 0, 0)
    assert (len(small.labels), len(large.labels)) == (3, 1)


def test_that_what_waits_goes_to_the_other_printer_on_request_and_comes_back_on_request(
    shop: Shop, small: SimulatedZplPrinter, large: SimulatedZplPrinter
) -> None:
    small.fail(Fault.MEDIA_OUT)
    jobs = [shop.queue(), shop.queue()]
    with shop.printing(Routing(tcp(small), fall_back=tcp(large))) as printing:
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        assert [shop.story(job) for job in jobs] == [[], []], "never by itself"
        assert printing.state.fall_back == large.url

        printing.use_instead(small.url, large.url)

        assert shop.until_story(jobs[1], *DONE)
        assert standing(printing, small).instead == large.url
        assert [shop.printer_of(job) for job in jobs] == [large.url, large.url]
        small.heal()
        printing.use_instead(small.url, None)
        later = shop.queue()
        assert printing.wait_idle(10)
        assert shop.printer_of(later) == small.url
        assert standing(printing, small).instead == ""
        assert standing(printing, small).state.ready
    assert (len(small.labels), len(large.labels)) == (1, 2)


def test_that_a_label_that_another_printer_took_meanwhile_is_not_printed_twice(
    shop: Shop, tmp_path: Path, small: SimulatedZplPrinter
) -> None:
    job = shop.queue()

    class Overtaken(FolderPrinter):
        """While its label is on its way, somebody says that the other printer is to be used, and that one is quicker."""

        def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
            printing.use_instead(self.name, small.url)
            assert shop.until_story(job, *DONE)
            return super().deliver_all(jobs, progress)

    folder = Overtaken(tmp_path / "labels")
    with shop.printing(Routing(folder, fall_back=tcp(small))) as printing:
        assert printing.wait_idle(10)

    assert shop.story(job) == DONE
    assert list(folder.folder.iterdir()) == []
    assert len(small.labels) == 1


def test_that_a_printer_that_was_mended_while_another_had_its_labels_is_asked_how_it_is(shop: Shop, small: SimulatedZplPrinter) -> None:
    small.fail(Fault.PAUSED)
    shop.queue()
    with SimulatedZplPrinter() as large, shop.printing(Routing(tcp(small), fall_back=tcp(large)), backoff=(3600.0,)) as printing:
        assert shop.until_trouble("PRINTER_PAUSED")
        printing.use_instead(small.url, large.url)
        assert large.wait_for(labels=1)
        small.heal()

        printing.try_now()

        assert shop.until(lambda: standing(printing, small).state.ready)


def test_that_a_label_that_one_printer_cannot_take_is_tried_on_the_other(shop: Shop, tmp_path: Path) -> None:
    narrow = FolderPrinter(tmp_path / "narrow", stock="50x25")
    wide = FolderPrinter(tmp_path / "wide", stock="100x50")

    def render(kind: str, fields: Mapping[str, object], printer: LabelPrinter, client: str) -> bytes:
        if printer.stock == "50x25":
            raise Refusal("BARCODE_TOO_WIDE", layout=kind, element="sku", payload="YL-BLK-M", wide=60, room=50)
        return draw(kind, fields, printer, client)

    job = shop.queue()
    with shop.printing(Routing(narrow, fall_back=wide), render) as printing:
        assert printing.wait_idle(10)
        assert [each.error.code for each in printing.rejections()] == ["BARCODE_TOO_WIDE"]
        printing.use_instead(narrow.name, wide.name)
        assert printing.wait_idle(10)
        assert printing.rejections() == []

    assert shop.story(job) == FILED


def test_that_a_printer_that_is_not_here_is_refused_by_name(shop: Shop, tmp_path: Path) -> None:
    with shop.printing(FolderPrinter(tmp_path / "labels")) as printing, pytest.raises(Refusal) as refused:
        printing.use_instead("folder:labels", "tcp://old:9100")

    told = notice(refused.value)
    assert told.message == "This bench has no printer “tcp://old:9100”."
    assert told.advice == "Name one of these: folder:labels."


def test_that_labels_of_a_printer_that_is_no_longer_set_up_go_to_whoever_is_named_now(
    shop: Shop, tmp_path: Path, small: SimulatedZplPrinter
) -> None:
    small.fail(Fault.REFUSE)
    folder = FolderPrinter(tmp_path / "labels")
    holds = [shop.queue(layout="hold"), shop.queue(layout="hold")]
    with shop.printing(Routing(folder, [Route(tcp(small), kinds=("hold",))])) as printing:
        assert shop.until_trouble("PRINTER_REFUSED")
        other = shop.queue()
        printing.wake()
        assert shop.until_story(other, *FILED)

    with shop.printing(folder) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in (*holds, other)] == [FILED] * 3
    assert counts(shop) == (3, 3, 0, 0)


def test_that_a_voided_label_of_a_dead_printer_is_acknowledged(shop: Shop, tmp_path: Path, small: SimulatedZplPrinter) -> None:
    small.fail(Fault.REFUSE)
    job = shop.queue(layout="hold")
    with shop.printing(Routing(FolderPrinter(tmp_path / "labels"), [Route(tcp(small), kinds=("hold",))])) as printing:
        other = shop.queue()
        printing.wake()
        assert shop.until_story(other, *FILED)
        shop.void(job)
        printing.wake()
        assert shop.until(lambda: printing.state.queued == 0)
        printing.try_now()
        assert printing.wait_idle(10)

    assert shop.story(job) == ["voided"]
    assert counts(shop) == (3, 3, 0, 0)
    assert small.labels == ()


def test_that_labels_as_they_were_queued_before_there_were_kinds_and_clients_still_print(shop: Shop, tmp_path: Path) -> None:
    """Their payloads name a layout and fields, and no client."""
    jobs = [shop.queue(layout=layout) for layout in ("restock", "outlet", "hold", "c", "plate")]

    with shop.printing(
        Routing(FolderPrinter(tmp_path / "labels"), [Route(FolderPrinter(tmp_path / "no"), clients=("other",))])
    ) as printing:
        assert printing.wait_idle(10)

    assert [shop.story(job) for job in jobs] == [FILED] * 5
    assert not (tmp_path / "no").exists()


def test_that_stopping_ends_every_printer_in_time_however_dead(shop: Shop, small: SimulatedZplPrinter, large: SimulatedZplPrinter) -> None:
    small.fail(Fault.NEVER_READ)
    large.fail(Fault.PAUSED)
    shop.queue()
    shop.queue(layout="hold")
    printers = Routing(
        TcpPrinter(small.host, small.port, patience=PATIENT), [Route(TcpPrinter(large.host, large.port, patience=PATIENT), kinds=("hold",))]
    )
    with shop.printing(printers) as printing:
        assert shop.until(lambda: standing(printing, large).state.trouble is not None)
    assert [each.name for each in printing.state.printers] == [small.url, large.url]  # ended in time: `printing` asserts it
