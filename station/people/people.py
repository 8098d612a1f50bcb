"""The people of a station: names, badges and PINs in; a Person out. Writes go through the ledger, with their fact, in one transaction.

A badge is a random token of 80 bits of which only the SHA-256 is kept. Wrong PINs are counted in the database, before the
PIN is even looked at, so that neither a crash nor a restart gives a free guess.
"""

import base64
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, RowMapping, Update, select

from station.clock import Clock, moment, stamp
from station.errors import Refusal
from station.model.facts import PERSON_ADDED, PERSON_DISABLED, Fact, NewFact
from station.model.people import Person, Role
from station.people.pins import check_form, pin_hash, pin_matches, wait_after
from station.people.roster import Roster, badge_hash, folded
from station.store.schema import people

Within = Callable[[Connection, Sequence[Fact]], None]

_NAME_MAX: Final = 80
_LIKE_AN_ID: Final = re.compile(r"I-\d+", re.IGNORECASE)  # it is, or will be, somebody else's


class Book(Protocol):
    """What people need of the ledger: one transaction for facts and rows, and numbers that are never given twice."""

    def append(self, actor: str, facts: Sequence[NewFact], within: Within | None = None) -> tuple[Fact, ...]: ...

    def next_number(self, counter: str) -> int: ...


class People(Roster):
    """Everybody who works here. Reads with `reader`, writes through `book`."""

    def __init__(self, reader: Engine, book: Book, clock: Clock) -> None:
        super().__init__(reader)
        self._book = book
        self._clock = clock

    def add(self, name: str, role: Role, language: str = "en", actor: str = "console") -> tuple[Person, str]:
        """A new person and their badge token (16 characters, shown once).

        Raises Refusal PERSON_NAME_WRONG, PERSON_NAME_IS_ID or PERSON_EXISTS.
        """
        wanted = _clean_name(name)
        if any(folded(other.name) == folded(wanted) for other in self.list()):
            raise Refusal("PERSON_EXISTS", name=wanted)
        person = Person(f"I-{self._book.next_number('person'):02d}", wanted, role, language)
        token = new_token()
        fact = NewFact(PERSON_ADDED, person.id, {"person": person.id, "role": role.value})
        self._book.append(actor, [fact], lambda connection, _: insert_person(connection, person, token))
        return person, token

    def disable(self, who: str, actor: str = "console") -> Person:
        """Sign-in ends for this name or id; what they did stays theirs. Raises Refusal PERSON_UNKNOWN."""
        person = self.by_name(who)
        fact = NewFact(PERSON_DISABLED, person.id, {"person": person.id})
        change = people.update().where(people.c.id == person.id).values(disabled=1)
        self._book.append(actor, [fact], lambda connection, _: _run(connection, change))
        return person

    def set_language(self, who: str, language: str) -> Person:
        """What is spoken to this name or id from their next sign-in on. Raises Refusal PERSON_UNKNOWN."""
        person = self.by_name(who)
        self._book.append("console", [], lambda connection, _: keep_language(connection, person.id, language))
        return replace(person, language=language)

    def replace_badges(self, tokens: Mapping[str, str]) -> None:
        """New tokens by person id; the badges that these people had are worth nothing from now on."""
        changes = [people.update().where(people.c.id == who).values(badge_hash=badge_hash(token)) for who, token in tokens.items()]
        self._book.append("console", [], lambda connection, _: _run(connection, *changes))

    def set_pin(self, person: Person, pin: str) -> None:
        """Give a person a PIN of six to twelve digits; clears a lockout. Raises Refusal PIN_NOT_DIGITS or PIN_TOO_EASY."""
        values = {"pin_hash": pin_hash(pin), "failures": 0, "locked_until": None}
        self._write(people.update().where(people.c.id == person.id).values(values))

    def verify_pin(self, person: Person, pin: str) -> None:
        """Return if the PIN is right; five wrong ones in a row lock it, longer each time.

        Raises Refusal PIN_WRONG, PIN_LOCKED (`until` a stamp, `left` as h:mm:ss), PIN_NOT_SET, PERSON_DISABLED or PERSON_UNKNOWN;
        PIN_NOT_DIGITS for what can be nobody's PIN: a slip of the finger, which is not counted.
        """
        check_form(pin)
        stored = self._begin_try(person)
        if not pin_matches(stored, pin):
            raise Refusal("PIN_WRONG", name=person.name)
        self._write(people.update().where(people.c.id == person.id).values(failures=0, locked_until=None))

    def _begin_try(self, person: Person) -> str:
        """Count this try as a failure until it proves right; the stored hash."""
        found: list[str | Refusal] = []
        self._book.append("console", [], lambda connection, _: found.append(self._counted(connection, person)))
        if isinstance(found[-1], Refusal):
            raise found[-1]
        return found[-1]

    def _counted(self, connection: Connection, person: Person) -> str | Refusal:
        """The stored hash; a refusal where what was written beside it has to stay written."""
        row = connection.execute(select(people).where(people.c.id == person.id)).mappings().one_or_none()
        if row is None:
            raise Refusal("PERSON_UNKNOWN", name=person.name)
        if row["disabled"]:
            raise Refusal("PERSON_DISABLED", person=person.id)
        if row["pin_hash"] is None:
            raise Refusal("PIN_NOT_SET", name=person.name)
        if until := self._locked_until(connection, row):
            return Refusal("PIN_LOCKED", name=person.name, until=stamp(until), left=_left(until - self._clock.now()))
        failures = row["failures"] + 1
        wait = wait_after(failures)
        locked = stamp(self._clock.now() + wait) if wait else None
        connection.execute(people.update().where(people.c.id == person.id).values(failures=failures, locked_until=locked))
        return str(row["pin_hash"])

    def _locked_until(self, connection: Connection, row: RowMapping) -> datetime | None:
        """When somebody may try again, if that is not now. Longer than the longest for so many: the clock was wrong, it begins anew."""
        if not row["locked_until"]:
            return None
        now, until, wait = self._clock.now(), moment(row["locked_until"]), wait_after(row["failures"])
        if until - now > wait:
            until = now + wait
            connection.execute(people.update().where(people.c.id == row["id"]).values(locked_until=stamp(until)))
        return until if now < until else None

    def _write(self, change: Update) -> None:
        self._book.append("console", [], lambda connection, _: _run(connection, change))


def insert_person(connection: Connection, person: Person, token: str) -> None:
    """The row of a new person, within the caller's transaction. Raises Refusal PERSON_EXISTS (an active one has this name)."""
    names = connection.execute(select(people.c.name).where(people.c.disabled == 0)).scalars()
    if folded(person.name) in {folded(name) for name in names}:
        raise Refusal("PERSON_EXISTS", name=person.name)
    row = {"id": person.id, "name": person.name, "role": person.role.value, "language": person.language}
    connection.execute(
        people.insert().values(**row, badge_hash=badge_hash(token), pin_hash=None, disabled=0, failures=0, locked_until=None)
    )


def keep_language(connection: Connection, person: str, language: str) -> None:
    """The language that somebody wants to be spoken to in, by their id; within the caller's transaction."""
    connection.execute(people.update().where(people.c.id == person).values(language=language))


def new_token() -> str:
    """The secret of a badge: 80 random bits as 16 characters of base32."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


def _run(connection: Connection, *changes: Update) -> None:
    for change in changes:
        connection.execute(change)


def _left(wait: timedelta) -> str:
    """A time that is left as "h:mm:ss", never "0:00:00" while there is some."""
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _clean_name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > _NAME_MAX or not wanted.isprintable():
        raise Refusal("PERSON_NAME_WRONG", most=_NAME_MAX)
    if _LIKE_AN_ID.fullmatch(wanted):
        raise Refusal("PERSON_NAME_IS_ID", name=wanted)
    return wanted
