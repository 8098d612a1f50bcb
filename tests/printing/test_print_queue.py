"""Labels through a real CUPS, as facts and as words on the screen: queue gone, stopped, rejecting; spooler down. Faults 14 to 16."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from station.devices.queue_printer import QueuePatience, QueuePrinter
from tests.devices.cups import Cups, Tray, cupsd_path, deaf_port, tray
from tests.printing.shop import Shop, draw, drawn, open_shop

pytestmark = pytest.mark.skipif(cupsd_path() is None, reason="CUPS is not installed (Debian packages cups and cups-client)")

DONE = ("started", "sent PASSED_ON")


@pytest.fixture(scope="module")
def spooler() -> Iterator[Cups]:
    with Cups() as cups:
        yield cups


@pytest.fixture
def cups(spooler: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    monkeypatch.setenv("CUPS_SERVER", spooler.server)
    return spooler


@pytest.fixture
def paper(cups: Cups) -> Iterator[Tray]:
    with tray() as paper:
        cups.queue("zebra", paper.port)
        cups.run("lpadmin", "-d", "zebra")
        yield paper
        cups.run("lpadmin", "-x", "zebra")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "station") as shop:
        yield shop


def zebra(stuck: float = 10.0, name: str = "zebra") -> QueuePrinter:
    return QueuePrinter(name, fmt="zpl", patience=QueuePatience(stuck=stuck))


@contextmanager
def off(cups: Cups) -> Iterator[None]:
    """A queue of which the printer is switched off."""
    with deaf_port() as port:
        cups.queue("off", port)
        yield
        cups.run("lpadmin", "-x", "off")


@pytest.mark.parametrize("fmt", ["zpl", "tspl", "pdf"])
def test_that_labels_as_the_station_draws_them_arrive_byte_for_byte_in_their_order(shop: Shop, paper: Tray, fmt: str) -> None:
    fields: dict[str, Any] = {
        "gtin": "4006381333931",
        "title": "Leggings, schwarz – ^XZ",
        "client": "northwind",
        "grade": "B",
        "bin": "OUT-03",
        "price": "9",
    }
    jobs = [shop.queue(layout="restock", **fields) for _unit in range(3)]
    printer = QueuePrinter("zebra", fmt=fmt)

    with shop.printing(printer, drawn) as printing:
        assert printing.wait_idle(30)

    assert [shop.story(job) for job in jobs] == [list(DONE)] * 3
    if fmt == "pdf":  # each has its own time of making in it
        assert [label[:5] for label in paper.got] == [b"%PDF-"] * 3
    else:
        assert paper.got == [drawn("restock", job.payload["fields"], printer) for job in jobs]
    assert (printing.state.queued, printing.state.unconfirmed) == (0, 0)
    assert "does not say how it is" in printing.state.sentence()


def test_that_a_deleted_queue_keeps_labels_queued_and_never_uses_the_default_printer(shop: Shop, cups: Cups, paper: Tray) -> None:
    job = shop.queue()

    with shop.printing(zebra(name="deleted")) as printing:
        assert shop.until_trouble("PRINTER_QUEUE_MISSING")
        assert "has no print queue for queue:deleted. No other printer is used instead. Set the queue up" in printing.state.sentence()
        assert (printing.state.queued, shop.story(job), paper.got) == (1, [], [])
        cups.queue("deleted", paper.port)

        assert shop.until_story(job, *DONE)
    assert paper.got == [draw("outlet", job.payload["fields"], zebra())]
    cups.run("lpadmin", "-x", "deleted")


@pytest.mark.parametrize(
    ("spoil", "mend", "code", "words"),
    [
        ("cupsdisable", "cupsenable", "PRINTER_QUEUE_DISABLED", "The print queue queue:zebra is stopped. Start it"),
        ("cupsreject", "cupsaccept", "PRINTER_QUEUE_REJECTING", "The print queue queue:zebra takes no jobs. Let it take"),
    ],
)
def test_that_a_stopped_or_rejecting_queue_keeps_labels_queued_until_it_is_mended(
    shop: Shop, cups: Cups, paper: Tray, spoil: str, mend: str, code: str, words: str
) -> None:
    cups.run(spoil, "zebra")
    jobs = [shop.queue(), shop.queue()]

    with shop.printing(zebra()) as printing:
        assert shop.until_trouble(code)
        assert words in printing.state.sentence()
        assert (printing.state.queued, shop.story(jobs[0])) == (2, [])
        assert cups.run("lpstat", "-o", "zebra") == ""
        cups.run(mend, "zebra")

        assert shop.until_story(jobs[1], *DONE)
    assert shop.story(jobs[0]) == list(DONE)
    assert len(paper.got) == 2


def test_that_a_spooler_that_is_down_keeps_labels_queued_until_it_is_started(shop: Shop, cups: Cups, paper: Tray) -> None:
    cups.stop()
    job = shop.queue()

    with shop.printing(zebra()) as printing:
        assert shop.until_trouble("PRINTER_SPOOLER_DOWN")
        assert "The printing system of this computer does not answer" in printing.state.sentence()
        assert shop.story(job) == []
        cups.start()

        assert shop.until_story(job, *DONE)
    assert len(paper.got) == 1


def test_that_a_label_in_a_queue_that_is_stopped_is_said_so_and_comes_out_once_afterwards(shop: Shop, cups: Cups) -> None:
    job = shop.queue()
    with off(cups), shop.printing(zebra(0.1, "off")) as printing:
        assert shop.until_trouble("PRINTER_QUEUE_STUCK")
        assert shop.story(job) == ["started", "sent PRINTER_QUEUE_STUCK"]
        assert "does not pass it on" in printing.state.sentence()
        cups.run("cupsdisable", "off")
        assert shop.until_trouble("PRINTER_QUEUE_DISABLED")
        with tray() as paper:
            cups.run("lpadmin", "-p", "off", "-v", f"socket://127.0.0.1:{paper.port}")
            cups.run("cupsenable", "off")
            assert shop.until_trouble("")
            assert printing.wait_idle(20)

            assert paper.got == [draw("outlet", job.payload["fields"], zebra())]
    assert shop.story(job) == ["started", "sent PRINTER_QUEUE_STUCK"]


def test_that_a_label_cancelled_in_the_queue_is_unconfirmed_and_never_printed_again_by_itself(shop: Shop, cups: Cups) -> None:
    job = shop.queue()
    with off(cups), shop.printing(zebra(0.1, "off")) as printing:
        assert shop.until_trouble("PRINTER_QUEUE_STUCK")
        cups.run("cancel", "-a", "off")

        assert shop.until_story(job, "started", "sent PRINTER_QUEUE_STUCK", "unconfirmed PRINTER_QUEUE_ENDED")
        assert printing.wait_idle(20)
        assert printing.state.unconfirmed == 1
        assert "RS-REPRINT. It is not printed again by itself" in printing.state.sentence()
