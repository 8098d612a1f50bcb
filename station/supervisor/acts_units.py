"""Acts about one unit: correct what was recorded of it, hold it, print its label again, open it for a second grading.

Each writes facts of its own, by the pure steps of the bench; nothing that stands in the ledger is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench import holding, labelling, regrading
from station.bench.asking import must_be_loose
from station.bench.correcting import REASONS, Corrected, correct
from station.bench.events import Event
from station.bench.label_prompts import REPRINT_REASONS
from station.clock import stamp
from station.errors import Refusal
from station.model.facts import LABEL_QUEUED, Fact
from station.model.rights import Right
from station.model.units import KnownUnit
from station.supervisor.acts import Act, note_of
from station.supervisor.correction_wanted import CorrectionWanted, wanted
from station.supervisor.doing import Doing, Performers

SECOND_GRADING: Final = ("DOUBTED", "COMPLAINT", "NEW_EVIDENCE", "CHECK", "OTHER")  # why a unit is graded again
_OPEN: Final = ("graded", "held", "toted", "lotted")


@dataclass(frozen=True)
class Correct(Act):
    """What is true of the unit with this plate instead; `why` one of correcting.REASONS, `note` what somebody wrote about it."""

    right: ClassVar[Right] = Right.CORRECT

    lpn: str
    field: str
    value: str
    why: str
    note: str = ""


@dataclass(frozen=True)
class Hold(Act):
    """The unit waits for a decision; `reason` is one of the site's holds policy."""

    right: ClassVar[Right] = Right.HOLD

    lpn: str
    reason: str
    note: str = ""


@dataclass(frozen=True)
class Reprint(Act):
    """Another label for the unit; `why` one of label_prompts.REPRINT_REASONS."""

    right: ClassVar[Right] = Right.REPRINT

    lpn: str
    why: str


@dataclass(frozen=True)
class Reopen(Act):
    """The decision is taken back, so that the unit is graded again at the bench; `why` one of SECOND_GRADING."""

    right: ClassVar[Right] = Right.REOPEN

    lpn: str
    why: str
    note: str = ""


def do_correct(doing: Doing, act: Correct) -> Mapping[str, Any]:
    """`label` is the copy that was queued (0 for none), `doubts` what the correction makes doubtful, each with its values.

    Raises Refusal CORRECT_FIELD, CORRECT_VALUE, CORRECT_WHY, CORRECT_NO_PRODUCT, CORRECT_SEVERAL_PRODUCTS, CORRECT_NO_CLIENT,
    CORRECT_NO_RETURN, CORRECT_WHICH_LINE,
    NOTHING_CORRECTED, IN_A_CLOSED_LOT, IN_ITS_BIN, NOTE_TOO_LONG.
    """
    if not _is_said(act.why, act.note, REASONS):
        raise Refusal("CORRECT_WHY")
    known = _unit(doing, act.lpn)
    history = tuple(doing.opened.ledger.facts(subject=known.lpn))
    correction = wanted(doing.opened, known, history, CorrectionWanted(act.field, act.value, act.why, note_of(act.note), doing.person.id))
    made: Corrected = correct(known, correction, _now(doing), doing.session.rules)
    written = doing.append(made.facts)
    if not doing.session.open_question:
        doing.session.look_at_the_parcel()  # its lines may count one unit more or less now
    doubts = [{"code": code, **values} for code, values in (*made.doubts, *_afterwards(doing, known.lpn))]
    return {"label": _copy(written), "doubts": doubts}


def do_hold(doing: Doing, act: Hold) -> Mapping[str, Any]:
    """`label` as above.

    Raises Refusal HELD_ALREADY, QUARANTINE_STAYS, UNIT_NOT_HERE, IN_A_CLOSED_LOT, HOLD_REASON_UNKNOWN, NOTE_TOO_LONG.
    """
    known = _unit(doing, act.lpn)
    return {"label": _copy(doing.append(holding.held_facts(known, act.reason, _now(doing), doing.session.rules, note_of(act.note))))}


def do_reprint(doing: Doing, act: Reprint) -> Mapping[str, Any]:
    """`label` as above. Raises Refusal REPRINT_WHY, NO_LABEL_YET, UNIT_HAS_LEFT."""
    if act.why not in REPRINT_REASONS:
        raise Refusal("REPRINT_WHY")
    return {"label": _copy(doing.append(labelling.reprinted(_unit(doing, act.lpn), act.why)))}


def do_reopen(doing: Doing, act: Reopen) -> Mapping[str, Any]:
    """Raises Refusal REOPEN_WHY, UNIT_NOT_GRADED, UNIT_GONE, IN_A_CLOSED_LOT, NOTE_TOO_LONG."""
    if not _is_said(act.why, act.note, SECOND_GRADING):
        raise Refusal("REOPEN_WHY")
    known = _unit(doing, act.lpn)
    must_be_gradable_again(known)
    doing.append(regrading.taken_back_facts(known, doing.person.id, act.why, note_of(act.note)))
    return {}


def must_be_gradable_again(known: KnownUnit) -> None:
    """Raises Refusal UNIT_NOT_GRADED where no decision stands, UNIT_GONE where the unit is no longer ours to decide, IN_A_CLOSED_LOT."""
    if known.state in ("received", "reopened"):
        raise Refusal("UNIT_NOT_GRADED", lpn=known.lpn, state=f"@UNIT_STATE_{known.state.upper()}")
    if known.state not in _OPEN:
        raise Refusal("UNIT_GONE", lpn=known.lpn, state=f"@UNIT_STATE_{known.state.upper()}")
    must_be_loose(known)


def _unit(doing: Doing, lpn: str) -> KnownUnit:
    """Raises Refusal UNIT_UNKNOWN, and UNIT_AT_BENCH or UNIT_SET_ASIDE while an inspector has it."""
    plate = lpn.strip().upper()
    doing.must_be_free(plate)
    known = doing.session.known(plate)
    if known is None:
        raise Refusal("UNIT_UNKNOWN", lpn=plate)
    return known


def _is_said(why: str, note: str, reasons: tuple[str, ...]) -> bool:
    """Another reason than those has to be written out."""
    return why in reasons and bool(why != "OTHER" or note.strip())


def _now(doing: Doing) -> Event:
    now, clock = doing.opened.clock.now(), doing.opened.clock
    return Event(at=stamp(now), today=now.astimezone(doing.opened.zone).date().isoformat(), ms=clock.elapsed_ms())


def _afterwards(doing: Doing, lpn: str) -> list[tuple[str, Mapping[str, str]]]:
    """What the station knows about the unit that it was not before: alerts about what it is now."""
    known = doing.session.known(lpn)
    stops = [alert for alert in known.new_alerts if alert.then != "tell"] if known else []
    return [("ALERT", {"say": alert.say}) for alert in stops]


def _copy(written: tuple[Fact, ...]) -> int:
    return next((int(fact.payload["copy"]) for fact in written if fact.kind == LABEL_QUEUED), 0)


TABLE: Final[Performers] = {
    Correct: do_correct,
    Hold: do_hold,
    Reprint: do_reprint,
    Reopen: do_reopen,
}
