"""Acts about stock at a real bench: totes, lots, and what leaves. Each is done by the bench's own rules, or refused and nothing happens."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from station.insight.stock import stock, units_in
from station.insight.stock_gone import gone
from station.ledger.rebuild import rebuild
from station.model import facts as kinds
from station.model.people import Role
from station.scan.plates import plate
from station.supervisor.acts import Act, Answer
from station.supervisor.acts_containers import CloseLot, CloseTote, ReopenLot, ReopenTote
from station.supervisor.acts_stock import BackFromRepair, Destroy, Return, SendToRepair, ShipLot
from station.supervisor.stock import stock_now
from tests.insight.stocked import destroyed, lotted, unit
from tests.supervisor.unit_stories import Bench, graded, open_bench
from ui.supervisor.restock_rows import Section, beside_word


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


@pytest.fixture
def photo(tmp_path: Path) -> str:
    out = BytesIO()
    Image.effect_noise((640, 480), 40).convert("RGB").save(out, "JPEG")
    (tmp_path / "ash.jpg").write_bytes(out.getvalue())
    return str(tmp_path / "ash.jpg")


def code_of(answer: Answer) -> str:
    return answer.refusal[0] if answer.refusal else ""


def test_that_a_tote_is_closed_with_its_label_and_only_once(bench: Bench) -> None:
    (lpn,) = graded(bench, "liquidation", 900001)
    bench.scans(lpn, "RS-TOTE-T7")
    answer = bench.act(CloseTote("t7"))
    assert answer.done == {"tote": "T7"}
    written = [fact for fact in bench.opened.ledger.facts() if fact.id in answer.facts]
    assert [(fact.kind, fact.actor) for fact in written] == [("tote.closed", bench.sam.id), ("label.queued", bench.sam.id)]
    assert stock(bench.opened.reader).totes[0].state == "closed"
    assert code_of(bench.act(CloseTote("T7"))) == "TOTE_IS_CLOSED"
    assert code_of(bench.act(CloseTote("T8"))) == "NOTHING_IN_IT"


def test_that_a_closed_tote_is_opened_again_for_a_reason_and_closed_with_another_label(bench: Bench) -> None:
    first, second = graded(bench, "liquidation", 900001, 900002)
    bench.scans(first, "RS-TOTE-T7")
    bench.act(CloseTote("T7"))
    assert code_of(bench.act(ReopenTote("T7", "BECAUSE"))) == "REOPEN_LOT_WHY"
    assert bench.act(ReopenTote("t7", "MORE_UNITS")).done == {"tote": "T7"}
    assert stock(bench.opened.reader).totes[0].state == "open"
    assert code_of(bench.act(ReopenTote("T7", "MORE_UNITS"))) == "TOTE_NOT_CLOSED"
    bench.scans(second, "RS-TOTE-T7")
    assert bench.act(CloseTote("T7")).refusal is None
    labels = [fact.payload["copy"] for fact in bench.opened.ledger.facts(kinds=("label.queued",), subject="T7")]
    assert (labels, stock(bench.opened.reader).totes[0].units) == ([1, 2], 2)
    rebuild(bench.opened.ledger)
    assert stock(bench.opened.reader).totes[0].state == "closed"


def test_that_a_lot_is_closed_opened_again_for_a_reason_and_shipped_under_a_number(bench: Bench) -> None:
    lotted(bench.opened.ledger, "L12", *graded(bench, "liquidation", 900001, 900002))
    assert code_of(bench.act(ShipLot("L12"))) == "LOT_STILL_OPEN"
    assert bench.act(CloseLot("L12")).refusal is None
    assert code_of(bench.act(ReopenLot("L12", "BECAUSE"))) == "REOPEN_LOT_WHY"
    assert bench.act(ReopenLot("L12", "WRONG_UNIT")).refusal is None
    assert code_of(bench.act(ReopenLot("L12", "WRONG_UNIT"))) == "LOT_NOT_CLOSED"
    assert bench.act(CloseLot("L12")).refusal is None
    assert bench.act(ShipLot("L12", "Buyer GmbH,  Leipzig", "PO-77")).refusal is None
    (row,) = gone(bench.opened.reader)
    assert (row.what, row.to, row.reference, row.units, row.actor) == ("L12", "Buyer GmbH, Leipzig", "PO-77", 2, bench.sam.id)
    assert {each.state for each in units_in(bench.opened.reader, "lot", "L12")} == {"shipped"}
    assert code_of(bench.act(ShipLot("L12"))) == "LOT_HAS_LEFT"


def test_that_a_lot_leaves_without_a_name_where_nobody_names_one(bench: Bench) -> None:
    lotted(bench.opened.ledger, "L12", *graded(bench, "liquidation", 900001))
    bench.act(CloseLot("L12"))
    assert bench.act(ShipLot("L12")).refusal is None
    assert [(row.to, row.reference) for row in gone(bench.opened.reader)] == [("", "")]


def test_that_a_code_of_the_station_is_no_name_and_nothing_leaves(bench: Bench) -> None:
    lotted(bench.opened.ledger, "L12", *graded(bench, "liquidation", 900001))
    bench.act(CloseLot("L12"))
    assert code_of(bench.act(ShipLot("L12", "rs-stop"))) == "NAME_NOT_TAKEN"
    assert gone(bench.opened.reader) == ()


@pytest.mark.parametrize(("to", "disposition"), [("vendor", "return_to_vendor"), ("customer", "return_to_customer")])
def test_that_units_go_back_together_under_their_number(bench: Bench, to: str, disposition: str) -> None:
    lpns = graded(bench, disposition, 900001, 900002)
    assert bench.act(Return(lpns, to, "RTV-88")).done == {"done": list(lpns)}
    rows = gone(bench.opened.reader)
    assert [(row.kind, row.to, row.reference) for row in rows] == [(kinds.ITEM_RETURNED, to, "RTV-88")] * 2


def test_that_all_units_leave_or_none(bench: Bench) -> None:
    mine, other = graded(bench, "return_to_vendor", 900001)[0], graded(bench, "donate", 900002)[0]
    head = bench.opened.ledger.head().seq
    answer = bench.act(Return((mine, other), "vendor"))
    assert (code_of(answer), answer.facts, bench.opened.ledger.head().seq) == ("ANOTHER_WAY_OUT", (), head)


def test_that_a_unit_goes_to_repair_and_comes_back_to_be_inspected_at_the_bench(bench: Bench) -> None:
    (lpn,) = graded(bench, "repair", 900001)
    assert code_of(bench.act(BackFromRepair(lpn))) == "NOT_IN_REPAIR"
    assert bench.act(SendToRepair((lpn,), "Workshop", "W-1")).refusal is None
    assert [(shelf.kind, shelf.units) for shelf in stock(bench.opened.reader).shelves] == [("repairing", 1)]
    assert bench.act(BackFromRepair(lpn)).refusal is None
    assert [row.kind for row in gone(bench.opened.reader)] == [kinds.ITEM_BACK_FROM_REPAIR, kinds.ITEM_SENT_TO_REPAIR]
    assert stock(bench.opened.reader).shelves == ()


def test_that_what_is_destroyed_has_a_method_a_weight_a_witness_and_a_photo(bench: Bench, photo: str) -> None:
    lpns = graded(bench, "destroy", 900001, 900002)
    wim, badge = bench.opened.people.add("Wim", Role.INSPECTOR)
    act = Destroy(lpns, "SHRED", 185, photo, witness_badge=f"RS-BADGE-{badge}")
    answer = bench.act(act)
    assert answer.refusal is None
    first, second = bench.opened.ledger.facts(kinds=(kinds.ITEM_DESTROYED,))
    assert (first.payload["weight_g"], second.payload["weight_g"], first.payload["witness"]) == (93, 92, wim.id)
    digest = first.payload["photos"][0]["sha256"]
    assert bench.opened.photos.path(digest) is not None
    assert [(row.witness, row.method, row.photo) for row in gone(bench.opened.reader)] == [(wim.id, "SHRED", digest)] * 2
    assert badge not in repr(act)


def destroying(lpns: tuple[str, ...], picture: str, **changes: object) -> Act:
    said = {"method": "SHRED", "weight_g": 184, "photo": picture, **changes}
    return Destroy(lpns, **said)  # type: ignore[arg-type]  # as each test wants it


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "BURY"}, "DESTROY_METHOD"),
        ({"derogation": "because"}, "DESTROY_METHOD"),
        ({"weight_g": 0}, "DESTROY_WEIGHT"),
        ({"weight_g": -1}, "WEIGHT_IMPOSSIBLE"),
        ({}, "DESTROY_WITNESS"),
        ({"witness": "Sam"}, "WITNESS_IS_THE_SAME"),
        ({"witness": "Wim"}, "WITNESS_PIN_MISSING"),
        ({"witness": "Ada"}, "WITNESS_NO_PIN"),
        ({"witness": "Sam", "witness_pin": "740183"}, "WITNESS_IS_THE_SAME"),
        ({"witness": "Nobody", "witness_pin": "740182"}, "PERSON_UNKNOWN"),
        ({"witness": "Wim", "witness_pin": "740181"}, "PIN_WRONG"),
        ({"witness": "Wim", "witness_pin": "740182", "photo": "/no/such/file.jpg"}, "PICTURE_NOT_READ"),
    ],
)
def test_that_nothing_is_destroyed_where_anything_is_missing(bench: Bench, photo: str, changes: dict[str, object], code: str) -> None:
    lpns = graded(bench, "destroy", 900001)
    wim, _badge = bench.opened.people.add("Wim", Role.INSPECTOR)
    bench.opened.people.set_pin(wim, "740182")
    bench.opened.people.set_pin(bench.sam, "740183")
    answer = bench.act(destroying(lpns, photo, **changes))
    assert code_of(answer) == code
    assert list(bench.opened.ledger.facts(kinds=(kinds.ITEM_DESTROYED,))) == []


def test_that_a_picture_that_is_none_destroys_nothing(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "note.jpg").write_text("no picture")
    lpns = graded(bench, "destroy", 900001)
    wim, _badge = bench.opened.people.add("Wim", Role.INSPECTOR)
    bench.opened.people.set_pin(wim, "740182")
    answer = bench.act(destroying(lpns, str(tmp_path / "note.jpg"), witness="Wim", witness_pin="740182"))
    assert code_of(answer) == "PHOTO_NOT_A_PICTURE"
    assert gone(bench.opened.reader) == ()


def test_that_clothing_from_the_eu_is_destroyed_only_for_a_reason_in_law(bench: Bench, photo: str) -> None:
    lpn = unit(bench.opened.ledger, 900001, "destroy", "C", lpn=plate("B02", 900001), category="apparel", market="DE")
    wim, _badge = bench.opened.people.add("Wim", Role.INSPECTOR)
    bench.opened.people.set_pin(wim, "740182")
    said = {"witness": "Wim", "witness_pin": "740182"}
    assert code_of(bench.act(destroying((lpn,), photo, **said))) == "DESTROY_DEROGATION"
    assert bench.act(destroying((lpn,), photo, derogation="hygiene", **said)).refusal is None
    (fact,) = bench.opened.ledger.facts(kinds=(kinds.ITEM_DESTROYED,))
    assert fact.payload["derogation"] == "hygiene"


@pytest.mark.parametrize(
    "act",
    [ShipLot("L12"), Return(("B01-900001-X",), "vendor"), SendToRepair(("B01-900001-X",)), BackFromRepair("B01-900001-X"),
     Destroy(("B01-900001-X",), "SHRED", 184, "")],
    ids=lambda act: act.name,
)  # fmt: skip
def test_that_an_inspector_sends_nothing_away_and_it_is_recorded(bench: Bench, act: Act) -> None:
    ana, _badge = bench.opened.people.add("Ana", Role.INSPECTOR)
    answer = bench.act(act, ana)
    assert code_of(answer) == "MAY_NOT"
    (fact,) = bench.opened.ledger.facts(kinds=(kinds.ACT_REFUSED,))
    assert (fact.actor, fact.payload["act"]) == (ana.id, act.name)


def test_that_an_act_that_names_no_unit_is_refused(bench: Bench) -> None:
    assert code_of(bench.act(Return((), "vendor"))) == "ACT_EMPTY"
    assert code_of(bench.act(Return(("B01-900001-X",), "the sea"))) == "RETURN_TO"


def test_that_acts_go_to_the_bench_and_come_back_as_they_were() -> None:
    acts = (
        CloseTote("T7"),
        ReopenTote("T7", "OTHER"),
        ReopenLot("L12", "OTHER"),
        ShipLot("L12", "a", "b"),
        Destroy(("X",), "SHRED", 5, "f", "w", "1", "2", "hygiene"),
    )
    assert [type(act).from_json(act.to_json()) for act in acts] == [*acts]


def test_that_a_list_of_what_left_says_where_it_is_not_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for lpn in graded(bench, "destroy", 900001, 900002):
        destroyed(bench.opened.ledger, lpn)
    assert beside_word(Section.GONE, stock_now(bench.opened), "en") == "in the last 30 days"
    monkeypatch.setattr("station.supervisor.stock.MOST_GONE", 1)
    now = stock_now(bench.opened)
    assert ([row.what for row in now.gone], now.more_gone) == ([plate("B02", 900002)], True)
    assert beside_word(Section.GONE, now, "en") == "in the last 30 days, the newest 1; more left"
