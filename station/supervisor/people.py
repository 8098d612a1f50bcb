"""What the page People draws: a Station in; everybody who works or worked here, with what opens the station for them, out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from station.assembly import Station
from station.clock import moment
from station.store.schema import people


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """`role` and `language` are codes. `locked_until`: nobody signs in as them before, after so many wrong tries."""

    id: str
    name: str
    role: str
    language: str
    has_pin: bool
    has_password: bool
    disabled: bool
    locked_until: datetime | None


def desk_people(opened: Station) -> tuple[DeskPerson, ...]:
    """Those who may sign in first, both in the order in which they came; no secret is among it."""
    with opened.reader.connect() as connection:
        rows = connection.execute(select(people)).mappings().all()
    now = opened.clock.now()
    found = [
        DeskPerson(
            row["id"], row["name"], row["role"], row["language"], row["pin_hash"] is not None, row["password_hash"] is not None,
            bool(row["disabled"]), _later(row["locked_until"], now),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.disabled, int(each.id.removeprefix("I-")))))


def _later(stamp: str | None, now: datetime) -> datetime | None:
    until = moment(stamp) if stamp else None
    return until if until and until > now else None
