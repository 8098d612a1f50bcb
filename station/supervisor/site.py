"""What a desk knows of its station before any page is drawn: a Station in, a DeskSite out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from station.model.people import SignInName
from station.model.rights import Right, may, rights_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from station.assembly import Station


@dataclass(frozen=True, slots=True)
class DeskSite:
    """Names and conventions of the site, its clients by name, and who may sign in.

    `asks` is False at a station where nobody has to sign in; `may_enter` are the ids of those who may see the desk.
    `idle_minutes` 0: it is never locked by itself.
    """

    name: str
    station: str
    zone: ZoneInfo
    language: str
    currency: str
    clients: tuple[str, ...]
    people: tuple[SignInName, ...]
    may_enter: frozenset[str]
    idle_minutes: int
    asks: bool = False

    @classmethod
    def nobody(cls) -> Self:
        """As long as nothing is known."""
        return cls("", "", ZoneInfo("UTC"), "en", "", (), (), frozenset(), 0)


def desk_site(opened: "Station") -> DeskSite:
    """The same for this station, as its settings and its database are now."""
    settings, people = opened.settings, opened.people.for_sign_in()
    return DeskSite(
        settings.site.name,
        settings.station,
        opened.zone,
        settings.site.language,
        settings.site.currency,
        clients_of(opened),
        people,
        frozenset(each.id for each in people if may(each.role, Right.SEE_DESK)),
        settings.people.idle_minutes,
        opened.people.any(),
    )


def rights_now(opened: "Station", who: str) -> frozenset[str] | None:
    """What this person may do at the desk by now, by their id; None for one who may not be here any more."""
    person = next((each for each in opened.people.list() if each.id == who), None)
    return frozenset(right.value for right in rights_of(person)) if person and may(person.role, Right.SEE_DESK) else None


def clients_of(opened: "Station") -> tuple[str, ...]:
    """Every client whose goods or returns this station knows, by name."""
    with opened.reader.connect() as connection:
        found = {client for table in ("products", "expected_lines") for client in _each(connection, table)}
    return tuple(sorted(found - {""}))


def _each(connection: "Connection", table: str) -> list[str]:
    """The clients of a table whose key begins with them: a step into the key for each, not a look at every row."""
    steps = f"""
        WITH RECURSIVE each(client) AS (
            SELECT min(client) FROM {table}
            UNION ALL SELECT (SELECT min(client) FROM {table} WHERE client > each.client) FROM each WHERE each.client IS NOT NULL
        ) SELECT client FROM each WHERE client IS NOT NULL"""  # noqa: S608 -- one of the two names above
    return [str(client) for client in connection.exec_driver_sql(steps).scalars()]
