"""Shipped presets: the files of platforms as they come, and what becomes of their rows."""

import pytest

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.presets import preset, presets
from tests.exchange.conftest import Desk, refused_codes, refused_rows
from tests.exchange.files import json_lines

FBA = (
    "return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity", "fulfillment-center-id", "detailed-disposition",
    "reason", "status", "license-plate-number", "customer-comments",
)  # fmt: skip


def _fba(number: int, **other: str) -> str:
    """One row of the report; `other` by the header's names with _ for -."""
    row = [
        "2026-11-18T07:01:22+00:00", f"111-{number:07d}-1234567", f"YL-{number % 5}", "B08N5WRWNW", "X001ABCDEF", "Leggings, black", "1",
        "LEJ1", "CUSTOMER_DAMAGED", "APPAREL_TOO_SMALL", "Unit returned to inventory", f"LPNHE{number:09d}", "too small",
    ]  # fmt: skip
    return "\t".join(other.get(name.replace("-", "_"), cell) for name, cell in zip(FBA, row, strict=True))


def test_that_thirty_rows_of_the_amazon_report_give_28_returns_and_two_refusals_with_their_lines(desk: Desk) -> None:
    rows = [_fba(number) for number in range(1, 31)]
    rows[10] = _fba(11, license_plate_number="")
    rows[20] = _fba(21, quantity="one")
    report = desk.returns("\t".join(FBA) + "\n" + "\n".join(rows) + "\n", mapping=preset("amazon-fba-returns", columns("returns")))
    assert (report.rows, report.added, report.refused) == (30, 28, 2)
    assert refused_codes(report) == [(12, "license-plate-number (rma)", "CELL_EMPTY"), (22, "quantity", "CELL_NUMBER")]
    assert all(row["reason"] and row["what to do"] for row in refused_rows(report))
    (line,) = desk.knowledge.by_rma("LPNHE000000001")
    assert (line.order, line.sku, line.title, line.note) == ("111-0000001-1234567", "YL-1", "Leggings, black", "too small")
    assert (line.reason, line.requested_at, line.quantity) == ("APPAREL_TOO_SMALL", "2026-11-18T07:01:22.000Z", 1)


def test_that_a_shopify_report_is_taken_whatever_else_it_holds(desk: Desk) -> None:
    report = desk.returns(
        "Return name,Order name,Order id,Product variant SKU,Product title,Return line item reason,Returned quantity,Net sales\n"
        "#1001-R1,#1001,5776005693737,YL-M,Leggings,SIZE_TOO_SMALL,2,-39.90\n",
        mapping=preset("shopify-returns", columns("returns")),
    )
    assert (report.added, report.refused) == (1, 0)
    (line,) = desk.knowledge.by_rma("#1001-R1")
    assert (line.order, line.sku, line.quantity, line.reason) == ("#1001", "YL-M", 2, "SIZE_TOO_SMALL")


def test_that_returned_items_of_loop_are_taken_as_csv_and_as_json_lines(desk: Desk) -> None:
    mapping = preset("loop-returns", columns("returns"))
    csv = (
        "Return ID,Order Name,Created,Customer,SKU,Barcode,Title,Price,Return Reason,Parent Return Reason,Carrier,Tracking Number\n"
        "1673,#47727779,2023-05-01T12:00:00Z,me@myself.com,YL-M,4006381333931,Leggings,47.50,Too small,Size,USPS,9400100000000000000000\n"
    )
    assert desk.returns(csv, mapping=mapping).added == 1
    line = (
        '{"return_id": 1673, "line_item_id": 9, "order_name": "#47727779", "created_at": "2023-05-01T12:00:00Z", "sku": "YL-M",'
        ' "price": 47.50, "currency": "USD", "return_reason": "Too small", "carrier": "USPS", "tracking_number": 9400100000000000000000}'
    )
    assert desk.returns(json_lines(line), mapping=mapping).added == 1
    first, second = desk.knowledge.by_rma("1673")
    assert (first.tracking, first.order, first.reason) == (second.tracking, second.order, second.reason)
    assert (first.line, second.line, second.tracking) == ("1", "9", ("9400100000000000000000",))


def test_that_every_preset_is_listed_with_what_it_is_for_and_fits_its_kind() -> None:
    assert [each.name for each in presets()] == ["amazon-fba-returns", "loop-returns", "shopify-returns"]
    for each in presets():
        assert each.about
        assert preset(each.name.upper(), columns(each.kind)).theirs()


@pytest.mark.parametrize(("name", "kind", "code"), [("ebay", "returns", "PRESET_UNKNOWN"), ("shopify-returns", "products", "PRESET_KIND")])
def test_that_a_preset_that_there_is_not_or_that_is_for_something_else_is_refused(name: str, kind: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        preset(name, columns(kind))
    assert raised.value.code == code


def test_that_of_several_aliases_in_one_file_the_first_of_the_mapping_counts(desk: Desk) -> None:
    mapping = preset("loop-returns", columns("returns"))
    desk.returns("id,return id,sku\nX-1,R-1,A\n", mapping=mapping)
    assert desk.knowledge.by_rma("R-1")
    assert not desk.knowledge.by_rma("X-1")
