"""Projections: what the tables say after facts, figures in the right quarter, and the same again after a rebuild."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Bug
from station.ledger.findings import Findings
from station.ledger.ledger import Ledger
from station.ledger.rebuild import needs_rebuild, rebuild
from station.ledger.shadow import Shadow
from station.model.facts import NewFact
from tests.ledger.builders import FakeClock, arrived, graded, held, label, open_ledger, overridden, plate, received, reopened

LPN = "B01-000001-X"
PHOTOS = [hashlib.sha256(text).hexdigest() for text in (b"a", b"b")]
SPENT = 30300


def rows(ledger: Ledger, query: str) -> list[dict[str, Any]]:
    with ledger.reader.connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql(query).mappings()]


def unit(ledger: Ledger, lpn: str = LPN) -> dict[str, Any]:
    return next(row for row in rows(ledger, "SELECT * FROM items") if row["lpn"] == lpn)


def figures(ledger: Ledger) -> dict[tuple[str, str, str], int]:
    found = rows(ledger, "SELECT * FROM quarter_hours WHERE amount != 0")
    return {(row["quarter"][11:16], row["actor"], row["measure"]): row["amount"] for row in found}


def everything(ledger: Ledger) -> list[list[dict[str, Any]]]:
    tables = ("items", "quarter_hours", "item_photos", "labels", "parcels")
    return [rows(ledger, f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]  # noqa: S608 -- our own names


def differences(ledger: Ledger, folder: Path) -> list[object]:
    findings = Findings()
    with ledger.reader.connect() as connection:
        driver: Any = connection.connection.driver_connection
        shadow = Shadow(folder / "shadow.db", driver.cursor(), findings)
        for fact in ledger.facts():
            shadow.take(fact)
        shadow.compare(driver)
        shadow.close()
    (folder / "shadow.db").unlink()
    return list(findings.kept)


def test_that_a_graded_unit_stands_in_the_tables(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        facts = ledger.append("I-04", [arrived(), received(parcel="B01-P000001-X"), graded(photos=PHOTOS), label()])
        found = unit(ledger)
        assert (found["state"], found["grade"], found["disposition"], found["bin"]) == ("graded", "B", "outlet", "OUT-03")
        assert (found["rma"], found["order_number"], found["parcel"], found["because"]) == (
            "RMA-10023", "SO-88120", "B01-P000001-X", '["TAG_MISSING"]',
        )  # fmt: skip
        assert (found["received_seq"], found["grade_seq"], found["last_seq"], found["graded_by"]) == (2, 3, 3, "I-04")
        assert [row["sha256"] for row in rows(ledger, "SELECT * FROM item_photos ORDER BY shot")] == PHOTOS
        assert [(row["job"], row["state"]) for row in rows(ledger, "SELECT * FROM labels")] == [(facts[3].id, "queued")]
        assert [(row["code"], row["state"]) for row in rows(ledger, "SELECT * FROM parcels")] == [("RMA-10023", "arrived")]
        assert figures(ledger) == {
            ("20:15", "I-04", "received"): 1, ("20:15", "I-04", "graded"): 1, ("20:15", "I-04", "grade:B"): 1,
            ("20:15", "I-04", "disposition:outlet"): 1, ("20:15", "I-04", "finding:TAG_MISSING"): 1,
            ("20:15", "I-04", "spent:find"): 4100, ("20:15", "I-04", "spent:inspect"): 21000, ("20:15", "I-04", "spent:photograph"): 5200,
            ("20:15", "I-04", "actions"): 4, ("20:15", "I-04", "met"): 1,
        }  # fmt: skip


def test_that_a_reopened_grade_leaves_the_quarter_it_was_counted_in(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        _received, grade = ledger.append("I-04", [received(), graded()])
        clock.move(minutes=30)
        ledger.append("S-01", [reopened(LPN, grade.id)])
        assert figures(ledger) == {("20:15", "I-04", "received"): 1, ("20:45", "S-01", "reopened"): 1}
        found = unit(ledger)
        assert (found["state"], found["grade"], found["grade_seq"], found["graded_at"]) == ("reopened", None, None, None)
        ledger.append("I-05", [graded(grade="C", findings=["STAIN"], disposition="salvage")])
        now = figures(ledger)
        assert now["20:45", "I-05", "grade:C"] == now["20:45", "I-05", "graded"] == 1
        assert not any(measure == "grade:B" for _quarter, _actor, measure in now)


def test_that_an_override_moves_the_decision_and_a_reopening_takes_back_what_stood(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        _received, grade = ledger.append("I-04", [received(), graded()])
        clock.move(hours=1)
        ledger.append("S-01", [overridden(LPN, "B", "A", "restock")])
        now = figures(ledger)
        assert now["20:15", "I-04", "grade:A"] == now["20:15", "I-04", "disposition:restock"] == 1
        assert now["21:15", "I-04", "raised"] == 1
        assert ("20:15", "I-04", "grade:B") not in now
        assert (unit(ledger)["grade"], unit(ledger)["grade_seq"]) == ("A", 3)
        ledger.append("I-04", [reopened(LPN, grade.id)])
        assert set(figures(ledger)) == {
            ("20:15", "I-04", "received"), ("21:15", "I-04", "raised"), ("21:15", "I-04", "reopened"),
        }  # fmt: skip


@pytest.mark.parametrize(("promise", "counted"), [({"met": True}, "met"), ({"met": False}, "missed"), (None, None)])
def test_that_a_promise_counts_as_met_or_missed_as_long_as_its_grade_stands(
    promise: dict[str, Any] | None, counted: str | None, tmp_path: Path
) -> None:
    with open_ledger(tmp_path) as ledger:
        _received, grade = ledger.append("I-04", [received(), graded(promise=promise)])
        said = {measure for _quarter, _actor, measure in figures(ledger)} & {"met", "missed"}
        assert said == ({counted} if counted else set())
        ledger.append("I-04", [reopened(LPN, grade.id)])
        assert not {measure for _quarter, _actor, measure in figures(ledger)} & {"met", "missed"}


def test_that_units_without_a_finding_are_counted_apart(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), received(plate(2)), graded(), graded(plate(2), "A", ())])
        now = figures(ledger)
        told = {name: now["20:15", "I-04", name] for name in ("graded", "clean", "clean_ms", "clean_actions")}
        assert told == {"graded": 2, "clean": 1, "clean_ms": SPENT, "clean_actions": 4}


def test_that_a_grade_that_replaces_a_grade_is_counted_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded(), graded(grade="C", findings=["STAIN"])])
        now = figures(ledger)
        assert now["20:15", "I-04", "graded"] == 1
        assert ("20:15", "I-04", "finding:TAG_MISSING") not in now


def test_that_a_hold_stands_until_it_is_released(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), held()])
        assert (unit(ledger)["state"], unit(ledger)["grade"], unit(ledger)["disposition"]) == ("held", None, "hold")
        assert '"shelf":"H-01"' in unit(ledger)["hold"]
        assert figures(ledger)["20:15", "I-04", "held:CLIENT"] == 1
        ledger.append("S-01", [NewFact("item.released", LPN, {"decision": "B", "by": "S-01", "reasons": []}), graded()])
        assert (unit(ledger)["state"], unit(ledger)["hold"]) == ("graded", None)


def test_that_a_reopened_hold_is_no_longer_counted(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        _received, hold = ledger.append("I-04", [received(), held()])
        ledger.append("I-04", [reopened(LPN, hold.id)])
        assert set(figures(ledger)) == {("20:15", "I-04", "received"), ("20:15", "I-04", "reopened")}


def test_that_a_corrected_client_takes_the_figures_of_a_standing_hold_along_and_undo_leaves_nothing_negative(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), held()])
        ledger.append("S-01", [NewFact("item.corrected", LPN, {"what": {"client": ["northwind", "alpine"]}, "corrects": None})])
        by_client = {row["client"] for row in rows(ledger, "SELECT client FROM quarter_hours WHERE amount != 0")}
        (fact,) = ledger.append("I-04", [reopened(LPN, "x")])
        amounts = [row["amount"] for row in rows(ledger, "SELECT amount FROM quarter_hours")]
        assert (by_client, min(amounts), fact.kind) == ({"alpine"}, 0, "item.reopened")
        assert differences(ledger, tmp_path) == []


def test_that_a_corrected_client_takes_its_figures_along(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded()])
        before = figures(ledger)
        what = {"client": ["northwind", "contoso"], "sku": ["YL-BLK-M", "YL-BLK-L"], "serial": [None, "1"]}
        ledger.append("S-01", [NewFact("item.corrected", LPN, {"what": what, "corrects": None})])
        assert (unit(ledger)["client"], unit(ledger)["sku"]) == ("contoso", "YL-BLK-L")
        assert figures(ledger) == before
        assert {row["client"] for row in rows(ledger, "SELECT client FROM quarter_hours WHERE amount != 0")} == {"contoso"}


def test_that_the_way_to_the_shelf_and_an_erased_photo_are_shown(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded(photos=PHOTOS), NewFact("item.toted", LPN, {"tote": "T-7"})])
        assert (unit(ledger)["state"], unit(ledger)["tote"]) == ("toted", "T-7")
        ledger.append(
            "I-04", [NewFact("item.restocked", LPN, {"bin": "A-1"}), NewFact("photo.erased", LPN, {"sha256": PHOTOS[0], "why": ""})]
        )
        assert (unit(ledger)["state"], unit(ledger)["tote"], unit(ledger)["bin"]) == ("restocked", None, "A-1")
        assert [row["erased_seq"] for row in rows(ledger, "SELECT * FROM item_photos ORDER BY shot")] == [5, None]


def test_that_a_parcel_arrives_twice_and_is_closed_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [arrived()])
        ledger.append("I-04", [arrived()])
        missing = {"client": "northwind", "missing": [{"line": "2", "sku": "X", "quantity": 1}], "empty": [], "separate": [], "received": 1}
        ledger.append("I-04", [NewFact("parcel.closed", "B01-P000001-X", missing)])
        (parcel,) = rows(ledger, "SELECT * FROM parcels")
        assert (parcel["state"], parcel["arrived_seq"], parcel["last_seq"]) == ("closed", 1, 3)
        assert parcel["outcome"] == '{"empty":[],"missing":[{"line":"2","quantity":1,"sku":"X"}],"separate":[]}'


def test_that_a_voided_label_stays_voided(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        _received, queued = ledger.append("I-04", [received(), label()])
        for kind, state in (("started", "started"), ("sent", "sent"), ("voided", "voided"), ("confirmed", "voided")):
            ledger.append("I-04", [NewFact(f"label.{kind}", LPN, {"job": queued.id, "printer": "zd421", "why": ""})])
            (found,) = rows(ledger, "SELECT state, printer FROM labels")
            assert found == {"state": state, "printer": "zd421"}


def test_that_a_rebuild_repairs_what_somebody_changed_and_keeps_what_is_no_projection(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [arrived(), received(), graded(photos=PHOTOS), label(), received(plate(2)), held(plate(2))])
        with ledger.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE items SET grade = 'A'")
            connection.exec_driver_sql("DELETE FROM quarter_hours")
            connection.exec_driver_sql("DELETE FROM item_photos WHERE shot = 'shot-0'")
            connection.exec_driver_sql("INSERT INTO drafts VALUES ('x', 'open', 'I-04', '', '{}')")
            connection.exec_driver_sql("UPDATE meta SET value = '0' WHERE key = 'projections_version'")
        assert needs_rebuild(ledger)
        assert differences(ledger, tmp_path)
        seen: list[tuple[int, int]] = []
        assert rebuild(ledger, lambda done, total: seen.append((done, total))) == 6
        assert seen[-1] == (6, 6)
        assert differences(ledger, tmp_path) == []
        assert not needs_rebuild(ledger)
        assert len(rows(ledger, "SELECT * FROM drafts")) == 1
        assert list(tmp_path.glob("*.part*")) == []
        assert ledger.append("I-04", [graded(plate(2))])[0].seq == 7


def test_that_a_rebuild_takes_along_what_is_appended_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received()])
        build = rebuild.__globals__["_build"]

        def build_slowly(*args: Any) -> int:
            done: int = build(*args)
            ledger.append("I-04", [graded(), label()])
            return done

        monkeypatch.setitem(rebuild.__globals__, "_build", build_slowly)
        assert rebuild(ledger) == 3
        assert differences(ledger, tmp_path) == []


def test_that_a_rebuild_that_cannot_read_a_fact_keeps_the_old_tables(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded()])
        before = unit(ledger)
        with ledger.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE facts SET payload = '{}' WHERE seq = 2")
        with pytest.raises(Bug, match="FACTS_UNUSABLE"):
            rebuild(ledger)
        assert unit(ledger) == before


TRACED = [
    ({}, "F2LX99"),
    ({"traced": {}}, "F2LX99"),
    ({"traced": {"lot": "AB12", "box_serial": "f2l-x99"}}, "F2LX99"),
    ({"traced": {"serial": "f2l-x77", "imei": "490154203237518"}}, "F2LX77"),
    ({"traced": {"imei": "49-015420-323751-8"}}, "490154203237518"),
]


@pytest.mark.parametrize("decided", [graded, held])
@pytest.mark.parametrize(("traced", "serial"), TRACED)
def test_that_a_unit_is_known_by_what_was_read_at_it_else_by_what_its_box_says(
    tmp_path: Path, decided: Callable[..., NewFact], traced: dict[str, Any], serial: str
) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(serial="f2l-x99")])
        assert unit(ledger)["serial"] == "F2LX99"
        ledger.append("I-04", [decided(**traced)])
        assert unit(ledger)["serial"] == serial
        assert differences(ledger, tmp_path) == []


def test_that_a_serial_number_stays_when_the_grade_is_taken_back_and_follows_a_correction(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        _received, grade = ledger.append("I-04", [received(), graded(traced={"serial": "A-1"})])
        ledger.append("I-04", [reopened(LPN, grade.id)])
        assert unit(ledger)["serial"] == "A1"
        for given, stands in (("b 2", "B2"), (None, None)):
            ledger.append("S-01", [NewFact("item.corrected", LPN, {"what": {"serial": ["A1", given]}, "corrects": None})])
            assert unit(ledger)["serial"] == stands


def test_that_a_unit_is_found_by_its_serial_number_from_an_index(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        steps = rows(ledger, "EXPLAIN QUERY PLAN SELECT lpn FROM items WHERE serial IN ('A1', 'SA1')")
        assert [step["detail"] for step in steps] == ["SEARCH items USING INDEX items_by_serial (serial=?)"]


STEP = st.tuples(
    st.sampled_from(["receive", "grade", "hold", "override", "reopen", "release", "tote", "label", "correct", "erase"]),
    st.integers(1, 3), st.sampled_from("ABC"), st.integers(0, 40),
)  # fmt: skip


def fact_for(step: str, lpn: str, grade: str) -> NewFact:
    return {
        "receive": received(lpn, serial=f"box {grade}"),
        "grade": graded(lpn, grade, [f"FINDING_{grade}"], PHOTOS, traced={"serial": f"read-{grade}"}),
        "hold": held(lpn, traced={"imei": "490154203237518"}),
        "override": overridden(lpn, "B", grade, "donate"),
        "reopen": reopened(lpn, ""),
        "release": NewFact("item.released", lpn, {"decision": "B", "by": "S-01", "reasons": []}),
        "tote": NewFact("item.toted", lpn, {"tote": "T-1"}),
        "label": label(lpn),
        "correct": NewFact("item.corrected", lpn, {"what": {"client": ["northwind", f"client-{grade}"]}, "corrects": None}),
        "erase": NewFact("photo.erased", lpn, {"sha256": PHOTOS[0], "why": "age"}),
    }[step]


@settings(max_examples=15, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_that_any_history_gives_true_figures_and_rebuilds_to_the_same_rows(steps: list[tuple[str, int, str, int]]) -> None:
    with TemporaryDirectory() as made:
        folder, clock, impossible = Path(made), FakeClock(), set[str]()
        with open_ledger(folder / "data", clock) as ledger:
            for step, number, grade, minutes in steps:
                clock.move(minutes=minutes)
                try:
                    ledger.append(f"I-0{number}", [fact_for(step, plate(number), grade)])
                except Bug as bug:
                    impossible.add(bug.code)
            assert impossible <= {"FACT_CONTRADICTS"}  # a step that cannot come now leaves nothing
            standing = rows(ledger, "SELECT client, grade, count(*) AS units FROM items WHERE grade_seq NOT NULL GROUP BY 1, 2")
            counted = rows(
                ledger,
                "SELECT client, substr(measure, 7) AS grade, sum(amount) AS units FROM quarter_hours"
                " WHERE measure LIKE 'grade:%' GROUP BY 1, 2 HAVING sum(amount) != 0",
            )
            assert counted == standing
            assert differences(ledger, folder) == []
            before = everything(ledger)
            rebuild(ledger)
            assert everything(ledger) == before
