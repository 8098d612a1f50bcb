"""restock-station printers: how each is and what waits, a test label, and labels that were refused once more."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from station.assembly import open_station
from station.cli import app
from station.clock import SystemClock
from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.labelling import printing_of
from station.settings import change_settings
from tests.printing.shop import Shop

Run = Callable[..., str]


@pytest.fixture
def other() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as printer:
        yield printer


@pytest.fixture
def data(tmp_path: Path, printer: SimulatedZplPrinter, other: SimulatedZplPrinter) -> Path:
    """A station with two printers and a fall-back folder."""
    with open_station(tmp_path / "data", SystemClock()):
        pass
    routes = [f"{other.url}?for=hold,quarantine", f"{other.url}?clients=acme"]
    change_settings(tmp_path / "data", {"labels.printer": printer.url, "labels.others": routes, "labels.fall_back": "folder:"})
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    def ran(*arguments: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(app, ["--data", str(data), "printers", *arguments])
        assert result.exit_code == exit_code, result.output
        return result.output

    return ran


def test_that_each_printer_is_listed_with_what_it_is_for_how_it_is_and_what_waits(
    data: Path, run: Run, printer: SimulatedZplPrinter, other: SimulatedZplPrinter
) -> None:
    other.fail(Fault.MEDIA_OUT)
    with open_station(data, SystemClock()) as opened:
        shop = Shop(opened.ledger)
        shop.queue(layout="hold")
        shop.queue(layout="restock", client="Acme")
        shop.queue(layout="restock")

    heads, first, second, third = run().splitlines()
    found = json.loads(run("--json"))

    assert heads.split() == ["printer", "labels", "waiting", "state"]
    assert first.split("  ")[0] == printer.url
    assert "all that no other printer takes" in first
    assert first.endswith(f"1        The printer {printer.url} is ready.")
    assert "hold, quarantine, all kinds of acme  2        " in second
    assert second.endswith("is out of labels. Load labels. Those that wait then come out by themselves, each once.")
    assert "folder:labels" in third
    assert "another's, when somebody says so" in third
    assert [(each["printer"], each["state"], each["waiting"]) for each in found["printers"]] == [
        (printer.url, "PRINTER_READY", 1),
        (other.url, "PRINTER_MEDIA_OUT", 2),
        ("folder:labels", "PRINTER_READY", 0),
    ]
    assert found["printers"][1]["uses"] == [{"kinds": ["hold", "quarantine"], "clients": []}, {"kinds": [], "clients": ["acme"]}]


def test_that_a_test_label_comes_out_of_the_printer_that_is_named_and_nothing_is_recorded(
    data: Path, run: Run, printer: SimulatedZplPrinter, other: SimulatedZplPrinter
) -> None:
    assert run("test", other.url, "hold") == f"Printed: the printer {other.url} is healthy and has nothing left to print.\n"
    assert json.loads(run("test", "folder:labels", "tote", "--json"))["detail"] == "FILE_WRITTEN"

    assert (len(other.labels), len(printer.labels)) == (1, 0)
    assert len(list((data / "labels").glob("test-tote-*.zpl"))) == 1
    with open_station(data, SystemClock()) as opened:
        assert list(opened.ledger.facts(kinds=("label.*",))) == []


def test_that_a_test_that_cannot_be_made_says_why(run: Run, printer: SimulatedZplPrinter) -> None:
    assert "This bench has no printer “tcp://old:9100”." in run("test", "tcp://old:9100", "hold", exit_code=1)
    assert "There is no label layout holt." in run("test", printer.url, "holt", exit_code=1)
    printer.fail(Fault.REFUSE)
    assert "refuses the connection." in run("test", printer.url, "hold", exit_code=1)


def test_that_labels_that_were_refused_are_told_and_queued_once_more(data: Path, run: Run, printer: SimulatedZplPrinter) -> None:
    with open_station(data, SystemClock()) as opened:
        shop = Shop(opened.ledger)
        job = shop.queue(layout="restock", gtin="4006381333932")
        shop.queue(job.subject, layout="restock", gtin="4006381333932")
        printing = printing_of(opened)
        printing.start()
        assert printing.wait_idle(20)
        assert printing.stop()

    assert f"{job.subject}: The label was not made: 4006381333932 is no GTIN, its check digit is wrong.\n" in run()
    assert run("again") == "1 label is queued once more. It comes out while the bench is open.\n"
    found = json.loads(run("--json"))
    assert [(each["lpn"], each["code"]) for each in found["refused"]] == [(job.subject, "LABEL_TWICE")]
    assert [each["waiting"] for each in found["printers"]] == [1, 0, 0]
    assert printer.labels == ()
