"""Signing in at a desk: a badge, a PIN or a password in; a token and what this person may do out. Wrong ones are counted and locked."""

from station.assembly import Station
from station.errors import Refusal, StationError
from station.model.codes import badge_token
from station.model.people import NOBODY, Person
from station.model.rights import Right, must_be_allowed, refused_act, rights_of
from station.supervisor.acts import Answer, SignIn
from station.supervisor.tokens import Tokens


def enter(opened: Station, tokens: Tokens, told: SignIn) -> Answer:
    """The token of whoever signs in; none is needed where nobody works here.

    Raises Refusal BADGE_UNKNOWN, PERSON_UNKNOWN, PERSON_DISABLED, PASSWORD_NEEDED, MAY_NOT and what `verify_pin` and
    `verify_password` raise.
    """
    if not opened.people.any():
        return _entered(NOBODY, "")
    person = _person(opened, told)
    try:
        must_be_allowed(person, Right.SEE_DESK)
    except StationError as error:
        if fact := refused_act(person, told.name, error):
            opened.ledger.append(person.id, [fact])
        raise
    return _entered(person, tokens.give(person.id))


def _entered(person: Person, token: str) -> Answer:
    told = {"id": person.id, "name": person.name, "role": person.role.value, "language": person.language}
    return Answer(done={"person": told, "rights": sorted(right.value for right in rights_of(person))}, once={"token": token})


def _person(opened: Station, told: SignIn) -> Person:
    """Whose badge, PIN or password it is. An admin who has a password gets in with nothing less."""
    people = opened.people
    badge = badge_token(told.badge)
    person = people.by_badge(badge) if badge else people.by_name(told.who)
    if people.has_password(person) or told.password:
        if not told.password:
            raise Refusal("PASSWORD_NEEDED", name=person.name)
        people.verify_password(person, told.password)
    elif not badge:
        people.verify_pin(person, told.pin)
    return person
