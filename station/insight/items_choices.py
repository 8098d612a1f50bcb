"""What a list of units can be narrowed down to: a station in, the values that its units, its people and its documents have out."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine

from station.insight.items_wanted import EVERY_STATE
from station.knowledge.knowledge import Knowledge
from station.model.grades import Disposition, Grade
from station.people.roster import Roster
from station.store.faults import guarded

_NEWEST: Final = 20_000  # units: who works here, and what comes in, has come in lately
_PEOPLE: Final = "SELECT DISTINCT person FROM (SELECT coalesce(graded_by, actor) AS person FROM items ORDER BY rowid DESC LIMIT ?)"
_CATEGORIES: Final = "SELECT DISTINCT category FROM (SELECT category FROM items ORDER BY rowid DESC LIMIT ?)"
_MAPPED: Final = "SELECT DISTINCT name FROM categories"
_CLIENTS: Final = """
    WITH RECURSIVE each(client) AS (
        SELECT min(client) FROM items
        UNION ALL SELECT (SELECT min(client) FROM items WHERE client > each.client) FROM each WHERE each.client IS NOT NULL
    ) SELECT client FROM each WHERE client IS NOT NULL"""
_STATES: Final = (
    "received", "held", "graded", "released", "reopened", "toted", "restocked", "lotted", "shipped", "returned", "repairing", "destroyed",
)  # fmt: skip  # as a unit goes through them


@dataclass(frozen=True, slots=True)
class Choices:
    """Values as `Wanted` has them, each in the order in which it is offered."""

    clients: tuple[str, ...]
    states: tuple[str, ...]
    grades: tuple[str, ...]
    dispositions: tuple[str, ...]
    people: tuple[str, ...]
    categories: tuple[str, ...]


def choices_of(reader: Engine, knowledge: Knowledge, roster: Roster) -> Choices:
    """What may be chosen here now: states that some unit is in, people who are here or worked on the newest units, categories of those."""
    with guarded(str(reader.url.database)), reader.connect() as connection:
        states = _column(connection, EVERY_STATE)
        people = _column(connection, _PEOPLE, _NEWEST)
        clients = {*_column(connection, _CLIENTS), *knowledge.clients()}
        categories = {*_column(connection, _CATEGORIES, _NEWEST), *_column(connection, _MAPPED)}
    here = [person.id for person in roster.list()]
    return Choices(
        tuple(sorted(clients)),
        tuple(sorted(states, key=lambda state: _STATES.index(state) if state in _STATES else len(_STATES))),
        tuple(Grade),
        tuple(Disposition),
        (*here, *sorted(set(people) - set(here))),
        tuple(sorted(categories - {""}, key=str.casefold)),
    )


def _column(connection: Connection, statement: str, *params: int) -> list[str]:
    return list(connection.exec_driver_sql(statement, params).scalars())
