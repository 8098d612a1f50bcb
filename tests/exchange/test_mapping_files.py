"""Mapping files: another system's names, defaults, signs and dates; a wrong mapping is refused with the entry that is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.mapping import Mapping, read_mapping
from station.texts import notice
from tests.exchange.conftest import Desk, refused_codes

GERMAN = """
[columns]
sku = "Artikel-Nr."
price = "VK brutto"

[defaults]
client = "southwind"
currency = "EUR"
has_battery = false
weight_g = 250

[format]
encoding = "windows-1252"
delimiter = ";"
decimal = ","
thousands = "."
date = "%d.%m.%Y"
ignore = ["Lagerbestand"]
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "theirs.toml"


def _read(path: Path, text: str, kind: str = "products") -> Mapping:
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, columns(kind))


def _refused(path: Path, text: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as raised:
        _read(path, text)
    return raised.value.code, notice(raised.value).message


def test_that_a_file_is_taken_as_its_mapping_says(desk: Desk, written: Path) -> None:
    content = (
        "Artikel-Nr.;Bezeichnung;VK brutto;Lagerbestand;Gewicht g\nA-1;Größe M;1.049,90;12;300\nA-2;Größe L;12.50;3;\nA-3;Größe XL;;3;\n"
    )
    report = desk.products(content.encode("cp1252"), mapping=_read(written, GERMAN), client="")
    assert (report.added, refused_codes(report)) == (2, [(3, "VK brutto (price)", "CELL_DECIMAL")])
    product = desk.knowledge.product("southwind", "A-1")
    assert product is not None
    assert (product.title, product.price, product.currency, product.weight_g) == ("Größe M", Decimal("1049.90"), "EUR", 300)
    assert product.attributes == {"has_battery": False}
    other = desk.knowledge.product("southwind", "A-3")
    assert other is not None
    assert (other.price, other.weight_g) == (None, 250)


def test_that_one_column_may_have_another_sign_than_the_rest(desk: Desk, written: Path) -> None:
    mapping = _read(written, '[format]\ndecimal = ","\n[decimals]\ndiscount = "."\n', "returns")
    report = desk.returns('rma,sku,price_paid,discount\nR-1,A,"39,90",4.00\nR-2,A,39.90,4.00\n', mapping=mapping)
    assert (report.added, refused_codes(report)) == (1, [(3, "price_paid", "CELL_DECIMAL")])
    assert desk.knowledge.by_rma("R-1")[0].price_paid == Decimal("39.90")


def test_that_all_other_columns_can_be_left_out(desk: Desk, written: Path) -> None:
    mapping = _read(written, '[columns]\ntitle = "Long name"\n[format]\nignore = ["*"]\n')
    report = desk.products("sku,title,Long name,stock,colour\nA,short,long,1,red\n", mapping=mapping)
    assert report.added == 1
    assert desk.knowledge.products("A")[0].title == "long"


def test_that_the_command_line_says_more_than_the_mapping_and_a_cell_more_than_both(desk: Desk, written: Path) -> None:
    mapping = _read(written, '[defaults]\nclient = "mapped"\n')
    desk.products("sku,client\nA,celled\nB,\n", mapping=mapping, client="told")
    assert [desk.knowledge.products(sku)[0].client for sku in "AB"] == ["celled", "told"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns\nsku="x"', "could not be read"),
        ('[format]\ndecimal = "x"', "wrong at “format.decimal”"),
        ('[format]\ndate = "%d.%m."', "wrong at “format.date”"),
        ('[format]\nencoding = "idna"', "wrong at “format.encoding”"),
        ('[format]\nencoding = "utf-9"', "wrong at “format.encoding”"),
        ('[format]\nzone = "Berlin"', "wrong at “format.zone”"),
        ('[format]\ndelimiter = "x"', "wrong at “format.delimiter”"),
        ('[format]\nthousands = "."', "wrong at “format”"),
        ('[formats]\ndecimal = ","', "wrong at “formats”"),
        ("[defaults]\nprice = 1.5", "wrong at “defaults.price”"),
        ('[columns]\nskuu = "x"', "a column “skuu”"),
        ('[decimals]\nprize = ","', "a column “prize”"),
    ],
)
def test_that_a_wrong_mapping_is_refused_at_its_entry(written: Path, text: str, said: str) -> None:
    code, message = _refused(written, text)
    assert code == {"could": "MAPPING_UNREADABLE", "wrong": "MAPPING_WRONG", "a": "MAPPING_COLUMN_UNKNOWN"}[said.split(maxsplit=1)[0]]
    assert said in message
    assert "theirs.toml" in message


def test_that_a_mapping_that_is_not_there_or_no_text_is_refused(tmp_path: Path, written: Path) -> None:
    written.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "nowhere.toml", tmp_path, written):
        with pytest.raises(Refusal) as raised:
            read_mapping(path, columns("products"))
        assert raised.value.code == "MAPPING_UNREADABLE"


def test_that_a_column_that_the_mapping_names_must_be_there(desk: Desk, written: Path) -> None:
    said = desk.refusal("products", "sku,title\nA,x\n", mapping=_read(written, '[columns]\nsku = "Artikel-Nr."\n'))
    assert said.code == "HEADER_MAPPED_MISSING"
    assert "sku = “Artikel-Nr.”" in said.message
    assert "sku, title" in said.message


def test_that_a_default_that_does_not_fit_its_column_is_refused(desk: Desk, written: Path) -> None:
    said = desk.refusal("products", "sku\nA\n", mapping=_read(written, '[defaults]\nprice = "12,50"\n'))
    assert (said.code, "“12,50”" in said.message, "price" in said.message) == ("MAPPING_DEFAULT", True, True)
