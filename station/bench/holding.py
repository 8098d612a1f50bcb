"""A unit that is finished, or not begun, put on hold all the same: a known unit and a reason in, the facts out.

What was seen of it so far goes along, so that whoever decides has it, and a release goes on from there.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from station.bench import labelling, receiving, records
from station.bench.asking import must_be_loose, question_of, unit_of
from station.bench.events import Event, HoldAsked
from station.bench.regrading import again
from station.bench.states import Ask, Bench, Step
from station.errors import Refusal
from station.model.facts import NewFact
from station.model.grades import Disposition, Seal
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook

_STEPS: Final = ("find", "inspect", "photograph")
_HERE: Final = ("received", "reopened", "graded", "toted", "lotted")
_SEEN: Final = ("findings", "absent", "checks", "board_closed", "seal", "rubric", "photos", "traced")
_UNSEEN: Final[Mapping[str, Any]] = {
    "findings": [], "absent": {}, "checks": [], "board_closed": False, "seal": None, "rubric": None, "photos": [], "traced": {},
}  # fmt: skip


def hold_shown(bench: Bench, event: HoldAsked, rules: Rulebook) -> Step:
    """RS-HOLD-<REASON> while a unit is shown whose plate was scanned: it waits for somebody's decision."""
    question = question_of(bench)
    if question.ask is not Ask.UNIT or question.decision:
        raise Refusal("HOLD_WHICH_UNIT")
    known = unit_of(bench, None, "NOTHING_IN_HAND")
    free = replace(bench, question=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), held_facts(known, event.reason, event, rules))


def must_be_holdable(known: KnownUnit) -> None:
    """Raises Refusal HELD_ALREADY, QUARANTINE_STAYS (nobody decides about a hazard), UNIT_NOT_HERE, or IN_A_CLOSED_LOT."""
    if known.state == "held":
        raise Refusal("HELD_ALREADY", lpn=known.lpn)
    if known.disposition == Disposition.QUARANTINE.value:
        raise Refusal("QUARANTINE_STAYS", lpn=known.lpn)
    if known.state not in _HERE:
        raise Refusal("UNIT_NOT_HERE", lpn=known.lpn, state=f"@UNIT_STATE_{known.state.upper()}")
    must_be_loose(known)


def held_facts(known: KnownUnit, reason: str, event: Event, rules: Rulebook, remark: str = "") -> tuple[NewFact, ...]:
    """item.held for this reason, its labels voided and a new one queued. `remark` is somebody's own words, which may be erased one day.

    Raises what `must_be_holdable` raises, and HOLD_REASON_UNKNOWN.
    """
    must_be_holdable(known)
    by_hand = [code for code, each in rules.holds.reasons.items() if each.by_hand]
    if reason not in by_hand:
        raise Refusal("HOLD_REASON_UNKNOWN", reason=reason, known=", ".join(by_hand))
    unit = again(known, event)
    fact = records.held(unit, _said(known, reason, rules), [records.reason(rules, reason, event.at)], rules)
    if remark:
        fact = NewFact(fact.kind, fact.subject, fact.payload, {**(fact.context or {}), "remark": remark})
    label = labelling.label_for(fact, known.received, rules, {}, known.copies + 1)
    return (fact, *labelling.voided(known, "held"), label)


def _said(known: KnownUnit, reason: str, rules: Rulebook) -> dict[str, Any]:
    """What the record that stands says of it; nothing of it was seen anew, and it took nobody any time."""
    record = {**_UNSEEN, **{name: known.record[name] for name in _SEEN if known.record.get(name) is not None}}
    seal = Seal(str((record["seal"] or {}).get("state", "opened_intact")).upper())
    codes = [each["finding"] for each in record["findings"]]
    marks = [mark for each in record["findings"] for mark in each.get("also", ())]
    rubric = str(record["rubric"] or "").partition("@")[0]
    goods = receiving.goods_of(again(known, Event(at="")))
    client, category = str(goods.get("client") or ""), str(goods.get("category") or "")
    return {
        **{name: goods.get(name) for name in ("sku", "gtin", "client", "market", "category")},
        **record,
        "because": [reason],
        "condition": dict(rules.conditions.of(None, seal, codes, marks, client, (rubric, category))),
        "spent_ms": dict.fromkeys(_STEPS, 0),
        "actions": 0,
        "same_as": None,
        "alerts": [{"kind": alert.kind, "then": alert.then} for alert in known.alerts],
        "corrects": known.record_fact or None,
    }
