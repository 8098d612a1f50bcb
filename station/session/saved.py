"""Drafts on disk: a draft to JSON text and back, and the rows that hold them (the bench's own, and parked units)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Engine

from station.bench.drafts import Draft, replay
from station.bench.events import EVENTS, Event
from station.bench.states import Bench, Route, Unit
from station.errors import Refusal
from station.rules.rulebook import Rulebook
from station.session.snapshot import SetAside

BENCH: Final = "bench"  # the row of what is in hand; parked units have rows under their plates

_KINDS: Final[dict[str, type[Any]]] = {Bench.__name__: Bench, **{kind.__name__: kind for kind in EVENTS}}

_SAVE: Final = (
    "INSERT INTO drafts (lpn, state, actor, saved_at, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (lpn) DO UPDATE SET"
    " state = excluded.state, actor = excluded.actor, saved_at = excluded.saved_at, body = excluded.body"
)


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """Made when a draft first needs it: all of them take a tenth of a second, for which no window should wait. Raises KeyError."""
    return TypeAdapter(_KINDS[kind])


def warm() -> None:
    """Make what the first drafts will need."""
    for kind in _KINDS:
        _adapter(kind)


def to_json(draft: Draft) -> str:
    """The base and the events; the present state follows from them."""
    base = _adapter(Bench.__name__).dump_json(draft.base, exclude_defaults=True).decode()
    events = ",".join(
        f'{{"{type(event).__name__}":{_adapter(type(event).__name__).dump_json(event, exclude_defaults=True).decode()}}}'
        for event in draft.events
    )
    unit = draft.now.unit if draft.now.unit and not draft.now.unit.known else None
    line = unit.line if unit else None
    named = json.dumps(
        {
            "lpn": draft.now.unit.lpn if draft.now.unit else None,
            "line": [line.client, line.rma, line.line] if line else None,
            "parcel": unit.parcel if unit else None,
            "route": unit.route if unit else None,
            "title": _title(draft.now.unit),
        }
    )
    context = _adapter(Bench.__name__).dump_json(draft.context, exclude_defaults=True).decode() if draft.context else "null"
    return f'{{"base":{base},"events":[{events}],"context":{context},"stands_for":{named}}}'


def _title(unit: Unit | None) -> str:
    """What the unit is called, so that nobody has to fold its events to say which one was set aside."""
    product = unit.product or (unit.known.product if unit.known else None) if unit else None
    return product.title if product else ""


def from_json(text: str, rules: Rulebook) -> Draft:
    """The draft, folded again. Raises Refusal("DRAFT_DOES_NOT_REPLAY") when it no longer does."""
    base, events, context = parts(text)
    return replay(base, events, rules, context)


def parts(text: str) -> tuple[Bench, tuple[Event, ...], Bench | None]:
    """The base, the events and the context of a saved draft. Raises Refusal("DRAFT_UNREADABLE") for what another version wrote."""
    try:
        body = json.loads(text)
        events = tuple(_adapter(name).validate_python(value) for each in body["events"] for name, value in each.items())
        context = _adapter(Bench.__name__).validate_python(body["context"]) if body.get("context") else None
        return _adapter(Bench.__name__).validate_python(body["base"]), events, context
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise Refusal("DRAFT_UNREADABLE", why=type(error).__name__) from error


def unit_in(text: str) -> str | None:
    """The plate of the unit that a saved draft had in hand, None if it had none; "" where the row does not say."""
    named: dict[str, str | None] = json.loads(text).get("stands_for") or {}
    return named.get("lpn", "")


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


def set_unreadable_aside(connection: Connection, lpn: str, at: str) -> None:
    """Keep a row that cannot be read under another name, so that the bench opens and nothing is thrown away."""
    connection.exec_driver_sql("UPDATE drafts SET lpn = ?, state = 'unreadable' WHERE lpn = ?", (f"unreadable-{at}-{lpn}", lpn))


@dataclass(frozen=True)
class Parked:
    """One unit set aside: by whom, since when, the expected line (client, RMA, line), the parcel, the route, and what it is called."""

    lpn: str
    actor: str
    at: str
    line: tuple[str, str, str] | None
    parcel: str | None
    route: str | None
    title: str = ""


class Aside:
    """The units that are set aside, as the database has them; `reload` after a commit that changed them."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self.reload()

    def reload(self) -> None:
        """Read the rows again, the oldest first."""
        statement = "SELECT lpn, actor, saved_at, body FROM drafts WHERE state = 'parked' ORDER BY saved_at, lpn"
        with self._reader.connect() as connection:
            rows = connection.exec_driver_sql(statement).all()
        self._parked = tuple(Parked(lpn, actor, at, *_stands_for(body)) for lpn, actor, at, body in rows)

    @property
    def units(self) -> tuple[Parked, ...]:
        """All units set aside, the oldest first."""
        return self._parked

    def plates(self) -> tuple[str, ...]:
        """The plates of all units set aside."""
        return tuple(parked.lpn for parked in self._parked)

    def named(self, name_of: Callable[[str], str]) -> tuple[SetAside, ...]:
        """The same as a screen tells them; `name_of` gives the name of a person by id."""
        return tuple(SetAside(unit.lpn, unit.title, name_of(unit.actor), unit.at) for unit in self._parked)

    def of(self, actor: str) -> tuple[str, ...]:
        """The plates of those that this person set aside."""
        return tuple(parked.lpn for parked in self._parked if parked.actor == actor)

    def lines(self) -> list[tuple[str, str, str]]:
        """The expected lines (client, RMA, line) that they stand for, one entry a unit."""
        return [parked.line for parked in self._parked if parked.line]

    def instead(self) -> list[tuple[str, str, str]]:
        """The lines whose place one takes that is another article."""
        return [parked.line for parked in self._parked if parked.line and parked.route == Route.WRONG_ITEM]

    def in_parcel(self, parcel: str) -> int:
        """How many of them came in this parcel."""
        return sum(parked.parcel == parcel for parked in self._parked)


def _stands_for(body: str) -> tuple[tuple[str, str, str] | None, str | None, str | None, str]:
    try:
        named = json.loads(body)["stands_for"]
    except (ValueError, KeyError, TypeError):
        return None, None, None, ""
    line = named["line"]
    key = (str(line[0]), str(line[1]), str(line[2])) if line else None
    return key, named["parcel"], named.get("route"), str(named.get("title") or "")
