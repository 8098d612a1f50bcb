"""Drafts on disk: a draft to JSON text and back, and the rows that hold them (the bench's own, and parked units)."""

import json
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Engine

from station.bench.drafts import Draft, replay
from station.bench.events import EVENTS, Event
from station.bench.states import Bench
from station.errors import Refusal
from station.rules.rulebook import Rulebook

BENCH: Final = "bench"  # the row of what is in hand; parked units have rows under their plates

_ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {kind.__name__: TypeAdapter(kind) for kind in EVENTS}
_BENCH: Final = TypeAdapter(Bench)

_SAVE: Final = (
    "INSERT INTO drafts (lpn, state, actor, saved_at, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (lpn) DO UPDATE SET"
    " state = excluded.state, actor = excluded.actor, saved_at = excluded.saved_at, body = excluded.body"
)


def to_json(draft: Draft) -> str:
    """The base and the events; the present state follows from them."""
    base = _BENCH.dump_json(draft.base, exclude_defaults=True).decode()
    events = ",".join(
        f'{{"{type(event).__name__}":{_ADAPTERS[type(event).__name__].dump_json(event, exclude_defaults=True).decode()}}}'
        for event in draft.events
    )
    return f'{{"base":{base},"events":[{events}]}}'


def from_json(text: str, rules: Rulebook) -> Draft:
    """The draft, folded again. Raises Refusal("DRAFT_DOES_NOT_REPLAY") when it no longer does."""
    base, events = parts(text)
    return replay(base, events, rules)


def parts(text: str) -> tuple[Bench, tuple[Event, ...]]:
    """The base and the events of a saved draft. Raises Refusal("DRAFT_DOES_NOT_REPLAY") for what another version wrote."""
    try:
        body = json.loads(text)
        events = tuple(_ADAPTERS[name].validate_python(value) for each in body["events"] for name, value in each.items())
        return _BENCH.validate_python(body["base"]), events
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise Refusal("DRAFT_DOES_NOT_REPLAY", why=type(error).__name__) from error


def save(connection: Connection, lpn: str, state: str, actor: str, at: str, draft: Draft) -> None:
    """Write or replace a draft's row, within the caller's transaction."""
    connection.exec_driver_sql(_SAVE, (lpn, state, actor, at, to_json(draft)))


def remove(connection: Connection, lpn: str) -> None:
    """Delete a draft's row, within the caller's transaction."""
    connection.exec_driver_sql("DELETE FROM drafts WHERE lpn = ?", (lpn,))


def load(reader: Engine, lpn: str) -> str | None:
    """The saved text of one draft."""
    with reader.connect() as connection:
        return connection.exec_driver_sql("SELECT body FROM drafts WHERE lpn = ?", (lpn,)).scalar_one_or_none()


def parked(reader: Engine, actor: str | None = None) -> list[tuple[str, str]]:
    """Plate and time of the units set aside, the oldest first; only this person's if `actor` is given."""
    where, params = (" AND actor = ?", (actor,)) if actor else ("", ())
    statement = f"SELECT lpn, saved_at FROM drafts WHERE state = 'parked'{where} ORDER BY saved_at, lpn"  # noqa: S608 -- made of constants
    with reader.connect() as connection:
        return [(lpn, at) for lpn, at in connection.exec_driver_sql(statement, params)]
