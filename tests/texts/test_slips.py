"""A slip in a translation is said in English; a bench never stops for it."""

import pytest

from station.texts.wording import _filled


@pytest.mark.parametrize("slip", ["{name.first}", "{name[0][1]}", "{name[x]}", "{other}", "{", "{0}", "{name:d}", "{name!z}"])
def test_that_a_row_that_cannot_be_filled_is_said_in_english(slip: str) -> None:
    assert _filled(slip, "This is {name}.", {"name": "A"}) == "This is A."
