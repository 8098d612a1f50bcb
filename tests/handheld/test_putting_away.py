"""Units put away with a handheld: unit by unit, or the bin first; nothing lands in a bin that was not meant, and nothing lands twice."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from station.ledger.verify import verify
from station.model.people import Role
from tests.handheld.shelf import HOOD, HOOD_BIN, TEE, TEE_BIN, Shelf, at, timed


def put(told_facts: list[dict[str, object]]) -> list[tuple[object, object]]:
    """(plate, time) of every unit that was put away."""
    return [(fact["subject"], fact["at"]) for fact in told_facts if fact["kind"] == "item.restocked"]


def test_that_each_unit_goes_into_the_bin_behind_it_at_the_time_of_its_line(shelf: Shelf) -> None:
    tee, hood = shelf.graded(TEE, 1) + shelf.graded(HOOD, 1)
    told = shelf.give(timed(tee, f"RS-BIN-{TEE_BIN}", hood, f"RS-BIN-{HOOD_BIN}"))
    assert told.refused == []
    assert put(told.facts) == [(tee, at(1).replace("Z", ".000Z")), (hood, at(3).replace("Z", ".000Z"))]
    batch = told.facts[-1]
    assert batch["subject"] == "BATCH-" + batch["payload"]["sha256"][:12].upper()
    assert {name: batch["payload"][name] for name in ("lines", "taken", "refused", "broke_off_at")} == {
        "lines": 4, "taken": 4, "refused": 0, "broke_off_at": 0,
    }  # fmt: skip
    assert batch["payload"]["first_at"] == at(0).replace("Z", ".000Z")
    assert batch["payload"]["last_at"] == at(3).replace("Z", ".000Z") < batch["at"]


def test_that_the_bin_may_come_first_and_then_its_units_until_another_code_ends_it(shelf: Shelf) -> None:
    tees, hoods = shelf.graded(TEE, 3), shelf.graded(HOOD, 2)
    told = shelf.give(timed(f"RS-BIN-{TEE_BIN}", *tees[:2], f"RS-BIN-{HOOD_BIN}", *hoods, "RS-DONE", tees[2]))
    assert [plate for plate, _ in put(told.facts)] == [*tees[:2], *hoods]
    assert told.refused == [(8, "BATCH_QUESTION")]
    assert told.state["state"] == "ready"


def test_that_the_last_unit_of_whoever_is_signed_in_is_never_meant(shelf: Shelf) -> None:
    shelf.graded(TEE, 1)
    told = shelf.give(timed(f"RS-BIN-{TEE_BIN}", "RS-TOTE-T1"))
    assert told.kinds == ["batch.taken"]
    assert told.refused == []  # the tote is only begun


def test_that_a_unit_lies_in_a_bin_once_and_another_bin_is_asked_about(shelf: Shelf) -> None:
    (tee,) = shelf.restocked(TEE, TEE_BIN, 1)
    told = shelf.give(timed(tee, f"RS-BIN-{TEE_BIN}", tee, "RS-BIN-B-9"))
    assert told.refused == [(1, "ALREADY_THERE"), (2, "ALREADY_THERE"), (3, "BATCH_QUESTION"), (4, "BATCH_QUESTION")]
    assert told.kinds == []


def test_that_what_may_not_be_sold_stays_out_of_the_bins(shelf: Shelf) -> None:
    (hazard,) = shelf.graded(TEE, 1, "RS-STOP")
    told = shelf.give(timed(f"RS-BIN-{TEE_BIN}", hazard, hazard, "RS-TOTE-T1"))
    assert told.refused == [(2, "NOT_SELLABLE"), (3, "NOT_SELLABLE")]


@pytest.mark.parametrize("between", ["nonsense", "RS-BIN-../x", "RS-FIND-STAIN", HOOD])
def test_that_whatever_was_refused_and_is_no_plate_may_have_been_another_shelf(shelf: Shelf, between: str) -> None:
    tees = shelf.graded(TEE, 2)
    told = shelf.give(timed(f"RS-BIN-{TEE_BIN}", tees[0], between, tees[1]))
    assert [plate for plate, _ in put(told.facts)] == tees[:1]
    assert told.refused[0][0] == 3
    assert told.refused[1:] == [(4, "BIN_UNSURE")]


def test_that_a_bin_whose_line_has_no_usable_time_gets_no_units_and_neither_does_another_one(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 3)
    lines = [f"{at(0)},RS-BIN-{TEE_BIN}\n", f"{at(1)},{tees[0]}\n", f"2026-02-31T10:00:00Z,RS-BIN-{HOOD_BIN}\n", f"{at(3)},{tees[1]}\n"]
    told = shelf.give([*lines, f"{at(4)},RS-BIN-{TEE_BIN}\n", f"{at(5)},{tees[2]}\n"])
    assert told.refused == [(3, "BATCH_TIME_UNREADABLE"), (4, "BIN_UNSURE")]
    assert [plate for plate, _ in put(told.facts)] == [tees[0], tees[2]]


def test_that_an_item_a_parcel_or_a_closing_that_would_be_asked_about_leaves_nothing_behind(shelf: Shelf) -> None:
    told = shelf.give(timed("RMA-10001", "9521321000025", "RS-DONE", "RS-CLOSE", "RS-UNDO"))
    assert told.kinds == ["parcel.arrived", "batch.taken"]
    assert told.refused == [(2, "BATCH_QUESTION"), (3, "NOT_NOW"), (4, "BATCH_QUESTION"), (5, "NOTHING_TO_UNDO")]
    assert (told.state["state"], told.state["parcel"]) == ("ready", None)


def test_that_the_refused_lines_are_listed_for_people_in_a_file_that_runs_nothing(shelf: Shelf) -> None:
    told = shelf.give(timed("=1+1", "RS-BADGE-SECRETSECRETSECR", f"RS-BIN-{TEE_BIN}"))
    with Path(told.summary["report"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["value"], row["code"]) for row in rows] == [
        ("1", "'=1+1", "CODE_UNKNOWN"),
        ("2", "RS-BADGE-…", "BADGE_UNKNOWN"),
    ]
    assert all(row["reason"] and row["what to do"] for row in rows)
    assert told.summary["report"].startswith(str(shelf.data / "reports" / "handheld-"))


def test_that_words_name_each_line_and_what_was_refused(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    text = shelf.show(timed(tee, f"RS-BIN-{TEE_BIN}", tee, "RS-BIN-B-9"))
    assert "A batch of a handheld, lines: 4" in text
    assert f"» 2  RS-BIN-{TEE_BIN}\n  · item.restocked" in text
    assert "2 of 4 lines taken." in text
    assert f"line 4  RS-BIN-B-9  The bench asks, and a handheld cannot answer: The place of {tee} is {TEE_BIN}." in text


def test_that_a_batch_is_signed_by_whoever_scans_a_badge_in_it(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    ana, badge = shelf.bench.station.people.add("Ana", Role.INSPECTOR)
    told = shelf.give(timed(tee, f"RS-BADGE-{badge}", tee, f"RS-BIN-{TEE_BIN}"))
    assert told.refused == [(1, "SIGN_IN_FIRST")]
    assert [fact["actor"] for fact in told.facts] == [ana.id, ana.id]


def test_that_a_bench_with_something_in_hand_takes_no_batch(shelf: Shelf) -> None:
    shelf.bench.take(TEE)
    with pytest.raises(Exception, match="BATCH_BENCH_BUSY"):
        shelf.give(timed(f"RS-BIN-{TEE_BIN}"))
    assert shelf.bench.session.snapshot.state == "inspecting"


def test_that_the_ledger_stays_whole_though_its_times_go_back(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 4)
    shelf.give(timed(f"RS-BIN-{TEE_BIN}", *tees))
    times = [fact.at for fact in shelf.facts()]
    assert any(later < earlier for earlier, later in pairwise(times))
    station = shelf.bench.station
    assert verify(station.folder.database, station.folder.exports, station.photos.check).clean
