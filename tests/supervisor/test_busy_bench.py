"""A bench that is busy, that ends, or that dies with an act in its hands: the desk is told the truth within a bounded time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as threads
from typing import Any

import pytest

from station.model.facts import PERSON_ADDED
from station.supervisor import listening
from station.supervisor.acts import Act
from station.supervisor.acts_people import AddPerson, NewBadge
from station.supervisor.doing import Doing
from station.supervisor.door import Door, find
from station.supervisor.hands import new_order
from station.supervisor.performing import TABLE, Order
from station.supervisor.wire import admit, introduce
from tests.supervisor.desks import SECONDS, FakeBench, FakeDesk, bench_at_work, code, desk_at, nothing, staffed

BEN = AddPerson("Ben", "inspector")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    staffed(tmp_path / "station")
    return tmp_path / "station"


@contextmanager
def busy(bench: FakeBench) -> Iterator[None]:
    """The bench thread is held up inside."""
    begun, go_on = Event(), Event()

    def hold(_session: object) -> None:
        begun.set()
        assert go_on.wait(SECONDS)

    bench.thread.ask(hold, lambda _: None)
    assert begun.wait(SECONDS)
    try:
        yield
    finally:
        go_on.set()


def added(bench: FakeBench) -> list[str]:
    """Who added somebody, but for those who were there from the beginning; after everything that was submitted."""
    bench.ask(nothing)
    return [fact.actor for fact in bench.facts(PERSON_ADDED) if fact.actor != "console"]


def test_that_a_busy_bench_is_waited_for_so_long_and_what_it_did_not_begin_is_never_done(data: Path) -> None:
    with bench_at_work(data, patience=0.2) as bench:
        desk = desk_at(data, "Sofia")
        with busy(bench):
            assert code(desk.act(BEN)) == "BENCH_BUSY"
        assert added(bench) == []
        assert (code(desk.act(BEN)), added(bench)) == ("", ["I-02"])


def test_that_an_act_whose_desk_hung_up_while_it_waited_is_never_done(data: Path) -> None:
    with bench_at_work(data) as bench:
        desk = desk_at(data, "Sofia")
        with busy(bench):
            door = find(data)
            assert door
            with Client(door.address, door.family) as connection:
                introduce(connection, door.key)
                connection.send_bytes(Order(new_order(), BEN, desk.token).to_json().encode())
            for thread in threads():
                if thread.name == "desk":
                    thread.join(SECONDS)
        assert added(bench) == []


def test_that_an_act_that_takes_long_is_told_to_go_on_and_its_order_tells_how_it_ended(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, add = Event(), Event(), TABLE[AddPerson]

    def slow(doing: Doing, act: Act) -> Mapping[str, Any]:
        begun.set()
        assert go_on.wait(SECONDS)
        return add(doing, act)

    monkeypatch.setitem(TABLE, AddPerson, slow)
    monkeypatch.setattr(listening, "END_SECONDS", 0.2)
    with bench_at_work(data) as bench:
        desk, order = desk_at(data, "Sofia"), new_order()
        assert code(desk.act(BEN, order)) == "ACT_GOES_ON"
        assert begun.is_set()
        go_on.set()
        assert added(bench) == ["I-02"]
        again = desk.act(BEN, order)
        assert (code(again), again.done["person"]["name"], added(bench)) == ("", "Ben", ["I-02"])


def test_that_a_bench_that_is_being_closed_says_that_nothing_was_done(data: Path) -> None:
    with bench_at_work(data) as bench:
        desk, told = desk_at(data, "Sofia"), []
        with busy(bench):
            asking = Thread(target=lambda: told.append(code(desk.act(BEN))), daemon=True)
            asking.start()
            while asking.is_alive() and not any(thread.name == "desk" for thread in threads()):
                asking.join(0.01)
            assert bench.listener
            assert bench.listener.stop()
            asking.join(SECONDS)
        assert told[0] in ("BENCH_CLOSED", "SECOND_INSTANCE")
        assert added(bench) == []


@contextmanager
def dying(data: Path, last: Callable[[Connection], None] = lambda _: None) -> Iterator[FakeDesk]:
    """A bench that takes one order and goes away with it; before that it does `last`."""
    door, stood = Door.new(), Event()
    desk = desk_at(data, "Sofia")

    def stand() -> None:
        with Listener(door.address, door.family) as listener:
            door.publish(data)
            stood.set()
            with listener.accept() as connection, suppress(EOFError, OSError):
                admit(connection, door.key)
                connection.recv_bytes()
                last(connection)
        door.withdraw(data)

    thread = Thread(target=stand, daemon=True)
    thread.start()
    assert stood.wait(SECONDS)
    yield desk
    thread.join(SECONDS)
    door.clear()


def test_that_an_order_whose_bench_went_away_is_given_to_whoever_works_next(data: Path) -> None:
    with dying(data) as desk:
        assert code(desk.act(BEN)) == "", "by the desk itself, whose own token it is"
    with bench_at_work(data) as bench:
        assert added(bench) == ["I-02"]


def test_that_a_sign_in_is_never_sent_twice(data: Path) -> None:
    with dying(data) as desk:
        assert code(desk.sign_in("Sofia")) == "BENCH_WENT_AWAY"
    assert code(desk.sign_in("Sofia")) == ""


def test_that_nonsense_for_an_answer_is_no_answer(data: Path) -> None:
    with dying(data, lambda connection: connection.send_bytes(b"\xff\x00")) as desk:
        assert code(desk.act(NewBadge("I-01"))) == ""
