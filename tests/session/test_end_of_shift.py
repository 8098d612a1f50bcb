"""The end of a shift: what is left open is counted and said, and goes to a person or to nobody, as a fact; at the bench and at the desk."""

import pytest

from station.insight.stock import stock
from station.ledger.loose import MOST
from station.model.facts import ITEM_RELEASED, SHIFT_CLOSED, NewFact
from station.model.people import Person, Role
from station.session.closing import closing_count, closing_lines
from station.supervisor.acts_shift import CloseShift
from station.supervisor.performing import perform
from station.supervisor.shift import shift_now
from tests.ledger.builders import graded, held, label, plate, received
from tests.session.shop import Bench

HOODIE, TEE, SHIRT = "9521321000087", "9521321000025", "9521321000018"
NOTHING = {"unlabelled": 0, "not_stowed": 0, "set_aside": 0, "open_parcels": 0}


@pytest.fixture
def people(bench: Bench) -> dict[str, tuple[Person, str]]:
    """Name to person and badge; Ada is signed in."""
    found = {name: bench.station.people.add(name, role) for name, role in (("Ada", Role.INSPECTOR), ("Ben", Role.INSPECTOR))}
    found["Vera"] = bench.station.people.add("Vera", Role.VIEWER)
    bench.restart()
    bench.take(f"RS-BADGE-{found['Ada'][1]}")
    return found


def work(bench: Bench) -> None:
    """One unit graded, one set aside, whose labels nobody printed, and their parcel open."""
    bench.take("RMA-10002", HOODIE, "RS-AS-NEW")
    bench.take(HOODIE, "RS-PARK")


LEFT = {"unlabelled": 2, "not_stowed": 1, "set_aside": 1, "open_parcels": 1}


def test_that_the_count_is_said_before_anybody_answers(bench: Bench, people: dict[str, tuple[Person, str]]) -> None:
    work(bench)
    outcome = bench.take("RS-CLOSE-SHIFT")
    prompt = outcome.snapshot.prompt
    assert prompt
    assert prompt["text"] == "Ada, who takes over? Scan that badge."
    assert prompt["why"] == ["2 units without a label", "1 graded unit in no tote, lot or bin", "1 unit set aside", "1 open parcel"]
    assert [each.name for each in outcome.snapshot.awaited] == ["Ben"]
    assert (outcome.facts, people["Ben"][0].id) == ((), "I-02")


def test_that_whoever_takes_over_goes_on_with_what_is_open(bench: Bench, people: dict[str, tuple[Person, str]]) -> None:
    work(bench)
    outcome = bench.take("RS-CLOSE-SHIFT", f"RS-BADGE-{people['Ben'][1]}")
    assert [(fact.kind, fact.actor, fact.subject, fact.payload) for fact in outcome.facts] == [
        (SHIFT_CLOSED, "I-01", "I-01", {"person": "I-01", "to": "I-02", **LEFT})
    ]
    assert (outcome.snapshot.person, outcome.snapshot.state) == ("Ben", "parcel")


@pytest.mark.parametrize("code", ["1", "RS-ANSWER-1", "RS-CONFIRM"])
def test_that_it_may_go_to_nobody(bench: Bench, people: dict[str, tuple[Person, str]], code: str) -> None:
    outcome = bench.take("RS-CLOSE-SHIFT", code)
    assert [fact.payload for fact in outcome.facts] == [{"person": people["Ada"][0].id, "to": "", **NOTHING}]
    assert (outcome.snapshot.state, outcome.snapshot.person) == ("signed_out", None)


@pytest.mark.parametrize("code", ["0", "RS-DONE", "RS-UNDO"])
def test_that_it_may_be_left(bench: Bench, people: dict[str, tuple[Person, str]], code: str) -> None:
    outcome = bench.take("RS-CLOSE-SHIFT", code)
    assert (outcome.facts, outcome.snapshot.state, outcome.snapshot.person) == ((), "ready", people["Ada"][0].name)


@pytest.mark.parametrize(("who", "code"), [("Ada", "SHIFT_TO_YOURSELF"), ("Vera", "MAY_NOT_INSPECT")])
def test_that_it_goes_to_nobody_else_than_whoever_works_here_next(
    bench: Bench, people: dict[str, tuple[Person, str]], who: str, code: str
) -> None:
    outcome = bench.take("RS-CLOSE-SHIFT", f"RS-BADGE-{people[who][1]}")
    assert (outcome.refusal and outcome.refusal.code, bench.facts(SHIFT_CLOSED)) == (code, [])
    assert outcome.snapshot.person == "Ada"


def test_that_with_a_unit_in_hand_no_shift_ends(bench: Bench, people: dict[str, tuple[Person, str]]) -> None:
    bench.restart()
    bench.take(f"RS-BADGE-{people['Ada'][1]}", "RMA-10002", HOODIE)
    outcome = bench.take("RS-CLOSE-SHIFT")
    assert (outcome.refusal and outcome.refusal.code, bench.facts(SHIFT_CLOSED)) == ("NOT_NOW", [])


def test_that_where_nobody_signs_in_the_bench_goes_on(bench: Bench) -> None:
    asked = bench.take("RS-CLOSE-SHIFT").snapshot.prompt
    outcome = bench.take("1")
    assert asked
    assert asked["text"] == "Close the shift?"
    assert ([fact.payload["to"] for fact in outcome.facts], outcome.snapshot.state) == ([""], "ready")


def test_that_an_open_question_comes_back_after_a_restart(bench: Bench, people: dict[str, tuple[Person, str]]) -> None:
    work(bench)
    bench.take("RS-CLOSE-SHIFT")
    bench.restart()
    outcome = bench.take(f"RS-BADGE-{people['Ada'][1]}")
    assert outcome.snapshot.prompt
    assert outcome.snapshot.prompt["why"][-1] == "1 open parcel"


def test_that_the_desk_closes_it_with_the_same_count(bench: Bench, people: dict[str, tuple[Person, str]]) -> None:
    work(bench)
    sofia, _ = bench.station.people.add("Sofia", Role.SUPERVISOR)
    answer = perform(bench.station, bench.session, CloseShift("I-02", "Two hoodies are left."), sofia)
    (fact,) = bench.facts(SHIFT_CLOSED)
    assert (dict(answer.done), fact.actor, fact.payload["to"]) == (LEFT, sofia.id, "I-02")
    assert fact.context
    assert fact.context["note"] == "Two hoodies are left."
    assert bench.session.snapshot.person == "Ada"
    for to, code in ((sofia.id, "SHIFT_TO_YOURSELF"), (people["Vera"][0].id, "PERSON_UNKNOWN"), ("I-99", "PERSON_UNKNOWN")):
        refusal = perform(bench.station, bench.session, CloseShift(to), sofia).refusal
        assert refusal
        assert refusal[0] == code


def test_that_who_only_shows_it_counts_no_more_than_so_many_and_says_so(bench: Bench) -> None:
    lpns = [plate(number) for number in range(1, 6)]
    for lpn in lpns:
        bench.station.ledger.append("I-01", [received(lpn), graded(lpn), label(lpn)])
    reader = bench.station.reader
    assert (closing_count(reader).not_stowed, closing_count(reader).unlabelled) == (5, 5)
    shown = closing_count(reader, 3)
    assert (shown.not_stowed, shown.unlabelled) == (3, 3)
    assert closing_lines(shown, "en", 3) == ["at least 3 units without a label", "at least 3 graded units in no tote, lot or bin"]
    assert closing_lines(closing_count(reader, 6), "en", 6) == ["5 units without a label", "5 graded units in no tote, lot or bin"]


def test_that_the_desk_says_at_least_where_all_units_of_a_station_are_in_no_tote(bench: Bench) -> None:
    with bench.station.ledger.writer.begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO items (lpn, state, client, title,"
            " category, because, actor, received_at, received_seq, last_seq, disposition)"
            " SELECT 'X' || i, 'graded', 'northwind', '', '', '[]', 'I-01', '2026-11-21', 1, 1, 'outlet' FROM n",
            (MOST + 5,),
        )
    assert shift_now(bench.station, "", "en").lines == ("at least 10,000 graded units in no tote, lot or bin",)
    assert closing_count(bench.station.reader).not_stowed == MOST + 5


def test_that_it_counts_as_in_no_tote_what_the_stock_does(bench: Bench) -> None:
    for lpn, disposition in ((plate(1), "outlet"), (plate(2), "quarantine"), (plate(3), "outlet")):
        bench.station.ledger.append("I-01", [received(lpn), graded(lpn, disposition=disposition)])
    released = {"decision": "RELEASE", "by": "S-01", "disposition": "outlet", "bin": "OUT-03"}
    bench.station.ledger.append("I-01", [received(plate(4)), held(plate(4)), NewFact(ITEM_RELEASED, plate(4), released)])
    assert closing_count(bench.station.reader).not_stowed == stock(bench.station.reader).not_toted == 3
