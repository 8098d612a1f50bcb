"""What is left off a label, so that its unit gets one at all: texts with signs that no font of the machine has."""

import pytest

from station.errors import Refusal
from station.labels import FORMATS
from station.labels.fonts import Fonts
from station.labels.rendering import render, render_or_english
from tests.labels.readers import FIELDS

CUNEIFORM = "Vase \U00012000"


@pytest.fixture(autouse=True)
def only_our_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine happens to have does not matter."""
    ours = Fonts(())
    for room in ("rendering", "layout"):
        monkeypatch.setattr(f"station.labels.{room}.machine_fonts", lambda: ours)


@pytest.mark.parametrize("fmt", FORMATS)
def test_that_a_title_that_no_font_can_write_is_left_out_and_all_else_is_printed(fmt: str) -> None:
    fields = {**FIELDS["restock"], "title": CUNEIFORM}
    with pytest.raises(Refusal, match="GLYPH_MISSING"):
        render("restock", fields, fmt)
    assert render_or_english("restock", fields, fmt, 203, language="en") == render("restock", {**fields, "title": ""}, fmt)


def test_that_the_language_of_the_site_is_kept_where_only_a_title_is_left_out() -> None:
    fields = {**FIELDS["hold"], "title": CUNEIFORM}
    german = render("hold", {**fields, "title": ""}, "png", language="de")
    assert german != render("hold", {**fields, "title": ""}, "png")
    assert render_or_english("hold", fields, "png", 203, language="de") == german


def test_that_where_the_language_cannot_be_written_either_it_is_english_without_the_title() -> None:
    fields = {**FIELDS["hold"], "title": CUNEIFORM}
    assert render_or_english("hold", fields, "png", 203, language="zh") == render("hold", {**fields, "title": ""}, "png")


@pytest.mark.parametrize(("kind", "name"), [("restock", "sku"), ("hold", "shelf"), ("outlet", "bin")])
def test_that_what_is_scanned_or_tells_where_it_goes_is_never_left_out(kind: str, name: str) -> None:
    fields = {**FIELDS[kind], "gtin": "", "fnsku": "", name: "A\U00012000"}
    with pytest.raises(Refusal) as refused:
        render_or_english(kind, fields, "zpl", 203, language="de")
    assert refused.value.code in ("GLYPH_MISSING", "BARCODE_CHARACTER")
