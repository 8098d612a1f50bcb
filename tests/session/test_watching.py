"""What the station sees coming: returns that will be late, said once ahead of time, and holds that nobody decided in time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.model.people import Role
from station.settings import change_settings
from tests.ledger.builders import FakeClock, plate, received
from tests.session.shop import Bench, opened

TEE = "9521321000025"
MINUTE = 60


@pytest.fixture
def clock() -> FakeClock:
    """A Saturday, 20:18 UTC."""
    return FakeClock()


@pytest.fixture
def bench(tmp_path: Path, clock: FakeClock) -> Iterator[Bench]:
    yield from opened(tmp_path / "shop", clock=clock)


def held(bench: Bench, reason: str = "CLIENT") -> str:
    """A tee that waits for somebody; its plate."""
    return bench.take("RMA-10001", TEE, f"RS-HOLD-{reason}").facts[0].subject


def looked(bench: Bench, clock: FakeClock, **later: int) -> list[tuple[str, str]]:
    """What the station writes when it looks so much later."""
    clock.move(**later)
    return [(fact.kind, fact.subject) for fact in bench.session.look_ahead()]


def policy(bench: Bench, old: str, new: str) -> None:
    """The site's own holds policy, from the next start on, which this is."""
    document = bench.station.documents.load("policy", "holds")
    own = bench.station.documents.own_file("policy", "holds")
    own.parent.mkdir(parents=True, exist_ok=True)
    assert old in document.text
    own.write_text(document.text.replace(old, new).replace("edition = 1", "edition = 2"), encoding="utf-8")
    bench.restart()


def counted(bench: Bench) -> dict[str, int]:
    with bench.station.reader.connect() as connection:
        rows = connection.exec_driver_sql("SELECT measure, sum(amount) FROM quarter_hours GROUP BY measure HAVING sum(amount) <> 0")
        return {measure: amount for measure, amount in rows if measure.startswith(("held", "spent", "actions"))}


def test_that_a_unit_that_will_be_late_is_said_once_two_hours_ahead(bench: Bench, clock: FakeClock) -> None:
    lpn = held(bench)
    assert looked(bench, clock, hours=21, minutes=59) == []
    assert looked(bench, clock, minutes=1) == [("item.warned", lpn)]
    assert looked(bench, clock, minutes=1) == []
    bench.restart()
    assert looked(bench, clock, hours=30) == []
    (fact,) = bench.facts("item.warned")
    assert (fact.actor, fact.payload["late"], fact.payload["client"]) == ("station", False, "northwind")
    assert (fact.payload["arrived_at"], fact.payload["due_at"]) == ("2026-11-21T20:18:25.123Z", "2026-11-22T20:18:25.123Z")


def test_that_it_looks_once_a_minute_and_not_at_every_input(bench: Bench, clock: FakeClock) -> None:
    assert looked(bench, clock) == []
    lpn = held(bench)
    clock.move(hours=23)
    bench.session.look_ahead()
    bench.take("RMA-10002")
    assert bench.session.look_ahead() == ()
    assert [fact.subject for fact in bench.facts("item.warned")] == [lpn]


def test_that_a_station_that_was_closed_says_that_it_is_late_already(bench: Bench, clock: FakeClock) -> None:
    held(bench)
    looked(bench, clock, hours=24, seconds=1)
    assert bench.facts("item.warned")[0].payload["late"] is True


def test_that_a_parcel_at_the_dock_is_said_and_one_that_is_worked_at_or_closed_is_not(bench: Bench, clock: FakeClock) -> None:
    waiting = bench.take("RS-DOCK", "RMA-10002").facts[0].subject
    bench.take("RMA-10008", "RS-DOCK", "RMA-10008", "RS-CLOSE", "1", "1", "1")
    graded = bench.take("RMA-10001", TEE, "RS-AS-NEW")
    assert graded.facts[1].kind == "item.graded"
    assert looked(bench, clock, hours=22) == [("parcel.warned", waiting)]
    assert looked(bench, clock, hours=1) == []


def test_that_a_business_day_is_warned_of_before_its_own_end(bench: Bench, clock: FakeClock) -> None:
    change_settings(bench.station.folder.path, {"calendar.promise": "business_day"})
    bench.restart()
    lpn = held(bench)  # on a Saturday: Monday's opening begins the day, and Tuesday's ends it
    assert looked(bench, clock, days=2, hours=10, minutes=41) == []
    assert looked(bench, clock, minutes=1) == [("item.warned", lpn)]
    assert bench.facts("item.warned")[0].payload["due_at"] == "2026-11-24T09:00:00.000Z"


@pytest.mark.parametrize(("hours", "met"), [(0, True), (24, True), (25, False)])
def test_that_a_grade_says_whether_the_promise_was_kept_since_the_dock(bench: Bench, clock: FakeClock, hours: int, met: bool) -> None:
    bench.take("RS-DOCK", "RMA-10001", "RS-DOCK")
    clock.move(hours=hours)
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    assert bench.facts("item.graded")[0].payload["promise"] == {
        "clock": "24h", "arrived_at": "2026-11-21T20:18:25.123Z", "due_at": "2026-11-22T20:18:25.123Z", "met": met,
    }  # fmt: skip


def test_that_a_unit_without_a_parcel_is_promised_from_its_own_scan_and_keeps_it_when_it_is_graded_again(
    bench: Bench, clock: FakeClock
) -> None:
    bench.take(TEE, "RS-BLIND")
    clock.move(hours=1)
    bench.take("RS-AS-NEW")
    clock.move(hours=40)
    bench.take("RS-UNDO", "RS-CONFIRM", "RS-AS-NEW")
    promises = [fact.payload["promise"] for fact in bench.facts("item.graded")]
    assert [promise["met"] for promise in promises] == [True, False]
    # Its row begins when it is first written down: an hour after its scan.
    assert [promise["arrived_at"][:13] for promise in promises] == ["2026-11-21T20", "2026-11-21T21"]


def test_that_a_client_who_does_not_answer_hands_the_decision_to_the_supervisor_once(bench: Bench, clock: FakeClock) -> None:
    lpn = held(bench)
    before = counted(bench)
    assert looked(bench, clock, days=6, hours=23) == [("item.warned", lpn)]
    found = looked(bench, clock, hours=1)
    assert found == [("item.held", lpn), ("label.voided", lpn), ("label.queued", lpn)]
    first, again = bench.facts("item.held")
    (reason,) = again.payload["reasons"]
    assert (reason["for"], reason["escalated_from"], again.payload["shelf"]) == ("SUPERVISOR", "CLIENT", "HOLD-S")
    assert (again.payload["decided_by"], again.payload["corrects"], again.actor) == ("default", first.id, "station")
    assert reason["due_at"] == "2026-11-30T20:18:25.123Z"
    assert counted(bench) == before
    assert looked(bench, clock, days=30) == []


def test_that_reopening_takes_back_the_hold_that_a_person_made(bench: Bench, clock: FakeClock) -> None:
    bench.station.people.add("Sam", Role.SUPERVISOR)
    bench.restart()
    bench.session.sign_in("Sam")
    held(bench)
    looked(bench, clock, days=7)
    assert counted(bench)["held:CLIENT"] == 1
    bench.session.sign_in("Sam")
    assert bench.take("RS-UNDO", "RS-CONFIRM").facts[0].kind == "item.reopened"
    assert counted(bench) == {}


def default_of(bench: Bench) -> dict[str, Any]:
    return dict(bench.facts("item.released")[0].payload)


def test_that_a_default_that_ends_the_wait_is_a_fact_and_sends_the_unit_away(bench: Bench, clock: FakeClock) -> None:
    policy(bench, 'question = "What shall be done with this unit?"\ndefault = "escalate"',
           'question = "What shall be done with this unit?"\ndefault = "return_to_customer"')  # fmt: skip
    lpn = held(bench)
    assert looked(bench, clock, days=7)[1:] == [("item.released", lpn), ("label.voided", lpn), ("label.queued", lpn)]
    said = default_of(bench)
    assert (said["decision"], said["decided_by"], said["by"]) == ("RETURN_TO_CUSTOMER", "default", None)
    assert (said["disposition"], said["hold"]) == ("return_to_customer", bench.facts("item.held")[0].id)
    assert looked(bench, clock, days=7) == []


def test_that_a_unit_somebody_is_deciding_about_waits_for_that_person(bench: Bench, clock: FakeClock) -> None:
    lpn = held(bench)
    bench.take(lpn)
    assert looked(bench, clock, days=8) == [("item.warned", lpn)]
    bench.take("RS-DONE")
    assert looked(bench, clock, minutes=1)[0] == ("item.held", lpn)


def test_that_many_at_once_are_said_a_few_at_a_time_so_that_the_bench_never_waits(bench: Bench, clock: FakeClock) -> None:
    ledger = bench.station.ledger
    ledger.append("I-04", [received(plate(number)) for number in range(1, 61)])
    clock.move(hours=23)
    told = [len(bench.session.look_ahead()) for _ in range(4)]
    assert told == [25, 25, 10, 0]
    assert len({fact.subject for fact in bench.facts("item.warned")}) == 60
