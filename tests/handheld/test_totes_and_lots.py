"""Totes and lots in the batch of a handheld: filled far from the bench, emptied into bins, and never a guess where something lies."""

from collections import Counter

import pytest

from station.model.people import Role
from station.session.batches import BatchLine
from tests.handheld.shelf import HOOD, HOOD_BIN, TEE, TEE_BIN, Shelf, at, timed


def placed(facts: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(fact["kind"], fact["subject"]) for fact in facts if fact["kind"] != "batch.taken"]


def test_that_a_tote_is_filled_and_closed_in_a_batch_and_emptied_in_the_next(shelf: Shelf) -> None:
    tees, hoods = shelf.graded(TEE, 2), shelf.graded(HOOD, 1)
    told = shelf.give(timed("RS-TOTE-T7", *tees, *hoods, "RS-CLOSE"))
    assert told.refused == []
    assert Counter(told.kinds) == {"item.toted": 3, "tote.closed": 1, "label.queued": 1, "batch.taken": 1}
    units = ["RS-TOTE-T7", tees[0], f"RS-BIN-{TEE_BIN}", hoods[0], f"RS-BIN-{HOOD_BIN}", tees[1], f"RS-BIN-{TEE_BIN}", "RS-DONE"]
    told = shelf.give(timed(*units, first=100))
    assert told.refused == []
    assert [(fact["subject"], fact["payload"]["bin"]) for fact in told.facts if fact["kind"] == "item.restocked"] == [
        (tees[0], TEE_BIN), (hoods[0], HOOD_BIN), (tees[1], TEE_BIN),
    ]  # fmt: skip
    assert {fact.payload["from_tote"] for fact in shelf.facts("item.restocked")} == {"T7"}


def test_that_units_go_into_a_lot_in_a_batch(shelf: Shelf) -> None:
    stained = shelf.graded(HOOD, 2, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
    told = shelf.give(timed("RS-LOT-L12", *stained, "RS-CLOSE"))
    assert [fact["kind"] for fact in told.facts] == ["item.lotted", "item.lotted", "lot.closed", "label.queued", "batch.taken"]


def test_that_a_unit_of_a_tote_that_got_no_place_is_refused_and_the_next_goes_on(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 3)
    shelf.give(timed("RS-TOTE-T7", *tees, "RS-CLOSE"))
    told = shelf.give(timed("RS-TOTE-T7", tees[0], tees[1], f"RS-BIN-{TEE_BIN}", tees[2], first=100))
    assert told.refused == [(2, "BATCH_QUESTION"), (5, "BATCH_QUESTION")]
    assert placed(told.facts) == [("item.restocked", tees[1])]
    assert told.state["state"] == "ready"


def test_that_a_place_that_could_not_be_taken_leaves_nobody_guessing(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 4)
    shelf.give(timed("RS-TOTE-T7", *tees, "RS-CLOSE"))
    told = shelf.give(timed("RS-TOTE-T7", tees[0], "RS-BIN-QUA-01", tees[1], "RS-TOTE-T7", tees[2], f"RS-BIN-{TEE_BIN}", first=100))
    assert told.refused == [(2, "BIN_UNSURE"), (3, "BIN_NOT_FOR_STOCK"), (4, "BIN_UNSURE")]
    assert placed(told.facts) == [("item.restocked", tees[2])]


def test_that_a_tote_whose_line_has_no_usable_time_gets_no_units(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 2)
    lines = [f"{at(0)},RS-TOTE-T1\n", f"{at(1)},{tees[0]}\n", "2026-02-31T10:00:00Z,RS-TOTE-T2\n", f"{at(3)},{tees[1]}\n"]
    told = shelf.give(lines)
    assert told.refused == [(3, "BATCH_TIME_UNREADABLE"), (4, "BIN_UNSURE")]
    assert placed(told.facts) == [("item.toted", tees[0])]


def test_that_nothing_leaves_the_house_in_a_batch(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    told = shelf.give(timed("RS-VENDOR", tee, "RS-DONE"))
    assert placed(told.facts) == []
    assert told.refused[0] == (1, "BATCH_QUESTION")
    assert told.state["leaving"] is None


@pytest.mark.parametrize("wanted", ["RS-ANSWER-1", "RS-ANSWER-4"])
def test_that_a_batch_opens_no_closed_tote_again(shelf: Shelf, wanted: str) -> None:
    tees = shelf.graded(TEE, 2)
    shelf.give(timed("RS-TOTE-T7", *tees, "RS-CLOSE"))
    told = shelf.give(timed("RS-TOTE-T7", "RS-ANSWER-2", wanted, tees[0], f"RS-BIN-{TEE_BIN}", first=100))
    assert told.refused == [(2, "BATCH_QUESTION"), (3, "NOT_NOW")]
    assert placed(told.facts) == [("item.restocked", tees[0])]


# Who gives the batch, what that person is told, and whether somebody has to know that it was tried.
GIVEN = {"Ada": (Role.INSPECTOR, "MAY_NOT", ["destroy", "send_off"]), "Sofia": (Role.SUPERVISOR, "BATCH_QUESTION", [])}


@pytest.mark.parametrize("who", GIVEN)
def test_that_what_somebody_may_not_do_is_refused_in_a_batch_as_at_the_bench(shelf: Shelf, who: str) -> None:
    role, code, missing = GIVEN[who]
    person, badge = shelf.bench.station.people.add(who, role)
    shelf.bench.restart()
    told = shelf.give(timed(f"RS-BADGE-{badge}", "RS-DESTROY", "RS-REPAIR"))
    assert told.refused == [(2, code), (3, code)]
    assert [(fact.subject, fact.payload["what"]) for fact in shelf.facts("act.refused")] == [(person.id, each) for each in missing]


def test_that_a_batch_that_broke_off_tells_what_was_refused_once(shelf: Shelf) -> None:
    _, badge = shelf.bench.station.people.add("Ada", Role.INSPECTOR)
    shelf.bench.restart()
    session = shelf.bench.session
    with session.own_bench():
        session.take_line(f"RS-BADGE-{badge}", BatchLine("0" * 64, 1))
        for again in (False, True):
            outcome = session.take_line("RS-DESTROY", BatchLine("0" * 64, 2, again))
            assert (outcome.refusal and outcome.refusal.code) == "MAY_NOT"
    assert len(shelf.facts("act.refused")) == 1
