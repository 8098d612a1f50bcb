"""What every label must have, whatever its unit has: a code of its own, what it is for in words, and nothing over it."""

import pytest

from station.labels.catalogue import shipped_layouts
from station.labels.kinds import KINDS
from station.labels.layout import lay_out
from station.labels.parts import Bars, Matrix
from station.texts import notice
from tests.labels.own import BARS, TITLE, layouts_of, refusal_of, written

_MATRIX = (
    BARS.replace('"bars"', '"matrix"').replace("barcode", "datamatrix").replace('symbology = "code128", ', "").replace("57, 10", "10, 10")
)


def _wrong(text: str, kind: str = "hold") -> list[str]:
    return [each.code for each in layouts_of({(kind, ""): text}).wrong(kind)]


@pytest.mark.parametrize(
    "texts",
    [
        "",  # no code at all
        'code = "{sku}"',
        'code = "{plate}{sku}"',
        'code = "{plate|LABEL_REASON}"',
        'code = { text = "{plate}", when = ["sku"] }',
        'code = { text = "{plate}", where = { owner = ["CLIENT"] } }',
        'code = [{ text = "{plate}", when = ["sku"] }, { text = "{sku}", unless = ["sku"] }]',
    ],
)
def test_that_a_units_label_without_a_code_of_its_plate_alone_on_each_one_is_refused(texts: str) -> None:
    refused = refusal_of(written(texts=f'{texts}\ntitle = "{{title}}"'))
    assert (refused.code, refused.params["wanted"]) == ("LAYOUT_CODE_MISSING", "{plate}")
    assert ("bars" in str(refused.params["element"])) == bool(texts)


def test_that_one_of_several_codes_is_enough_as_long_as_one_of_them_is_always_there() -> None:
    either = 'code = [{ text = "{plate}", when = ["sku"] }, { text = "{plate}", unless = ["sku"] }]\ntitle = "{title}"'
    assert _wrong(written(texts=either)) == []
    by_value = either.replace('when = ["sku"]', 'where = { owner = ["A"] }').replace('unless = ["sku"]', 'where_not = { owner = ["A"] }')
    assert _wrong(written(texts=by_value)) == []
    sure = either.replace('{ text = "{plate}", unless = ["sku"] }', '{ text = "{sku}", unless = ["plate"] }').replace(
        '["sku"] }, ', '["plate"] }, '
    )
    assert _wrong(written(texts=sure)) == []  # a plate is on every unit


def test_that_what_takes_the_place_of_a_code_holds_the_same() -> None:
    bars = BARS.replace(" }", ', otherwise = "matrix" }')
    assert _wrong(written(bars, _MATRIX, TITLE)) == []
    other = _MATRIX.replace('slot = "code"', 'data = "{sku}"')
    assert _wrong(written(bars, other, TITLE)) == ["LAYOUT_CODE_MISSING"]
    words = '{ name = "matrix", kind = "text", text = "{plate}", at = [0, 4, 57, 6], size = 4, smallest = 2 }'
    assert _wrong(written(bars, words, TITLE)) == ["LAYOUT_CODE_MISSING"]


@pytest.mark.parametrize("text", ["B02-000001-X", "B02-000001-X{sku}", "{@LABEL_HOLD}", "https://example.com/{plate}"])
def test_that_a_text_that_is_the_same_on_every_unit_is_in_no_code_of_one(text: str) -> None:
    code = _MATRIX.replace('"matrix"', '"fixed"').replace('slot = "code"', f'data = "{text}"').replace("0, 4, 10, 10", "45, 20, 12, 12")
    refused = refusal_of(written(BARS, code, TITLE.replace("53, 6", "40, 6")))
    assert (refused.code, refused.params["element"]) == ("LAYOUT_CODE_FIXED", "fixed")
    assert str(refused.params["fixed"]) in text


def test_that_the_numbers_of_gs1_fields_are_no_fixed_text() -> None:
    code = _MATRIX.replace('slot = "code"', 'data = "(01){gtin}(21){plate}", gs1 = true').replace("0, 4, 10, 10", "45, 20, 12, 12")
    assert "LAYOUT_CODE_FIXED" not in _wrong(written(BARS, code, TITLE.replace("53, 6", "40, 6")))


def test_that_amazons_code_is_on_its_label_and_the_plate_too_as_a_code_or_in_words() -> None:
    both = written(name="fnsku", texts='code = "{fnsku}"\ntitle = "{plate}"')
    assert _wrong(both, "fnsku") == []
    code = written(
        BARS, _MATRIX.replace('"code"', '"title"').replace("0, 4,", "0, 16,"), name="fnsku", texts='code = "{fnsku}"\ntitle = "{plate}"'
    )
    assert _wrong(code, "fnsku") == []
    unnamed = refusal_of(written(name="fnsku", texts='code = "{fnsku}"\ntitle = "{title}"'), "fnsku")
    assert (unnamed.code, unnamed.params["wanted"]) == ("LAYOUT_NOT_TOLD", "{plate}")
    uncoded = refusal_of(written(name="fnsku", texts='code = "{plate}"\ntitle = "{fnsku}"'), "fnsku")
    assert (uncoded.code, uncoded.params["wanted"]) == ("LAYOUT_CODE_MISSING", "{fnsku}")


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if not kind.unit and name != "lithium"])
def test_that_what_is_no_unit_is_known_by_its_own_code(kind: str) -> None:
    assert _wrong(written(_MATRIX, TITLE, name=kind, texts='code = "{code}"\ntitle = "{title}"'), kind) == []
    refused = refusal_of(written(_MATRIX, TITLE, name=kind, texts='code = "TOTE-{code}"\ntitle = "{title}"'), kind)
    assert (refused.code, refused.params["wanted"]) == ("LAYOUT_CODE_MISSING", "{code}")


def test_that_a_pallet_may_have_its_number_in_the_place_of_its_code() -> None:
    texts = '{ text = "(00){sscc}", when = ["sscc"] }\ncode = { text = "{code}", unless = ["sscc"] }\ntitle = "{title}"'
    sscc = BARS.replace('"bars"', '"sscc"').replace("code128", "gs1").replace('slot = "code"', 'slot = "sscc"')
    assert _wrong(written(sscc, BARS, TITLE, name="pallet", texts=f"sscc = {texts}"), "pallet") == []
    other = texts.replace('unless = ["sscc"]', 'unless = ["sscc", "note"]')
    assert _wrong(written(sscc, BARS, TITLE, name="pallet", texts=f"sscc = {other}"), "pallet") == ["LAYOUT_CODE_MISSING"]


@pytest.mark.parametrize(
    ("lead", "codes"),
    [
        ('"{hazard|LABEL_HAZARD}"', ["LAYOUT_NOT_TOLD"]),  # counterfeits are kept apart, too, and no hazard
        ('"{title}"', ["LAYOUT_NOT_TOLD"]),
        ('{ text = "{reason}", when = ["grade"] }', ["LAYOUT_NOT_TOLD"]),
        ('"{reason|LABEL_REASON}"', []),
        ('[{ text = "{hazard|LABEL_HAZARD}", when = ["hazard"] }, { text = "{reason}", unless = ["hazard"] }]', []),
    ],
)
def test_that_what_is_kept_apart_says_why(lead: str, codes: list[str]) -> None:
    assert _wrong(written(name="quarantine", texts=f'code = "{{plate}}"\ntitle = {lead}'), "quarantine") == codes


@pytest.mark.parametrize(
    ("elements", "code", "beside"),
    [
        (['{ name = "band", kind = "box", at = [0, 15, 57, 9] }'], "LAYOUT_COVERED", "band"),
        (['{ name = "rule", kind = "line", at = [0, 18, 57, 2] }'], "LAYOUT_COVERED", "rule"),
        (['{ name = "frame", kind = "box", at = [0, 15, 57, 9], line = 4.5 }'], "LAYOUT_COVERED", "frame"),
        (['{ name = "frame", kind = "box", at = [0, 15, 57, 9], line = 0.5 }'], "", ""),
        (['{ name = "rule", kind = "line", at = [0, 18, 57, 0.3] }'], "", ""),
        (['{ name = "band", kind = "box", at = [0, 15, 57, 9], unless = ["title"] }'], "", ""),
    ],
)
def test_that_a_box_which_is_drawn_later_over_words_is_refused(elements: list[str], code: str, beside: str) -> None:
    text = written(BARS, TITLE, *elements)
    if not code:
        assert _wrong(text) == []
        return
    refused = refusal_of(text)
    assert (refused.code, refused.params["element"], refused.params["beside"]) == (code, "title", beside)


def test_that_a_box_over_a_code_is_refused() -> None:
    refused = refusal_of(written(BARS, TITLE, '{ name = "band", kind = "box", at = [0, 0, 57, 14.5] }'))
    assert (refused.code, refused.params["element"], refused.params["beside"]) == ("LAYOUT_OVERLAP", "band", "bars")


def test_that_white_words_stand_on_a_filled_box_that_is_there_with_them_and_black_ones_beside_it() -> None:
    band, white = '{ name = "band", kind = "box", at = [0, 15, 57, 9] }', TITLE.replace(" }", ", white = true }")
    assert _wrong(written(BARS, band, white)) == []
    for without in (
        [white],
        [band.replace("57, 9", "30, 9"), white],  # reaches over it
        [band.replace(" }", ", line = 0.5 }"), white],
        [band.replace(" }", ', when = ["sku"] }'), white],
    ):
        refused = refusal_of(written(BARS, *without))
        assert (refused.code, refused.params["element"]) == ("LAYOUT_WHITE_ON_WHITE", "title")
    black = refusal_of(written(BARS, band, TITLE))
    assert (black.code, black.params["element"], black.params["beside"]) == ("LAYOUT_BLACK_ON_BLACK", "title", "band")


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (BARS.replace("smallest = 0.25", "smallest = 0.18"), "LAYOUT_MODULE"),
        (_MATRIX.replace("smallest = 0.25", "smallest = 0.24"), "LAYOUT_MODULE"),
        (BARS.replace("57, 10", "57, 4.9"), "LAYOUT_BARS_LOW"),
        (BARS.replace("smallest = 0.25", "smallest = 0.19").replace("57, 10", "57, 5"), ""),
    ],
)
def test_that_a_code_too_small_for_scanners_is_refused(code: str, wrong: str) -> None:
    if not wrong:
        assert _wrong(written(code, TITLE)) == []
        return
    refused = refusal_of(written(code, TITLE))
    assert refused.code == wrong
    assert str(refused.params["element"]) in notice(refused).message


def test_that_conditions_which_nobody_can_follow_are_not_taken_as_met() -> None:
    fields = KINDS["outlet"].fields[1:]
    several = ", ".join(f'{{ text = "{{plate}}", when = ["{name}"] }}' for name in fields)
    values = ", ".join(f'{name} = ["{name}", "2", "3"]' for name in fields)
    text = written(name="outlet", texts=f'code = [{several}, {{ text = "{{plate}}", where = {{ {values} }} }}]\ntitle = "{{title}}"')
    assert "LAYOUT_CODE_MISSING" in _wrong(text, "outlet")


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_shipped_label_has_its_code_at_its_longest_too(kind: str) -> None:
    given = KINDS[kind].longest("STATION1")
    wanted = {data.format(**given) for data in KINDS[kind].coded}
    for stock in shipped_layouts().stocks(kind):
        parts = lay_out(shipped_layouts().label(kind, stock), kind, given, 203).parts
        held = {part.symbol.data for part in parts if isinstance(part, Bars | Matrix)}
        assert not wanted or held & wanted
