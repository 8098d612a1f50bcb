"""What becomes of a hold that nobody decided in time: a held unit, the policy and a moment in; the facts of its defaults out. Pure.

"escalate" hands a reason on to the supervisor, with that person's shelf and days; every other default ends the unit's wait. Where
several reasons are due, one that ends it decides, but never while somebody else still has time for another reason, or the supervisor
has to decide.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from station.bench import labelling, receiving, records
from station.clock import moment, stamp
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition, Owner
from station.model.units import KnownUnit
from station.rules.disposition import bin_for
from station.rules.rulebook import Rulebook

BY_DEFAULT: Final = "default"
ESCALATE: Final = "escalate"
_NO_TIME: Final = {"find": 0, "inspect": 0, "photograph": 0}
Reason = Mapping[str, Any]


def overdue(reasons: list[Reason], now: datetime) -> str:
    """The default that acts now; "" for none. The supervisor's own time ends in nothing but being shown."""
    due = [each for each in reasons if _is_due(each, now) and not stays(each)]
    ends = next((each["default"] for each in due if each["default"] != ESCALATE), "")
    if ends and len(due) == len(reasons):
        return str(ends)
    return ESCALATE if any(each["default"] == ESCALATE for each in due) else ""


def by_default(known: KnownUnit, rules: Rulebook, now: datetime) -> tuple[NewFact, ...]:
    """The facts of the default that acts now; none where none does, or the unit is not on hold."""
    reasons = list(known.record.get("reasons", ())) if known.state == "held" else []
    default = overdue(reasons, now)
    if not default:
        return ()
    return _escalated(known, reasons, rules, now) if default == ESCALATE else _ended(known, Disposition(default), rules)


def _ended(known: KnownUnit, ends: Disposition, rules: Rulebook) -> tuple[NewFact, ...]:
    where = bin_for(rules.dispositions, ends, receiving.circumstances(known.received))
    payload = {
        "decision": ends.value.upper(),
        "decided_by": BY_DEFAULT,
        "by": None,
        "client": known.client,
        "reasons": list(known.record["reasons"]),
        "hold": known.record_fact,
        "disposition": ends.value,
        "bin": where,
        "because": list(known.record.get("because", ())),
    }
    fact = NewFact(kinds.ITEM_RELEASED, known.lpn, payload, _context(known))
    return (fact, *labelling.voided(known, "released"), _label(fact, known, rules))


def _escalated(known: KnownUnit, reasons: list[Reason], rules: Rulebook, now: datetime) -> tuple[NewFact, ...]:
    """item.held again, with the supervisor in the place of whoever did not answer; the shelf is that of the first reason."""
    handed = [_to_supervisor(each, rules, now) if _is_due(each, now) and each["default"] == ESCALATE else dict(each) for each in reasons]
    # A supervisor who has to decide anything decides first.
    handed.sort(key=lambda each: each["for"] != Owner.SUPERVISOR.value)
    shelf = rules.holds.shelf[Owner(handed[0]["for"])]
    again = {"reasons": handed, "shelf": shelf, "bin": shelf, "spent_ms": _NO_TIME, "actions": 0, "corrects": known.record_fact}
    fact = NewFact(kinds.ITEM_HELD, known.lpn, {**known.record, **again, "decided_by": BY_DEFAULT}, _context(known))
    return (fact, *labelling.voided(known, "escalated"), _label(fact, known, rules))


def _to_supervisor(reason: Reason, rules: Rulebook, now: datetime) -> dict[str, Any]:
    days = rules.holds.days[Owner.SUPERVISOR]
    return {**reason, "for": Owner.SUPERVISOR.value, "escalated_from": reason["for"], "due_at": records.due_after(stamp(now), days)}


def _is_due(reason: Reason, now: datetime) -> bool:
    return bool(reason.get("due_at")) and moment(reason["due_at"]) <= now


def stays(reason: Reason) -> bool:
    """Whether nothing happens by itself: the supervisor has to decide already."""
    return bool(reason["for"] == Owner.SUPERVISOR.value and reason["default"] == ESCALATE)


def _context(known: KnownUnit) -> dict[str, Any]:
    said = {"alerts": [alert.say for alert in known.alerts]} if known.alerts else {}
    return {name: known.received_context.get(name, "") for name in ("rma", "order", "tracking", "note")} | said


def _label(fact: NewFact, known: KnownUnit, rules: Rulebook) -> NewFact:
    words = {code: reason.label for code, reason in rules.holds.reasons.items()}
    rubric = rules.rubric_for(known.product) if known.product else None
    words |= {code: finding.label for code, finding in rubric.findings.items()} if rubric else {}
    return labelling.label_for(fact, known.received, rules, words, known.copies + 1)
