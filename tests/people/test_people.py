"""People on a real ledger and a real file: badges, PINs, a lockout that a restart does not lift, names in no fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from station.errors import Refusal
from station.ledger.ledger import Ledger
from station.model.people import Person, Role
from station.model.rights import Right
from station.people.people import People
from station.people.pins import pin_hash, wait_after
from station.people.roster import badge_hash
from station.store.engines import reader, writer
from station.store.schema import meta, metadata, people

PIN = "402817"


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def elapsed_ms(self) -> int:
        return 0


def new_database(tmp_path: Path) -> Path:
    database = tmp_path / "station.db"
    engine = writer(database)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(meta.insert(), [{"key": "station", "value": "B02"}, {"key": "ledger", "value": "7f3a9c"}])
    engine.dispose()
    return database


@contextmanager
def running(database: Path, clock: SetClock) -> Iterator[People]:
    """A station that is started on the file and stopped at the end."""
    engines: tuple[Engine, Engine] = (writer(database), reader(database))
    try:
        yield People(engines[1], Ledger(*engines, clock), clock)
    finally:
        for engine in engines:
            engine.dispose()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return new_database(tmp_path)


@pytest.fixture
def team(database: Path, clock: SetClock) -> Iterator[People]:
    with running(database, clock) as team:
        yield team


def facts_of(team: People) -> list[tuple[str, str, dict[str, str]]]:
    ledger = team._book
    assert isinstance(ledger, Ledger)
    return [(fact.kind, fact.subject, dict(fact.payload)) for fact in ledger.facts()]


def test_that_a_person_gets_an_id_a_badge_and_a_fact_without_a_name(team: People) -> None:
    person, token = team.add("  Ada   Lovelace ", Role.INSPECTOR)
    assert person == Person("I-01", "Ada Lovelace", Role.INSPECTOR, "en")
    assert len(token) == 16
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert team.add("Grace", Role.SUPERVISOR)[0].id == "I-02"
    assert facts_of(team) == [
        ("person.added", "I-01", {"person": "I-01", "role": "inspector"}),
        ("person.added", "I-02", {"person": "I-02", "role": "supervisor"}),
    ]


def test_that_a_badge_names_its_person_in_any_case_and_is_kept_as_a_hash_only(team: People, database: Path) -> None:
    person, token = team.add("Ada", Role.INSPECTOR)
    assert team.by_badge(f" {token.lower()} ") == person
    for file in database.parent.iterdir():
        assert token.encode() not in file.read_bytes()
    with pytest.raises(Refusal, match="BADGE_UNKNOWN"):
        team.by_badge(badge_hash(token))


def test_that_names_are_found_in_any_case_and_by_id(team: People) -> None:
    person, _ = team.add("Zoë Ötker", Role.INSPECTOR)
    assert team.by_name("zoë  ötker") == team.by_name("i-01") == team.by_id("I-01") == person
    with pytest.raises(Refusal, match="PERSON_UNKNOWN"):
        team.by_name("zoe")


def test_that_two_active_people_never_share_a_name(team: People) -> None:
    first, _ = team.add("Ada", Role.INSPECTOR)
    with pytest.raises(Refusal, match="PERSON_EXISTS"):
        team.add("ADA", Role.ADMIN)
    assert len(facts_of(team)) == 1
    team.disable("Ada")
    second, _ = team.add("Ada", Role.INSPECTOR)
    assert (first.id, second.id) == ("I-01", "I-02")


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "a\x00b", "a\x1bb"])
def test_that_a_name_that_no_screen_could_show_is_refused(team: People, name: str) -> None:
    with pytest.raises(Refusal, match="PERSON_NAME_WRONG"):
        team.add(name, Role.INSPECTOR)


def test_that_a_disabled_person_signs_in_no_more_but_keeps_a_name(team: People) -> None:
    person, token = team.add("Ada", Role.SUPERVISOR)
    assert (team.any(), team.anybody_may(Right.DECIDE)) == (True, True)
    team.disable("I-01", actor="I-07")
    assert facts_of(team)[-1] == ("person.disabled", "I-01", {"person": "I-01"})
    with pytest.raises(Refusal, match="PERSON_DISABLED"):
        team.by_badge(token)
    with pytest.raises(Refusal, match="PERSON_UNKNOWN"):
        team.by_name("Ada")
    assert (team.list(), team.list(disabled=True), team.by_id("I-01")) == ((), (person,), person)
    assert team.any(), "a station whose people are all gone opens to nobody, not to everybody"
    assert not team.anybody_may(Right.DECIDE)


def test_that_inspectors_alone_are_no_supervisors(team: People) -> None:
    team.add("Ada", Role.INSPECTOR)
    team.add("Bob", Role.VIEWER)
    assert (team.any(), team.anybody_may(Right.DECIDE)) == (True, False)


def test_that_people_are_listed_in_the_order_in_which_they_came(team: People) -> None:
    for number in range(1, 102):
        team.add(f"P{number}", Role.INSPECTOR)
    assert [person.id for person in team.list()][-3:] == ["I-99", "I-100", "I-101"]


def test_that_a_pin_opens_only_for_its_person_and_is_kept_as_argon2id(team: People, database: Path) -> None:
    ada, _ = team.add("Ada", Role.INSPECTOR)
    bob, _ = team.add("Bob", Role.INSPECTOR)
    team.set_pin(ada, PIN)
    team.verify_pin(ada, PIN)
    with pytest.raises(Refusal, match="PIN_NOT_SET"):
        team.verify_pin(bob, PIN)
    with pytest.raises(Refusal, match="PIN_WRONG"):
        team.verify_pin(ada, "402818")
    with reader(database).connect() as connection:
        kept = connection.execute(people.select().where(people.c.id == "I-01")).mappings().one()
    assert kept["pin_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("pin", ["12345", "1234567890123", "12345a", "", "١٢٣٤٥٦", " 402817"])
def test_that_a_pin_has_six_to_twelve_digits(pin: str) -> None:
    with pytest.raises(Refusal, match="PIN_NOT_DIGITS"):
        pin_hash(pin)


@pytest.mark.parametrize("pin", ["000000", "123456", "987654", "890123", "246802"])
def test_that_a_plain_row_of_digits_is_no_pin(pin: str) -> None:
    with pytest.raises(Refusal, match="PIN_TOO_EASY"):
        pin_hash(pin)


def wrong(team: People, person: Person) -> str:
    with pytest.raises(Refusal) as refused:
        team.verify_pin(person, "999998")
    return refused.value.code


def test_that_guessing_locks_and_neither_a_restart_nor_the_right_pin_opens_before_time(database: Path, clock: SetClock) -> None:
    with running(database, clock) as team:
        person, token = team.add("Ada", Role.INSPECTOR)
        team.set_pin(person, PIN)
        assert [wrong(team, person) for _ in range(6)] == [*["PIN_WRONG"] * 5, "PIN_LOCKED"]
    with running(database, clock) as team:
        for _ in range(3):
            with pytest.raises(Refusal) as refused:
                team.verify_pin(person, PIN)
            assert (refused.value.code, refused.value.params["until"]) == ("PIN_LOCKED", "2026-11-21T09:00:30.000Z")
        assert team.by_badge(token) == person
        clock.time += timedelta(seconds=30)
        assert wrong(team, person) == "PIN_WRONG"
        assert wrong(team, person) == "PIN_LOCKED"
        clock.time += timedelta(seconds=60)
        team.verify_pin(person, PIN)
        assert [wrong(team, person) for _ in range(4)] == ["PIN_WRONG"] * 4
        team.verify_pin(person, PIN)


def test_that_a_crash_while_the_pin_is_looked_at_gives_no_free_guess(
    database: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(_stored: str, _pin: str) -> bool:
        raise PowerCut

    with running(database, clock) as team:
        person, _ = team.add("Ada", Role.INSPECTOR)
        team.set_pin(person, PIN)
    for _ in range(5):
        with running(database, clock) as team, monkeypatch.context() as patched:
            patched.setattr("station.people.pins.matches", cut)
            with pytest.raises(PowerCut):
                team.verify_pin(person, "999998")
    with running(database, clock) as team:
        assert wrong(team, person) == "PIN_LOCKED"


def test_that_a_new_pin_lifts_the_lock(team: People) -> None:
    person, _ = team.add("Ada", Role.INSPECTOR)
    team.set_pin(person, PIN)
    while wrong(team, person) != "PIN_LOCKED":
        pass
    team.set_pin(person, "739105")
    team.verify_pin(person, "739105")


def test_that_waiting_grows_to_a_day_and_no_further() -> None:
    waits = [int(wait_after(failures).total_seconds()) for failures in range(20)]
    assert waits[:8] == [0, 0, 0, 0, 0, 30, 60, 120]
    assert waits[-1] == 24 * 3600 == max(waits)
    assert waits == sorted(waits)


def test_that_a_lock_of_a_clock_that_was_wrong_begins_anew(tmp_path: Path, clock: SetClock) -> None:
    with running(new_database(tmp_path), clock) as team:
        ada, _ = team.add("Ada", Role.INSPECTOR)
        team.set_pin(ada, PIN)
        now, clock.time = clock.time, clock.time + timedelta(days=3650)
        for _ in range(5):
            with pytest.raises(Refusal, match="PIN_WRONG"):
                team.verify_pin(ada, "999991")
        clock.time = now
        for seconds in (0, 29):
            clock.time = now + timedelta(seconds=seconds)
            with pytest.raises(Refusal, match="PIN_LOCKED") as refused:
                team.verify_pin(ada, PIN)
            assert refused.value.params["left"] == f"0:00:{30 - seconds:02}"
        clock.time = now + timedelta(seconds=30)
        team.verify_pin(ada, PIN)


@pytest.mark.parametrize("slip", ["", "1", "40281", "4028170000000", "40281x", "RS-DONE"])
def test_that_what_can_be_no_pin_is_not_counted(tmp_path: Path, clock: SetClock, slip: str) -> None:
    with running(new_database(tmp_path), clock) as team:
        ada, _ = team.add("Ada", Role.INSPECTOR)
        team.set_pin(ada, PIN)
        for _ in range(6):
            with pytest.raises(Refusal, match="PIN_NOT_DIGITS"):
                team.verify_pin(ada, slip)
        team.verify_pin(ada, PIN)


@pytest.mark.parametrize("name", ["I-05", "i-5", " I-01 "])
def test_that_nobody_is_called_like_an_id(tmp_path: Path, clock: SetClock, name: str) -> None:
    with running(new_database(tmp_path), clock) as team:
        with pytest.raises(Refusal, match="PERSON_NAME_IS_ID"):
            team.add(name, Role.INSPECTOR)
        assert team.list() == ()
