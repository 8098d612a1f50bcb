"""The people of a station: names, badges, PINs and passwords in; a Person out. Writes go through the ledger, with their fact.

A badge is a random token of 80 bits of which only the SHA-256 is kept. No name and no secret is ever in a fact.
"""

import base64
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from station.clock import Clock
from station.errors import Refusal
from station.model.facts import PERSON_ADDED, PERSON_CHANGED, PERSON_DISABLED, NewFact
from station.model.people import Person, Role
from station.people import passwords, pins
from station.people.attempts import Attempts, Book, run
from station.people.roster import Roster, badge_hash, folded
from station.store.schema import people

_NAME_MAX: Final = 80
_LIKE_AN_ID: Final = re.compile(r"I-\d+", re.IGNORECASE)  # it is, or will be, somebody else's


class People(Roster):
    """Everybody who works here. Reads with `reader`, writes through `book`. `actor` is who does it: "console" for the command line."""

    def __init__(self, reader: Engine, book: Book, clock: Clock) -> None:
        super().__init__(reader)
        self._book = book
        self._attempts = Attempts(book, clock)

    def add(
        self, name: str, role: Role, language: str = "en", actor: str = "console", *, pin: str = "", password: str = ""
    ) -> tuple[Person, str]:
        """A new person and their badge token (16 characters, shown once).

        Raises Refusal PERSON_NAME_WRONG, PERSON_NAME_IS_ID or PERSON_EXISTS, and what `set_pin` and `set_password` raise.
        """
        wanted = self._free_name(name)
        given = {**({"pin_hash": pins.pin_hash(pin)} if pin else {}), **_password(role, wanted, password)}
        person = Person(f"I-{self._book.next_number('person'):02d}", wanted, role, language)
        token = new_token()
        fact = NewFact(PERSON_ADDED, person.id, {"person": person.id, "role": role.value})
        self._book.append(actor, [fact], lambda connection, _: insert_person(connection, person, token, **given))
        return person, token

    def disable(self, who: str, actor: str = "console") -> Person:
        """Sign-in ends for this name or id; what they did stays theirs. Raises Refusal PERSON_UNKNOWN."""
        person = self.by_name(who)
        fact = NewFact(PERSON_DISABLED, person.id, {"person": person.id})
        change = people.update().where(people.c.id == person.id).values(disabled=1)
        self._book.append(actor, [fact], lambda connection, _: run(connection, change))
        return person

    def change(self, person: Person, changed: Person, actor: str = "console", *, password: str = "") -> Person:
        """Another name, role or language from now on; the same where nothing differs. Who is no admin any more has no password either.

        Raises what `add` raises.
        """
        wanted = person.name if changed.name == person.name else self._free_name(changed.name, person.id)
        changed = replace(changed, id=person.id, name=wanted)
        what = [field for field in ("name", "role", "language") if getattr(person, field) != getattr(changed, field)]
        values: dict[str, Any] = {"name": wanted, "role": changed.role.value, "language": changed.language}
        if changed.role is not Role.ADMIN:
            values["password_hash"] = None
        if given := _password(changed.role, wanted, password):
            what, values = [*what, "password"], {**values, **given}
        if what:
            self._change(person, what, values, actor, role=changed.role.value)
        return changed

    def set_language(self, who: str, language: str) -> Person:
        """What is spoken to this name or id from their next sign-in on. Raises Refusal PERSON_UNKNOWN."""
        person = self.by_name(who)
        self._book.append("console", [], lambda connection, _: keep_language(connection, person.id, language))
        return replace(person, language=language)

    def new_badge(self, person: Person, actor: str = "console") -> str:
        """A new token, shown once; the badge that this person had is worth nothing from now on."""
        token = new_token()
        self._change(person, ["badge"], {"badge_hash": badge_hash(token)}, actor)
        return token

    def replace_badges(self, tokens: Mapping[str, str]) -> None:
        """New tokens by person id; the badges that these people had are worth nothing from now on."""
        changes = [people.update().where(people.c.id == who).values(badge_hash=badge_hash(token)) for who, token in tokens.items()]
        facts = [_changed(who, ["badge"]) for who in tokens]
        self._book.append("console", facts, lambda connection, _: run(connection, *changes))

    def set_pin(self, person: Person, pin: str, actor: str = "console") -> None:
        """Give a person a PIN of six to twelve digits; clears a lockout. Raises Refusal PIN_NOT_DIGITS or PIN_TOO_EASY."""
        self._change(person, ["pin"], {"pin_hash": pins.pin_hash(pin), "failures": 0, "locked_until": None}, actor)

    def set_password(self, person: Person, password: str, actor: str = "console") -> None:
        """The password without which this admin does not get into a desk; clears a lockout.

        Raises Refusal PASSWORD_OF_ADMINS, PASSWORD_LENGTH or PASSWORD_TOO_EASY.
        """
        values = {"failures": 0, "locked_until": None, **_password(person.role, person.name, password or " ")}
        self._change(person, ["password"], values, actor)

    def verify_pin(self, person: Person, pin: str) -> None:
        """Return if the PIN is right; five wrong ones in a row lock it, longer each time.

        Raises Refusal PIN_WRONG, PIN_LOCKED (`until` a stamp, `left` as h:mm:ss), PIN_NOT_SET, PERSON_DISABLED or PERSON_UNKNOWN;
        PIN_NOT_DIGITS for what can be nobody's PIN: a slip of the finger, which is not counted.
        """
        pins.check_form(pin)
        if not pins.matches(self._attempts.begin(person, "pin_hash"), pin):
            raise Refusal("PIN_WRONG", name=person.name)
        self._attempts.proved(person)

    def verify_password(self, person: Person, password: str) -> None:
        """The same for a password. Raises Refusal PASSWORD_WRONG, PASSWORD_NOT_SET, PIN_LOCKED, PERSON_DISABLED or PERSON_UNKNOWN."""
        if not passwords.password_matches(self._attempts.begin(person, "password_hash"), password):
            raise Refusal("PASSWORD_WRONG", name=person.name)
        self._attempts.proved(person)

    def _change(self, person: Person, what: list[str], values: Mapping[str, Any], actor: str, **told: str) -> None:
        change = people.update().where(people.c.id == person.id).values(**values)

        def within(connection: Connection, _facts: object) -> None:
            if "name" in what:
                _must_be_free(connection, str(values["name"]), person.id)
            run(connection, change)

        self._book.append(actor, [_changed(person.id, what, **told)], within)

    def _free_name(self, name: str, besides: str = "") -> str:
        wanted = _clean_name(name)
        if any(folded(other.name) == folded(wanted) for other in self.list() if other.id != besides):
            raise Refusal("PERSON_EXISTS", name=wanted)
        return wanted


def insert_person(
    connection: Connection, person: Person, token: str, pin_hash: str | None = None, password_hash: str | None = None
) -> None:
    """The row of a new person, within the caller's transaction. Raises Refusal PERSON_EXISTS (an active one has this name)."""
    _must_be_free(connection, person.name, "")
    row = {"id": person.id, "name": person.name, "role": person.role.value, "language": person.language}
    kept = {"badge_hash": badge_hash(token), "pin_hash": pin_hash, "password_hash": password_hash}
    connection.execute(people.insert().values(**row, **kept, disabled=0, failures=0, locked_until=None))


def keep_language(connection: Connection, person: str, language: str) -> None:
    """The language that somebody wants to be spoken to in, by their id; within the caller's transaction."""
    connection.execute(people.update().where(people.c.id == person).values(language=language))


def new_token() -> str:
    """The secret of a badge: 80 random bits as 16 characters of base32."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


def _password(role: Role, name: str, password: str) -> dict[str, str]:
    """What is kept of the password of an admin; of nobody else."""
    if password and role is not Role.ADMIN:
        raise Refusal("PASSWORD_OF_ADMINS", name=name)
    return {"password_hash": passwords.password_hash(password, name)} if password else {}


def _changed(who: str, what: Iterable[str], **told: str) -> NewFact:
    """person.changed: which of a person's things are others now, never what they are, but for the role."""
    return NewFact(PERSON_CHANGED, who, {"person": who, "what": list(what), **told})


def _must_be_free(connection: Connection, name: str, besides: str) -> None:
    taken = connection.execute(select(people.c.name).where(people.c.disabled == 0, people.c.id != besides)).scalars()
    if folded(name) in {folded(other) for other in taken}:
        raise Refusal("PERSON_EXISTS", name=name)


def _clean_name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > _NAME_MAX or not wanted.isprintable():
        raise Refusal("PERSON_NAME_WRONG", most=_NAME_MAX)
    if _LIKE_AN_ID.fullmatch(wanted):
        raise Refusal("PERSON_NAME_IS_ID", name=wanted)
    return wanted
