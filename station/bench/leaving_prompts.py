"""What is asked while goods leave: a departure in, the part that is open and its prompt out. Pure."""

from collections.abc import Mapping
from typing import Final

from station.bench.departures import METHODS, PARTS, Departure, Part
from station.bench.states import Bench, State, TakePhoto
from station.model.prompts import Choice, Prompt
from station.model.units import KnownUnit
from station.rules.destroying import needs_derogation
from station.rules.disposition import DEROGATIONS

SHOT: Final = "DESTROYED"
WITNESS: Final = "LEAVE:WITNESS"


def part_of(departure: Departure) -> Part:
    """The first part that is still to be answered; the last one of each way ends it."""
    parts = PARTS[departure.way]
    return next((part for part in parts if _is_open(departure, part)), parts[-1])


def shot_of(bench: Bench) -> TakePhoto | None:
    """The photograph that is due."""
    leaving = bench.departure is not None and bench.state is State.LEAVING
    return TakePhoto(SHOT) if leaving and bench.departure and part_of(bench.departure) is Part.PHOTO else None


def asked(departure: Departure) -> Prompt:
    """The question of the part that is open."""
    part = part_of(departure)
    kind, text, choices, asks = _question(departure, part)
    return Prompt(f"LEAVE:{part.name}", kind, text, choices, _params(departure), asks)


def unlawful(departure: Departure) -> bool:
    """Whether some of the units may be destroyed only for a reason that the law names, and nobody named one when they were graded."""
    return any(not unit.record.get("derogation") and clothing(unit) for unit in departure.units)


def clothing(unit: KnownUnit) -> bool:
    """Whether the law wants such a reason for this unit."""
    rubric = str(unit.record.get("rubric") or "").partition("@")[0]
    return needs_derogation((rubric, unit.category), str(unit.received.get("market") or ""))


def _is_open(departure: Departure, part: Part) -> bool:
    match part:
        case Part.UNITS:
            return not departure.complete
        case Part.DEROGATION:
            return departure.derogation is None and unlawful(departure)
        case Part.METHOD:
            return departure.method is None
        case Part.WEIGHT:
            return departure.weight_g is None
        case Part.WITNESS:
            return departure.witness is None and not departure.alone
        case Part.TO:
            return departure.to is None
        case Part.REFERENCE:
            return departure.reference is None
    return True


def _question(departure: Departure, part: Part) -> tuple[str, str, tuple[Choice, ...], str]:
    """Kind, words, choices, and what is asked for."""
    way = departure.way.name
    if part is Part.UNITS:
        return "leave", "@LEAVE_SCANNED" if departure.units else f"@LEAVE_{way}_SCAN", (_enough(departure),), ""
    if part in (Part.TO, Part.REFERENCE):
        return "leave", f"@LEAVE_{way}_{part.name}", (_nothing(),), "reference"
    if part is Part.CONFIRM:
        said = "CONFIRM" if departure.to or departure.reference else "PLAINLY"
        return "confirm", f"@LEAVE_{way}_{said}", (Choice("1", "RS-CONFIRM", "CONFIRM", "@LEAVE_GO"), _leave()), ""
    kind, choices, asks = _PLAIN[part]
    return kind, f"@LEAVE_{part.name}", choices, asks


def _params(departure: Departure) -> dict[str, object]:
    last = departure.units[-1] if departure.units else None
    named = " · ".join(each for each in (departure.to, departure.reference) if each)
    said: dict[str, object] = {"units": departure.count, "lot": departure.lot.name if departure.lot else "", "named": named}
    return said | {"lpn": last.lpn if last else "", "title": last.title if last else ""}


def _enough(departure: Departure) -> Choice:
    if departure.units:
        return Choice("1", "RS-DONE", "GO_ON", "@LEAVE_ENOUGH")
    return _leave()


def _nothing() -> Choice:
    return Choice("1", "RS-DONE", "NOTHING", "@LEAVE_NOT_NAMED")


def _leave() -> Choice:
    return Choice("0", "RS-DONE", "LEAVE", "@LEAVE_AS_IT_IS")


def _choices(table: str, codes: tuple[str, ...]) -> tuple[Choice, ...]:
    places = enumerate(codes, start=1)
    return tuple(Choice(str(place), f"RS-ANSWER-{place}", code.upper(), f"@{table}_{code.upper()}") for place, code in places)


# The parts of destroying, which are asked alike for all goods.
_PLAIN: Final[Mapping[Part, tuple[str, tuple[Choice, ...], str]]] = {
    Part.DEROGATION: ("reason", (*_choices("DEROGATION", tuple(DEROGATIONS)), _leave()), ""),
    Part.METHOD: ("reason", (*_choices("METHOD", METHODS), _leave()), ""),
    Part.WEIGHT: ("number", (_leave(),), "number"),
    Part.WITNESS: ("badge", (_leave(),), ""),
    Part.PHOTO: ("photo", (Choice("1", "RS-PHOTO", "PHOTO", "@TAKE_PHOTO"),), ""),
}
