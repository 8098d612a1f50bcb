"""What is where: totes, lots, what lies in neither, shelves, bins, and what left, of one client or all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from station.errors import Refusal
from station.insight.stock import bins, lot_named, stock, units_in
from station.insight.stock_gone import gone
from station.ledger.ledger import Ledger
from tests.insight.stocked import destroyed, lotted, restocked, shipped, toted, unit
from tests.ledger.builders import START, FakeClock, held, open_ledger, received


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def ledger(tmp_path: Path, clock: FakeClock) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station", clock) as opened:
        yield opened


def test_that_a_station_without_goods_has_no_stock(ledger: Ledger) -> None:
    found = stock(ledger.reader)
    assert (found.totes, found.lots, found.loose, found.shelves, found.toted) == ((), (), (), (), 0)
    assert (bins(ledger.reader), gone(ledger.reader)) == ((), ())


def test_that_every_unit_is_counted_in_exactly_one_place(ledger: Ledger) -> None:
    plates = [unit(ledger, number) for number in range(1, 8)]
    toted(ledger, "T7", *plates[:2])
    lotted(ledger, "L12", *plates[2:5])
    restocked(ledger, "OUT-03", plates[5])
    found = stock(ledger.reader)
    assert [(tote.name, tote.units, tote.state, tote.disposition) for tote in found.totes] == [("T7", 2, "open", "outlet")]
    assert [(lot.name, lot.units, lot.state) for lot in found.lots] == [("L12", 3, "open")]
    assert [(part.disposition, part.client, part.units) for part in found.loose] == [("outlet", "northwind", 1)]
    assert bins(ledger.reader) == (("OUT-03", 1),)
    assert (found.toted, found.lotted, found.not_toted) == (2, 3, 1)


def test_that_a_unit_that_goes_on_leaves_the_place_before(ledger: Ledger) -> None:
    lpn = unit(ledger, 1)
    toted(ledger, "T7", lpn)
    lotted(ledger, "L12", lpn)
    found = stock(ledger.reader)
    assert (found.toted, found.lotted, found.not_toted) == (0, 1, 0)
    restocked(ledger, "OUT-03", lpn)
    found = stock(ledger.reader)
    assert (found.totes, found.lotted) == ((), 0)


def test_that_one_client_sees_only_its_own_units_also_in_a_tote_of_several(ledger: Ledger) -> None:
    toted(ledger, "T7", unit(ledger, 1), unit(ledger, 2), unit(ledger, 3, client="southwind"))
    unit(ledger, 4, client="southwind", disposition="donate")
    mine, all_of_them = stock(ledger.reader, "southwind"), stock(ledger.reader)
    assert [(tote.client, tote.units) for tote in all_of_them.totes] == [("", 3)]
    assert [(tote.name, tote.units) for tote in mine.totes] == [("T7", 1)]
    assert [(part.disposition, part.units) for part in mine.loose] == [("donate", 1)]
    assert stock(ledger.reader, "eastwind").totes == ()


def test_that_holds_and_quarantine_stay_on_their_shelves_and_wait_for_no_tote(ledger: Ledger) -> None:
    ledger.append("I-04", [received("B01-000001-X"), held("B01-000001-X", bin="H-01")])
    unit(ledger, 2, "quarantine", "C", place="QUA-01")
    found = stock(ledger.reader)
    assert [(shelf.kind, shelf.place, shelf.units) for shelf in found.shelves] == [("held", "H-01", 1), ("quarantine", "QUA-01", 1)]
    assert found.loose == ()


def test_that_units_of_a_tote_come_in_the_order_of_their_bins(ledger: Ledger) -> None:
    plates = [unit(ledger, number, place=place) for number, place in ((1, "C-01"), (2, "A-01"), (3, "B-01"))]
    toted(ledger, "T7", *plates)
    assert [there.bin for there in units_in(ledger.reader, "tote", "T7")] == ["A-01", "B-01", "C-01"]
    assert [there.lpn for there in units_in(ledger.reader, "tote", "T7", most=1)] == [plates[1]]


def test_that_a_list_of_a_lot_a_bin_and_a_disposition_holds_what_lies_there(ledger: Ledger) -> None:
    in_lot, in_bin, loose = unit(ledger, 1), unit(ledger, 2), unit(ledger, 3)
    lotted(ledger, "L12", in_lot)
    restocked(ledger, "OUT-03", in_bin)
    found = {kind: [each.lpn for each in units_in(ledger.reader, kind, name)] for kind, name in _ASKED}
    assert found == {"lot": [in_lot], "bin": [in_bin], "loose": [loose]}


_ASKED = (("lot", "L12"), ("bin", "OUT-03"), ("loose", "outlet"))


def test_that_what_left_is_told_with_all_that_was_said_the_newest_first(ledger: Ledger, clock: FakeClock) -> None:
    sold, burnt = unit(ledger, 1), unit(ledger, 2, "destroy", "C")
    lotted(ledger, "L12", sold)
    shipped(ledger, "L12", sold)
    clock.move(hours=1)
    destroyed(ledger, burnt)
    last, first = gone(ledger.reader)
    assert (last.kind, last.what, last.weight_g, last.witness, last.method, last.units) == (
        "item.destroyed", burnt, 184, "S-02", "shredded", 1,
    )  # fmt: skip
    assert (first.kind, first.what, first.to, first.reference, first.units) == ("lot.shipped", "L12", "Buyer GmbH", "PO-7", 1)
    assert gone(ledger.reader, since=START + timedelta(minutes=1)) == (last,)
    assert gone(ledger.reader, client="southwind") == ()
    assert gone(ledger.reader, most=1) == (last,)


def test_that_what_left_long_ago_is_found_behind_the_newer_ones_of_others(
    ledger: Ledger, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.insight.stock_gone._PAGE", 2)
    mine = unit(ledger, 1, client="southwind")
    others = [unit(ledger, number) for number in range(2, 7)]
    for lpn in (mine, *others):
        clock.time += timedelta(hours=1)
        destroyed(ledger, lpn, "southwind" if lpn == mine else "northwind")
    assert [row.what for row in gone(ledger.reader, "southwind")] == [mine]
    assert [row.what for row in gone(ledger.reader, since=START + timedelta(hours=3))] == others[:0:-1]
    assert gone(ledger.reader, "southwind", since=START + timedelta(hours=2)) == ()


def test_that_a_lot_that_left_is_no_more_among_the_lots_and_still_found_by_its_name(ledger: Ledger) -> None:
    lpn = unit(ledger, 1)
    lotted(ledger, "L12", lpn)
    shipped(ledger, "L12", lpn)
    assert stock(ledger.reader).lots == ()
    assert lot_named(ledger.reader, " l12 ").state == "shipped"


def test_that_a_lot_that_nobody_knows_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refusal, match="LOT_UNKNOWN"):
        lot_named(ledger.reader, "L13")
