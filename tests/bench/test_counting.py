"""Counting and putting away as transitions alone: what the state machine does with plates, goods, numbers and bins."""

from dataclasses import replace

import pytest

from station.bench import drafts
from station.bench import events as ev
from station.bench.prompts import prompt_of
from station.bench.states import State
from station.errors import Refusal
from station.model.units import KnownUnit
from tests.bench.builders import AT, LEGGINGS, LINE, MUG, Desk, signed_in

GRADED = KnownUnit("B01-000009-X", "graded", "northwind", "YL-BLK-M", "Yoga leggings", "apparel", "A", "restock", "A-14", product=LEGGINGS)
THERE = replace(GRADED, lpn="B01-000010-X", state="restocked")
GONE = replace(GRADED, lpn="B01-000011-X", state="restocked", bin="B-02")
TOTED = replace(GRADED, lpn="B01-000012-X", state="toted", tote="T1")


def counting(*expected: str) -> Desk:
    desk = signed_in()
    desk.take(ev.CountAsked(at=AT, bin="A-14", expected=expected))
    return desk


def plate(unit: KnownUnit | None, lpn: str = "B01-000099-X") -> ev.PlateScanned:
    return ev.PlateScanned(at=AT, lpn=unit.lpn if unit else lpn, unit=unit)


def goods(*products: object, gtin: str = "09521321000012") -> ev.ItemScanned:
    return ev.ItemScanned(at=AT, code=gtin, products=products, parts={"gtin": gtin} if gtin.isdecimal() else {})  # type: ignore[arg-type]


def test_that_a_count_moves_nothing_and_says_what_differs() -> None:
    desk = counting(THERE.lpn, "B01-000077-X")
    desk.all(plate(THERE), plate(GONE), plate(TOTED), goods(LEGGINGS), goods(LEGGINGS))
    assert desk.take(ev.Done(at=AT)) == ["bin.counted"]
    payload = desk.facts[-1].payload
    assert payload["missing"] == ["B01-000077-X"]
    assert payload["surplus"] == [
        {"lpn": GONE.lpn, "state": "restocked", "where": "B-02"},
        {"lpn": TOTED.lpn, "state": "toted", "where": "T1"},
    ]
    assert payload["goods"] == [{"client": "northwind", "sku": "YL-BLK-M", "gtin": "09521321000012", "quantity": 2}]
    assert (desk.now.state, desk.now.count, payload["actions"]) == (State.READY, None, 7)


@pytest.mark.parametrize(
    ("scan", "row"),
    [
        (goods(), {"sku": "", "gtin": "09521321000012", "quantity": 1}),
        (goods(gtin="X-17"), {"sku": "X-17", "gtin": "", "quantity": 1}),
        (goods(MUG, replace(MUG, client="alpine"), gtin="09521321000029"), {"sku": "", "gtin": "09521321000029", "quantity": 1}),
    ],
)
def test_that_goods_that_nobody_can_name_are_counted_as_their_code(scan: ev.ItemScanned, row: dict[str, object]) -> None:
    desk = counting()
    desk.all(scan, ev.Done(at=AT))
    assert desk.facts[-1].payload["goods"] == [row]


def test_that_the_client_of_the_bench_decides_between_clients_that_share_a_code() -> None:
    desk = signed_in()
    desk.all(ev.ClientScanned(at=AT, client="alpine"), ev.CountAsked(at=AT, bin="A-14"))
    desk.all(goods(MUG, replace(MUG, client="alpine")), ev.Done(at=AT))
    assert desk.facts[-1].payload["goods"][0]["client"] == "alpine"


def test_that_a_number_sets_how_many_there_are_of_the_goods_scanned_last() -> None:
    desk = counting()
    desk.all(goods(LEGGINGS), goods(MUG, gtin="09521321000029"), goods(LEGGINGS), ev.NumberEntered(at=AT, number=12))
    prompt = prompt_of(desk.now)
    assert prompt
    assert (prompt.id, prompt.kind, prompt.asks, prompt.params["quantity"], prompt.params["pieces"]) == ("COUNT", "count", "number", 12, 13)
    desk.take(ev.Answered(at=AT, key="5"))
    desk.take(plate(THERE))
    with pytest.raises(Refusal, match="NOTHING_TO_MULTIPLY"):
        desk.take(ev.NumberEntered(at=AT, number=3))
    desk.take(ev.Done(at=AT))
    assert [(row["sku"], row["quantity"]) for row in desk.facts[-1].payload["goods"]] == [("MUG", 1), ("YL-BLK-M", 5)]


@pytest.mark.parametrize("number", [0, 100_000])
def test_that_no_number_of_pieces_is_none_or_a_code(number: int) -> None:
    desk = counting()
    desk.take(goods(LEGGINGS))
    with pytest.raises(Refusal, match="QUANTITY_WRONG"):
        desk.take(ev.NumberEntered(at=AT, number=number))


def test_that_a_plate_counts_once_and_one_without_a_unit_not_at_all() -> None:
    desk = counting()
    desk.take(plate(THERE))
    for again, code in ((plate(THERE), "PLATE_COUNTED"), (plate(None), "PLATE_WITHOUT_UNIT")):
        with pytest.raises(Refusal, match=code):
            desk.take(again)


def test_that_the_result_says_how_many_scans_were_refused_and_undo_does_not_take_these_back() -> None:
    desk = counting()
    desk.all(plate(THERE), ev.ScanRefused(at=AT), goods(LEGGINGS), ev.ScanRefused(at=AT))
    desk.draft = drafts.undo(desk.draft, desk.rules)
    desk.take(ev.Done(at=AT))
    payload = desk.facts[-1].payload
    assert (payload["units"], payload["goods"], payload["refused"]) == ([THERE.lpn], [], 2)


def test_that_another_bin_is_counted_when_this_count_is_over() -> None:
    with pytest.raises(Refusal, match="COUNT_OPEN"):
        counting().take(ev.CountAsked(at=AT, bin="B-02"))


@pytest.mark.parametrize(("place", "known"), [("A-99-99", False), ("qua-01", True), ("HOLD-S", True)])
def test_that_a_bin_that_neither_the_books_nor_a_policy_know_is_said_to_be_unknown(place: str, known: bool) -> None:
    desk = signed_in()
    desk.take(ev.CountAsked(at=AT, bin=place, known=False))
    prompt = prompt_of(desk.now)
    assert prompt
    assert prompt.text == ("@COUNTING" if known else "@COUNTING_UNKNOWN")
    desk.take(ev.Done(at=AT))
    assert desk.facts[-1].payload["known"] is known


def test_that_goods_of_another_bin_are_told_with_where_they_belong() -> None:
    desk = signed_in()
    desk.all(ev.CountAsked(at=AT, bin="B-02"), goods(replace(LEGGINGS, bin="A-14")), ev.NumberEntered(at=AT, number=4), ev.Done(at=AT))
    (row,) = desk.facts[-1].payload["goods"]
    assert (row["quantity"], row["title"], row["where"]) == (4, LEGGINGS.title, "A-14")


def test_that_undo_goes_back_scan_by_scan_and_out_of_the_count() -> None:
    desk = counting()
    desk.all(plate(THERE), goods(LEGGINGS))
    for pieces, units in ((0, 1), (0, 0)):
        desk.draft = drafts.undo(desk.draft, desk.rules)
        assert desk.now.count
        assert (desk.now.count.pieces, len(desk.now.count.units)) == (pieces, units)
    desk.draft = drafts.undo(desk.draft, desk.rules)
    assert (desk.now.state, desk.now.count) == (State.READY, None)


def test_that_a_long_count_keeps_its_last_scans_as_events_and_says_where_undo_ends() -> None:
    desk = counting()
    for number in range(1, 5 * drafts.KEPT):
        desk.take(goods(LEGGINGS))
        assert len(desk.draft.events) < 2 * drafts.KEPT
        assert drafts.replay(desk.draft.base, desk.draft.events, desk.rules).now == desk.now
        assert len(desk.draft.events) >= min(number, drafts.KEPT)
    kept = len(desk.draft.events)
    for _scan in range(kept):
        desk.draft = drafts.undo(desk.draft, desk.rules)
    assert desk.now.count
    assert desk.now.count.pieces == 5 * drafts.KEPT - 1 - kept
    with pytest.raises(Refusal, match="COUNT_UNDO_END"):
        drafts.undo(desk.draft, desk.rules)
    desk.all(goods(LEGGINGS), ev.Done(at=AT))
    assert desk.facts[-1].payload["goods"][0]["quantity"] == 5 * drafts.KEPT - kept


def test_that_a_hazard_interrupts_a_count_and_does_not_end_it() -> None:
    desk = counting()
    desk.take(plate(THERE))
    desk.take(ev.Stopped(at=AT, plate="B01-000050-X"))
    assert desk.now.state is State.COUNTING
    desk.take(ev.Done(at=AT))
    assert desk.facts[-1].payload["units"] == [THERE.lpn]


def test_that_the_count_of_a_parcel_s_bench_goes_back_to_the_parcel() -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.all(ev.CountAsked(at=AT, bin="A-14"), ev.Done(at=AT))
    assert desk.now.state is State.PARCEL


def test_that_the_same_count_is_not_taken_twice() -> None:
    with pytest.raises(Refusal, match="COUNT_TAKEN"):
        signed_in().take(ev.CountAsked(at=AT, bin="A-14", taken=True))


def test_that_a_bin_scanned_for_nobody_takes_the_next_plates_until_another_code_ends_it() -> None:
    desk = signed_in()
    desk.take(ev.BinScanned(at=AT, bin="A-14"))
    assert desk.all(plate(GRADED), plate(replace(GRADED, lpn="B01-000013-X"))) == ["item.restocked"] * 2
    prompt = prompt_of(desk.now)
    assert prompt
    assert (prompt.text, prompt.params["bin"]) == ("@SCAN_PLATES_FOR_BIN", "A-14")
    desk.take(ev.ClientScanned(at=AT, client="northwind"))
    desk.take(plate(GRADED))
    assert (desk.now.putting, desk.now.state) == ("", State.DECIDING)


def test_that_done_ends_it_too_and_fits_nowhere_else() -> None:
    desk = signed_in()
    desk.all(ev.BinScanned(at=AT, bin="A-14"), ev.Done(at=AT))
    assert desk.now.putting == ""
    desk.take(ev.Done(at=AT))  # the last unit is done with
    with pytest.raises(Refusal, match="NOT_NOW"):
        desk.take(ev.Done(at=AT))


def test_that_another_bin_than_the_units_own_is_asked_about_and_the_next_unit_goes_on() -> None:
    desk = signed_in()
    desk.all(ev.BinScanned(at=AT, bin="B-02"), plate(GRADED))
    assert desk.prompt == "BIN"
    assert desk.take(ev.Confirmed(at=AT)) == ["item.restocked"]
    assert (desk.now.state, desk.now.putting) == (State.READY, "B-02")


def test_that_after_a_grade_the_bin_still_means_that_unit() -> None:
    desk = signed_in()
    assert desk.take(ev.BinScanned(at=AT, bin="a-14", unit=GRADED)) == ["item.restocked"]
    with pytest.raises(Refusal, match="ALREADY_THERE"):
        desk.take(ev.BinScanned(at=AT, bin="A-14", unit=THERE))
    desk.take(ev.BinScanned(at=AT, bin="C-01", unit=THERE))
    assert desk.now.putting == "C-01"


def test_that_a_unit_is_moved_after_it_was_asked_and_is_sold_once() -> None:
    desk = signed_in()
    desk.all(plate(THERE), ev.BinScanned(at=AT, bin="B-02"))
    assert desk.prompt == "BIN"
    desk.take(ev.Confirmed(at=AT))
    moved = desk.facts[-1].payload
    assert (moved["bin"], moved["from_bin"], moved["quantity"]) == ("B-02", "A-14", 0)


def test_that_a_unit_is_not_put_into_the_tote_in_which_it_lies() -> None:
    desk = signed_in()
    desk.take(plate(TOTED))
    with pytest.raises(Refusal, match="ALREADY_THERE"):
        desk.take(ev.ToteScanned(at=AT, tote="t1"))
    assert desk.take(ev.ToteScanned(at=AT, tote="T2")) == ["item.toted"]
    assert desk.facts[-1].payload["from_tote"] == "T1"


@pytest.mark.parametrize(
    "unit", [replace(GRADED, disposition="quarantine"), replace(GRADED, state="held"), replace(GRADED, disposition=None)]
)
def test_that_a_bin_that_was_scanned_first_takes_nothing_that_may_not_be_sold(unit: KnownUnit) -> None:
    desk = signed_in()
    desk.take(ev.BinScanned(at=AT, bin="A-14"))
    with pytest.raises(Refusal, match="NOT_SELLABLE"):
        desk.take(plate(unit))
    assert desk.now.putting == "A-14"
