"""What was found in, its story out: state, one sentence for the phone, what happened when, and the facts. The second half of `show`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.bench.defaults import stays
from station.clock import moment
from station.insight.aside import UnitAside
from station.insight.came import Came
from station.insight.corrections import corrected
from station.insight.details import Details
from station.insight.fetching import fetch_from
from station.insight.finding_words import Naming
from station.insight.places import results
from station.insight.subjects import Subject
from station.ledger.ledger import Ledger
from station.model.facts import ITEM_CORRECTED, LABEL_CONFIRMED, PARCEL_CLOSED, Fact
from station.model.goods import ExpectedLine
from station.texts import as_moment, clauses, counted, ended, in_brackets, listed, named_rubric, sentences, table, text_of, word

_NOTHING: Final = "–"
# What a sentence about a fact may name as it stands; what the fact lacks is shown as a dash.
_BY_HAND: Final = ("SCANNED", "OPERATOR")  # what a person, and no printer, confirms
_NAMED: Final = ("client", "bin", "shelf", "tote", "lot", "printer", "copy", "to", "received", "say", "reference", "weight_g", "witness")
# What it may name by a code, and the words for those codes; a code without a word is shown in small letters.
_CODED: Final = {
    "disposition": "DISPOSITION",
    "decision": "DECISION",
    "kind": "ARRIVED_BY",
    "why": "VOIDED_BECAUSE",
    "detail": "DETAIL",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: `at` as the fact has it, `shown` in the site's zone, `who` an id, `name` what they are called.

    `subject` is the plate or the parcel that it happened to.
    """

    seq: int
    at: str
    shown: str
    who: str
    name: str
    what: str
    subject: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the station can tell about a code. `say` is the sentence for the phone; `details` are those of a single unit."""

    subject: Subject
    state: str
    say: str
    timeline: tuple[Moment, ...]
    facts: tuple[Fact, ...]
    details: Details = field(default_factory=Details)

    def as_json(self) -> dict[str, Any]:
        """The same keys for every kind of code; field names are a promise."""
        return {
            "kind": self.subject.kind,
            "code": self.subject.code,
            "state": self.state,
            "say": self.say,
            "units": [dict(unit) for unit in self.subject.units],
            "parcels": [dict(parcel) for parcel in self.subject.parcels],
            "expected": [_line_json(line) for line in self.subject.expected],
            "timeline": [asdict(entry) for entry in self.timeline],
            "facts": [fact.as_json() for fact in self.facts],
            "details": self.details.as_json(),
        }


class Teller:
    """Tells stories in one language and zone. `naming` turns ids of people into names, which facts never hold; `finding` their codes."""

    def __init__(self, ledger: Ledger, naming: Naming, finding: Naming, zone: ZoneInfo, language: str) -> None:
        self._ledger = ledger
        self._naming = naming
        self._finding = finding
        self._zone = zone
        self._language = language

    def tell(self, subject: Subject) -> Story:
        """The whole story of what was found."""
        names = [unit["lpn"] for unit in subject.units] + [parcel["parcel"] for parcel in subject.parcels]
        facts = sorted((fact for name in names for fact in self._ledger.facts(subject=name)), key=lambda fact: fact.seq)
        state = str(subject.units[0]["state"]) if subject.kind == "unit" else _return_state(subject)
        place = fetch_from(facts) if subject.kind == "unit" and not subject.aside else ""
        say = sentences([self.say(subject), self._word("FETCH_FROM", place=place) if place else ""], self._language)
        details = Details.of(facts) if subject.kind == "unit" else Details()
        return Story(subject, state, say, tuple(map(self.moment, facts)), tuple(facts), details)

    def say(self, subject: Subject) -> str:
        """The sentence for the phone alone: where it is. Reads no fact."""
        return self._of_unit(subject) if subject.kind == "unit" else self._of_return(subject)

    def moment(self, fact: Fact) -> Moment:
        """One fact, told."""
        given = fact.payload
        known = {**(fact.context or {}), **given}
        params = {name: _shown(known.get(name)) for name in _NAMED}
        params |= {name: self._coded(prefix, given.get(name)) for name, prefix in _CODED.items()}
        params["party"] = self._coded("RETURNED_TO", given.get("to"))
        kind = self._coded("LABEL_KIND", given.get("layout"))
        params |= {"grade": given.get("grade") or "", "layout": self._word("LABEL_OF_KIND", kind=kind)}
        owners = listed((self._owner(reason) for reason in given.get("reasons", ())), self._language)
        key = f"TOLD_{fact.kind.upper().replace('.', '_')}"
        if fact.kind == PARCEL_CLOSED:
            what = listed([counted(key, given["received"], self._language), *self._not_there(given)], self._language)
        elif fact.kind == ITEM_CORRECTED and "rubric" in given["what"]:
            what = self._word("TOLD_CATEGORY_CHOSEN", category=named_rubric(given["what"]["rubric"][1], self._language))
        elif fact.kind == ITEM_CORRECTED:
            what = corrected(given["what"], self._language, fact.context)
        elif fact.kind == LABEL_CONFIRMED and given["detail"] in _BY_HAND:
            what = self._word(f"TOLD_LABEL_{given['detail']}")
        else:
            what = self._word(key, **params, owner=_shown(owners), subject=fact.subject)
        return Moment(fact.seq, fact.at, self._time(fact.at), fact.actor, self._who(fact.actor), what, fact.subject)

    def _not_there(self, closing: Mapping[str, Any]) -> list[str]:
        """What the person who closed a parcel said of the units that were not in it."""
        counts = {part: sum(line["quantity"] for line in closing.get(part, ())) for part in ("missing", "empty", "separate")}
        return [counted(f"TOLD_{part.upper()}", count, self._language) for part, count in counts.items() if count]

    def _coded(self, prefix: str, code: object) -> str:
        key = f"{prefix}_{str(code).upper()}"
        return self._word(key) if key in table(self._language, "words") else _shown(code).replace("_", " ").lower()

    def _of_unit(self, subject: Subject) -> str:
        unit = subject.units[0]
        begun = [self._of_aside(aside, told=unit["state"] not in ("parked", "in_hand")) for aside in subject.aside]
        if unit["state"] in ("parked", "in_hand"):
            return begun[0]
        params = {name: _shown(unit[name]) for name in ("lpn", "client", "grade", "bin", "tote", "lot")}
        hold = (unit["hold"] or {}).get("reasons") or [{}]
        said = self._word(
            f"SAY_{unit['state'].upper()}",
            **params,
            disposition=self._coded("DISPOSITION", unit["disposition"]),
            when=self._time(unit["graded_at"] or unit["received_at"]),
            because=listed(map(self._finding, unit["because"]), self._language) or self._word("NOTHING_FOUND"),
            title=unit["title"] or self._word("NO_TITLE"),
            owner=self._owner(hold[0]),
            question=self._question(hold[0]),
            due=self._time(hold[0].get("due_at")),
            default=self._coded("DEFAULT", "stays" if hold[0] and stays(hold[0]) else hold[0].get("default")),
        )
        return sentences([said, *begun], self._language)

    def _question(self, hold: Mapping[str, Any]) -> str:
        asked = _shown(hold.get("question") or hold.get("reason"))
        return ended(text_of(asked, self._language), self._language) if asked != _NOTHING else asked

    def _of_aside(self, unit: UnitAside, *, told: bool) -> str:
        parked, in_hand = ("SAY_PARKED_TOO", "SAY_IN_HAND_TOO") if told else ("SAY_PARKED", "SAY_IN_HAND")
        key = parked if unit.state == "parked" else in_hand
        title = unit.title or self._word("NO_TITLE")
        return self._word(
            key, title=title, lpn=unit.lpn, client=_shown(unit.client), who=self._naming(unit.by) or "–", when=self._time(unit.since)
        )

    def _who(self, actor: str) -> str:
        """A person by name; what no person did by what did it."""
        name = self._naming(actor)
        return self._coded("WHO", actor) if name == actor and f"WHO_{actor.upper()}" in table(self._language, "words") else name

    def _owner(self, reason: Mapping[str, Any]) -> str:
        return self._word(f"OWNER_{reason['for']}") if reason.get("for") else "–"

    def _of_return(self, subject: Subject) -> str:
        came = Came.of(subject)
        named = {"kind": self._word(f"KIND_{subject.kind.upper()}"), "code": subject.code}
        told = in_brackets(results(came.units, self._language), self._language) if came.units else ""
        beside = [
            counted(f"CAME_{what.upper()}", len(units), self._language) + in_brackets(results(units, self._language), self._language)
            for what, units in came.beside.items()
            if units
        ]
        counts = {"missing": came.missing, "separate": came.separate, "parked": came.parked, "in_hand": came.in_hand}
        beside += [counted(f"CAME_{what.upper()}", count, self._language) for what, count in counts.items() if count]
        beside += [self._word("CAME_AT_DOCK", when=self._time(at)) for at in came.at_dock]
        if subject.expected:
            beside.append(counted("CAME_STILL_OPEN", came.open, self._language) if came.open else self._word("CAME_NOTHING_OPEN"))
            have = counted("SAY_RETURN", len(came.units), self._language, **named, expected=came.expected, results=told)
        elif came.units:
            have = counted("SAY_UNANNOUNCED", len(came.units), self._language, **named, results=told)
        else:
            have = self._word("SAY_NOTHING_YET", **named)
        return ended(clauses([have, *beside], self._language), self._language)

    def state_of(self, unit: Mapping[str, Any]) -> str:
        """The state of a unit, and how it came if nobody expected it so, in words."""
        state = self._coded("UNIT_STATE", unit["state"])
        route = unit.get("route")
        return state if route in (None, "expected") else listed([state, self._coded("ROUTE", route)], self._language)

    def disposition_of(self, unit: Mapping[str, Any]) -> str:
        """What happens next with a unit, in words; "" while nobody knows."""
        return self._coded("DISPOSITION", unit["disposition"]) if unit["disposition"] else ""

    def _word(self, key: str, **params: object) -> str:
        return word(key, self._language, **params)

    def _time(self, at: str | None) -> str:
        return as_moment(moment(at), self._language, self._zone) if at else _NOTHING


def _return_state(subject: Subject) -> str:
    """expected (nothing came), open (something is missing yet), complete; for a parcel its own state."""
    if subject.kind == "parcel":
        return str(subject.parcels[0]["state"])
    if not subject.units and not subject.parcels:
        return "expected"
    return "open" if any(line.open for line in subject.expected) else "complete"


def _shown(value: object) -> str:
    """A value of a fact as it is shown: nothing is a dash."""
    return _NOTHING if value is None or value == "" else str(value)


def _line_json(line: ExpectedLine) -> dict[str, Any]:
    plain = ("client", "rma", "line", "sku", "gtin", "title", "quantity", "seen", "open", "order")
    return {**{name: getattr(line, name) for name in plain}, "tracking": list(line.tracking)}
