"""The last picture of a unit that is finished already, taken again: a known unit in, the bench that waits for its picture out.

A finished unit is a fact, so it is reopened for that: same plate, same findings and answers, a new label.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from station.bench import finishing, labelling, receiving
from station.bench.asking import unit_of
from station.bench.candidates import PART_OF_A_KIT
from station.bench.events import RetakeAsked
from station.bench.regrading import again, recorded, rubric_of
from station.bench.states import Bench, State, Step, Unit
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.inspection import Shot
from station.rules.recorded import shots_of
from station.rules.rulebook import Rulebook

# Holds of units that nobody inspected, and the pictures that each needs: with another picture they are on hold as before.
_UNSEEN: Final = {
    "IDENTITY": receiving.UNIDENTIFIED_SHOTS,
    "RUBRIC": receiving.UNIDENTIFIED_SHOTS,
    "EMPTY_BOX": receiving.EMPTY_BOX_SHOTS,
}


def retake(bench: Bench, event: RetakeAsked, rules: Rulebook) -> Step:
    """item.reopened, and the unit waits for its last picture. Raises Refusal NOTHING_TO_RETAKE, RETAKE_NOT_YOURS, QUARANTINE_STAYS."""
    known = unit_of(bench, event.unit, "NOTHING_TO_RETAKE")
    shots = shots_of(known.record)
    if known.state not in ("graded", "held") or not shots:
        raise Refusal("NOTHING_TO_RETAKE")
    if known.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=known.lpn)
    if not may_retake(known.record):
        raise Refusal("RETAKE_NOT_YOURS", lpn=known.lpn)
    unit = _without_the_last(replace(known, jobs=()), shots, event, rules)
    waiting = finishing.proceed(replace(bench, question=None), unit, event, rules)
    if waiting.bench.state is not State.PHOTOGRAPHING:
        raise Refusal("NOTHING_TO_RETAKE")  # it was taken beside those that are needed
    return Step(waiting.bench, (_reopened(known, shots[-1]), *labelling.voided(known, "reopened")), waiting.effects)


def may_retake(record: Mapping[str, Any]) -> bool:
    """Whether whoever finished a unit may take its last picture anew; `record` is the payload that decided about it.

    Not where findings put it on hold, nor where its grade was changed by hand: what is decided there is somebody else's.
    """
    if not record.get("photos") or record.get("from") or record.get("disposition") == Disposition.QUARANTINE.value:
        return False
    reasons = [each["reason"] for each in record.get("reasons") or ()]
    return not reasons or (record.get("rubric") is None and reasons[0] in _UNSEEN)


def _without_the_last(known: KnownUnit, shots: tuple[Shot, ...], event: RetakeAsked, rules: Rulebook) -> Unit:
    """The unit as it was before its last picture."""
    unit = replace(again(known, event), actions=1, same_as=known.record.get("same_as"))
    reasons = known.record.get("reasons") or ()
    if reasons and known.record.get("rubric") is None:
        code = str(reasons[0]["reason"])
        grams = known.received.get("weight_g")
        needed = tuple(shot for shot in _UNSEEN[code] if shot != "SCALE" or grams is not None)
        return replace(unit, hold=code, shots=needed, photos=shots[:-1], weighed=True, weight_g=grams)
    label = ("LABEL",) if known.received.get("identified_by") in ("picture", PART_OF_A_KIT) else ()
    inspection = recorded(known, rubric_of(known, rules), event)
    return replace(unit, inspection=replace(inspection, photos=shots[:-1], shots=label))


def _reopened(known: KnownUnit, shot: Shot) -> NewFact:
    was = {"state": known.state, "grade": known.grade, "disposition": known.disposition, "bin": known.bin}
    payload = {"grade_fact": known.record_fact, "was": was, "client": known.client, "by": None, "retake": shot.shot}
    return NewFact(kinds.ITEM_REOPENED, known.lpn, payload)
