"""What a text stands for when somebody looks for units: any code of them, a place, a product, else part of a title."""

import pytest

from station.assembly import Station
from station.errors import Refusal
from station.insight.items_found import Found, find_items
from station.insight.items_wanted import Wanted

A, B, HELD = "B02-000001-U", "B02-000002-S", "B02-000003-Q"


def found(station: Station, text: str) -> Found:
    return find_items(station.reader, station.knowledge, station.patterns, text)


@pytest.mark.parametrize(
    ("text", "kind", "plates"),
    [
        (A, "unit", (A,)),
        (f"  {A.lower()}\r\n", "unit", (A,)),
        ("RMA-10001", "rma", (A,)),
        ("rma-10002", "rma", (B,)),
        ("RMA-10003", "rma", ()),
        ("B02-P000001-R", "parcel", (A,)),
    ],
)
def test_that_a_code_of_units_finds_them(station: Station, text: str, kind: str, plates: tuple[str, ...]) -> None:
    told = found(station, text)
    assert (told.kind, told.units) == (kind, Wanted(plates=plates))
    assert told.subject is not None


@pytest.mark.parametrize("text", ["9521321000025", "09521321000025", "]E09521321000025", "https://example.org/01/09521321000025"])
def test_that_a_code_of_a_product_finds_all_of_its_units(station: Station, text: str) -> None:
    told = found(station, text)
    assert told.kind == "product"
    assert told.units.skus == (("northwind", "NW-TEE-BLK-M"),)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("RS-TOTE-T7", Wanted(tote="T7")),
        ("rs-bin-a-01-02", Wanted(bin="A-01-02")),
        ("RS-LOT-L12", Wanted(lot="L12")),
        ("RS-COUNT-A-01-02", Wanted(bin="A-01-02")),
    ],
)
def test_that_the_code_of_a_place_finds_what_is_there(station: Station, text: str, units: Wanted) -> None:
    assert found(station, text).units == units


def test_that_any_other_text_is_part_of_a_title(station: Station) -> None:
    told = found(station, "leggings")
    assert (told.kind, told.units, told.subject) == ("text", Wanted(text="leggings"), None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("RS-UNDO", "ITEMS_NOT_A_PLACE"), ("RS-NONSENSE!", "COMMAND_UNKNOWN"), (" ", "CODE_EMPTY"), ("x" * 600, "CODE_TOO_LONG")],
)
def test_that_what_can_find_nothing_is_refused(station: Station, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        found(station, text)
    assert refused.value.code == code
