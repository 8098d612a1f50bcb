"""Check digits against parts that others made: python-stdnum, biip, and a bar code drawn and read again by ZXing."""

from datetime import date
from decimal import Decimal

import zxingcpp
from biip.gtin import Gtin
from biip.sscc import Sscc
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import ean, gs1_128, imei
from stdnum import luhn as stdnum_luhn

from station.model.codes import CodeKind, Reading
from station.scan import Patterns, read
from station.scan.check_digits import fedex, gs1, luhn, mod_7, mod_37_36, ontrac, s10, ups
from station.scan.texts import GS
from station.scan.upc_e import upc_e
from station.scan.weights import grams

digits = st.text("0123456789", min_size=1, max_size=1)


def of_length(*lengths: int) -> st.SearchStrategy[str]:
    return st.sampled_from(lengths).flatmap(lambda length: st.text("0123456789", min_size=length, max_size=length))


@given(of_length(8, 12, 13, 14))
def test_that_gs1_digits_agree_with_stdnum(text: str) -> None:
    assert gs1(text) is ean.is_valid(text)


@given(of_length(7, 11, 12, 13))
def test_that_a_gtin_is_the_one_that_biip_makes_of_it(body: str) -> None:
    assume(body.strip("0"))
    text = body + ean.calc_check_digit(body)
    reading = read(text, Patterns()).of(CodeKind.GTIN)
    assert reading is not None
    assert reading.value == Gtin.parse(text).as_gtin_14()


@given(of_length(17))
def test_that_an_sscc_is_the_one_that_biip_makes_of_it(body: str) -> None:
    text = body + ean.calc_check_digit(body)
    assert read(f"00{text}", Patterns()).first.value == Sscc.parse(text).value


@given(of_length(14), digits)
def test_that_imeis_agree_with_stdnum(body: str, last: str) -> None:
    assume(body.strip("0"))
    is_imei = read(body + last, Patterns()).of(CodeKind.IMEI) is not None
    assert is_imei is imei.is_valid(body + last) is luhn(body + last)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from("01"), of_length(6))
def test_that_a_upc_e_is_the_gtin_that_a_scanner_makes_of_its_bars(system: str, body: str) -> None:
    assume(body.strip("0"))
    [(text, reading)] = [(text, found) for last in "0123456789" if isinstance(found := upc_e(text := f"{system}{body}{last}"), Reading)]
    try:
        bars = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.UPCE)
    except ValueError:
        assume(False)  # noqa: FBT003 -- of several ways to leave out zeros only one is printed
    [seen] = zxingcpp.read_barcodes(bars.to_image(scale=4))
    assert reading.value == seen.text.zfill(14)


@given(of_length(6), st.sampled_from(["310", "320"]), st.integers(0, 5))
def test_that_weights_have_the_decimals_that_stdnum_sees(value: str, unit: str, decimals: int) -> None:
    ai = f"{unit}{decimals}"
    seen: Decimal = gs1_128.info(f"{ai}{value}")[ai]
    factor = Decimal(1000) if unit == "310" else Decimal("453.59237")
    assert abs(int(grams(ai, value)) - seen * factor) <= Decimal("0.5")


LOTS = st.text("ABCDEF0123456789", min_size=1, max_size=20)
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))


@given(of_length(13), DAYS, LOTS, LOTS)
def test_that_element_strings_of_stdnum_are_taken_apart(body: str, day: date, lot: str, serial: str) -> None:
    assume(body.strip("0"))
    fields = {"01": body + ean.calc_check_digit(body), "17": day, "10": lot, "21": serial}
    parts = read(f"]C1{gs1_128.encode(fields, separator=GS)}", Patterns()).first.parts
    assert (parts["gtin"], parts["expiry"], parts["lot"], parts["serial"]) == (fields["01"], day.isoformat(), lot, serial)


def test_that_the_carriers_own_ways_pass_numbers_that_they_published() -> None:
    assert ups("5R89390357567127")
    assert ups("410E7W0392751591")
    assert fedex("986578788855")
    assert fedex("779017972697")
    assert mod_7("3318810025")
    assert mod_37_36("008182709980000020033350276C")
    assert ontrac("C11031500001879")
    assert ontrac("D10011354453707")
    assert s10("123456785")


@given(of_length(11))
def test_that_luhn_digits_of_parcels_agree_with_stdnum(body: str) -> None:
    assert luhn(body + stdnum_luhn.calc_check_digit(body))
