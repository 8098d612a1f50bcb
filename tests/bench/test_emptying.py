"""Putaway out of a closed tote: the next unit and its bin, unit first or bin first, what is moved, and the counts by bin at the end."""

from dataclasses import replace

import pytest

from station.bench import events as ev
from station.bench.prompts import prompt_of
from station.bench.states import State
from station.errors import Refusal
from station.model.containers import Container
from station.model.units import KnownUnit
from tests.bench.builders import AT, Desk, signed_in
from tests.bench.stock import STOCK, into_lot, into_tote, lot, payloads, plate, tote

ONE = replace(STOCK, state="toted", tote="T7")
TWO = replace(ONE, lpn="B01-000031-X", title="Mug", bin="B-01")
THREE = replace(ONE, lpn="B01-000032-X")
FULL = tote("T7", ONE, THREE, TWO, state="closed")


def emptying(known: Container = FULL) -> Desk:
    desk = signed_in()
    desk.take(into_tote(known))
    return desk


def put_into(place: str, unit: KnownUnit | None = None, into: Container | None = None) -> ev.BinScanned:
    return ev.BinScanned(at=AT, bin=place, unit=unit, into=into)


def said(desk: Desk) -> str:
    prompt = prompt_of(desk.now)
    assert prompt is not None
    return prompt.text


def test_that_the_next_unit_and_its_bin_are_named_and_then_those_of_the_unit_in_hand() -> None:
    desk = emptying()
    prompt = prompt_of(desk.now)
    assert prompt is not None
    assert (prompt.id, prompt.text, prompt.params["lpn"], prompt.params["bin"]) == ("EMPTY", "@EMPTYING_NEXT", ONE.lpn, "A-14")
    desk.take(plate(TWO, FULL))
    prompt = prompt_of(desk.now)
    assert prompt is not None
    assert (prompt.text, prompt.params["lpn"], prompt.params["bin"]) == ("@EMPTYING_UNIT", TWO.lpn, "B-01")


def test_that_unit_and_bin_empty_the_tote_and_the_bins_are_counted_at_the_end() -> None:
    desk = emptying()
    given = [desk.all(plate(unit), put_into(unit.bin or "", unit)) for unit in (ONE, TWO, THREE)]
    assert given == [["item.restocked"]] * 3
    assert [(each["bin"], each["from_tote"], each["quantity"]) for each in payloads(desk, "item.restocked")] == [
        ("A-14", "T7", 1), ("B-01", "T7", 1), ("A-14", "T7", 1),
    ]  # fmt: skip
    assert desk.now.stowing is not None
    assert (desk.now.stowing.placed, said(desk)) == ((("A-14", 2), ("B-01", 1)), "@EMPTYING_DONE")
    desk.take(ev.Done(at=AT))
    assert desk.now.state is State.READY


def test_that_a_bin_that_is_scanned_first_takes_one_unit_after_the_other() -> None:
    desk = emptying()
    assert desk.all(put_into("A-14"), plate(ONE), plate(THREE)) == ["item.restocked", "item.restocked"]
    assert desk.all(put_into("B-01"), plate(TWO)) == ["item.restocked"]
    assert said(desk) == "@EMPTYING_DONE"


def test_that_another_bin_is_asked_about_and_the_unit_is_moved_there() -> None:
    desk = emptying()
    desk.all(plate(ONE), put_into("C-09", ONE))
    assert desk.prompt == "BIN"
    assert desk.take(ev.Confirmed(at=AT)) == ["item.restocked"]
    assert desk.now.stowing is not None
    assert (desk.now.state, desk.now.stowing.placed) == (State.STOWING, (("C-09", 1),))
    desk.all(plate(TWO), put_into("C-09", TWO), ev.Done(at=AT))
    assert said(desk) == "@EMPTYING_UNIT"  # left as it is: still in hand


def test_that_the_same_bin_read_twice_puts_nothing_away() -> None:
    desk = emptying()
    desk.all(plate(ONE), put_into("A-14", ONE))
    with pytest.raises(Refusal, match="SCAN_THE_UNIT_FIRST"):
        desk.take(put_into("A-14"))


def test_that_a_unit_that_the_books_have_elsewhere_is_put_away_all_the_same() -> None:
    desk = emptying()
    stranger = replace(STOCK, lpn="B01-000040-X", title="Scarf")
    assert desk.all(plate(stranger), put_into("A-14", stranger)) == ["item.restocked"]
    assert "from_tote" not in payloads(desk, "item.restocked")[0]
    assert desk.now.stowing is not None
    assert len(desk.now.stowing.rest) == 3


@pytest.mark.parametrize(
    ("unit", "place", "code"),
    [
        (replace(ONE, disposition="donate"), "A-14", "NOT_SELLABLE"), (replace(ONE, state="held"), "A-14", "NOT_SELLABLE"),
        (ONE, "QUA-01", "BIN_NOT_FOR_STOCK"), (replace(ONE, state="restocked"), "A-14", "ALREADY_THERE"),
    ],
)  # fmt: skip
def test_that_what_may_not_lie_there_is_refused_and_stays_in_hand(unit: KnownUnit, place: str, code: str) -> None:
    desk = emptying()
    desk.take(plate(unit))
    with pytest.raises(Refusal, match=code):
        desk.take(put_into(place, unit))
    assert desk.now.stowing is not None
    assert desk.now.stowing.chosen is not None


def test_that_the_tote_is_looked_at_anew_with_each_scan() -> None:
    desk = emptying()
    desk.take(plate(ONE, tote("T7", ONE, TWO, state="closed")))
    assert desk.now.stowing is not None
    assert [unit.lpn for unit in desk.now.stowing.rest] == [ONE.lpn, TWO.lpn]


def test_that_undo_lets_go_of_the_unit_or_the_bin_and_never_of_what_is_stock() -> None:
    desk = emptying()
    desk.all(plate(ONE), ev.UndoAsked(at=AT))
    assert said(desk) == "@EMPTYING_NEXT"
    desk.all(put_into("A-14"), ev.UndoAsked(at=AT))
    assert desk.now.stowing is not None
    assert desk.now.stowing.bin == ""
    desk.all(plate(ONE), put_into("A-14", ONE))
    there = replace(ONE, state="restocked", tote=None)
    with pytest.raises(Refusal, match="UNIT_PUT_AWAY"):
        desk.take(ev.UndoAsked(at=AT, unit=there))
    desk.all(plate(there))
    assert said(desk) == "@EMPTYING_MOVE"
    assert desk.all(put_into("B-02", there), ev.Confirmed(at=AT)) == ["item.restocked"]


def test_that_done_tells_what_went_where_and_then_leaves() -> None:
    desk = emptying()
    desk.all(plate(ONE), put_into("A-14", ONE), ev.Done(at=AT))
    assert said(desk) == "@EMPTYING_LEFT"
    desk.take(ev.Done(at=AT))
    assert desk.now.state is State.READY


def test_that_the_unit_in_hand_goes_into_another_tote_or_a_lot() -> None:
    desk = emptying()
    desk.all(plate(ONE), into_tote(tote("T8"), unit=ONE))
    desk.all(plate(replace(TWO, disposition="outlet")), into_lot(lot(), unit=replace(TWO, disposition="outlet")))
    assert [fact.kind for fact in desk.facts] == ["item.toted", "item.lotted"]
    assert desk.now.stowing is not None
    assert (desk.now.stowing.placed, len(desk.now.stowing.rest)) == ((("T8", 1), ("L12", 1)), 1)


def test_that_what_is_not_sold_from_a_bin_is_said_so() -> None:
    given = replace(ONE, disposition="donate", bin="DON-01")
    desk = emptying(tote("T9", given, state="closed"))
    assert said(desk) == "@EMPTYING_NOT_STOCK"
    desk.take(plate(given))
    assert said(desk) == "@EMPTYING_UNIT_NOT_STOCK"


def test_that_another_closed_tote_is_emptied_next() -> None:
    desk = emptying()
    desk.take(into_tote(tote("T8", TWO, state="closed")))
    assert desk.now.stowing is not None
    assert (desk.now.stowing.into.name, desk.now.stowing.out) == ("T8", True)


def test_that_a_hazard_in_hand_is_quarantined_and_the_tote_goes_on() -> None:
    desk = emptying()
    desk.all(plate(ONE))
    kinds = desk.take(ev.Stopped(at=AT, unit=ONE))
    assert "item.graded" in kinds
    assert desk.now.stowing is not None
    assert (desk.now.state, desk.now.stowing.chosen) == (State.STOWING, None)


@pytest.mark.parametrize("known", [FULL, tote("T7", TWO, state="closed")])
def test_that_a_tote_closed_by_mistake_is_opened_again_with_a_reason_and_filled(known: Container) -> None:
    desk = emptying(known)
    assert desk.answers("REOPEN") == []
    assert (desk.prompt, said(desk)) == ("STOW:REOPEN", "@WHY_REOPEN_TOTE")
    assert desk.answers("MORE_UNITS") == ["tote.reopened"]
    given = payloads(desk, "tote.reopened")[0]
    assert (given["tote"], given["why"], given["units"], desk.prompt) == ("T7", "MORE_UNITS", known.units, "STOW")
    opened = replace(known, state="open")
    assert desk.take(plate(replace(ONE, lpn="B01-000039-X", state="graded", tote=None), opened)) == ["item.toted"]


def test_that_a_tote_stays_closed_where_nobody_says_why() -> None:
    desk = emptying()
    assert desk.answers("REOPEN", "LEAVE") == []
    assert (desk.prompt, said(desk)) == ("EMPTY", "@EMPTYING_NEXT")


@pytest.mark.parametrize("before", [plate(TWO, FULL), put_into("A-14")])
def test_that_a_tote_is_not_opened_again_with_a_unit_or_a_bin_in_hand(before: ev.Event) -> None:
    desk = emptying()
    desk.take(before)
    with pytest.raises(Refusal, match="NO_SUCH_CHOICE"):
        desk.take(ev.Answered(at=AT, key="2"))


def test_that_an_emptied_tote_is_open_by_itself_and_asks_nothing() -> None:
    desk = emptying(tote("T7", ONE, state="closed"))
    desk.all(plate(ONE), put_into("A-14", ONE))
    with pytest.raises(Refusal, match="NO_SUCH_CHOICE"):
        desk.take(ev.Answered(at=AT, key="2"))
