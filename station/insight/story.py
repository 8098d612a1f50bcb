"""What was found in, its story out: state, one sentence for the phone, what happened when, and the facts. The second half of `show`."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.clock import moment
from station.errors import Refusal
from station.insight.subjects import Subject
from station.knowledge import Documents
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.model.goods import ExpectedLine
from station.texts import word

Naming = Callable[[str], str]  # a person's id, or a finding's code -> what to call it

# What a sentence about a fact may name; what the fact lacks is shown as a dash.
_NAMED: Final = (
    "client",
    "grade",
    "disposition",
    "bin",
    "shelf",
    "tote",
    "decision",
    "printer",
    "layout",
    "copy",
    "to",
    "why",
    "kind",
    "received",
    "say",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: `at` as the fact has it, `shown` in the site's zone, `who` an id, `name` what they are called."""

    seq: int
    at: str
    shown: str
    who: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the station can tell about a code. `say` is the sentence for the phone."""

    subject: Subject
    state: str
    say: str
    timeline: tuple[Moment, ...]
    facts: tuple[Fact, ...]

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
        state = _unit_state(subject) if subject.kind == "unit" else _return_state(subject)
        say = self._of_unit(subject.units[0]) if subject.kind == "unit" else self._of_return(subject)
        return Story(subject, state, say, tuple(map(self._moment, facts)), tuple(facts))

    def _moment(self, fact: Fact) -> Moment:
        params = {name: _shown(fact.payload.get(name)) for name in _NAMED}
        owners = ", ".join(self._owner(reason) for reason in fact.payload.get("reasons", ()))
        what = self._word(f"TOLD_{fact.kind.upper().replace('.', '_')}", **params, owner=_shown(owners), subject=fact.subject)
        return Moment(fact.seq, fact.at, self._time(fact.at), fact.actor, self._naming(fact.actor), what)

    def _of_unit(self, unit: Mapping[str, Any]) -> str:
        params = {name: _shown(unit[name]) for name in ("lpn", "client", "grade", "disposition", "bin", "tote")}
        hold = (unit["hold"] or {}).get("reasons") or [{}]
        return self._word(
            f"SAY_{unit['state'].upper()}",
            **params,
            when=self._time(unit["graded_at"] or unit["received_at"]),
            because=", ".join(map(self._finding, unit["because"])) or self._word("NOTHING_FOUND"),
            title=unit["title"] or self._word("NO_TITLE"),
            owner=self._owner(hold[0]),
            question=_shown(hold[0].get("question") or hold[0].get("reason")),
            due=self._time(hold[0].get("due_at")),
            default=_shown(hold[0].get("default")),
        )

    def _owner(self, reason: Mapping[str, Any]) -> str:
        return self._word(f"OWNER_{reason['for']}") if reason.get("for") else "–"

    def _of_return(self, subject: Subject) -> str:
        expected = sum(line.quantity for line in subject.expected)
        by_result = Counter(_result(unit) for unit in subject.units)
        key = "SAY_RETURN" if subject.expected else "SAY_UNANNOUNCED"
        return self._word(
            key,
            kind=self._word(f"KIND_{subject.kind.upper()}"),
            code=subject.code,
            units=len(subject.units),
            expected=expected,
            open=sum(line.open for line in subject.expected),
            results=", ".join(f"{count} × {result}" for result, count in sorted(by_result.items())) or self._word("NOTHING_YET"),
        )

    def _word(self, key: str, **params: object) -> str:
        return word(key, self._language, **params)

    def _time(self, at: str | None) -> str:
        return f"{moment(at).astimezone(self._zone):%Y-%m-%d %H:%M}" if at else "–"


def finding_names(documents: Documents) -> Naming:
    """What findings are called, by the catalogue that stands now; a code that it does not know, or cannot tell, stays as it is."""
    try:
        catalogue: Mapping[str, Any] = documents.load("rubric", "findings").data.get("findings", {})
    except Refusal:
        catalogue = {}
    return lambda code: str(catalogue.get(code, {}).get("label", code)).lower()


def _unit_state(subject: Subject) -> str:
    return str(subject.units[0]["state"])


def _return_state(subject: Subject) -> str:
    """expected (nothing came), open (something is missing yet), complete; for a parcel its own state."""
    if subject.kind == "parcel":
        return str(subject.parcels[0]["state"])
    if not subject.units and not subject.parcels:
        return "expected"
    return "open" if any(line.open for line in subject.expected) else "complete"


def _result(unit: Mapping[str, Any]) -> str:
    return str(unit["grade"] or unit["state"])


def _shown(value: object) -> str:
    """A value of a fact as a word: "return_to_vendor" is "return to vendor", nothing is a dash."""
    return "–" if value is None or value == "" else str(value).replace("_", " ")


def _line_json(line: ExpectedLine) -> dict[str, Any]:
    plain = ("client", "rma", "line", "sku", "gtin", "title", "quantity", "seen", "open", "order")
    return {**{name: getattr(line, name) for name in plain}, "tracking": list(line.tracking)}
