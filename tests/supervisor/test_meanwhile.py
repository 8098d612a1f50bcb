"""A bench stands at the last question about what leaves while a desk acts on the same units: what was true when it was asked is not done.

And what has left, or lies in a closed lot, is not taken back by anybody; what is for sale is for sale once.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from station.assembly import bench_of
from station.exchange.imports import import_file
from station.model import facts as kinds
from station.model.people import Role
from station.scan.plates import plate
from station.supervisor.acts import Act
from station.supervisor.acts_containers import CloseLot, CloseTote, ReopenLot, ReopenTote
from station.supervisor.acts_stock import Return, SendToRepair, ShipLot
from station.supervisor.acts_units import Correct, Hold, Reopen
from station.supervisor.performing import perform
from station.texts import notice
from tests.insight.stocked import lotted, unit
from tests.supervisor.unit_stories import Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def graded(bench: Bench, disposition: str, *numbers: int) -> tuple[str, ...]:
    ledger, category = bench.opened.ledger, "home_goods"
    return tuple(unit(ledger, each, disposition, "C", lpn=plate("B02", each), category=category, market="US") for each in numbers)


def closed_lot(bench: Bench, *numbers: int) -> tuple[str, ...]:
    lpns = graded(bench, "liquidation", *numbers)
    lotted(bench.opened.ledger, "L12", *lpns)
    assert bench.act(CloseLot("L12")).refusal is None
    return lpns


def supervised(bench: Bench, *codes: str) -> None:
    """The supervisor signs in at the bench and scans these codes."""
    bench.scans("RS-SIGN-OUT")
    bench.session.sign_in("Sam")
    bench.scans(*codes)


def refused(bench: Bench, *codes: str) -> str:
    *before, last = codes
    bench.scans(*before)
    outcome = bench.session.take(last)
    assert (outcome.refusal is not None, outcome.facts) == (True, ())
    return outcome.refusal.code if outcome.refusal else ""


def refusals(bench: Bench) -> list[tuple[str, object]]:
    return [(fact.subject, fact.payload) for fact in bench.opened.ledger.facts(kinds=(kinds.ACT_REFUSED,))]


def code_of(bench: Bench, act: Act) -> str:
    answer = bench.act(act)
    assert answer.refusal is not None
    return str(answer.refusal[0])


def recall(bench: Bench, folder: Path) -> None:
    (folder / "alerts.csv").write_text("client,sku,say,then\nnorthwind,YL-BLK-M,Recalled: burns,quarantine\n")
    opened = bench.opened
    import_file("alerts", folder / "alerts.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")


MEANWHILE: Final = [lambda lpn: Return((lpn,), "vendor", "D-1"), lambda lpn: Hold(lpn, "SUPERVISOR"), lambda lpn: Reopen(lpn, "CHECK")]


@pytest.mark.parametrize("act", MEANWHILE)
def test_that_a_unit_does_not_leave_twice_nor_after_somebody_took_it_back(bench: Bench, act: Callable[[str], Act]) -> None:
    (lpn,) = graded(bench, "return_to_vendor", 900001)
    supervised(bench, "RS-VENDOR", lpn, "RS-DONE", "B-1")
    assert bench.act(act(lpn)).refusal is None
    assert refused(bench, "RS-CONFIRM") == refused(bench, "1") == "CANNOT_LEAVE"
    assert bench.kinds(lpn).count("item.returned") == (act(lpn).name == "Return")
    assert bench.scans("0") == []
    assert bench.session.snapshot.leaving is None


def test_that_what_was_destroyed_meanwhile_is_not_destroyed_with_the_picture(bench: Bench) -> None:
    (lpn,) = graded(bench, "destroy", 900001)
    badge = bench.opened.people.new_badge(bench.ada)
    supervised(bench, "RS-DESTROY", lpn, "RS-DONE", "1", "500", f"RS-BADGE-{badge}")
    bench.opened.ledger.append("S-01", [kinds.NewFact(kinds.ITEM_DESTROYED, lpn, {"client": "northwind", "photos": []})])
    assert refused(bench, "RS-PHOTO") == "CANNOT_LEAVE"
    assert bench.kinds(lpn).count("item.destroyed") == 1


@pytest.mark.parametrize("way", ["RS-VENDOR", "RS-SHIP-L12"])
def test_that_a_recall_at_the_last_moment_keeps_goods_here(bench: Bench, tmp_path: Path, way: str) -> None:
    lot = way == "RS-SHIP-L12"
    (lpn,) = closed_lot(bench, 900001) if lot else graded(bench, "return_to_vendor", 900001)
    supervised(bench, way, *(("Buyer",) if lot else (lpn, "RS-DONE")), "N-1")
    recall(bench, tmp_path)
    assert refused(bench, "RS-CONFIRM") == "ALERT_STOPS"


def test_that_a_lot_does_not_leave_twice_nor_open_nor_with_other_units_than_were_shown(bench: Bench) -> None:
    first, second = closed_lot(bench, 900001, 900002)
    asking = ("RS-SHIP-L12", "Buyer", "N-1")
    supervised(bench, *asking)
    bench.act(ReopenLot("L12", "TAKE_OUT"))
    assert refused(bench, "RS-CONFIRM") == "LOT_STILL_OPEN"
    with bench.session.own_bench(bench.ada):
        bench.scans(second, "1")
    bench.act(CloseLot("L12"))
    assert refused(bench, "RS-CONFIRM") == refused(bench, "RS-CONFIRM") == "LOT_CHANGED"
    bench.scans("0", *asking)
    bench.act(ShipLot("L12", "Other buyer"))
    assert refused(bench, "RS-CONFIRM") == "LOT_HAS_LEFT"
    (fact,) = bench.opened.ledger.facts(kinds=(kinds.LOT_SHIPPED,))
    assert (fact.payload["lpns"], fact.payload["to"]) == ([first], "Other buyer")


@pytest.mark.parametrize("kind", ["tote", "lot"])
def test_that_what_the_desk_opened_again_meanwhile_is_not_opened_twice(bench: Bench, kind: str) -> None:
    code = {"tote": "RS-TOTE-T7", "lot": "RS-LOT-L12"}[kind]
    closed, again = {"tote": (CloseTote("T7"), ReopenTote("T7")), "lot": (CloseLot("L12"), ReopenLot("L12"))}[kind]
    first, second = graded(bench, "liquidation", 900001, 900002)
    bench.scans(first, code)
    bench.act(closed)
    bench.scans(code, "2")
    bench.act(again)
    assert refused(bench, "1") == f"{kind.upper()}_NOT_CLOSED"
    assert [fact.kind for fact in bench.opened.ledger.facts(kinds=(f"{kind}.reopened",))] == [f"{kind}.reopened"]
    assert bench.scans("0", "0", code, second, "RS-CLOSE")[-2:] == [f"{kind}.closed", "label.queued"]
    assert bench.scans(code, "2", "4") == [f"{kind}.reopened"]


def test_that_an_answer_can_be_taken_back_after_it_was_looked_up_again(bench: Bench) -> None:
    gone, here = graded(bench, "return_to_vendor", 900001, 900002)
    supervised(bench, "RS-VENDOR", here, gone, "RS-DONE", "B-1")
    bench.act(Return((gone,), "vendor", "D-1"))
    assert refused(bench, "RS-CONFIRM") == "CANNOT_LEAVE"
    bench.scans("RS-UNDO", "RS-UNDO", "RS-UNDO", "RS-DONE", "B-1")
    assert bench.scans("RS-CONFIRM") == ["item.returned"]
    assert [bench.kinds(lpn).count("item.returned") for lpn in (gone, here)] == [1, 1]


def test_that_whoever_takes_over_sends_nothing_away_without_the_right(bench: Bench) -> None:
    (lpn,) = graded(bench, "return_to_vendor", 900001)
    bench.session.idle_minutes = 1
    supervised(bench, "RS-VENDOR", lpn, "RS-DONE", "B-1")
    for _ in range(200):
        bench.opened.clock.now()
    assert bench.session.lock_when_idle() is not None
    bench.session.sign_in("Ada")
    assert refused(bench, "RS-CONFIRM") == refused(bench, "1") == "MAY_NOT"
    told = {"role": "inspector", "what": "send_off"}
    assert refusals(bench) == [(bench.ada.id, {"act": act, **told}) for act in ("Confirmed", "Answered")]
    assert (bench.scans("RS-DONE"), bench.session.snapshot.leaving) == ([], None)


def test_that_a_picture_is_waived_by_who_may_and_another_badge_is_written_down(bench: Bench) -> None:
    (lpn,) = graded(bench, "destroy", 900001)
    badges = [f"RS-BADGE-{bench.opened.people.new_badge(person)}" for person in (bench.ada, bench.sam)]
    supervised(bench, "RS-DESTROY", lpn, "RS-DONE", "1", "500", badges[0])
    assert refused(bench, badges[0]) == "NOT_A_SUPERVISOR"
    assert refusals(bench) == [(bench.ada.id, {"act": "SignedIn", "role": "inspector", "what": "waive"})]
    assert bench.scans(badges[1]) == ["item.destroyed"]


@pytest.mark.parametrize("restarted", [False, True])
def test_that_a_decision_at_the_desk_is_not_the_last_unit_of_whoever_stands_at_the_bench(bench: Bench, restarted: bool) -> None:
    (other,) = graded(bench, "outlet", 900001)
    supervised(bench)
    mine = bench.stained()
    answer = perform(bench.opened, bench.session, Hold(other, "SUPERVISOR"), bench.sam, "an-act-of-the-desk")
    assert (answer.refusal, "item.held" in bench.kinds(other)) == (None, True)
    if restarted:
        bench.session = bench_of(bench.opened)
        bench.session.sign_in("Sam")
    bench.scans("RS-UNDO", "RS-CONFIRM")
    assert ("item.reopened" in bench.kinds(mine), "item.reopened" in bench.kinds(other)) == (True, False)


def test_that_the_witness_does_not_take_over(bench: Bench) -> None:
    (lpn,) = graded(bench, "destroy", 900001)
    bench.session.idle_minutes = 1
    wim, badge = bench.opened.people.add("Wim", Role.SUPERVISOR)
    supervised(bench, "RS-DESTROY", lpn, "RS-DONE", "1", "500", f"RS-BADGE-{badge}")
    for _ in range(200):
        bench.opened.clock.now()
    assert bench.session.lock_when_idle() is not None
    bench.session.sign_in("Wim")
    assert refused(bench, "RS-PHOTO") == "WITNESS_TOOK_OVER"
    other = bench.opened.people.new_badge(bench.sam)
    assert bench.scans("RS-UNDO", f"RS-BADGE-{other}", "RS-PHOTO") == ["item.destroyed"]
    (fact,) = bench.opened.ledger.facts(kinds=(kinds.ITEM_DESTROYED,))
    assert (fact.actor, fact.payload["witness"]) == (wim.id, bench.sam.id)


@pytest.mark.parametrize("state", ["closed", "shipped", "returned", "destroyed", "repairing"])
def test_that_what_is_gone_does_not_come_back_as_a_hazard_nor_by_the_desk(bench: Bench, state: str) -> None:
    if state in ("closed", "shipped"):
        (lpn,) = closed_lot(bench, 900001)
        if state == "shipped":
            bench.act(ShipLot("L12"))
    else:
        (lpn,) = graded(bench, {"returned": "return_to_vendor", "destroyed": "destroy", "repairing": "repair"}[state], 900001)
        leaves = {"returned": Return((lpn,), "vendor"), "repairing": SendToRepair((lpn,))}
        if state in leaves:
            bench.act(leaves[state])
        else:
            bench.opened.ledger.append("S-01", [kinds.NewFact(kinds.ITEM_DESTROYED, lpn, {"client": "northwind", "photos": []})])
    before = bench.kinds(lpn)
    bench.scans(lpn)
    stopped = bench.session.take("RS-STOP")
    assert [(fact.kind, fact.subject) for fact in stopped.facts] == [("hazard.reported", lpn)]
    assert stopped.notice is not None
    assert (stopped.notice.code, lpn in notice(stopped.notice).message) == ("HAZARD_NOT_HERE", True)
    assert stopped.snapshot.prompt is not None
    assert stopped.snapshot.state == "ready"
    codes = {code_of(bench, act) for act in (Hold(lpn, "SUPERVISOR"), Reopen(lpn, "CHECK"))}
    assert codes == ({"IN_A_CLOSED_LOT"} if state == "closed" else {"UNIT_NOT_HERE", "UNIT_GONE"})
    by_card = {refused(bench, lpn, "RS-HOLD-SUPERVISOR"), refused(bench, "RS-GRADE-B")}
    assert by_card == ({"IN_A_CLOSED_LOT", "NOT_GRADED"} if state == "closed" else {"UNIT_NOT_HERE", "NOT_GRADED"})
    assert bench.kinds(lpn) == [*before, "hazard.reported"]


def test_that_a_unit_of_a_closed_lot_is_no_other_goods_until_the_lot_is_opened(bench: Bench) -> None:
    (lpn,) = closed_lot(bench, 900001)
    wrong = Correct(lpn, "sku", "NW-HOOD-GRY-M", "MIXED_UP")
    assert code_of(bench, wrong) == "IN_A_CLOSED_LOT"
    assert bench.act(Correct(lpn, "serial", "SN1", "MISREAD")).refusal is None
    bench.act(ReopenLot("L12", "WRONG_UNIT"))
    assert bench.act(wrong).refusal is None


def sold_at_most(bench: Bench, lpn: str) -> int:
    return sum(fact.payload.get("quantity") or 0 for fact in bench.opened.ledger.facts(subject=lpn))


def test_that_a_unit_is_for_sale_once_whatever_happens_to_it(bench: Bench) -> None:
    lpn = bench.stained()
    assert (bench.scans("RS-BIN-OUT-03"), sold_at_most(bench, lpn)) == (["item.restocked"], 1)
    assert (bench.scans(lpn, "RS-STOP")[0], sold_at_most(bench, lpn)) == ("item.graded", 0)
    bench.act(Reopen(lpn, "CHECK"))
    bench.again(lpn, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
    assert sold_at_most(bench, lpn) == 0
    assert (bench.scans("RS-BIN-OUT-03"), sold_at_most(bench, lpn)) == (["item.restocked"], 1)


def test_that_a_unit_in_its_bin_is_corrected_once_it_was_taken_out(bench: Bench) -> None:
    lpn = bench.stained()
    bench.scans("RS-BIN-OUT-03")
    wrong = Correct(lpn, "sku", "NW-HOOD-GRY-M", "MISREAD")
    assert code_of(bench, wrong) == "IN_ITS_BIN"
    assert (bench.scans(lpn, "1"), sold_at_most(bench, lpn)) == (["item.taken_out"], 0)
    assert bench.act(wrong).refusal is None
    bench.scans(lpn)
    assert bench.session.snapshot.prompt is not None
    assert bench.session.snapshot.prompt["choices"][0]["answer"] == "REOPEN"
