"""A batch works at a bench of its own: what a person left open at the bench is afterwards as it was."""

import pytest

from station.model.people import Role
from tests.handheld.shelf import TEE, TEE_BIN, Shelf, timed

SPARE = "B01-000001-A"  # of a station that has no unit yet: its number was given, as that of a sheet of plates is


@pytest.mark.parametrize("left_open", ["RMA-10001", "RS-CLIENT-alpine", f"RS-BIN-{TEE_BIN}", "RS-DOCK", "RS-BLIND", SPARE])
def test_that_what_is_open_at_the_bench_is_as_it_was(shelf: Shelf, left_open: str) -> None:
    shelf.bench.restart()
    assert shelf.bench.take(left_open).refusal is None
    shelf.bench.restart()
    before = shelf.bench.session.snapshot.as_json()
    told = shelf.give(timed("RMA-10008", "RS-CLIENT-northwind", "RS-DOCK", "RS-BIN-B-9", "RS-DONE", "RS-COUNT-B-9", "RS-DONE", "RMA-10002"))
    assert {"bin.counted", "parcel.arrived"} <= set(told.kinds)
    assert told.state == before
    assert shelf.bench.session.snapshot.as_json() == before


def test_that_a_batch_begins_at_rest_whatever_is_open_at_the_bench(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    shelf.bench.take(f"RS-BIN-{TEE_BIN}")
    told = shelf.give(timed(tee))
    assert told.refused == [(1, "BATCH_QUESTION")]
    assert "item.restocked" not in told.kinds


def test_that_a_plate_without_a_unit_is_refused_and_not_taken(shelf: Shelf) -> None:
    shelf.bench.restart()
    told = shelf.give(timed(SPARE, "RS-COUNT-B-9", "RS-DONE", first=0))
    assert told.refused == [(1, "PLATE_WITHOUT_UNIT")]
    assert (told.summary["taken"], told.summary["refused"]) == (2, 1)
    assert shelf.bench.session.snapshot.plate == ""


def test_that_whoever_was_signed_in_still_is_and_a_badge_in_a_batch_is_its_own(shelf: Shelf) -> None:
    people = shelf.bench.station.people
    (_, ana), (_, ben) = people.add("Ana", Role.INSPECTOR), people.add("Ben", Role.INSPECTOR)
    shelf.bench.restart()
    shelf.bench.take(f"RS-BADGE-{ana}", "RMA-10001")
    told = shelf.give(timed(f"RS-BADGE-{ben}", "RS-COUNT-B-9", "RS-DONE", "RS-SIGN-OUT"))
    assert (told.refused, told.state["person"]) == ([], None)
    assert shelf.bench.take(f"RS-BADGE-{ana}").snapshot.parcel["code"] == "RMA-10001"  # type: ignore[index]  # it is open
    assert len({fact.actor for fact in shelf.facts("bin.counted", "parcel.arrived")}) == 2


def test_that_a_parcel_that_the_batch_closed_is_not_open_at_the_bench(shelf: Shelf) -> None:
    shelf.bench.take("RS-BLIND", "RS-CLOSE", "RMA-77777")
    assert shelf.bench.session.snapshot.state == "parcel"
    told = shelf.give(timed("RMA-77777", "RS-CLOSE"))
    assert told.kinds == ["parcel.closed", "batch.taken"]
    assert (told.state["state"], told.state["parcel"]) == ("ready", None)
    assert shelf.bench.session.snapshot.parcel is None
