"""The door of a bench as somebody would try it: other users, dead benches, wrong keys, replays, too much, too little, too slow."""

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Event, Thread

import pytest

from station.model.facts import ACT_REFUSED, PERSON_ADDED
from station.supervisor import listening
from station.supervisor.acts import SignIn
from station.supervisor.acts_people import AddPerson
from station.supervisor.door import FILE, Door, find
from station.supervisor.hands import new_order
from station.supervisor.performing import Order
from station.supervisor.wire import LARGEST, NotOurs, admit, introduce
from tests.supervisor.desks import PHRASE, SECONDS, FakeBench, bench_at_work, code, desk_at, staffed

AT_WORK = pytest.mark.usefixtures("bench")
HUNG_UP = (OSError, EOFError)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="file modes and sockets of POSIX")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    staffed(tmp_path / "station")
    return tmp_path / "station"


@pytest.fixture
def bench(data: Path) -> Iterator[FakeBench]:
    with bench_at_work(data) as at_work:
        yield at_work


def door_of(data: Path) -> Door:
    door = find(data)
    assert door
    return door


@contextmanager
def connected(data: Path) -> Iterator[Connection]:
    """A connection that has proved nothing yet."""
    door = door_of(data)
    connection = Client(door.address, door.family)
    try:
        yield connection
    finally:
        connection.close()


def answered(data: Path, said: bytes, key: bytes = b"") -> bytes:
    """What the bench says to these bytes of somebody who knows the key."""
    with connected(data) as connection:
        introduce(connection, key or door_of(data).key)
        connection.send_bytes(said)
        return connection.recv_bytes(LARGEST)


@POSIX
@AT_WORK
def test_that_only_its_own_user_can_read_the_key_or_reach_the_socket(data: Path) -> None:
    door = door_of(data)
    assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(door.address).parent.stat().st_mode) == 0o700
    assert (len(door.key), door.pid) == (32, os.getpid())


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o606])
def test_that_nobody_types_a_pin_into_a_door_that_others_can_write_or_read(data: Path, mode: int) -> None:
    with bench_at_work(data):
        (data / FILE).chmod(mode)
        assert code(desk_at(data).sign_in("Sofia")) == "BENCH_OF_ANOTHER"


@POSIX
@AT_WORK
def test_that_a_door_of_another_user_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: os.getuid() + 1)
    assert code(desk_at(data).sign_in("Sofia")) == "BENCH_OF_ANOTHER"


def test_that_the_door_goes_with_the_bench(data: Path) -> None:
    with bench_at_work(data):
        place = Path(door_of(data).address)
    assert (find(data), place.exists(), place.parent.exists()) == (None, False, False)


LEFT_BEHIND = (
    "", "null", "[]", "{", '{"version": 1}', '{"version": 2, "address": "x", "key": "00", "pid": 1}',
    '{"version":1,"address":"/nowhere/door","key":"00","pid":"x"}', '{"version":1,"address":"/nowhere/door","key":"00","pid":1}',
)  # fmt: skip


@pytest.mark.parametrize("left", LEFT_BEHIND)
def test_that_what_a_dead_bench_or_anybody_left_there_is_no_door(data: Path, left: str) -> None:
    (data / FILE).write_text(left, encoding="utf-8")
    (data / FILE).chmod(0o600)
    desk = desk_at(data, "Sofia")
    assert code(desk.act(AddPerson("Ben", "inspector"))) == ""


def test_that_a_bench_that_was_killed_is_not_waited_for_and_the_next_one_clears_up(data: Path) -> None:
    dead = Door.new()
    Listener(dead.address, dead.family).close()
    Path(dead.address).touch()
    dead.publish(data)
    assert code(desk_at(data, "Sofia").act(AddPerson("Ben", "inspector"))) == ""
    with bench_at_work(data):
        assert door_of(data) != dead
        assert not Path(dead.address).parent.exists()


def test_that_clearing_up_removes_nothing_that_is_no_door(tmp_path: Path) -> None:
    (tmp_path / "restock-desk-x").mkdir()
    for kept in (tmp_path / "important", tmp_path / "restock-desk-x" / "important"):
        kept.write_text("x")
        Door(str(kept), b"", 1).clear()
        assert kept.exists()


def test_that_without_the_key_nothing_is_heard(bench: FakeBench, data: Path) -> None:
    before = len(bench.facts())
    order = Order(new_order(), AddPerson("Eve", "admin", password=PHRASE))
    with pytest.raises(HUNG_UP):
        answered(data, order.to_json().encode(), b"x" * 32)
    assert len(bench.facts()) == before


def test_that_a_stranger_behind_the_door_gets_no_pin(data: Path) -> None:
    door, heard, stood = Door.new(), [], Event()
    door.publish(data)

    def stranger() -> None:
        with Listener(door.address, door.family) as listener:
            stood.set()
            with listener.accept() as connection, suppress(EOFError, OSError):
                connection.send_bytes(b"n" * 32)
                heard.append(connection.recv_bytes())
                connection.send_bytes(b"p" * 32)
                heard.append(connection.recv_bytes())

    thread = Thread(target=stranger, daemon=True)
    thread.start()
    assert stood.wait(SECONDS)
    answer = desk_at(data).sign_in("Sofia")
    thread.join(SECONDS)
    assert (answer.refusal, len(heard), thread.is_alive()) == (None, 1, False), "the desk hung up and did it by itself"
    door.withdraw(data)
    door.clear()


@AT_WORK
def test_that_what_was_heard_once_proves_nothing_a_second_time(data: Path) -> None:
    key, proofs = door_of(data).key, []

    class Overheard:
        def __init__(self, connection: Connection) -> None:
            self._connection = connection

        def recv_bytes(self, most: int) -> bytes:
            return self._connection.recv_bytes(most)

        def send_bytes(self, said: bytes) -> None:
            proofs.append(said)
            self._connection.send_bytes(said)

    with connected(data) as connection:
        introduce(Overheard(connection), key)  # type: ignore[arg-type]  # as much of a connection as it needs
    with connected(data) as connection:
        connection.recv_bytes(64)
        connection.send_bytes(proofs[0])
        with pytest.raises(HUNG_UP):
            connection.recv_bytes(64)


def test_that_the_benchs_own_proof_is_no_desks_proof() -> None:
    key, door = b"k" * 32, Door.new()
    with Listener(door.address, door.family) as listener:
        theirs = Client(listener.address)
        with theirs, listener.accept() as ours:
            thread = Thread(target=lambda: _echo(theirs), daemon=True)
            thread.start()
            with pytest.raises(NotOurs):
                admit(ours, key)
            thread.join(SECONDS)
    door.clear()


def _echo(connection: Connection) -> None:
    """Says back what it hears, in the form that is wanted."""
    connection.send_bytes(connection.recv_bytes(64) + b"x" * 32)


@AT_WORK
@pytest.mark.parametrize("said", [b"", b"\xff\xfe", b"[]", b"{}", b"null", b"1" * 5000, b"[" * 100_000, b'{"id": 1, "act": "SignIn"}'])
def test_that_what_is_no_order_is_refused_and_the_bench_goes_on(data: Path, said: bytes) -> None:
    assert json.loads(answered(data, said))["refusal"][0] == "ACT_UNREADABLE"
    assert desk_at(data).sign_in("Sofia").refusal is None


@AT_WORK
def test_that_a_huge_message_is_not_read(data: Path) -> None:
    with pytest.raises(HUNG_UP):
        answered(data, b"x" * (LARGEST + 1))
    assert desk_at(data).sign_in("Sofia").refusal is None


def test_that_silent_ones_do_not_keep_others_out_nor_the_bench_from_ending(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_DESKS", 2)
    with bench_at_work(data) as bench, connected(data), connected(data) as second:
        second.recv_bytes(64)
        with connected(data) as third, pytest.raises(HUNG_UP):
            third.recv_bytes(64)
        assert bench.listener
        assert bench.listener.stop(), "although two of them are open and say nothing"


def test_that_somebody_slow_is_hung_up_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "SILENCE_SECONDS", 0.05)
    with bench_at_work(data), connected(data) as connection:
        connection.recv_bytes(64)
        with pytest.raises(HUNG_UP):
            connection.recv_bytes(64)


def test_that_guessing_a_pin_through_the_door_locks_it_and_a_restart_does_not_open_it(data: Path) -> None:
    with bench_at_work(data):
        desk = desk_at(data)
        said = [code(desk.hands.perform(SignIn("Sofia", f"48291{number}"))) for number in range(6)]
    assert said == ["PIN_WRONG"] * 5 + ["PIN_LOCKED"]
    assert code(desk_at(data).sign_in("Sofia")) == "PIN_LOCKED", "under an own lock, too"


def test_that_guessing_a_password_locks_the_pin_of_the_same_person(data: Path) -> None:
    with bench_at_work(data):
        desk = desk_at(data)
        said = [code(desk.hands.perform(SignIn("Max", password=f"warm teapots {number}"))) for number in range(6)]
        assert said == ["PASSWORD_WRONG"] * 5 + ["PIN_LOCKED"]
        assert code(desk.sign_in("Max")) == "PIN_LOCKED"


@AT_WORK
def test_that_an_admins_pin_or_badge_alone_opens_no_desk(data: Path) -> None:
    desk = desk_at(data)
    assert code(desk.hands.perform(SignIn("Max", "550912"))) == "PASSWORD_NEEDED"
    badge = desk_at(data, "Max").act(AddPerson("Ida", "admin", password=PHRASE))
    assert code(desk.hands.perform(SignIn(badge=badge.once["badge"]))) == "PASSWORD_NEEDED"
    assert code(desk.hands.perform(SignIn(badge=badge.once["badge"], password=PHRASE))) == ""


def test_that_two_desks_at_once_each_get_their_own_answer(bench: FakeBench, data: Path) -> None:
    desks = [desk_at(data, name) for name in ("Sofia", "Max")]
    answers: dict[str, str] = {}

    def add(number: int) -> None:
        answers[f"P{number}"] = desks[number % 2].act(AddPerson(f"P{number}", "inspector")).done["person"]["name"]

    threads = [Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert answers == {f"P{number}": f"P{number}" for number in range(6)}
    assert len([fact for fact in bench.facts(PERSON_ADDED) if fact.actor in ("I-02", "I-03")]) == 6
    assert bench.facts(ACT_REFUSED) == []
