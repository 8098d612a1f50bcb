"""Units into totes and lots: one after the other or each before its place, what may lie together, closing, undo."""

from dataclasses import replace

import pytest

from station.bench import events as ev
from station.bench.states import State
from station.errors import Refusal
from station.model.goods import Alert
from station.model.units import KnownUnit
from station.texts import notice
from tests.bench.builders import AT, LEGGINGS, Desk, known, signed_in
from tests.bench.stock import (
    DESTROY,
    HAZARD,
    HELD,
    OTHER,
    OUTLET,
    STOCK,
    closing,
    into_lot,
    into_tote,
    lot,
    payloads,
    plate,
    tote,
)

SECOND = replace(OUTLET, lpn="B01-000021-X")


def filling(*units: KnownUnit) -> Desk:
    desk = signed_in()
    desk.take(into_tote(tote("T7", *units)))
    return desk


def test_that_a_tote_that_is_scanned_first_takes_every_plate_until_done() -> None:
    desk = filling()
    assert (desk.now.state, desk.prompt) == (State.STOWING, "STOW")
    assert desk.all(plate(OUTLET, tote()), plate(SECOND, tote("T7", OUTLET))) == ["item.toted", "item.toted"]
    said = {"client": "northwind", "disposition": "outlet", "grade": "B", "sku": "YL-BLK-M", "tote": "T7"}
    assert payloads(desk, "item.toted") == [said, said]
    desk.take(ev.Done(at=AT))
    assert (desk.now.state, desk.now.stowing) == (State.READY, None)


def test_that_a_code_that_is_no_part_of_it_ends_it_and_is_taken() -> None:
    desk = filling()
    desk.item(LEGGINGS)
    assert (desk.now.state, desk.now.stowing) == (State.INSPECTING, None)
    desk = filling()
    desk.take(ev.BinScanned(at=AT, bin="A-14"))
    assert (desk.now.state, desk.now.stowing, desk.now.putting) == (State.READY, None, "A-14")


def test_that_the_last_unit_goes_into_the_tote_and_one_that_lies_somewhere_is_not_meant() -> None:
    desk = signed_in()
    assert desk.take(into_tote(tote(), unit=OUTLET)) == ["item.toted"]
    assert desk.prompt == "READY"
    assert desk.take(into_tote(tote("T8"), unit=replace(OUTLET, state="toted", tote="T7"))) == []
    assert desk.prompt == "STOW"


def test_that_a_last_unit_that_was_let_go_is_not_what_the_next_tote_is_meant_for() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.take(ev.Done(at=AT))
    assert desk.take(into_tote(tote("T7", OUTLET), unit=known(desk))) == []
    assert desk.now.state is State.STOWING
    desk.take(ev.Done(at=AT))
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    assert desk.take(into_tote(tote(), unit=known(desk))) == ["item.toted"]


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (STOCK, "OTHER_DISPOSITION"), (HELD, "CANNOT_STOW"), (HAZARD, "QUARANTINE_STAYS"), (None, "PLATE_WITHOUT_UNIT"),
        (replace(OUTLET, state="restocked"), "CANNOT_STOW"), (replace(OUTLET, state="shipped"), "CANNOT_STOW"),
        (replace(OUTLET, state="toted", tote="t7"), "ALREADY_THERE"),
        (replace(OUTLET, state="lotted", lot="L1", lot_state="closed"), "IN_A_CLOSED_LOT"),
        (replace(OUTLET, new_alerts=(Alert("", "sku", "YL-BLK-M", "Recall", "hold"),)), "ALERT_STOPS"),
    ],
)  # fmt: skip
def test_that_a_tote_takes_nothing_that_may_not_lie_there(unit: KnownUnit | None, code: str) -> None:
    desk = filling(SECOND)
    with pytest.raises(Refusal, match=code):
        desk.take(plate(unit, tote("T7", SECOND)))
    assert (desk.facts, desk.now.state) == ([], State.STOWING)


def test_that_a_wrong_disposition_is_refused_with_both_named() -> None:
    desk = filling(SECOND)
    with pytest.raises(Refusal) as refused:
        desk.take(plate(STOCK, tote("T7", SECOND)))
    assert notice(refused.value).message == "B01-000012-X: restock. T7 holds: outlet. They do not go together."


def test_that_a_tote_may_hold_units_of_several_clients() -> None:
    desk = filling(OUTLET)
    desk.take(plate(OTHER, tote("T7", OUTLET)))
    assert desk.now.stowing is not None
    assert (desk.now.stowing.into.client, desk.now.stowing.into.units) == ("", 2)


def test_that_closing_says_what_is_in_it_and_prints_its_label() -> None:
    desk = filling(OUTLET)
    assert desk.take(closing(tote("T7", OUTLET, SECOND, copies=1))) == ["tote.closed", "label.queued"]
    closed, label = desk.facts
    assert (closed.subject, closed.payload) == ("T7", {"tote": "T7", "client": "northwind", "disposition": "outlet", "units": 2})
    fields = {"code": "RS-TOTE-T7", "title": "T7", "client": "northwind", "note": "outlet", "count": "2", "date": "2026-11-21"}
    assert (label.subject, label.payload["layout"], label.payload["fields"], label.payload["copy"]) == ("T7", "tote", fields, 2)
    assert desk.now.state is State.READY


def test_that_an_empty_tote_is_not_closed_and_a_closed_one_takes_nothing() -> None:
    desk = filling()
    with pytest.raises(Refusal, match="NOTHING_IN_IT"):
        desk.take(closing(tote()))
    with pytest.raises(Refusal, match="TOTE_IS_CLOSED"):
        desk.take(plate(OUTLET, tote("T7", SECOND, state="closed")))
    shown = signed_in()
    shown.take(plate(OUTLET))
    with pytest.raises(Refusal, match="TOTE_IS_CLOSED"):
        shown.take(into_tote(tote("T7", SECOND, state="closed")))


def test_that_undo_takes_the_last_one_out_again_and_no_other() -> None:
    desk = filling()
    desk.take(plate(OUTLET, tote()))
    lying = replace(OUTLET, state="toted", tote="T7")
    assert desk.take(ev.UndoAsked(at=AT, unit=lying)) == ["item.taken_out"]
    assert payloads(desk, "item.taken_out")[0]["from_tote"] == "T7"
    with pytest.raises(Refusal, match="NOTHING_TO_UNDO"):
        desk.take(ev.UndoAsked(at=AT, unit=lying))


def test_that_a_unit_is_taken_out_by_its_plate() -> None:
    desk = signed_in()
    desk.take(plate(replace(OUTLET, state="toted", tote="T7")))
    assert desk.answers("TAKE_OUT") == ["item.taken_out"]
    desk.take(plate(replace(OUTLET, state="lotted", lot="L1", lot_state="closed")))
    assert desk.prompt == "UNIT"
    with pytest.raises(Refusal, match="NO_SUCH_CHOICE"):
        desk.keys("2")


@pytest.mark.parametrize(
    ("unit", "known_lot", "code"),
    [
        (STOCK, lot(), "NOT_FOR_A_LOT"), (DESTROY, lot(), "NOT_FOR_A_LOT"), (OTHER, lot("L12", OUTLET), "LOT_OF_ANOTHER_CLIENT"),
        (replace(OUTLET, disposition="donate"), lot("L12", SECOND), "OTHER_DISPOSITION"), (HELD, lot(), "CANNOT_LOT"),
        (HAZARD, lot(), "QUARANTINE_STAYS"), (OUTLET, lot("L12", SECOND, state="closed"), "LOT_IS_CLOSED"),
        (OUTLET, lot("L12", SECOND, state="shipped"), "LOT_HAS_LEFT"),
        (replace(OUTLET, state="lotted", lot="L12", lot_state="open"), lot("L12", OUTLET), "ALREADY_THERE"),
    ],
)  # fmt: skip
def test_that_a_lot_takes_nothing_that_may_not_lie_there(unit: KnownUnit, known_lot: object, code: str) -> None:
    desk = signed_in()
    desk.take(plate(unit))
    with pytest.raises(Refusal, match=code):
        desk.take(into_lot(known_lot))  # type: ignore[arg-type]  # a container
    assert desk.facts == []


def test_that_what_was_sold_from_a_bin_is_no_such_stock_in_a_lot() -> None:
    desk = signed_in()
    desk.all(plate(replace(OUTLET, state="restocked", bin="OUT-03")), into_lot(lot()))
    given = payloads(desk, "item.lotted")[0]
    assert (given["quantity"], given["from_bin"], given["condition"]) == (-1, "OUT-03", {"ebay": 3000})
    desk.all(into_lot(lot("L13")), plate(replace(SECOND, state="toted", tote="T7"), lot("L13")))
    given = payloads(desk, "item.lotted")[1]
    assert (given["quantity"], given["from_tote"], "from_bin" in given) == (0, "T7", False)


def test_that_a_lot_is_closed_with_its_plates_and_opened_again_with_a_reason() -> None:
    desk = signed_in()
    desk.take(into_lot(lot("L12", OUTLET)))
    desk.take(closing(lot("L12", OUTLET, SECOND)))
    assert payloads(desk, "lot.closed")[0]["lpns"] == [OUTLET.lpn, SECOND.lpn]
    desk.take(into_lot(lot("L12", OUTLET, SECOND, state="closed")))
    assert desk.prompt == "STOW:CLOSED"
    assert desk.answers("REOPEN", "TAKE_OUT") == ["lot.reopened"]
    assert (payloads(desk, "lot.reopened")[0]["why"], desk.prompt) == ("TAKE_OUT", "STOW")


def test_that_a_closed_lot_is_left_as_it_is() -> None:
    desk = signed_in()
    desk.take(into_lot(lot("L12", OUTLET, state="closed")))
    assert desk.answers("REOPEN", "LEAVE", "LEAVE") == []
    assert desk.now.state is State.READY
