"""The way of an act to the bench that works on the folder, or under an own lock where none does; and what a repeat or a crash leaves."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from station.assembly import bench_of, open_station
from station.clock import SystemClock
from station.model.facts import ACT_REFUSED, ITEM_GRADED, ITEM_HELD, ITEM_RELEASED, PERSON_ADDED, PERSON_CHANGED, NewFact
from station.supervisor.acts import Act, SignIn, SignOut
from station.supervisor.acts_decisions import Decide
from station.supervisor.acts_people import AddPerson, DisablePerson, NewBadge
from station.supervisor.acts_units import Correct
from station.supervisor.doing import Doing
from station.supervisor.hands import new_order
from station.supervisor.kept_answers import became_of
from station.supervisor.performing import TABLE, perform
from tests.supervisor.desks import HOODIE, PIN, FakeBench, bench_at_work, code, desk_at, staffed


@pytest.fixture
def data(tmp_path: Path) -> Path:
    staffed(tmp_path / "station")
    return tmp_path / "station"


@pytest.fixture
def bench(data: Path) -> Iterator[FakeBench]:
    with bench_at_work(data) as at_work:
        yield at_work


def held(bench: FakeBench) -> str:
    """A hoodie on hold, by Ada, who is then signed in with nothing in hand."""
    bench.ask(lambda session: session.sign_in("Ada"))
    bench.take("RMA-10002", HOODIE, "RS-HOLD-SUPERVISOR")
    return bench.facts(ITEM_HELD)[-1].subject


def test_that_an_act_is_done_by_the_bench_that_works_and_told_to_it(bench: FakeBench, data: Path) -> None:
    lpn = held(bench)
    answer = desk_at(data, "Sofia").act(Decide((lpn,), "RETURN_TO_CUSTOMER"))
    released = bench.facts(ITEM_RELEASED)
    assert (answer.refusal, answer.done["done"], [fact.actor for fact in released]) == (None, [lpn], ["I-02"])
    assert answer.facts == tuple(fact.id for fact in bench.told)
    assert released[0].id in answer.facts


def test_that_the_unit_in_the_inspectors_hand_and_the_parcel_are_as_they_were(bench: FakeBench, data: Path) -> None:
    lpn = held(bench)
    bench.take(HOODIE)
    before = bench.ask(lambda session: session.snapshot)
    assert code(desk_at(data, "Sofia").act(Decide((lpn,), "RETURN_TO_CUSTOMER"))) == ""
    after = bench.ask(lambda session: session.snapshot)
    assert (after.state, after.person, after.item, after.prompt) == (before.state, "Ada", before.item, before.prompt)
    assert (before.state, after.parcel["code"]) == ("inspecting", "RMA-10002")


def test_that_a_unit_that_an_inspector_has_in_hand_or_set_aside_is_left_alone(bench: FakeBench, data: Path) -> None:
    lpn = held(bench)
    desk = desk_at(data, "Sofia")
    assert code(desk.act(Decide((lpn,), "INSPECT_AGAIN"))) == ""
    bench.take(lpn, "RS-ANSWER-1", "RS-PARK")
    assert code(desk.act(Correct(lpn, "bin", "Z-1", "MISREAD"))) == "UNIT_SET_ASIDE"
    bench.take(lpn)
    assert bench.ask(lambda session: session.in_hand) == lpn
    count = len(bench.facts())
    assert code(desk.act(Correct(lpn, "bin", "Z-1", "MISREAD"))) == "UNIT_AT_BENCH"
    assert len(bench.facts()) == count


def test_that_without_a_bench_the_desk_takes_the_lock_and_gives_it_back(data: Path) -> None:
    desk = desk_at(data, "Sofia")
    assert code(desk.act(AddPerson("Ben", "inspector"))) == ""
    with open_station(data, SystemClock()) as opened:
        assert [fact.actor for fact in opened.ledger.facts(kinds=(PERSON_ADDED,))][-1] == "I-02"


def test_that_a_folder_that_somebody_else_works_on_without_listening_is_named_and_not_waited_for_long(data: Path) -> None:
    with open_station(data, SystemClock()):
        assert code(desk_at(data).sign_in("Sofia")) == "SECOND_INSTANCE"


def test_that_where_nobody_works_by_name_nobody_signs_in(tmp_path: Path) -> None:
    with open_station(tmp_path / "station", SystemClock()):
        pass
    desk = desk_at(tmp_path / "station")
    entered = desk.hands.perform(SignIn())
    assert (entered.done["person"]["id"], entered.once["token"]) == ("-", "")
    assert "change_supervisors" in entered.done["rights"]
    assert code(desk.act(AddPerson("Ben", "inspector"))) == "FIRST_SUPERVISES"
    assert code(desk.act(AddPerson("Sofia", "supervisor", pin=PIN["Sofia"]))) == ""
    assert code(desk.act(AddPerson("Ben", "inspector"))) == "DESK_SIGN_IN", "from now on somebody has to"


def test_that_the_same_order_is_done_once_and_a_badge_is_told_once(bench: FakeBench, data: Path) -> None:
    desk, order = desk_at(data, "Sofia"), new_order()
    first, again = (desk.act(AddPerson("Ben", "inspector"), order) for _ in range(2))
    assert first.once["badge"].startswith("RS-BADGE-")
    assert (again.facts, again.done, again.once) == (first.facts, first.done, {})
    assert len([fact for fact in bench.facts(PERSON_ADDED) if fact.actor == "I-02"]) == 1
    with bench.opened.reader.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM acts").all())
    assert first.once["badge"].removeprefix("RS-BADGE-") not in kept


def test_that_the_order_of_somebody_else_tells_nothing(bench: FakeBench, data: Path) -> None:
    order = new_order()
    desk_at(data, "Sofia").act(AddPerson("Ben", "inspector"), order)
    answer = desk_at(data, "Max").act(NewBadge("I-01"), order)
    assert (code(answer), answer.facts, bench.facts(PERSON_CHANGED)[-1].actor) == ("ACT_OF_ANOTHER", (), "console")


class PowerCut(BaseException):
    """The process ends here."""


def test_that_an_act_that_broke_off_is_told_as_such_and_not_done_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(doing: Doing, _act: Act) -> Mapping[str, Any]:
        doing.append([NewFact(ACT_REFUSED, "I-02", {"act": "One", "role": "supervisor", "what": "decide"})])
        raise PowerCut

    order, clock, act = new_order(), SystemClock(), AddPerson("Ben", "inspector")
    monkeypatch.setitem(TABLE, AddPerson, half)
    with open_station(data, clock) as opened:
        sofia = opened.people.by_name("Sofia")
        with pytest.raises(PowerCut):
            perform(opened, bench_of(opened), act, sofia, order)
    monkeypatch.undo()
    with open_station(data, clock) as opened:
        told = perform(opened, bench_of(opened), act, sofia, order)
        written = [fact.id for fact in opened.ledger.facts(kinds=(ACT_REFUSED,))]
        assert (code(told), told.facts) == ("ACT_BROKE_OFF", tuple(written))
        assert became_of(opened.reader, new_order()) is None
        assert "Ben" not in [person.name for person in opened.people.list()]


def test_that_an_act_that_came_to_nothing_before_the_cut_is_done_by_the_same_order(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_doing: Doing, _act: Act) -> Mapping[str, Any]:
        raise PowerCut

    order, clock, act = new_order(), SystemClock(), AddPerson("Ben", "inspector")
    with open_station(data, clock) as opened:
        sofia = opened.people.by_name("Sofia")
        with monkeypatch.context() as patched:
            patched.setitem(TABLE, AddPerson, nothing)
            with pytest.raises(PowerCut):
                perform(opened, bench_of(opened), act, sofia, order)
        assert code(perform(opened, bench_of(opened), act, sofia, order)) == ""
        assert "Ben" in [person.name for person in opened.people.list()]


def test_that_a_token_ends_with_a_sign_out_with_its_person_and_with_its_process(data: Path) -> None:
    with bench_at_work(data):
        desk, other = desk_at(data, "Sofia"), desk_at(data, "Sofia")
        desk.act(SignOut())
        assert code(desk.act(NewBadge("I-01"))) == "DESK_SIGN_IN"
        assert code(other.act(NewBadge("I-01"))) == ""
        bench_admin = desk_at(data, "Max")
        assert code(bench_admin.act(DisablePerson("I-02"))) == ""
        assert code(other.act(NewBadge("I-01"))) == "DESK_SIGN_IN"
    assert code(bench_admin.act(NewBadge("I-01"))) == "DESK_SIGN_IN", "the bench that gave it has ended"


def test_that_an_act_about_too_many_units_is_refused_before_the_first(bench: FakeBench, data: Path) -> None:
    lpn = held(bench)
    many = (lpn, *(f"B01-{number:06d}-X" for number in range(200)))
    assert code(desk_at(data, "Sofia").act(Decide(many, "RELEASE"))) == "ACT_TOO_MANY"
    assert bench.facts(ITEM_RELEASED) == []


def test_that_what_is_released_is_finished_by_whoever_scans_its_plate(bench: FakeBench, data: Path) -> None:
    lpn = held(bench)
    assert code(desk_at(data, "Sofia").act(Decide((lpn,), "INSPECT_AGAIN"))) == ""
    assert bench.ask(lambda session: session.aside) == ()
    bench.take(lpn, "RS-ANSWER-1")
    assert (bench.ask(lambda session: session.in_hand), bench.facts(ITEM_GRADED)) == (lpn, [])
