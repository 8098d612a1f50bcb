"""Who is here: reads the people table. Badges, names and ids in; Persons out."""

from hashlib import sha256

from sqlalchemy import ColumnElement, Engine, RowMapping, select

from station.errors import Refusal
from station.model.people import Person, Role, SignInName
from station.model.rights import Right, may
from station.store.schema import people


class Roster:
    """Everybody who works here, to look up only."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader

    def by_badge(self, token: str) -> Person:
        """Whose badge this is. Raises Refusal BADGE_UNKNOWN, or PERSON_DISABLED."""
        row = self._one(people.c.badge_hash == badge_hash(token))
        if row is None:
            raise Refusal("BADGE_UNKNOWN")
        if row["disabled"]:
            raise Refusal("PERSON_DISABLED", person=row["id"])
        return _person(row)

    def by_name(self, who: str) -> Person:
        """An active person by name (in any case) or id. Raises Refusal PERSON_UNKNOWN."""
        wanted = folded(who)
        found = [person for person in self.list() if wanted in (folded(person.name), person.id.casefold())]
        if not found:
            raise Refusal("PERSON_UNKNOWN", name=who)
        return found[0]

    def by_id(self, identity: str) -> Person | None:
        """A person, disabled ones too, so that the name behind an old fact can still be shown."""
        row = self._one(people.c.id == identity)
        return None if row is None else _person(row)

    def list(self, disabled: bool = False) -> tuple[Person, ...]:
        """Everybody active, or everybody disabled, in the order in which they came."""
        with self._reader.connect() as connection:
            rows = connection.execute(select(people).where(people.c.disabled == int(disabled))).mappings().all()
        return tuple(sorted((_person(row) for row in rows), key=lambda person: int(person.id.removeprefix("I-"))))

    def for_sign_in(self) -> tuple[SignInName, ...]:
        """Everybody active by name, and whether a PIN opens the bench for them; no secret is among it."""
        with self._reader.connect() as connection:
            rows = connection.execute(select(people).where(people.c.disabled == 0)).mappings().all()
        names = (SignInName(row["id"], row["name"], row["pin_hash"] is not None, Role(row["role"])) for row in rows)
        return tuple(sorted(names, key=lambda each: (folded(each.name), each.id)))

    def has_password(self, person: Person) -> bool:
        """Whether this person signs in at the desk with a password."""
        row = self._one(people.c.id == person.id)
        return row is not None and row["password_hash"] is not None

    def any(self) -> bool:
        """Whether there are people here, also where nobody of them may sign in any more: a bench opens to nobody else then."""
        with self._reader.connect() as connection:
            return connection.execute(select(people.c.id).limit(1)).first() is not None

    def anybody_may(self, right: Right) -> bool:
        """Whether anybody active has this right."""
        return any(may(person.role, right) for person in self.list())

    def _one(self, condition: ColumnElement[bool]) -> RowMapping | None:
        with self._reader.connect() as connection:
            return connection.execute(select(people).where(condition)).mappings().one_or_none()


def badge_hash(token: str) -> str:
    """What is kept of a badge: SHA-256 (hex) of its token in upper case. Eighty random bits need no slow hash."""
    return sha256(token.strip().upper().encode()).hexdigest()


def folded(name: str) -> str:
    """A name as names are compared: in any case, with single spaces."""
    return " ".join(name.split()).casefold()


def _person(row: RowMapping) -> Person:
    return Person(row["id"], row["name"], Role(row["role"]), row["language"])
