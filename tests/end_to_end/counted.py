"""A day counted by hand: the facts of a ledger in, every figure of the desk and of the report out. Uses nothing of the program but facts.

It goes through the facts once, as somebody with paper and pencil would, and adds up what stands at the end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from station.model.facts import Fact

STEPS = ("find", "inspect", "photograph")
DAY = timedelta(hours=24)
FIVE_MINUTES = timedelta(minutes=5)


def at_of(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


@dataclass
class UnitByHand:
    """One unit: its item.received, the decision that stands (a grade or a hold), and where it is."""

    received: Fact
    arrived: datetime
    state: str = "received"
    grade: Fact | None = None
    hold: Fact | None = None
    letter: str = ""
    disposition: str = ""
    tote: str = ""

    @property
    def client(self) -> str:
        return str(self.received.payload["client"])


@dataclass
class Sums:
    """Figures of some part of a day."""

    counts: Counter[str] = field(default_factory=Counter)
    quarters: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> int:
        return self.counts[name]

    @property
    def held(self) -> int:
        return sum(amount for name, amount in self.counts.items() if name.startswith("held:"))

    @property
    def seconds(self) -> int | None:
        spent = sum(self.counts[f"spent:{step}"] for step in STEPS)
        return round(spent / self["graded"] / 1000) if self["graded"] else None

    @property
    def actions(self) -> Decimal | None:
        return round(Decimal(self["actions"]) / self["graded"], 1) if self["graded"] else None

    @property
    def in_time(self) -> Decimal | None:
        promised = self["met"] + self["missed"]
        return round(Decimal(100 * self["met"]) / promised, 1) if promised else None

    @property
    def an_hour(self) -> int | None:
        return round(4 * self["graded"] / len(self.quarters)) if self.quarters else None

    def by(self, prefix: str) -> dict[str, int]:
        """What begins so, without it; nothing for what is none."""
        return {name.removeprefix(prefix): amount for name, amount in self.counts.items() if name.startswith(prefix) and amount}


@dataclass
class CountedDay:
    """`total`, `clients`, `inspectors` and `hours` of one local day and one client ("" for all); `units` as they stand at the end."""

    total: Sums
    clients: dict[str, Sums]
    inspectors: dict[str, Sums]
    hours: dict[int, Sums]
    units: dict[str, UnitByHand]
    dock: dict[str, datetime]

    def open_units(self, client: str = "") -> list[UnitByHand]:
        return [unit for unit in self.units.values() if unit.state in ("received", "held", "reopened") and client in ("", unit.client)]

    def late(self, now: datetime, client: str = "") -> set[str]:
        """Plates past their 24 hours."""
        return {unit.received.subject for unit in self.open_units(client) if unit.arrived + DAY < now}

    def late_soon(self, now: datetime, warn: timedelta, client: str = "") -> set[str]:
        return {unit.received.subject for unit in self.open_units(client) if now <= unit.arrived + DAY <= now + warn}

    def waiting(self, client: str = "") -> Counter[str]:
        """Held units by who decides first."""
        return Counter(unit.hold.payload["reasons"][0]["for"] for unit in self.open_units(client) if unit.state == "held" and unit.hold)

    def loose(self, client: str = "") -> dict[str, int]:
        """Units with a decision that lie in no tote and no bin, by what happens next."""
        found = [unit for unit in self.units.values() if unit.state in ("graded", "released") and client in ("", unit.client)]
        return dict(Counter(unit.disposition for unit in found if unit.disposition not in ("quarantine", "hold")))

    def toted(self, client: str = "") -> dict[str, int]:
        return dict(Counter(unit.tote for unit in self.units.values() if unit.tote and client in ("", unit.client)))


def count(facts: Iterable[Fact], day: date, zone: ZoneInfo, client: str = "") -> CountedDay:
    """The day, counted."""
    return _Counting(day, zone, client).all_of(list(facts))


class _Counting:
    def __init__(self, day: date, zone: ZoneInfo, client: str) -> None:
        self._day, self._zone, self._client = day, zone, client
        self._units: dict[str, UnitByHand] = {}
        self._arrived: dict[str, datetime] = {}
        self._open: dict[str, tuple[str, datetime]] = {}
        self._total, self._hours = Sums(), defaultdict[int, Sums](Sums)
        self._clients, self._inspectors = defaultdict[str, Sums](Sums), defaultdict[str, Sums](Sums)

    def all_of(self, facts: list[Fact]) -> CountedDay:
        for fact in facts:
            self._follow(fact)
        for unit in self._units.values():
            self._stands(unit)
        self._labels(facts)
        taken = {unit.received.payload["parcel"] for unit in self._units.values()}
        dock = {name: at for name, (owner, at) in self._open.items() if name not in taken and self._client in ("", owner)}
        return CountedDay(self._total, dict(self._clients), dict(self._inspectors), dict(self._hours), self._units, dock)

    def _follow(self, fact: Fact) -> None:
        """Where the unit or the parcel of this fact stands after it."""
        given = fact.payload
        match fact.kind:
            case "parcel.arrived":
                self._arrived.setdefault(fact.subject, at_of(fact.at))
                self._open[fact.subject] = (given["client"], self._arrived[fact.subject])
            case "parcel.closed":
                self._open.pop(fact.subject)
            case "item.received":
                arrived = self._arrived.get(given["parcel"], at_of(fact.at))
                self._units[fact.subject] = UnitByHand(fact, arrived)
                self._add(given["client"], fact.actor, fact.at, {"received": 1})
            case "item.overridden":
                unit = self._units[fact.subject]
                assert unit.grade is not None
                changed = "raised" if given["to"] < unit.letter else "lowered"  # counted for whoever graded
                self._add(unit.client, unit.grade.actor, fact.at, {changed: 1})
                unit.letter, unit.disposition = given["to"], given["disposition"]
            case _ if fact.kind.startswith("item.") and fact.subject in self._units:
                self._move(self._units[fact.subject], fact)

    def _move(self, unit: UnitByHand, fact: Fact) -> None:
        given = fact.payload
        match fact.kind:
            case "item.graded":
                self._hold_counts(unit)
                unit.state, unit.grade, unit.hold, unit.tote = "graded", fact, None, ""
                unit.letter, unit.disposition = str(given["grade"]), given["disposition"]
            case "item.held":
                self._hold_counts(unit)
                unit.state, unit.grade, unit.hold = "held", None, fact
            case "item.released":
                self._hold_counts(unit)
                unit.hold = None
                unit.state, unit.disposition = ("released", given["disposition"]) if given.get("disposition") else ("received", "")
            case "item.reopened":
                unit.state, unit.grade, unit.hold, unit.letter, unit.tote = "reopened", None, None, "", ""
                self._add(unit.client, fact.actor, fact.at, {"reopened": 1})
            case "item.toted":
                unit.state, unit.tote = "toted", given["tote"]
            case "item.restocked":
                unit.state, unit.tote = "restocked", ""
            case other:
                assert other in ("item.corrected", "item.warned"), other

    def _stands(self, unit: UnitByHand) -> None:
        """Count the hold and the grade that stand."""
        self._hold_counts(unit)
        if unit.grade:
            given = unit.grade.payload
            counts = {"graded": 1, f"grade:{unit.letter}": 1, f"disposition:{unit.disposition}": 1, **_effort(given)}
            counts |= {f"finding:{each['finding']}": 1 for each in given["findings"]}
            if not given["findings"]:
                counts |= {"clean": 1, "clean_ms": sum(given["spent_ms"].values()), "clean_actions": given["actions"]}
            counts["met" if at_of(unit.grade.at) <= unit.arrived + DAY else "missed"] = 1
            self._add(unit.client, unit.grade.actor, unit.grade.at, counts, finished=True)

    def _hold_counts(self, unit: UnitByHand) -> None:
        if unit.hold:
            owners = {f"held:{reason['for']}": 1 for reason in unit.hold.payload["reasons"]}
            self._add(unit.client, unit.hold.actor, unit.hold.at, {**owners, **_effort(unit.hold.payload)}, finished=True)

    def _labels(self, facts: list[Fact]) -> None:
        """What the first label after each inspection took from the grading to its last word; nobody waits for longer than five minutes."""
        queued = {fact.id: fact for fact in facts if fact.kind == "label.queued"}
        last, state = {job: fact.at for job, fact in queued.items()}, dict.fromkeys(queued, "queued")
        waited_for = set(_after_inspections(facts))
        for fact in facts:
            said, job = fact.kind.removeprefix("label."), fact.payload.get("job", "")
            if not fact.kind.startswith("label.") or said in ("queued", "waived"):
                continue
            over = state[job] == "voided" or (state[job] == "confirmed" and said not in ("confirmed", "voided"))
            if not over:
                state[job] = said
                if job in waited_for:
                    self._step(queued[job], said, at_of(fact.at) - at_of(last[job]))
            last[job] = fact.at

    def _step(self, queued: Fact, said: str, took: timedelta) -> None:
        if said in ("started", "sent", "confirmed") and timedelta(0) < took <= FIVE_MINUTES:
            self._add(queued.payload["fields"]["client"], queued.actor, queued.at, {"spent:label": took // timedelta(milliseconds=1)})

    def _add(self, client: str, actor: str, at: str, counts: dict[str, int], *, finished: bool = False) -> None:
        local = at_of(at).astimezone(self._zone)
        if local.date() != self._day or self._client not in ("", client):
            return
        for part in (self._total, self._hours[local.hour], self._clients[client], self._inspectors[actor]):
            part.counts.update(counts)
            if finished:
                part.quarters.add(f"{at[:14]}{int(at[14:16]) // 15}")


def _after_inspections(facts: list[Fact]) -> Iterator[str]:
    """The first label after each grade that somebody took time for, as long as nothing else was decided in between."""
    graded: set[str] = set()
    for fact in facts:
        if fact.kind == "label.queued" and fact.subject in graded:
            yield fact.id
        if fact.kind == "item.graded" and any(fact.payload["spent_ms"].values()):
            graded.add(fact.subject)
        elif fact.kind != "label.voided":
            graded.discard(fact.subject)


def _effort(given: Any) -> dict[str, int]:
    return {**{f"spent:{step}": ms for step, ms in given["spent_ms"].items()}, "actions": given["actions"]}
