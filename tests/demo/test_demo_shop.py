"""The demo shop is a shop: right check digits, returns of goods that it sells, a shift whose codes it knows, pictures that differ."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from PIL import Image
from stdnum import ean

from station.demo import demo_photos, demo_shift
from station.resources import resource_text

Rows = list[dict[str, str]]

TWINS = {"northwind", "alpine"}  # who sell the same two kinds of goods
CLIENTS = TWINS | {"lumen"}
SHOPIFY = {"COLOR", "DEFECTIVE", "NOT_AS_DESCRIBED", "SIZE_TOO_LARGE", "SIZE_TOO_SMALL", "STYLE", "UNWANTED", "WRONG_ITEM"}
AMAZON = {
    "APPAREL_TOO_SMALL",
    "APPAREL_TOO_LARGE",
    "DID_NOT_LIKE_COLOR",
    "NOT_AS_DESCRIBED",
    "DEFECTIVE",
    "QUALITY_UNACCEPTABLE",
    "MISSING_PARTS",
    "DAMAGED_BY_CARRIER",
    "UNWANTED_ITEM",
    "MISORDERED",
    "FOUND_BETTER_PRICE",
}
# The station's own codes, keys and weights.
# The station's own codes, keys and weights; what stands on goods beside their GTIN: element strings, an IMEI, a batch code.
_OWN = re.compile(r"RS-[A-Z0-9_-]+|RS-CLIENT-[a-z]+|\d{1,5}|\]d2[0-9A-Z]+|35[0-9]{13}|LOT [A-Z0-9]+")
MISREAD = "9526543000168"  # the story says so


def _table(name: str) -> Rows:
    return list(csv.DictReader(StringIO(resource_text(f"demo/{name}.csv"))))


@pytest.fixture(scope="module")
def goods() -> Rows:
    return _table("products")


@pytest.fixture(scope="module")
def returns() -> Rows:
    return _table("returns")


def test_that_every_gtin_has_its_check_digit_and_the_prefix_for_examples(goods: Rows) -> None:
    gtins = [gtin for row in goods for gtin in row["gtin"].split("|")]
    assert all(ean.is_valid(gtin) for gtin in gtins)
    assert all(gtin[-13:].startswith("952") or gtin[-14:].startswith("1952") for gtin in gtins)


def test_that_both_clients_sell_both_kinds_of_goods_and_share_one_code(goods: Rows) -> None:
    assert {row["client"] for row in goods} == CLIENTS
    assert len({(row["client"], row["sku"]) for row in goods}) == len(goods) == 79
    for client in TWINS:
        assert {row["category"] for row in goods if row["client"] == client} == {"apparel", "household", "accessories"}
    codes = Counter(gtin for row in goods for gtin in row["gtin"].split("|"))
    assert [gtin for gtin, sellers in codes.items() if sellers > 1] == ["9524000000019"]


def test_that_every_return_is_of_goods_that_its_client_sells(goods: Rows, returns: Rows) -> None:
    sold = {(row["client"], row["sku"]): row for row in goods}
    assert {(row["client"], row["sku"]) for row in returns} <= set(sold)
    assert all(row["currency"] == sold[row["client"], row["sku"]]["currency"] for row in returns)
    assert len({row["rma"] for row in returns}) == 34


def test_that_one_order_number_exists_at_both_clients(returns: Rows) -> None:
    assert {row["client"] for row in returns if row["order"] == "1001"} == TWINS


def test_that_every_reason_is_a_word_of_a_marketplace(returns: Rows) -> None:
    assert {row["reason"] for row in returns} <= SHOPIFY | AMAZON


def test_that_every_line_of_the_shift_is_a_code_that_the_station_knows(goods: Rows, returns: Rows) -> None:
    known = {gtin for row in goods for gtin in row["gtin"].split("|")} | {row[column] for row in returns for column in ("rma", "tracking")}
    scans = [line for line in demo_shift() if line.strip() and not line.startswith("#")]
    assert len(scans) > 60
    assert [scan for scan in scans if scan not in known and not _OWN.fullmatch(scan)] == [MISREAD]


def test_that_the_pictures_differ_and_are_the_same_every_time(tmp_path: Path) -> None:
    first, again = demo_photos(tmp_path / "a", 12), demo_photos(tmp_path / "b", 12)
    contents = [file.read_bytes() for file in first]
    assert len(set(contents)) == 12
    assert contents == [file.read_bytes() for file in again]
    assert [file.name for file in first] == sorted(file.name for file in first)
    assert all(40_000 < len(content) < 160_000 for content in contents)
    with Image.open(first[0]) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 960))
