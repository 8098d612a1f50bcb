"""The shipped kinds on every stock: each works with the longest data of any station, and says what its unit needs."""

from typing import Final

import pytest

from station.errors import Refusal
from station.labels import render
from station.labels.catalogue import Layouts, form_names, label, label_names
from station.labels.elements import TextElement
from station.labels.fonts import Fonts
from station.labels.kinds import DEFAULT_STOCK, KINDS, LONG_NAME, longest_plate
from station.labels.layout import lay_out
from station.labels.parts import Bars, Matrix, Picture, TextLine
from station.model.labels import LABEL_KINDS, STOCKS
from station.resources import resource_names
from station.texts import languages, listed, named_finding, table
from tests.architecture.tree import ROOT

PLATE: Final = "B02-000033-E"


def _said(kind: str, stock: str = DEFAULT_STOCK, **fields: str) -> dict[str, str]:
    """The words of a label by the name of their element."""
    laid = lay_out(label(kind, stock), kind, {"plate": PLATE, "title": "Merino T-shirt", "client": "nordwind", **fields}, 203)
    lines: dict[str, str] = {}
    for part in laid.parts:
        if isinstance(part, TextLine):
            lines[part.name] = f"{lines.get(part.name, '')} {part.text}".strip()
    return lines


def _codes(kind: str, stock: str = DEFAULT_STOCK, **fields: str) -> set[str]:
    parts = lay_out(label(kind, stock), kind, fields, 203).parts
    return {part.symbol.data for part in parts if isinstance(part, Bars | Matrix)}


def test_that_each_kind_has_a_document_and_each_document_is_a_kind() -> None:
    named = {name.rsplit("/", 1)[-1].removesuffix(".toml") for name in resource_names("labels")}
    assert named == set(KINDS) == set(label_names()) == set(LABEL_KINDS)
    used = {form for kind in KINDS for form in form_names() if kind in Layouts().uses(form)}
    assert used == set(form_names())


@pytest.mark.parametrize("station", ["B02", LONG_NAME])
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_shipped_kind_works_with_the_longest_data_on_every_stock(kind: str, station: str) -> None:
    layouts = Layouts(station=station)
    assert layouts.stocks(kind) == tuple(STOCKS)
    assert layouts.wrong(kind) == []


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_kind_fills_the_stock_that_it_is_printed_on(kind: str, stock: str) -> None:
    drawn = label(kind, stock)
    assert (drawn.width, drawn.height) == STOCKS[stock]
    parts = lay_out(drawn, kind, KINDS[kind].sample, 203, fonts=Fonts(())).parts
    assert all(0 <= part.x < drawn.width for part in parts)


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("kind", [kind for kind, given in KINDS.items() if given.unit])
def test_that_a_later_copy_says_so_in_its_code_and_in_its_words(kind: str, stock: str) -> None:
    fields = KINDS[kind].sample | {"plate": f"{PLATE}/2"}
    parts = lay_out(label(kind, stock), kind, fields, 203).parts
    assert f"{PLATE}/2" in {part.symbol.data for part in parts if isinstance(part, Bars | Matrix)}
    assert f"{PLATE}/2" in {part.text for part in parts if isinstance(part, TextLine)}


@pytest.mark.parametrize("kind", ["restock", "fnsku"])
def test_that_the_next_buyer_learns_neither_grade_nor_reason_nor_client(kind: str) -> None:
    secret = {"grade": "A", "reason": "Worn once", "client": "nordwind", "disposition": "restock", "owner": "CLIENT", "shelf": "X1"}
    for stock in STOCKS:
        plain = KINDS[kind].sample
        assert render(kind, plain | secret, "zpl", stock=stock) == render(kind, plain, "zpl", stock=stock)


def test_that_what_goes_back_to_amazon_has_its_code_as_the_only_bars() -> None:
    sample = KINDS["fnsku"].sample
    for stock in STOCKS:
        parts = lay_out(label("fnsku", stock), "fnsku", sample, 203).parts
        assert [part.symbol.data for part in parts if isinstance(part, Bars)] == [sample["fnsku"]]


def test_that_a_unit_for_stock_has_the_bars_of_a_till_else_its_sku() -> None:
    assert _codes("restock", plate=PLATE, gtin="4006381333931", sku="TS-1") == {PLATE, "4006381333931"}
    assert _codes("restock", plate=PLATE, gtin="", sku="TS-1") == {PLATE, "TS-1"}
    assert _codes("restock", plate=PLATE, gtin="14006381333938", sku="TS-1") == {PLATE, "TS-1"}  # of a case: no till reads it
    assert _codes("restock", plate=PLATE, gtin="", sku="TS-1", fnsku="X0012AB3CD") == {PLATE, "X0012AB3CD"}


def test_that_a_hold_says_why_who_decides_and_where_it_waits() -> None:
    said = _said("hold", reason="SURPLUS", owner="CLIENT", shelf="HOLD-C")
    assert (said["headline"], said["lead"], said["aside"], said["place"], said["client"]) == (
        "HOLD", "More than expected", "Who decides: Client", "HOLD-C", "nordwind",
    )  # fmt: skip


def test_that_a_quarantine_label_warns_of_what_was_found_and_shows_it() -> None:
    fields = {"hazard": "SHARP_OBJECT", "reason": "Needle, nail or sharp edge", "bin": "QUA-01"}
    said = _said("quarantine", "100x50", **fields)
    assert (said["headline"], said["lead"]) == ("QUARANTINE", "Sharp")
    assert said["care"] == "Do not reach into it. Carry it in a box."
    parts = lay_out(label("quarantine", "100x50"), "quarantine", {"plate": PLATE, **fields}, 203).parts
    assert [part.finding for part in parts if isinstance(part, Picture)] == ["SHARP_OBJECT"]


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("language", languages())
def test_that_every_one_of_three_hazards_is_named_whole_and_the_worst_is_cared_for(language: str, stock: str) -> None:
    hazards, words = ("BATTERY_SWOLLEN", "SHARP_OBJECT", "RESIDUAL_LIQUID"), table(language, "words")
    for several in (hazards[:2], hazards, ("UNSTABLE", "SMALL_PART_LOOSE", "HEEL_BROKEN")):
        fields = KINDS["quarantine"].sample | {"hazard": ", ".join(several)}
        parts = lay_out(label("quarantine", stock), "quarantine", fields, 203, language).parts
        lines = [part for part in parts if isinstance(part, TextLine)]
        said = {start: " ".join(line.text for line in lines if line.name.startswith(start)) for start in ("lead", "care")}
        named = (str(words.get(f"LABEL_HAZARD_{code}") or named_finding(code, language)) for code in several)
        assert "".join(said["lead"].split()) == "".join(listed(named, language).split())
        care = str(words.get(f"LABEL_CARE_{several[0]}") or words["LABEL_CARE_OTHER"])
        assert "".join(said["care"].split()) == "".join(care.split())
        assert [part.finding for part in parts if isinstance(part, Picture)] == [several[0]]


def test_that_a_hazard_without_words_of_its_own_is_called_as_its_finding_is_and_one_without_a_code_by_its_reason() -> None:
    said = _said("quarantine", hazard="UNSTABLE", reason="Cot, seat or gate unsafe")
    assert (said["lead"], said["care"].split(".")[0]) == ("Cot, seat or gate unsafe", "Do not touch it further")
    bare = _said("quarantine", reason="Counterfeit")
    assert ("care" in bare, bare["lead-2"]) == (False, "Counterfeit")


@pytest.mark.parametrize("stock", STOCKS)
def test_that_quarantine_is_far_larger_than_anything_else_that_is_written(stock: str) -> None:
    laid = lay_out(label("quarantine", stock), "quarantine", KINDS["quarantine"].sample, 203)
    sizes = {part.name: part.size for part in laid.parts if isinstance(part, TextLine)}
    assert sizes["headline"] > 1.4 * max(size for name, size in sizes.items() if name != "headline")


def test_that_rework_says_what_to_do_and_because_of_what() -> None:
    said = _said("rework", work="Lint-roll", reason="Hair or lint", bin="REP-01", disposition="repair", grade="C")
    assert (said["headline"], said["lead"], said["aside"], said["place"]) == ("REWORK", "Lint-roll", "Hair or lint", "REP-01")


def test_that_no_label_shows_a_raw_code_for_its_reason() -> None:
    sent_back = _said("c", disposition="return_to_customer", reason="CUSTOMER", bin="RTC-01")
    assert (sent_back["headline"], sent_back["lead-2"]) == ("RETURN TO CUSTOMER", "Decided: it goes back to the customer")
    assert "lead" not in sent_back
    repaired = _said("c", "100x50", disposition="repair", grade="C", reason="SEAM_OPEN, OUR_OWN, Hole")
    assert repaired["lead"] == "Loose thread or open seam, Our own, Hole"


def test_that_a_label_that_was_queued_before_there_was_a_kind_for_quarantine_is_still_printed() -> None:
    said = _said("c", disposition="quarantine", grade="C", reason="Hole", bin="QUA-01")
    assert (said["headline"], said["badge"], said["title"], said["place"]) == ("QUARANTINE", "C", "Merino T-shirt", "QUA-01")


def test_that_outlet_has_both_prices_and_liquidation_is_not_called_outlet() -> None:
    prices = {"price": "19.90", "old_price": "39.90", "currency": "EUR"}
    said = _said("outlet", grade="B", disposition="outlet", bin="OUT-03", **prices)
    assert (said["badge"], said["name-2"], said["price"], said["was"], said["place"]) == (
        "B", "OUTLET", "19.90 EUR", "was 39.90 EUR", "To OUT-03",
    )  # fmt: skip
    assert not {"price", "was"} & _said("outlet", grade="B", disposition="outlet").keys()
    assert _said("outlet", grade="B", disposition="liquidation")["name-2"] == "LIQUIDATION"


@pytest.mark.parametrize("stock", STOCKS)
def test_that_a_plate_has_two_parts_with_the_same_number(stock: str) -> None:
    parts = lay_out(label("plate", stock), "plate", {"plate": PLATE}, 203).parts
    cut = min(part.y for part in parts if part.name == "cut" and not isinstance(part, TextLine))
    codes = [part for part in parts if isinstance(part, Bars | Matrix)]
    assert [(part.symbol.data, part.y < cut) for part in codes] == [(PLATE, True), (PLATE, False)]


def test_that_a_pallet_with_a_number_of_its_own_has_it_as_gs1_bars() -> None:
    assert _codes("pallet", code="PAL-1", sscc="340123450000000017") == {"(00)340123450000000017"}
    assert _codes("pallet", code="PAL-1") == {"PAL-1"}


def test_that_a_name_is_rather_smaller_than_broken_in_the_middle() -> None:
    assert _said("parcel", "4x6in", code="B02-P000012-L", title="RMA-2026-004417")["name"] == "RMA-2026-004417"


def test_that_a_number_is_on_one_line_or_refused() -> None:
    for stock in STOCKS:
        numbers = [each for each in label("hold", stock).element if isinstance(each, TextElement) and each.name == "code"]
        assert [(each.lines, each.cut) for each in numbers] == [(1, False)]


def test_that_a_unit_without_a_plate_gets_no_label() -> None:
    with pytest.raises(Refusal, match="BARCODE_EMPTY"):
        render("hold", KINDS["hold"].sample | {"plate": ""}, "zpl")


def test_that_a_plate_too_long_for_bars_becomes_a_data_matrix() -> None:
    plate = longest_plate(LONG_NAME)
    parts = lay_out(label("hold"), "hold", KINDS["hold"].sample | {"plate": plate}, 203).parts
    assert [part.symbol.data for part in parts if isinstance(part, Matrix)] == [plate]
    assert not any(isinstance(part, Bars) for part in parts)


@pytest.mark.parametrize(
    ("kind", "stock", "code"),
    [("sticker", "57x32", "LAYOUT_UNKNOWN"), ("../c", "57x32", "LAYOUT_UNKNOWN"), ("c", "a4", "LAYOUT_STOCK_UNKNOWN")],
)
def test_that_what_does_not_exist_is_refused_with_what_does(kind: str, stock: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        render(kind, KINDS["c"].sample, "zpl", stock=stock)
    assert refused.value.code == code
    assert refused.value.params["known"]


def test_that_the_guide_lists_the_fields_of_every_kind() -> None:
    rows = [line for line in (ROOT / "docs" / "labels.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {row.split("`")[1]: set(row.split("|")[3].replace("*", "").replace(",", " ").split()) for row in rows if row.count("|") == 4}
    assert {name: told.get(name) for name in KINDS} == {name: set(kind.fields) for name, kind in KINDS.items()}
