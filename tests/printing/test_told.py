"""What is told of labels afterwards: the story of a unit, and what the bench hears while several printers work."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.label_printer import PrinterState
from station.errors import Fault
from station.insight.finding_words import finding_names
from station.insight.story import Teller
from station.insight.subjects import find_subject
from station.model.facts import NewFact
from station.printing import LabelNews, PrinterStanding, PrintingState
from station.printing.state import snapshot
from tests.printing.shop import Shop


@pytest.mark.parametrize(("detail", "told"), [("SCANNED", "label scanned back on its unit"), ("OPERATOR", "label seen on its unit")])
def test_that_the_story_of_a_unit_says_who_saw_its_label(tmp_path: Path, detail: str, told: str) -> None:
    with open_station(tmp_path / "data", SystemClock()) as station:
        shop = Shop(station.ledger)
        job = shop.queue()
        station.ledger.append("printer", [NewFact("label.started", job.subject, {"job": job.id, "printer": "zebra"})])
        shop.confirm(job, detail)
        teller = Teller(station.ledger, station.name_of, finding_names(station.documents), station.zone, "en")
        story = teller.tell(find_subject(station.reader, station.knowledge, job.subject))

    assert [entry.what for entry in story.timeline][1:] == ["Label: outlet, copy 1, queued", "label started at zebra", told]
    assert story.timeline[-1].who == "I-01"


def off(name: str) -> PrinterState:
    return PrinterState(name, Fault("PRINTER_REFUSED", printer=name))


def state(*printers: PrinterStanding) -> PrintingState:
    return snapshot(printers, 0, 0, "")


def heard(*states: PrintingState) -> list[str]:
    told: list[str] = []

    def tell(lines: Sequence[str]) -> None:
        told.append(" ".join(lines))

    news = LabelNews(list, tell, "en")
    for each in states:
        news.on_state(each)
    return told


def test_that_each_printer_is_told_of_once_and_again_when_a_label_begins_to_wait_for_it() -> None:
    a_off = PrinterStanding("a", off("a"))
    a_waits = PrinterStanding("a", off("a"), queued=2)
    a_well, b_well = PrinterStanding("a", PrinterState("a")), PrinterStanding("b", PrinterState("b"))
    b_off = PrinterStanding("b", off("b"))

    told = heard(
        state(b_well, a_well),
        state(b_well, a_off),
        state(b_off, a_off),
        state(b_off, a_waits),
        state(b_well, a_waits),
        state(b_well, a_well),
    )

    advice = "refuses the connection. Switch it on and check its cable and address. Labels wait and come out by themselves."
    assert told == [
        f"The printer a {advice}",
        f"The printer b {advice}",
        f"2 labels wait: The printer a {advice}",
        "The printer b is ready.",
        "The printer a is ready.",
    ]


def test_that_the_printer_that_labels_wait_for_is_named_first_and_then_any_in_trouble() -> None:
    well, idle, waits = (
        PrinterStanding("well", PrinterState("well"), queued=3),
        PrinterStanding("idle", off("idle")),
        PrinterStanding("waits", off("waits"), queued=1),
    )
    assert state(well, idle, waits).printer.printer == "waits"
    assert state(well, idle).printer.printer == "idle"
    assert state(well).printer.printer == "well"
    assert [state(*each).trouble for each in ((well, idle, waits), (well, idle), (well,))] == [True, False, False]
    assert state(well, idle, waits).queued == 4
