"""Codes that are taken although their separator seems to be lost: said beside what was done, and only then."""

import pytest

from station.errors import Refusal
from station.session.lost_separator import lost_separator
from station.texts import notice

GS = "\x1d"
GTIN = "0109521321000018"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"{GTIN}10AB1221XYZ9", "the lot"),
        (f"]d2{GTIN}10AB1221XYZ9", "the lot"),
        (f"{GTIN}21XYZ910AB12", "the serial number"),
    ],
)
def test_that_a_part_that_may_have_swallowed_its_neighbour_is_named(text: str, part: str) -> None:
    warning = lost_separator(text)
    assert isinstance(warning, Refusal)
    told = notice(warning)
    assert (told.severity, told.message.startswith(f"In this code {part} may run into the next field")) == ("warning", True)


@pytest.mark.parametrize(
    "text", [f"{GTIN}10AB12{GS}21XYZ9", f"{GTIN}10AB12", GTIN, "9521321000018", "RMA-10001", "RS-DONE", "5", "", "]d2", "0100000000000000"]
)
def test_that_nothing_is_said_of_other_codes(text: str) -> None:
    assert lost_separator(text) is None
