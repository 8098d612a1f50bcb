"""Acts about stock that leaves: lots shipped; what is destroyed, sent back, or goes to repair and comes back.

Each is done by the steps of the bench, so that the same units are refused for the same reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from station.bench import events as ev
from station.bench import leaving
from station.bench.departures import METHODS as METHODS  # noqa: PLC0414 -- screens get these from here
from station.bench.departures import Part, Way
from station.bench.leaving import MOST_WEIGHT_G as MOST_WEIGHT_G  # noqa: PLC0414 -- as above
from station.bench.leaving_prompts import SHOT
from station.errors import Refusal
from station.model.codes import badge_token
from station.model.people import NOBODY, Person
from station.model.rights import Right
from station.rules.disposition import DEROGATIONS as DEROGATIONS  # noqa: PLC0414
from station.supervisor.acts import Act
from station.supervisor.doing import Doing, Performers
from station.supervisor.leaving_steps import LeavingSteps, said_plainly

TO_VENDOR: Final = "vendor"
TO_CUSTOMER: Final = "customer"
_WAYS: Final = {TO_VENDOR: Way.VENDOR, TO_CUSTOMER: Way.CUSTOMER}


@dataclass(frozen=True)
class ShipLot(Act):
    """The closed lot leaves, to somebody, under a number of theirs; either may be empty."""

    right: ClassVar[Right] = Right.SEND_OFF

    lot: str
    to: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Destroy(Act):
    """These units are no more. `method` one of departures.METHODS, `weight_g` of all together, `photo` a file of this computer.

    `witness` is the id or name of somebody else, who is there and gives a PIN, or a badge; empty where the station knows no people.
    `derogation` one of DEROGATIONS, for clothing that the law lets nobody destroy without one.
    """

    right: ClassVar[Right] = Right.DESTROY
    secret: ClassVar[frozenset[str]] = frozenset({"witness_pin", "witness_badge"})

    lpns: tuple[str, ...]
    method: str
    weight_g: int
    photo: str
    witness: str = ""
    witness_pin: str = ""
    witness_badge: str = ""
    derogation: str = ""


@dataclass(frozen=True)
class Return(Act):
    """These units go back `to` vendor or customer, under a number."""

    right: ClassVar[Right] = Right.SEND_OFF

    lpns: tuple[str, ...]
    to: str
    reference: str = ""


@dataclass(frozen=True)
class SendToRepair(Act):
    """These units go to a workshop."""

    right: ClassVar[Right] = Right.SEND_OFF

    lpns: tuple[str, ...]
    to: str = ""
    reference: str = ""


@dataclass(frozen=True)
class BackFromRepair(Act):
    """The unit is here again; whoever scans its plate at the bench inspects it."""

    right: ClassVar[Right] = Right.SEND_OFF

    lpn: str


def ship_lot(doing: Doing, act: ShipLot) -> Mapping[str, Any]:
    """Raises Refusal LOT_STILL_OPEN, LOT_HAS_LEFT, NOTHING_IN_IT, ALERT_STOPS, NAME_NOT_TAKEN."""
    said = tuple(said_plainly(text) or "RS-DONE" for text in (act.to, act.reference))
    if key := next((text for text in said if len(text) == 1), ""):
        raise Refusal("NAME_NOT_TAKEN", text=key)  # at the bench it would be a key
    doing.scans(f"RS-SHIP-{_name(act.lot)}", *said, "RS-CONFIRM")
    return {"lot": _name(act.lot)}


def destroy(doing: Doing, act: Destroy) -> Mapping[str, Any]:
    """`done` plates. All or none: raises what the bench refuses, DESTROY_METHOD, DESTROY_WEIGHT, PICTURE_NOT_READ, as `_witness` does."""
    if act.method not in METHODS or act.derogation not in ("", *DEROGATIONS):
        raise Refusal("DESTROY_METHOD")
    if not act.weight_g:
        raise Refusal("DESTROY_WEIGHT")
    witness = _witness(doing, act)
    steps = LeavingSteps(doing, Way.DESTROY, act.lpns)
    if steps.part is Part.DEROGATION:
        if not act.derogation:
            raise Refusal("DESTROY_DEROGATION")
        steps.choose(act.derogation)
    steps.choose(act.method)
    steps.take(leaving.enter_weight, ev.NumberEntered(number=act.weight_g, **steps.now))
    if steps.part is Part.WITNESS:
        if witness is None:
            raise Refusal("DESTROY_WITNESS")
        steps.take(leaving.badge, ev.SignedIn(person=witness, **steps.now))
    digest = doing.opened.photos.put(_bytes(Path(act.photo)), Path(act.photo).name)
    steps.take(leaving.photo_taken, ev.PhotoTaken(shot=SHOT, sha256=digest, source="file", **steps.now))
    return steps.end()


def send_back(doing: Doing, act: Return) -> Mapping[str, Any]:
    """`done` plates. All or none: raises what the bench refuses, RETURN_TO."""
    if act.to not in _WAYS:
        raise Refusal("RETURN_TO")
    steps = LeavingSteps(doing, _WAYS[act.to], act.lpns)
    steps.name(act.reference)
    return steps.confirm()


def send_to_repair(doing: Doing, act: SendToRepair) -> Mapping[str, Any]:
    """`done` plates. All or none: raises what the bench refuses."""
    steps = LeavingSteps(doing, Way.REPAIR, act.lpns)
    steps.name(act.to)
    steps.name(act.reference)
    return steps.confirm()


def back_from_repair(doing: Doing, act: BackFromRepair) -> Mapping[str, Any]:
    """Raises Refusal NOT_IN_REPAIR."""
    known = doing.session.known(act.lpn.strip().upper())
    if known is None or known.state != "repairing":
        raise Refusal("NOT_IN_REPAIR", lpn=act.lpn.strip().upper())
    doing.scan_unit(known.lpn, "RS-REPAIR")
    return {"done": [known.lpn]}


def _witness(doing: Doing, act: Destroy) -> Person | None:
    """Who sees it; None where nobody is named. Raises what a wrong PIN or badge raises, and Refusal for a name that shows nothing yet."""
    people = doing.opened.people
    badge = badge_token(act.witness_badge)
    if doing.person == NOBODY or not (badge or act.witness):
        return None
    if badge:
        return people.by_badge(badge)
    person = people.by_name(act.witness)
    if person.id == doing.person.id:
        raise Refusal("WITNESS_IS_THE_SAME", name=person.name)
    if not any(each.has_pin for each in people.for_sign_in() if each.id == person.id):
        raise Refusal("WITNESS_NO_PIN", name=person.name)
    if not act.witness_pin:
        raise Refusal("WITNESS_PIN_MISSING", name=person.name)
    people.verify_pin(person, act.witness_pin)
    return person


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal("PICTURE_NOT_READ", file=file, why=error.strerror or str(error)) from error


def _name(text: str) -> str:
    return text.strip().upper()


TABLE: Final[Performers] = {
    ShipLot: ship_lot,
    Destroy: destroy,
    Return: send_back,
    SendToRepair: send_to_repair,
    BackFromRepair: back_from_repair,
}
