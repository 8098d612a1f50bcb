"""Every column of products and returns: what is taken and as what, what is refused and why."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from biip.checksums import gs1_standard_check_digit
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Refusal
from station.exchange import declared, values
from station.exchange.columns import columns, plain
from station.exchange.mapping import Format, Mapping
from station.exchange.products import converters as product_converters
from station.exchange.returns import converters as return_converters
from station.exchange.values import Convert
from station.model.goods import Component, ExpectedLine, Product
from station.resources import resource_text
from station.scan.gtins import gtin14
from tests.exchange.conftest import Desk, refused_codes, refused_rows

POINT = declared.money(".", declared=False)
DECLARED_POINT = declared.money(".", declared=True)
COMMA = declared.money(",", declared=True)
GROUPED = declared.money(",", declared=True, thousands=".")
ISO = declared.moment(Format())
GERMAN = declared.moment(Format(date="%d.%m.%Y"))
US_TIME = declared.moment(Format(date="%m/%d/%Y %H:%M", zone="America/New_York"))

TAKEN: list[tuple[Convert, str, Any]] = [
    (POINT, "12.50", Decimal("12.50")),
    (POINT, "12", Decimal(12)),
    (POINT, "0.1", Decimal("0.1")),
    (POINT, "12.9900", Decimal("12.99")),
    (POINT, "12.9950", Decimal("12.995")),
    (DECLARED_POINT, "1.234", Decimal("1.234")),
    (COMMA, "12,50", Decimal("12.50")),
    (GROUPED, "1.234.567,89", Decimal("1234567.89")),
    (GROUPED, "1234,5", Decimal("1234.5")),
    (declared.money(".", declared=True, thousands="'"), "1'234.50", Decimal("1234.50")),
    (ISO, "2026-11-21", "2026-11-21"),
    (ISO, "20261121", "2026-11-21"),
    (ISO, "2026-11-21T20:18:25Z", "2026-11-21T20:18:25.000Z"),
    (ISO, "2026-11-21 20:18", "2026-11-21T20:18:00.000Z"),
    (ISO, "2026-11-21T20:18:25+01:00", "2026-11-21T19:18:25.000Z"),
    (GERMAN, "21.11.2026", "2026-11-21"),
    (US_TIME, "11/21/2026 08:05", "2026-11-21T13:05:00.000Z"),
    (values.gtin, "4006381333931", "04006381333931"),
    (values.gtin, "400 6381 333931", "04006381333931"),
    (values.gtin, "96385074", "00000096385074"),
    (values.gtin, "012345678905", "00012345678905"),
    (values.gtin, "09521321000018", "09521321000018"),
    (values.gtins, "4006381333931|96385074| 4006381333931", ("04006381333931", "00000096385074")),
    (values.tracking, "RR 4711 0091 8DE|1Z9|1Z9", ("RR471100918DE", "1Z9")),
    (values.components, "CHARGER*1!|CABLE*2|!LID|BOX", (
        Component("CHARGER", essential=True), Component("CABLE", 2), Component("LID", essential=True), Component("BOX"),
    )),
    (values.flag, "Yes", True),
    (values.flag, "0", False),
    (values.units, "12", 12),
    (values.grams, "0", 0),
    (values.country, "de", "DE"),
    (values.currency, "eur", "EUR"),
    (values.language, "pt_BR", "pt-BR"),
    (values.hs_code, "6109.10 00", "61091000"),
    (values.one_of("none", "lot+expiry"), "Lot + Expiry", "lot+expiry"),
    (values.text, "two\r\n  lines", "two lines"),
    (values.note, "two\r\nlines", "two\nlines"),
    (values.code, "YL BLK/M=1", "YL BLK/M=1"),
]  # fmt: skip

REFUSED: list[tuple[Convert, str, str]] = [
    (POINT, "12,50", "CELL_DECIMAL"),
    (POINT, "1.234,50", "CELL_DECIMAL"),
    (POINT, "1.234", "CELL_THOUSANDS"),
    (POINT, "1,234.50", "CELL_MONEY"),
    (POINT, "€12.50", "CELL_MONEY"),
    (POINT, "-12.50", "CELL_MONEY"),
    (POINT, "1e3", "CELL_MONEY"),
    (POINT, "１２", "CELL_MONEY"),
    (POINT, "NaN", "CELL_MONEY"),
    (COMMA, "12.50", "CELL_DECIMAL"),
    (COMMA, "1.234,50", "CELL_MONEY"),
    (GROUPED, "1.23,50", "CELL_MONEY"),
    (ISO, "21.11.2026", "CELL_DATE"),
    (ISO, "2026-02-30", "CELL_DATE"),
    (ISO, "46347", "CELL_DATE"),
    (ISO, "0026-11-21", "CELL_DATE_YEAR"),
    (GERMAN, "2026-11-21", "CELL_DATE"),
    (values.gtin, "4006381333932", "CELL_GTIN_CHECK"),
    (values.gtin, "123456789", "CELL_GTIN"),
    (values.gtin, "00000000", "CELL_GTIN"),
    (values.gtin, "40063813339３1", "CELL_GTIN"),
    (values.gtin, "4.00638E+12", "CELL_GTIN_EXPONENT"),
    (values.gtins, "4006381333931|1", "CELL_GTIN"),
    (values.components, "A*0", "CELL_COMPONENTS"),
    (values.components, "A*two", "CELL_COMPONENTS"),
    (values.components, "*2", "CELL_COMPONENTS"),
    (values.flag, "maybe", "CELL_FLAG"),
    (values.units, "0", "CELL_NUMBER"),
    (values.units, "1.5", "CELL_NUMBER"),
    (values.units, "-1", "CELL_NUMBER"),
    (values.units, "100001", "CELL_NUMBER"),
    (values.grams, "1,5", "CELL_NUMBER"),
    (values.country, "Germany", "CELL_COUNTRY"),
    (values.country, "ÄÖ", "CELL_COUNTRY"),
    (values.currency, "€", "CELL_CURRENCY"),
    (values.language, "german!", "CELL_LANGUAGE"),
    (values.hs_code, "shoes", "CELL_HS_CODE"),
    (values.one_of("local", "overseas"), "by ship", "CELL_CHOICE"),
    (values.code, "A\tB", "CELL_NOT_PRINTABLE"),
    (values.code, "A\u202eB", "CELL_NOT_PRINTABLE"),
    (values.code, "A" * 101, "CELL_TOO_LONG"),
    (values.text, "bell\x07", "CELL_NOT_PRINTABLE"),
    (values.text, "x" * 1_001, "CELL_TOO_LONG"),
    (values.note, "x" * 10_001, "CELL_TOO_LONG"),
    (values.note, "\x1b[2J", "CELL_NOT_PRINTABLE"),
]


@pytest.mark.parametrize(("convert", "cell", "value"), TAKEN, ids=[cell for _, cell, _ in TAKEN])
def test_that_a_cell_is_taken_as(convert: Convert, cell: str, value: object) -> None:
    assert convert(cell) == value


@pytest.mark.parametrize(("convert", "cell", "code"), REFUSED, ids=[f"{cell[:12]}-{code}" for _, cell, code in REFUSED])
def test_that_a_cell_is_refused_because(convert: Convert, cell: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        convert(cell)
    assert raised.value.code == code


@given(st.one_of(st.text(alphabet="0123456789", min_size=7, max_size=15), st.from_regex(r"0{6}[0-9]{2}", fullmatch=True)))
def test_that_the_quick_check_of_a_gtin_agrees_with_that_of_the_scanner(digits: str) -> None:
    for code in (digits, digits[:-1] + str(gs1_standard_check_digit(digits[:-1]))):
        try:
            expected: str | None = gtin14(code)
        except Refusal:
            expected = None
        assert _or_none(values.gtin, code) == expected


def _or_none(convert: Convert, cell: str) -> Any:
    try:
        return convert(cell)
    except Refusal:
        return None


def test_that_every_column_has_a_converter_and_no_alias_means_two_columns() -> None:
    for kind, converters in (("products", product_converters(Mapping())), ("returns", return_converters(Mapping()))):
        known = columns(kind)
        assert set(known.names) == set(converters)
        assert all(known.find(name.upper().replace("_", " ")) == name for name in known.names)


def test_that_no_alias_hides_a_name_or_another_alias() -> None:
    for table in tomllib.loads(resource_text("exchange/columns.toml")).values():
        every = [plain(word) for name, aliases in table["columns"].items() for word in {name, *aliases}]
        assert sorted({word for word in every if every.count(word) > 1}) == []


def test_that_every_column_of_a_product_arrives(desk: Desk) -> None:
    report = desk.products(
        "Client;SKU;GTIN;Title;Category;Price;Currency;Bin;Image;Weight_g;HS Code;Country Of Origin;Supplier;hygiene_sealed;personalised;"
        "perishable;tracks;components;has battery;mains powered;stores data;food contact;child product\n"
        "southwind;KIT-1;4006381333931|96385074;Kit;electronics;49.9;eur;A-1;kit.jpg;350;8504.40;cn;Volta;no;no;;serial;CHARGER!|CABLE*2;"
        "yes;yes;no;;no\n"
    )
    assert (report.added, refused_rows(report)) == (1, [])
    assert desk.knowledge.product("southwind", "KIT-1") == Product(
        client="southwind", sku="KIT-1", title="Kit", category="electronics", gtins=("04006381333931", "00000096385074"),
        price=Decimal("49.9"), currency="EUR", bin="A-1", image="kit.jpg", weight_g=350, hs_code="850440", country_of_origin="CN",
        supplier="Volta", tracks="serial", components=(Component("CHARGER", essential=True), Component("CABLE", 2)),
        attributes={
            "hygiene_sealed": False, "personalised": False, "has_battery": True, "mains_powered": True, "stores_data": False,
            "child_product": False,
        },
    )  # fmt: skip


def test_that_every_column_of_a_return_arrives(desk: Desk) -> None:
    report = desk.returns(
        "rma,line,order,tracking,outbound_tracking,client,market,sku,gtin,title,quantity,reason,note,serial,requested_at,delivered_at,price_paid,"
        "currency,discount,outbound_shipping,payment_method,language,route,carrier\n"
        'RMA-1,2,1001,RR1|RR2,1Z9,southwind,de,YL-M,4006381333931,Leggings,3,TOO_SMALL,"too, small\nsorry",S-9,2026-11-10,'
        "2026-11-02T09:00:00Z,39.90,EUR,4.00,4.90,card,de,Local,DHL\n"
    )
    assert (report.added, refused_rows(report)) == (1, [])
    assert desk.knowledge.by_rma("RMA-1") == (
        ExpectedLine(
            client="southwind", rma="RMA-1", line="2", sku="YL-M", gtin="04006381333931", title="Leggings", quantity=3, order="1001",
            tracking=("RR1", "RR2", "1Z9"), market="DE", reason="TOO_SMALL", note="too, small\nsorry", serial="S-9",
            requested_at="2026-11-10", delivered_at="2026-11-02T09:00:00.000Z", price_paid=Decimal("39.90"), currency="EUR",
            discount=Decimal("4.00"), outbound_shipping=Decimal("4.90"), payment_method="card", language="de", route="local", carrier="DHL",
        ),
    )  # fmt: skip


def test_that_a_wrong_amount_says_line_column_value_reason_and_what_to_declare(desk: Desk) -> None:
    report = desk.products('sku,Preis\nA,12.50\nB,\'12,50\nC,"12,50"\n'.replace("'12,50\n", "9.99\n"))
    assert (report.added, refused_codes(report)) == (2, [(4, "Preis (price)", "CELL_DECIMAL")])
    (row,) = refused_rows(report)
    assert row["value"] == "12,50"
    assert row["reason"] == "This amount has “,” where this column has “.” before the cents."
    assert '[format] decimal = ","' in row["what to do"]


def test_that_rows_without_what_is_required_are_refused(desk: Desk) -> None:
    report = desk.products("sku,title\n,nameless\n \t ,blank\nA,fine\n")
    assert (report.added, refused_codes(report)) == (1, [(2, "sku", "CELL_EMPTY"), (3, "sku", "CELL_EMPTY")])
    report = desk.returns("rma,sku,gtin\n,A,\nR-1,,\nR-1,,4006381333931\n")
    assert (report.added, refused_codes(report)) == (1, [(2, "rma", "CELL_EMPTY"), (3, "sku", "ROW_SKU_OR_GTIN")])


def test_that_a_gtin_with_a_wrong_check_digit_refuses_the_row_and_names_the_digit_that_fits(desk: Desk) -> None:
    report = desk.products("sku,gtin\nA,4006381333931\nB,4006381333932\n")
    assert (report.added, refused_codes(report)) == (1, [(3, "gtin", "CELL_GTIN_CHECK")])
    assert "1 would fit" in refused_rows(report)[0]["reason"]
    assert desk.knowledge.products("B") == ()
