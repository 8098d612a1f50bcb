"""`show` with a serial number or IMEI: the very unit, the units that came under it, or the line that still expects it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.assembly import Station, open_station
from station.errors import Refusal
from station.insight.finding_words import finding_names
from station.insight.story import Story, Teller
from station.insight.subjects import find_subject
from station.knowledge.writing import write_returns
from station.model.goods import ExpectedLine
from tests.insight.conftest import SteppingClock
from tests.ledger.builders import graded, plate, received

IMEI = "490154203237518"
SOLD = ExpectedLine("northwind", "RMA-10023", "1", "YL-BLK-M", title="Phone", serial=f"{IMEI}|F2L-X99")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Station]:
    """A station that expects one phone, of which two numbers are known."""
    with open_station(tmp_path, SteppingClock(), "B01") as opened:
        with opened.ledger.writer.begin() as connection:
            write_returns(connection, [SOLD])
        yield opened


def told(station: Station, code: str) -> Story:
    subject = find_subject(station.reader, station.knowledge, code)
    return Teller(station.ledger, station.name_of, finding_names(station.documents), station.zone, "en").tell(subject)


@pytest.mark.parametrize("code", ["F2LX99", "f2l-x99", "f2l x 99", "SF2L-X99"])
def test_that_the_number_of_a_unit_tells_the_story_of_its_plate(shop: Station, code: str) -> None:
    shop.ledger.append("I-01", [received(plate(1), serial="F2L-X99"), graded(plate(1))])
    assert told(shop, code) == told(shop, plate(1))
    assert told(shop, code).subject.kind == "unit"


def test_that_what_was_read_at_the_unit_finds_it_whatever_its_box_said(shop: Station) -> None:
    shop.ledger.append("I-01", [received(plate(1), serial="BOX-1"), graded(plate(1), traced={"serial": "DEVICE-1", "box_serial": "BOX-1"})])
    assert told(shop, "device-1").subject.code == plate(1)


def test_that_a_number_that_was_sold_and_never_read_tells_what_came_of_its_line(shop: Station) -> None:
    waiting = told(shop, IMEI)
    assert (waiting.subject.kind, waiting.state, waiting.subject.expected) == ("serial", "expected", (SOLD,))
    assert waiting.say == f"Serial number {IMEI}: 0 of 1 expected units have come in; 1 still expected."
    shop.ledger.append("I-01", [received(plate(1)), graded(plate(1))])
    came = told(shop, IMEI)
    assert (came.state, [unit["lpn"] for unit in came.subject.units]) == ("complete", [plate(1)])


def test_that_a_unit_that_came_twice_is_shown_with_both_plates(shop: Station) -> None:
    for number in (1, 2):
        shop.ledger.append("I-01", [received(plate(number), rma="", line=None, serial="X7"), graded(plate(number))])
    story = told(shop, "x-7")
    assert (story.subject.kind, [unit["lpn"] for unit in story.subject.units]) == ("serial", [plate(1), plate(2)])
    assert story.say == "Serial number x-7: nobody announced it; 2 units have come in (2 × B: for OUT-03)."


def test_that_an_unknown_number_is_refused(shop: Station) -> None:
    with pytest.raises(Refusal, match="NOTHING_KNOWN"):
        told(shop, "356938035643809")
