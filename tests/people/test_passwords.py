"""Passwords of admins on a real ledger; and that each change of a person is a fact of whoever made it, with no secret in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.errors import Refusal
from station.model.facts import PERSON_CHANGED, Fact
from station.model.people import Person, Role
from station.people.passwords import password_hash
from station.people.people import People
from station.store.engines import reader
from tests.people.test_people import PIN, SetClock, new_database, running

PHRASE = "seven warm teapots"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def team(tmp_path: Path, clock: SetClock) -> Iterator[People]:
    with running(new_database(tmp_path), clock) as people:
        yield people


@pytest.fixture
def max_(team: People) -> Person:
    person, _ = team.add("Max", Role.ADMIN, pin=PIN, password=PHRASE)
    return person


def changes(team: People) -> list[Fact]:
    return list(team._book.facts(kinds=(PERSON_CHANGED,)))  # type: ignore[attr-defined]  # it is a Ledger


def test_that_only_the_right_password_opens_and_it_is_kept_as_argon2id(team: People, max_: Person, tmp_path: Path) -> None:
    team.verify_password(max_, PHRASE)
    with pytest.raises(Refusal, match="PASSWORD_WRONG"):
        team.verify_password(max_, PHRASE.upper())
    engine = reader(tmp_path / "station.db")
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT password_hash FROM people").scalar_one()
    engine.dispose()
    assert kept.startswith("$argon2id$")
    assert team.has_password(max_)


@pytest.mark.parametrize("password", ["", "short", "nine nine"[:9], "x" * 129, "a\nb c d e f g", "tab\tis no sign"])
def test_that_a_password_has_ten_to_128_printable_signs(password: str) -> None:
    with pytest.raises(Refusal, match="PASSWORD_LENGTH"):
        password_hash(password, "Max")


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abababababab", "1212 1212 1212", "Max the admin", "i am  MAX here"])
def test_that_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(Refusal, match="PASSWORD_TOO_EASY"):
        password_hash(password, "max")


def test_that_the_same_letters_of_another_keyboard_are_the_same_password(team: People) -> None:
    person, _ = team.add("Zoë", Role.ADMIN, password="Grüße über Straßen")  # noqa: S106 -- of nobody
    team.verify_password(person, "Gru\u0308ße u\u0308ber Straßen")


def test_that_a_megabyte_is_not_hashed(team: People, max_: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_stored: str, _secret: str) -> bool:
        raise AssertionError

    monkeypatch.setattr("station.people.passwords.matches", never)
    with pytest.raises(Refusal, match="PASSWORD_WRONG"):
        team.verify_password(max_, "x" * 1_000_000)


def test_that_wrong_ones_lock_both_ways_in_and_a_restart_does_not_open(tmp_path: Path, clock: SetClock) -> None:
    database = new_database(tmp_path)
    with running(database, clock) as team:
        person, _ = team.add("Max", Role.ADMIN, pin=PIN, password=PHRASE)
        for number in range(5):
            with pytest.raises(Refusal, match="PASSWORD_WRONG"):
                team.verify_password(person, f"{PHRASE} {number}")
    with running(database, clock) as team:
        with pytest.raises(Refusal, match="PIN_LOCKED"):
            team.verify_password(person, PHRASE)
        with pytest.raises(Refusal, match="PIN_LOCKED"):
            team.verify_pin(person, PIN)
        team.set_password(person, PHRASE[::-1])
        team.verify_password(person, PHRASE[::-1])


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SUPERVISOR, Role.VIEWER])
def test_that_nobody_else_has_a_password(team: People, role: Role) -> None:
    with pytest.raises(Refusal, match="PASSWORD_OF_ADMINS"):
        team.add("Ada", role, password=PHRASE)
    person, _ = team.add("Ada", role)
    with pytest.raises(Refusal, match="PASSWORD_OF_ADMINS"):
        team.set_password(person, PHRASE)
    with pytest.raises(Refusal, match="PASSWORD_NOT_SET"):
        team.verify_password(person, PHRASE)


def test_that_an_empty_password_takes_none_away(team: People, max_: Person) -> None:
    with pytest.raises(Refusal, match="PASSWORD_LENGTH"):
        team.set_password(max_, "")
    team.verify_password(max_, PHRASE)


def test_that_who_is_no_admin_any_more_has_no_password(team: People, max_: Person) -> None:
    demoted = team.change(max_, Person(max_.id, "Max", Role.INSPECTOR))
    assert (demoted.role, team.has_password(demoted)) == (Role.INSPECTOR, False)


def test_that_each_change_is_a_fact_of_whoever_made_it_without_a_name_or_a_secret(team: People, max_: Person) -> None:
    ada, _ = team.add("Ada", Role.INSPECTOR)
    team.change(ada, Person(ada.id, "Ada B.", Role.SUPERVISOR, "de"), "I-01")
    team.change(ada, Person(ada.id, "Ada B.", Role.ADMIN, "de"), "I-01", password=PHRASE)
    team.set_pin(ada, "739105", "I-01")
    team.new_badge(max_, "I-02")
    assert [(fact.actor, fact.subject, fact.payload) for fact in changes(team)] == [
        ("I-01", "I-02", {"person": "I-02", "what": ["name", "role", "language"], "role": "supervisor"}),
        ("I-01", "I-02", {"person": "I-02", "what": ["name", "role", "language", "password"], "role": "admin"}),
        ("I-01", "I-02", {"person": "I-02", "what": ["pin"]}),
        ("I-02", "I-01", {"person": "I-01", "what": ["badge"]}),
    ]


def test_that_a_change_of_nothing_is_no_fact(team: People, max_: Person) -> None:
    assert team.change(max_, max_) == max_
    assert changes(team) == []


@pytest.mark.usefixtures("max_")
def test_that_a_name_is_not_taken_from_somebody_by_a_change(team: People) -> None:
    ada, _ = team.add("Ada", Role.INSPECTOR)
    with pytest.raises(Refusal, match="PERSON_EXISTS"):
        team.change(ada, Person(ada.id, " mAX ", Role.INSPECTOR))
    assert team.change(ada, Person(ada.id, "ADA", Role.INSPECTOR)).name == "ADA"


def test_that_a_new_badge_ends_the_one_before(team: People) -> None:
    ada, token = team.add("Ada", Role.INSPECTOR)
    new = team.new_badge(ada)
    with pytest.raises(Refusal, match="BADGE_UNKNOWN"):
        team.by_badge(token)
    assert team.by_badge(new) == ada
