"""Where goods go after their grade, in every export: in totes and lots, in bins, and out of the house; only a bin makes them stock."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from station.exchange.export import FolderExport
from station.exchange.flat import COLUMNS, flat
from station.ledger.ledger import Ledger
from station.ledger.rows import COLUMNS as FACT
from station.model import facts as kinds
from tests.exchange.outgoing import facts
from tests.insight.stocked import destroyed, lotted, restocked, shipped, toted, unit
from tests.ledger.builders import open_ledger, plate


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


def a_day(ledger: Ledger) -> None:
    """A unit into its bin out of a tote, one in a lot that leaves, one that is destroyed."""
    for number, disposition in ((1, "restock"), (2, "liquidation"), (3, "destroy")):
        unit(ledger, number, disposition)
    toted(ledger, "T7", plate(1))
    restocked(ledger, "A-01", plate(1))
    lotted(ledger, "L12", plate(2))
    shipped(ledger, "L12", plate(2))
    destroyed(ledger, plate(3))


def rows_of(ledger: Ledger, tmp_path: Path) -> list[dict[str, str]]:
    (delivery,) = FolderExport(ledger, tmp_path / "exports", formats=("csv",), out=tmp_path / "out").run()
    with delivery.files[0].path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()


def test_that_every_fact_of_stock_goes_out_in_its_order(ledger: Ledger, tmp_path: Path) -> None:
    a_day(ledger)
    deliveries = FolderExport(ledger, tmp_path / "exports", formats=("jsonl",), out=tmp_path / "out").run()
    gone = [fact["kind"] for fact in facts(*deliveries) if fact["kind"] not in (kinds.ITEM_RECEIVED, kinds.ITEM_GRADED)]
    assert gone == ["item.toted", "item.restocked", "item.lotted", "lot.closed", "lot.shipped", "item.destroyed"]


def test_that_only_a_bin_adds_to_what_may_be_sold_and_a_lot_takes_it_away_again(ledger: Ledger, tmp_path: Path) -> None:
    a_day(ledger)
    sums = [int(row["quantity"]) for row in rows_of(ledger, tmp_path) if row["quantity"]]
    assert (sums, sum(sums)) == ([1, 0], 1)
    lotted(ledger, "L13", plate(1), quantity=-1)
    (delivery,) = FolderExport(ledger, tmp_path / "exports", formats=("jsonl",)).run()
    assert [(fact["kind"], fact["payload"]["quantity"]) for fact in facts(delivery)] == [("item.lotted", -1)]


def test_that_no_other_kind_adds_to_it_whatever_its_fact_says() -> None:
    fact = dict.fromkeys(FACT, "") | {"seq": 1, "version": 1}
    every = {value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str) and "." in value}
    adding = {kind for kind in every if flat(tuple({**fact, "kind": kind}.values()), {"quantity": 1}, None)[COLUMNS.index("quantity")]}
    out_of_a_bin = {kinds.ITEM_LOTTED, kinds.ITEM_TAKEN_OUT, kinds.ITEM_GRADED, kinds.ITEM_HELD, kinds.ITEM_REOPENED}
    assert adding == {kinds.ITEM_RESTOCKED, *out_of_a_bin}


def test_that_a_lot_of_ours_is_never_taken_for_the_maker_s(ledger: Ledger, tmp_path: Path) -> None:
    a_day(ledger)
    told = [(row["kind"], row["lpn"], row["lot"], row["stock_lot"], row["plates"]) for row in rows_of(ledger, tmp_path) if row["stock_lot"]]
    assert told == [
        ("item.lotted", plate(2), "", "L12", ""), ("lot.closed", "", "", "L12", plate(2)), ("lot.shipped", "", "", "L12", plate(2)),
    ]  # fmt: skip


def test_that_what_was_said_when_goods_left_has_columns_and_no_grade_is_made_of_it(ledger: Ledger, tmp_path: Path) -> None:
    a_day(ledger)
    names = ("kind", "sent_to", "reference", "weight_g", "method", "witness", "grade")
    assert [tuple(row[name] for name in names) for row in rows_of(ledger, tmp_path)[-2:]] == [
        ("lot.shipped", "Buyer GmbH", "PO-7", "", "", "", ""), ("item.destroyed", "", "", "184", "shredded", "S-02", ""),
    ]  # fmt: skip


def test_that_quantity_and_weight_are_numbers_in_the_workbook(ledger: Ledger, tmp_path: Path) -> None:
    a_day(ledger)
    (delivery,) = FolderExport(ledger, tmp_path / "exports", formats=("xlsx",), out=tmp_path / "out").run()
    rows = list(load_workbook(delivery.files[0].path).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet
    cells = {(row[COLUMNS.index("kind")], row[COLUMNS.index("quantity")], row[COLUMNS.index("weight_g")]) for row in rows[1:]}
    assert {("item.restocked", 1, None), ("item.destroyed", None, 184)} <= cells
