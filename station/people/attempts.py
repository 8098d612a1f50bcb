"""Attempts to sign in: each counts as wrong before its secret is even looked at, so that neither a crash nor a restart gives a free guess.

A person in, the stored hash out, or the refusal of one who has tried too often. PIN and password share one count.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sqlalchemy import Connection, RowMapping, Update, select

from station.clock import Clock, moment, stamp
from station.errors import Refusal
from station.model.facts import Fact, NewFact
from station.model.people import Person
from station.people.pins import wait_after
from station.store.schema import people

Within = Callable[[Connection, Sequence[Fact]], None]
Column = Literal["pin_hash", "password_hash"]


class Book(Protocol):
    """What people need of the ledger: one transaction for facts and rows, and numbers that are never given twice."""

    def append(self, actor: str, facts: Sequence[NewFact], within: Within | None = None) -> tuple[Fact, ...]: ...

    def next_number(self, counter: str) -> int: ...


class Attempts:
    """Counts them in the people table."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    def begin(self, person: Person, column: Column) -> str:
        """Count this try as a failure until it proves right; the stored hash.

        Raises Refusal PERSON_UNKNOWN, PERSON_DISABLED, PIN_NOT_SET, PASSWORD_NOT_SET or PIN_LOCKED (`until` a stamp, `left` as h:mm:ss).
        """
        found: list[str | Refusal] = []
        self._book.append("console", [], lambda connection, _: found.append(self._counted(connection, person, column)))
        if isinstance(found[-1], Refusal):
            raise found[-1]
        return found[-1]

    def proved(self, person: Person) -> None:
        """It was right: the count begins anew."""
        change = people.update().where(people.c.id == person.id).values(failures=0, locked_until=None)
        self._book.append("console", [], lambda connection, _: run(connection, change))

    def _counted(self, connection: Connection, person: Person, column: Column) -> str | Refusal:
        """The stored hash; a refusal where what was written beside it has to stay written."""
        row = connection.execute(select(people).where(people.c.id == person.id)).mappings().one_or_none()
        if row is None:
            raise Refusal("PERSON_UNKNOWN", name=person.name)
        if row["disabled"]:
            raise Refusal("PERSON_DISABLED", person=person.id)
        if row[column] is None:
            raise Refusal("PIN_NOT_SET" if column == "pin_hash" else "PASSWORD_NOT_SET", name=person.name)
        if until := self._locked_until(connection, row):
            return Refusal("PIN_LOCKED", name=person.name, until=stamp(until), left=_left(until - self._clock.now()))
        failures = row["failures"] + 1
        wait = wait_after(failures)
        locked = stamp(self._clock.now() + wait) if wait else None
        connection.execute(people.update().where(people.c.id == person.id).values(failures=failures, locked_until=locked))
        return str(row[column])

    def _locked_until(self, connection: Connection, row: RowMapping) -> datetime | None:
        """When somebody may try again, if that is not now. Longer than the longest for so many: the clock was wrong, it begins anew."""
        if not row["locked_until"]:
            return None
        now, until, wait = self._clock.now(), moment(row["locked_until"]), wait_after(row["failures"])
        if until - now > wait:
            until = now + wait
            connection.execute(people.update().where(people.c.id == row["id"]).values(locked_until=stamp(until)))
        return until if now < until else None


def run(connection: Connection, *changes: Update) -> None:
    """The changes, within the caller's transaction."""
    for change in changes:
        connection.execute(change)


def _left(wait: timedelta) -> str:
    """A time that is left as "h:mm:ss", never "0:00:00" while there is some."""
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
