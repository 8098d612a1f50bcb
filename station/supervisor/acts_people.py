"""Acts about people: somebody new, another role, an end, a PIN, a password, a badge. Badges are told once and written nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from station.errors import Refusal
from station.model.codes import BADGE
from station.model.people import Person, Role
from station.model.rights import ROLES, Right, must_be_allowed
from station.supervisor.acts import Act
from station.supervisor.doing import Doing, Performers
from station.texts import languages

_HIGH: Final = ROLES[Right.CHANGE_PEOPLE]  # whoever changes people is changed by somebody above them


@dataclass(frozen=True)
class AddPerson(Act):
    """Somebody new; `pin` and `password` may be empty, but an admin has a password from the beginning."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE
    secret: ClassVar[frozenset[str]] = frozenset({"pin", "password"})

    person: str  # the name
    role: str
    language: str = "en"
    pin: str = ""
    password: str = ""


@dataclass(frozen=True)
class ChangePerson(Act):
    """Another name, role or language for the person with this id; "" leaves it. Who becomes an admin gets a password with it."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE
    secret: ClassVar[frozenset[str]] = frozenset({"password"})

    who: str
    person: str = ""
    role: str = ""
    language: str = ""
    password: str = ""


@dataclass(frozen=True)
class DisablePerson(Act):
    """Sign-in ends for the person with this id."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE

    who: str


@dataclass(frozen=True)
class SetPin(Act):
    """A PIN for the person with this id; it ends a lockout."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE
    secret: ClassVar[frozenset[str]] = frozenset({"pin"})

    who: str
    pin: str


@dataclass(frozen=True)
class SetPassword(Act):
    """A password for the admin with this id; it ends a lockout."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE
    secret: ClassVar[frozenset[str]] = frozenset({"password"})

    who: str
    password: str


@dataclass(frozen=True)
class NewBadge(Act):
    """Another badge for the person with this id; the one before it is worth nothing any more."""

    right: ClassVar[Right] = Right.CHANGE_PEOPLE

    who: str


def add(doing: Doing, act: AddPerson) -> Mapping[str, Any]:
    """`done["person"]`; `once["badge"]` as it is scanned. The first of a station supervises, else nobody could let others in.

    Raises Refusal MAY_NOT, FIRST_SUPERVISES, PASSWORD_NEEDED, and what `People.add` raises.
    """
    role = _role(act.role)
    _must(doing, role)
    if role not in _HIGH and not doing.opened.people.any():
        raise Refusal("FIRST_SUPERVISES")
    _must_have_password(role, act.person, act.password)
    person, token = doing.people.add(act.person, role, _spoken(act.language), doing.person.id, pin=act.pin, password=act.password)
    return {"person": _told(person), "once": {"badge": f"{BADGE}{token}"}}


def change(doing: Doing, act: ChangePerson) -> Mapping[str, Any]:
    """`done["person"]`. Nobody gives away their own role.

    Raises Refusal MAY_NOT, PERSON_UNKNOWN, PERSON_IS_YOU, PASSWORD_NEEDED, and what `People.change` raises.
    """
    person = _found(doing, act.who)
    role = _role(act.role) if act.role else person.role
    _must(doing, person.role, role, own=person.id == doing.person.id)
    if role is not person.role and person.id == doing.person.id:
        raise Refusal("PERSON_IS_YOU")
    if role is not person.role:
        _must_have_password(role, person.name, act.password)
    wanted = replace(person, name=act.person or person.name, role=role, language=_spoken(act.language or person.language))
    return {"person": _told(doing.people.change(person, wanted, doing.person.id, password=act.password))}


def disable(doing: Doing, act: DisablePerson) -> Mapping[str, Any]:
    """`done["person"]`. Raises Refusal MAY_NOT, PERSON_UNKNOWN or PERSON_IS_YOU: somebody stays who can let others in."""
    person = _found(doing, act.who)
    _must(doing, person.role)
    if person.id == doing.person.id:
        raise Refusal("PERSON_IS_YOU")
    return {"person": _told(doing.people.disable(person.id, doing.person.id))}


def set_pin(doing: Doing, act: SetPin) -> Mapping[str, Any]:
    """Raises Refusal MAY_NOT, PERSON_UNKNOWN, and what `People.set_pin` raises."""
    person = _reached(doing, act.who)
    doing.people.set_pin(person, act.pin, doing.person.id)
    return {"person": _told(person)}


def set_password(doing: Doing, act: SetPassword) -> Mapping[str, Any]:
    """Raises Refusal MAY_NOT, PERSON_UNKNOWN, and what `People.set_password` raises."""
    person = _reached(doing, act.who)
    doing.people.set_password(person, act.password, doing.person.id)
    return {"person": _told(person)}


def new_badge(doing: Doing, act: NewBadge) -> Mapping[str, Any]:
    """`once["badge"]` as it is scanned. Raises Refusal MAY_NOT or PERSON_UNKNOWN."""
    person = _reached(doing, act.who)
    return {"person": _told(person), "once": {"badge": f"{BADGE}{doing.people.new_badge(person, doing.person.id)}"}}


TABLE: Final[Performers] = {
    AddPerson: add,
    ChangePerson: change,
    DisablePerson: disable,
    SetPin: set_pin,
    SetPassword: set_password,
    NewBadge: new_badge,
}


def _reached(doing: Doing, who: str) -> Person:
    """Somebody whose secrets this person may change: their own, or those of a role below."""
    person = _found(doing, who)
    _must(doing, person.role, own=person.id == doing.person.id)
    return person


def _found(doing: Doing, who: str) -> Person:
    """An active person by id: names may be changed meanwhile."""
    found = next((person for person in doing.opened.people.list() if person.id == who), None)
    if found is None:
        raise Refusal("PERSON_UNKNOWN", name=who)
    return found


def _must(doing: Doing, *roles: Role, own: bool = False) -> None:
    """Raises Refusal MAY_NOT: supervisors and admins are changed by an admin; by a supervisor only while there is no admin."""
    if own or not _HIGH & set(roles):
        return
    if doing.opened.people.anybody_may(Right.CHANGE_SUPERVISORS):
        must_be_allowed(doing.person, Right.CHANGE_SUPERVISORS)


def _must_have_password(role: Role, name: str, password: str) -> None:
    if role is Role.ADMIN and not password:
        raise Refusal("PASSWORD_NEEDED", name=name)


def _role(told: str) -> Role:
    try:
        return Role(told)
    except ValueError as error:
        raise Refusal("ROLE_UNKNOWN", role=told) from error


def _spoken(language: str) -> str:
    if language not in languages():
        raise Refusal("LANGUAGE_UNKNOWN", language=language, known=", ".join(languages()))
    return language


def _told(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "role": person.role.value, "language": person.language}
