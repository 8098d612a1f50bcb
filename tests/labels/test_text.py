"""A title from a shop, however hostile, prints as itself, is cut visibly, or is refused by name; it never becomes a command."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label
from station.labels.fonts import Fonts, printable
from station.labels.layout import lay_out
from station.labels.parts import TextLine
from tests.labels.readers import FIELDS, codes, commands, laid_out, payloads, picture, tspl_commands, words

OURS = Fonts(())  # the shipped fonts only, so that these tests say the same on every machine
OURS_ONLY = {"^XA", "^CI", "^LH", "^LS", "^LT", "^FW", "^PW", "^LL", "^FO", "^FT", "^GB", "^BY", "^BE", "^BC", "^BX", "^A0", "^FR", "^FH",
             "^FD", "^GF", "^FS", "^XZ"}  # fmt: skip
HOSTILE = [
    "^XZ~JA",
    "^XA^FO0,0^GB800,400,400^FS^XZ",
    "~DGR:X.GRF,1,1,FF",
    "\\&\\(*)\\\\",
    "_5E_7E_00",
    "\"quotes\" and 'quotes' and `ticks`",
    "one\r\ntwo\rthree\nfour\tfive",
    "{title}{plate|LABEL_OWNER}%s%(x)s{0.__class__}",
    "<b>&amp;</b>",
    "Größe Ζεστό παλτό Зимняя куртка İğne çiçek",
    "e\u0301te\u0301 na\u00a0\u00a0ive \u00adsoft",
    "=HYPERLINK(1)",
    "SIZE 1 mm,1 mm\r\nCLS\r\nPRINT 99,99\r\n",
    'TEXT 0,0,"3",0,1,1,"\\["]";PRINT 9',
    "~!I ~HS ^JUF ${cmd} `id` $(reboot) %-12345X@PJL",
]


PAYLOADS = payloads(laid_out("restock"))


def _fields(**changed: object) -> Mapping[str, object]:
    return {**FIELDS["restock"], **changed}


def _title(data: str) -> str:
    """The words of the title element, as laid out."""
    laid = lay_out(label("restock"), "restock", _fields(title=data), 203, fonts=OURS)
    return " ".join(part.text for part in laid.parts if isinstance(part, TextLine) and part.name == "title")


def _tight(text: str) -> str:
    """Without spaces: where a line is broken is the layout's business."""
    return "".join(text.split())


def _native_text(zpl: bytes) -> str:
    """What the fields that the printer sets in its own font say."""
    fields = re.findall(rb"\^A0[^^]*\^FH\^FD([^^]*)\^FS", zpl)
    return " ".join(re.sub(rb"_([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), field).decode() for field in fields)


@pytest.mark.parametrize("title", HOSTILE)
def test_that_a_hostile_title_prints_as_itself_and_issues_no_command(title: str) -> None:
    shown = _tight(title.replace("\u00ad", "").replace("e\u0301", "\u00e9"))
    assert _tight(_title(title)) == shown
    for fmt in FORMATS:
        data = render("restock", _fields(title=title), fmt, fonts=OURS)
        assert codes(picture(data, fmt, lay_out(label("restock"), "restock", _fields(), 203))) == PAYLOADS
    assert shown in _tight(words(render("restock", _fields(title=title), "pdf", fonts=OURS)))
    told = [command.split(" ")[0] for command, _ in tspl_commands(render("restock", _fields(title=title), "tspl", fonts=OURS))]
    assert set(told) == {"", "SIZE", "GAP", "DIRECTION", "REFERENCE", "CLS", "BITMAP", "PRINT"}
    assert (told.count("SIZE"), told.count("PRINT")) == (1, 1)
    zpl = render("restock", _fields(title=title), "zpl", fonts=OURS)
    assert set(commands(zpl)) <= OURS_ONLY
    assert commands(zpl).count("^XA") == commands(zpl).count("^XZ") == 1
    if title.isascii() and title.isprintable():
        assert shown in _tight(_native_text(zpl)) or "^GF" in commands(zpl)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("\ud800")
@example("A\x00B")
@example("Z\u0351\u036b\u0343" + "\u0316" * 40)
@given(st.text(max_size=120))
def test_that_any_title_prints_in_every_format_or_names_the_sign_that_no_font_has(title: str) -> None:
    shipped = OURS.shipped("bold")
    if unknown := [sign for sign in printable(title) if not shipped.has(sign)]:
        with pytest.raises(Refusal, match="GLYPH_MISSING") as refused:
            lay_out(label("restock"), "restock", _fields(title=title), 203, fonts=OURS)
        assert refused.value.params["character"] in unknown
        return
    laid = lay_out(label("restock"), "restock", _fields(title=title), 203, fonts=OURS)
    for fmt in FORMATS:
        data = render("restock", _fields(title=title), fmt, fonts=OURS)
        assert codes(picture(data, fmt, laid)) == PAYLOADS
        assert fmt != "zpl" or set(commands(data)) <= OURS_ONLY


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=14))
def test_that_any_sku_of_printable_ascii_is_read_back_from_every_format(sku: str) -> None:
    fields = _fields(gtin="", fnsku="", sku=sku)
    laid = lay_out(label("restock"), "restock", fields, 203)
    for fmt in FORMATS:
        assert codes(picture(render("restock", fields, fmt), fmt, laid)) == {"B02-000033-E", sku}


@pytest.mark.parametrize("title", ["word " * 100, "x" * 500, "Ж" * 500])
def test_that_a_title_of_500_signs_is_cut_where_all_can_see_it(title: str) -> None:
    shown = _title(title)
    assert shown.endswith("…")
    assert _tight(title).startswith(_tight(shown.removesuffix("…")))
    for fmt in FORMATS:
        data = render("restock", _fields(title=title), fmt, fonts=OURS)
        assert codes(picture(data, fmt, lay_out(label("restock"), "restock", _fields(), 203))) == PAYLOADS


def test_that_a_number_is_never_cut() -> None:
    with pytest.raises(Refusal) as refused:
        render("fnsku", {**FIELDS["fnsku"], "sku": "W" * 90}, "zpl")
    assert refused.value.code == "TEXT_TOO_LONG"
    assert refused.value.params["element"] == "sku"


@pytest.mark.parametrize(
    ("title", "point"), [("Shirt 蓝色", "U+84DD"), ("Emoji 😀", "U+1F600"), ("bell \x07", "U+0007"), ("\ue000", "U+E000")]
)
@pytest.mark.parametrize("fmt", FORMATS)
def test_that_a_sign_which_no_font_has_is_refused_by_name(title: str, point: str, fmt: str) -> None:
    with pytest.raises(Refusal) as refused:
        render("restock", _fields(title=title), fmt, fonts=OURS)
    assert refused.value.code == "GLYPH_MISSING"
    assert refused.value.params["point"] == point


def test_that_direction_overrides_cannot_rearrange_a_label() -> None:
    assert _title("abc\u202egnp.exe\u2066x") == "abcgnp.exex"


def test_that_text_of_other_scripts_is_the_same_dots_for_printer_and_preview() -> None:
    title = "Зимняя куртка"
    laid = lay_out(label("restock"), "restock", _fields(title=title), 203, fonts=OURS)
    seen = [picture(render("restock", _fields(title=title), fmt, fonts=OURS), fmt, laid) for fmt in ("zpl", "png")]
    top = (0, 0, laid.dots(450), laid.dots(110))
    assert seen[0].crop(top).tobytes() == seen[1].crop(top).tobytes()
