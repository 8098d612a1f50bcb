"""What may leave the house: units, a lot or a departure in; nothing out, or a refusal that says what stands against it. Pure.

It is asked when they are scanned, and once more when they leave: between the two somebody else may have had them.
"""

from typing import Final

from station.bench.alerting import must_not_be_stopped
from station.bench.departures import TAKES, Departure, Way
from station.errors import Refusal
from station.model.containers import Container
from station.model.grades import Disposition
from station.model.people import Person
from station.model.units import KnownUnit

_HERE: Final = ("graded", "released", "toted")


def must_be_able_to_leave(unit: KnownUnit, way: Way) -> None:
    """Raises Refusal CANNOT_LEAVE, ANOTHER_WAY_OUT or ALERT_STOPS."""
    if unit.state not in _HERE or not unit.disposition:
        raise Refusal("CANNOT_LEAVE", lpn=unit.lpn, state=f"@UNIT_STATE_{unit.state.upper()}")
    if Disposition(unit.disposition) not in TAKES[way]:
        raise Refusal("ANOTHER_WAY_OUT", lpn=unit.lpn, disposition=f"@DISPOSITION_{unit.disposition.upper()}", way=f"@WAY_{way.name}")
    if unit.disposition != Disposition.QUARANTINE.value:
        must_not_be_stopped(unit)


def must_be_shippable(lot: Container, stopped: tuple[str, str]) -> None:
    """Raises Refusal LOT_HAS_LEFT, NOTHING_IN_IT, LOT_STILL_OPEN; ALERT_STOPS where `stopped` is a unit in it and what its alert says."""
    if lot.state == "shipped":
        raise Refusal("LOT_HAS_LEFT", lot=lot.name)
    if not lot.units:
        raise Refusal("NOTHING_IN_IT", name=lot.name)
    if lot.state != "closed":
        raise Refusal("LOT_STILL_OPEN", lot=lot.name)
    if stopped[0]:
        raise Refusal("ALERT_STOPS", lpn=stopped[0], say=stopped[1])


def must_still_leave(departure: Departure, person: Person | None) -> None:
    """Raises what the two above raise, LOT_CHANGED where other units are in the lot now, and WITNESS_TOOK_OVER.

    The departure is as it is now: whoever asks looked its units and its lot up again.
    """
    for unit in departure.units:
        must_be_able_to_leave(unit, departure.way)
    if departure.lot and departure.found:
        must_be_shippable(departure.found, departure.stopped)
        if set(departure.found.lpns) != set(departure.lot.lpns):
            raise Refusal("LOT_CHANGED", lot=departure.lot.name)
    if person and departure.witness == person.id:
        raise Refusal("WITNESS_TOOK_OVER", name=person.name)
