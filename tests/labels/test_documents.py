"""A layout that cannot work is refused when it is read, with the name of the element and what is wrong with it."""

import pytest

from station.errors import Refusal
from station.labels import render
from station.labels.catalogue import parse, sheet_form, sheet_names
from station.labels.documents import Label, SheetForm
from station.resources import resource_text
from station.texts import notice

_GOOD = """
name = "site"
edition = 1
width = 60
height = 30
[[element]]
name = "plate"
kind = "barcode"
symbology = "code128"
data = "{plate}"
x = 0
y = 2
width = 60
height = 10
module = 0.38
smallest = 0.25
[[element]]
name = "title"
kind = "text"
text = "{title}"
x = 2
y = 14
width = 56
height = 5
size = 4
"""


def _refused(text: str, kind: type[Label | SheetForm] = Label) -> Refusal:
    with pytest.raises(Refusal) as refused:
        parse(text, "site", kind)
    assert refused.value.params["layout"] == "site"
    assert notice(refused.value).message
    return refused.value


def test_that_a_site_s_own_layout_is_rendered_like_a_shipped_one() -> None:
    own = parse(_GOOD, "site", Label)
    assert b"^BC" in render(own, {"plate": "B02-000033-E", "title": "Shirt"}, "zpl")


@pytest.mark.parametrize("name", sheet_names())
def test_that_every_shipped_sheet_carries_its_own_name(name: str) -> None:
    assert sheet_form(name).name == name


@pytest.mark.parametrize(
    ("old", "new", "named", "why"),
    [
        ("{title}", "{title", "title.text", "belongs to no field"),
        ("{title}", "{title.__class__}", "title.text", "belongs to no field"),
        ("height = 5", "height = 4", "title", "lower than one line"),
        ("height = 5", "height = 0", "title", "a width and a height"),
        ("size = 4", "size = 4.25", "title.size", "at most one digit"),
        ("size = 4", "size = 4\nsmallest = 6", "title", "lower than one line"),
        ("size = 4", "size = true", "title.size", "a number of mm"),
        ("size = 4", "colour = 'red'", "title", "size"),
        ("x = 2\n", "x = -2\n", "title", "inside the label"),
        ("module = 0.38", "module = 0.333", "plate.module", "at most two digits"),
        ('name = "title"', 'name = "plate"', "plate", "two elements have this name"),
        ('kind = "text"', 'kind = "picture"', "title", "picture"),
        ("smallest = 0.25", 'smallest = 0.25\notherwise = "nobody"', "nobody", "no such element"),
        ("smallest = 0.25", 'smallest = 0.25\notherwise = "plate"', "plate", "nothing to stand in for itself"),
        ("x = 2\n", "at = [1, 2]\n", "title", "at is [x, y, width, height]"),
        ("edition = 1", "edition = 0", "edition", "greater than or equal to 1"),
        ("edition = 1", "edition = ", "", "Invalid"),
    ],
)
def test_that_a_fault_is_named_with_its_element(old: str, new: str, named: str, why: str) -> None:
    assert old in _GOOD
    refused = _refused(_GOOD.replace(old, new, 1) if old != 'name = "title"' else _GOOD.replace(old, new))
    assert refused.code == "LAYOUT_UNREADABLE"
    assert named in str(refused.params["detail"])
    assert why in str(refused.params["detail"])


@pytest.mark.parametrize(
    ("old", "new", "code", "element"),
    [
        ("{title}", "{titel}", "LAYOUT_FIELD_UNKNOWN", "title.text"),
        ("{title}", "{@LABEL_NOWHERE}", "LAYOUT_WORD_UNKNOWN", "title.text"),
        ("size = 4", 'size = 4\nwhen = ["colour"]', "LAYOUT_FIELD_UNKNOWN", "title.when.0"),
        ("width = 56", "width = 59", "LAYOUT_OVER_EDGE", "title"),
        ("height = 5", "height = 40", "LAYOUT_OVER_EDGE", "title"),
    ],
)
def test_that_what_people_often_get_wrong_has_a_sentence_of_its_own(old: str, new: str, code: str, element: str) -> None:
    refused = _refused(_GOOD.replace(old, new, 1))
    assert (refused.code, refused.params["element"]) == (code, element)
    assert element in notice(refused).message


def test_that_at_says_a_place_and_a_size_at_once() -> None:
    short = _GOOD.replace("x = 2\ny = 14\nwidth = 56\nheight = 5\n", "at = [2, 14, 56, 5]\n")
    assert short != _GOOD
    assert parse(short, "site", Label) == parse(_GOOD, "site", Label)


def test_that_cards_beyond_the_page_are_refused() -> None:
    text = resource_text("sheets/bins.toml").replace("rows = 7", "rows = 8")
    assert "over the edge of the page" in str(_refused(text, SheetForm).params["detail"])


def test_that_a_fault_in_a_card_is_named_with_its_element() -> None:
    text = resource_text("sheets/bins.toml").replace("{title}", "{titel}")
    assert _refused(text, SheetForm).params["element"] == "title.text"
