"""Totes, lots and what leaves on a real ledger: by scans alone, with what is known looked up, through a restart, and by rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.errors import StationError
from station.model.goods import Alert
from station.model.people import Role
from station.session.heading import heading
from tests.session.shop import Bench

HOOD, SWIMSUIT = "9521321000087", "9521321000162"
STAINED = ("RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
NO_STRIP = ("RS-FIND-HYGIENE_STRIP_OFF", "RS-DONE")


def graded(bench: Bench, count: int, *scans: str, item: str = HOOD) -> list[str]:
    """So many units graded by these scans; their plates."""
    if bench.session.snapshot.parcel is None:
        bench.take("RS-BLIND")
    for _ in range(count):
        bench.take(item)
        if bench.session.snapshot.state == "choosing":
            bench.answers("BLIND")
        bench.take(*scans)
    return [fact.subject for fact in bench.facts("item.graded")[-count:]]


def rows(bench: Bench, table: str) -> list[tuple[object, ...]]:
    columns = {"totes": "tote, state, disposition, client, units", "lots": "lot, state, disposition, client, units"}[table]
    with bench.station.reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1")]  # noqa: S608 -- our own names


def refused(bench: Bench, *scans: str) -> str:
    error: StationError | None = bench.take(*scans).refusal
    assert error is not None
    return error.code


def state_of(bench: Bench, lpn: str) -> str:
    with bench.station.reader.connect() as connection:
        return str(connection.exec_driver_sql("SELECT state FROM items WHERE lpn = ?", (lpn,)).scalar_one())


def test_that_a_tote_is_filled_closed_and_emptied_by_keys_and_scans(bench: Bench) -> None:
    first, second = graded(bench, 2, "RS-AS-NEW")
    bench.take("RS-DONE", "RS-TOTE-T7", first, second)
    assert rows(bench, "totes") == [("T7", "open", "restock", "northwind", 2)]
    outcome = bench.take("1")  # the key of the choice that closes it
    assert [fact.kind for fact in outcome.facts] == ["tote.closed", "label.queued"]
    stowing = bench.take("RS-TOTE-T7").snapshot.stowing
    assert stowing is not None
    assert (stowing["out"], stowing["next"]["bin"], stowing["units"]) == (True, "A-02-02", 2)
    bench.take(first, "RS-BIN-A-02-02", second, "RS-BIN-A-02-02")
    assert rows(bench, "totes")[0][1:] == ("open", "restock", "northwind", 0)
    told = bench.session.snapshot.stowing
    assert told is not None
    assert told["placed"] == [{"place": "A-02-02", "units": 2}]


def test_that_an_emptied_tote_takes_another_disposition_and_prints_its_next_label(bench: Bench) -> None:
    (new,) = graded(bench, 1, "RS-AS-NEW")
    bench.take("RS-TOTE-T7", "RS-TOTE-T7", "RS-CLOSE", "RS-TOTE-T7", new, "RS-BIN-A-02-02", "RS-DONE")
    graded(bench, 1, *STAINED)
    bench.take("RS-TOTE-T7", "RS-TOTE-T7", "RS-CLOSE")
    assert rows(bench, "totes") == [("T7", "closed", "outlet", "northwind", 1)]
    labels = [fact.payload for fact in bench.facts("label.queued") if fact.subject == "T7"]
    assert [(label["copy"], label["fields"]["note"]) for label in labels] == [(1, "restock"), (2, "outlet")]


def test_that_the_label_of_a_tote_is_waited_for_by_nobody(bench: Bench) -> None:
    bench.set_up(scan_back="always")
    (new,) = graded(bench, 1, "RS-AS-NEW")
    bench.prints()
    assert bench.take(new).snapshot.state == "parcel"
    assert bench.take("RS-TOTE-T7", "RS-TOTE-T7", "RS-CLOSE").snapshot.state == "parcel"
    bench.prints("label.unconfirmed")
    prompt = bench.session.printer_told(trouble=False).snapshot.prompt
    assert prompt is not None
    assert prompt["id"] == "LABEL_DOUBT"
    assert [fact.kind for fact in bench.answers("CAME_OUT").facts] == ["label.confirmed"]


def test_that_a_tote_in_work_is_in_work_after_a_restart(bench: Bench) -> None:
    first, second = graded(bench, 2, "RS-AS-NEW")
    bench.take("RS-DONE", "RS-TOTE-T7", first)
    bench.restart()
    assert [fact.kind for fact in bench.take(second).facts] == ["item.toted"]
    assert rows(bench, "totes")[0][4] == 2


def test_that_the_last_one_is_taken_out_again_with_undo(bench: Bench) -> None:
    first, second = graded(bench, 2, "RS-AS-NEW")
    outcome = bench.take("RS-DONE", "RS-TOTE-T7", first, second, "RS-UNDO")
    assert [(fact.kind, fact.subject) for fact in outcome.facts] == [("item.taken_out", second)]
    assert (rows(bench, "totes")[0][4], state_of(bench, second)) == (1, "graded")
    assert bench.take("RS-DONE", second, "1", "1").facts[0].kind == "item.reopened"


def test_that_a_lot_is_closed_opened_and_shipped_and_its_units_are_gone(bench: Bench) -> None:
    units = graded(bench, 2, *STAINED)
    bench.take("RS-DONE", "RS-LOT-l12", *units, "RS-CLOSE")
    assert rows(bench, "lots") == [("L12", "closed", "outlet", "northwind", 2)]
    assert refused(bench, units[0], "RS-BIN-OUT-03") == "IN_A_CLOSED_LOT"
    bench.take("0", "RS-LOT-L12", "1", "Acme Outlet", "1")  # a key is short for the code beside it
    shipped = bench.take("1").facts
    assert [(fact.kind, fact.payload["lpns"], fact.payload["to"]) for fact in shipped] == [("lot.shipped", sorted(units), "Acme Outlet")]
    assert [state_of(bench, lpn) for lpn in units] == ["shipped", "shipped"]
    assert refused(bench, "RS-LOT-L12") == refused(bench, "RS-SHIP-L12") == "LOT_HAS_LEFT"
    asked = bench.take(units[0]).snapshot.prompt
    assert asked is not None
    assert [choice["answer"] for choice in asked["choices"]] == ["LEAVE"]


def test_that_a_recall_keeps_a_closed_lot_here(bench: Bench) -> None:
    units = graded(bench, 1, *STAINED)
    bench.take("RS-DONE", "RS-LOT-L12", *units, "RS-CLOSE")
    bench.knows(Alert("northwind", "sku", "NW-HOOD-GRY-L", "Recall", "hold"))
    assert refused(bench, "RS-SHIP-L12") == "ALERT_STOPS"


def test_that_what_was_said_of_goods_that_leave_survives_a_restart_and_is_taken_back_one_by_one(bench: Bench) -> None:
    units = graded(bench, 2, *NO_STRIP, item=SWIMSUIT)
    bench.take("RS-DESTROY", *units, "RS-DONE", "RS-ANSWER-1")
    bench.restart()
    leaving = bench.session.snapshot.leaving
    assert leaving is not None
    assert (leaving["part"], leaving["units"], leaving["method"]) == ("weight", 2, "SHRED")
    assert bench.take("RS-UNDO", "RS-UNDO", "RS-UNDO").snapshot.leaving is not None
    leaving = bench.session.snapshot.leaving
    assert leaving is not None
    assert (leaving["part"], leaving["lpns"]) == ("units", units[:1])
    assert bench.facts("item.destroyed") == []
    outcome = bench.take("RS-DONE", "RS-ANSWER-2", "230", "RS-PHOTO")
    assert [fact.kind for fact in outcome.facts] == ["item.destroyed"]
    assert bench.station.photos.path(outcome.facts[0].payload["photos"][0]["sha256"]) is not None


def test_that_a_whole_tote_is_destroyed_together(bench: Bench) -> None:
    units = graded(bench, 2, *NO_STRIP, item=SWIMSUIT)
    bench.take("RS-DONE", "RS-TOTE-T9", *units, "RS-DONE", "RS-DESTROY", "RS-TOTE-T9", "RS-DONE", "RS-ANSWER-1", "500", "RS-PHOTO")
    assert [state_of(bench, lpn) for lpn in units] == ["destroyed", "destroyed"]
    assert rows(bench, "totes") == [("T9", "open", "destroy", "northwind", 0)]


def test_that_a_unit_that_was_set_aside_goes_nowhere(bench: Bench) -> None:
    graded(bench, 1, "RS-AS-NEW")
    bench.take(HOOD)
    if bench.session.snapshot.state == "choosing":
        bench.answers("BLIND")
    bench.take("RS-PARK")
    (aside,) = bench.session.snapshot.parked
    assert refused(bench, "RS-DONE", "RS-TOTE-T7", aside) == "UNIT_SET_ASIDE"
    bench.take("RS-DONE", "RS-VENDOR")
    assert refused(bench, aside) == "UNIT_SET_ASIDE"
    assert refused(bench, "RS-RESUME") == "LEAVING_FIRST"


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[tuple[Bench, str, str]]:
    """A bench with an inspector and a supervisor, and their badges; the inspector is signed in."""
    bench = Bench(tmp_path / "shop")
    badges = [bench.station.people.add(name, role, "en")[1] for name, role in (("Ana", Role.INSPECTOR), ("Sam", Role.SUPERVISOR))]
    bench.restart()
    bench.take(f"RS-BADGE-{badges[0]}")
    yield bench, badges[0], badges[1]
    bench.close()


def test_that_an_inspector_fills_and_closes_but_nothing_leaves_by_her_hand(staffed: tuple[Bench, str, str]) -> None:
    bench, inspector, supervisor = staffed
    (unit,) = graded(bench, 1, *NO_STRIP, item=SWIMSUIT)
    assert [fact.kind for fact in bench.take("RS-TOTE-T9", "RS-TOTE-T9", "RS-CLOSE").facts] == ["tote.closed", "label.queued"]
    assert {refused(bench, code) for code in ("RS-DESTROY", "RS-VENDOR", "RS-CUSTOMER", "RS-REPAIR", "RS-SHIP-L1")} == {"MAY_NOT"}
    bench.take(f"RS-BADGE-{supervisor}", "RS-DESTROY", unit, "RS-DONE", "RS-ANSWER-1", "230")
    awaited = bench.session.snapshot.awaited
    assert [each.name for each in awaited] == ["Ana"]
    assert refused(bench, f"RS-BADGE-{supervisor}") == "WITNESS_IS_THE_SAME"
    (fact,) = bench.take(f"RS-BADGE-{inspector}", "RS-PHOTO").facts
    assert (fact.kind, fact.payload["witness"], fact.actor != awaited[0].id) == ("item.destroyed", awaited[0].id, True)


def test_that_the_head_names_the_client_of_what_is_in_hand_and_never_one_that_was_only_chosen(bench: Bench) -> None:
    (lpn,) = graded(bench, 1, "RS-AS-NEW")
    bench.take("RS-CLOSE", "1", "RS-CLIENT-alpine")
    first = heading(bench.session.snapshot, "en")
    assert (first[0], first[1].strip()) == ("━━", "What has no paper belongs to alpine.")
    for scans in (("RS-TOTE-T7", lpn), ("RS-DONE", "RS-TOTE-T7"), ("RS-DONE", lpn)):
        bench.take(*scans)
        assert heading(bench.session.snapshot, "en")[0] == "━━ NORTHWIND ━━"
