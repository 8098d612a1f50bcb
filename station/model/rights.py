"""Who may do what: a role and a right in, yes or a refusal out; and the fact of what was refused. The one table that bench and desk ask."""

from enum import StrEnum
from typing import Final

from station.errors import Refusal, StationError
from station.model.facts import ACT_REFUSED, NewFact
from station.model.people import NOBODY, Person, Role


class Right(StrEnum):
    """What somebody may be allowed to do; each has a sentence that says who may: the word RIGHT_<name>."""

    INSPECT = "inspect"  # take parcels in and grade
    SEE_DESK = "see_desk"  # open the supervisor's pages
    DECIDE = "decide"  # holds, empty boxes, unidentified units
    RAISE_GRADE = "raise_grade"
    WAIVE = "waive"  # go on without a picture, or without a label
    REOPEN = "reopen"  # take back what was decided about a unit
    HOLD = "hold"
    CORRECT = "correct"
    REPRINT = "reprint"
    CLOSE_STOCK = "close_stock"  # totes and lots
    SEND_OFF = "send_off"  # what leaves: lots, returns, repair
    DESTROY = "destroy"
    ASK_CLIENTS = "ask_clients"
    CLOSE_SHIFT = "close_shift"
    SET_UP = "set_up"  # devices, settings, the report's hour
    CHANGE_PEOPLE = "change_people"  # inspectors and viewers
    CHANGE_SUPERVISORS = "change_supervisors"  # supervisors and admins


_WORKING: Final = frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN})
_SUPERVISING: Final = frozenset({Role.SUPERVISOR, Role.ADMIN})

ROLES: Final[dict[Right, frozenset[Role]]] = {
    Right.INSPECT: _WORKING,
    Right.SEE_DESK: _SUPERVISING | {Role.VIEWER},
    Right.DECIDE: _SUPERVISING,
    Right.RAISE_GRADE: _SUPERVISING,
    Right.WAIVE: _SUPERVISING,
    Right.REOPEN: _SUPERVISING,
    Right.HOLD: _WORKING,
    Right.CORRECT: _SUPERVISING,
    Right.REPRINT: _WORKING,
    Right.CLOSE_STOCK: _WORKING,
    Right.SEND_OFF: _SUPERVISING,
    Right.DESTROY: _SUPERVISING,
    Right.ASK_CLIENTS: _SUPERVISING,
    Right.CLOSE_SHIFT: _WORKING,
    Right.SET_UP: _SUPERVISING,
    Right.CHANGE_PEOPLE: _SUPERVISING,
    Right.CHANGE_SUPERVISORS: frozenset({Role.ADMIN}),
}
_OF_A_RIGHT: Final = ("MAY_NOT", "MAY_NOT_INSPECT", "NOT_A_SUPERVISOR")


def may(role: Role, right: Right) -> bool:
    """Whether this role has this right."""
    return role in ROLES[right]


def is_allowed(person: Person, right: Right) -> bool:
    """Whether a person has this right; nobody in particular (a station without people) has every one."""
    return person.id == NOBODY.id or may(person.role, right)


def rights_of(person: Person) -> frozenset[Right]:
    """All rights of a person."""
    return frozenset(right for right in Right if is_allowed(person, right))


def must_be_allowed(person: Person, right: Right) -> None:
    """Raises Refusal MAY_NOT with the sentence that says who may."""
    if not is_allowed(person, right):
        raise may_not(right)


def may_not(right: Right) -> Refusal:
    """MAY_NOT, for want of this right."""
    return Refusal("MAY_NOT", who=f"@RIGHT_{right.name}", right=right.value)


def must_inspect(person: Person) -> None:
    """Raises Refusal MAY_NOT_INSPECT for somebody who may not work at a bench."""
    if not may(person.role, Right.INSPECT):
        raise Refusal("MAY_NOT_INSPECT", role=f"@ROLE_{person.role.name}", right=Right.INSPECT.value)


def must_agree(person: Person, right: Right) -> None:
    """Whoever held a badge out to agree must have the right themselves. Raises Refusal NOT_A_SUPERVISOR."""
    if not may(person.role, right):
        raise Refusal("NOT_A_SUPERVISOR", role=f"@ROLE_{person.role.name}", right=right.value)


def refused_act(person: Person, act: str, refusal: StationError) -> NewFact | None:
    """act.refused: what this person was not allowed to do, and which right was missing; None for a refusal for any other reason.

    Its subject is the person; `act` is the name of what was tried.
    """
    if refusal.code not in _OF_A_RIGHT:
        return None
    return NewFact(ACT_REFUSED, person.id, {"act": act, "role": person.role.value, "what": str(refusal.params["right"])})
