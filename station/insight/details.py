"""What is known of one unit beyond its grade: its facts in; serial, lot and dates, comparisons, alerts and a chosen category out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from station.bench.correcting import traced_now
from station.errors import Refusal
from station.insight.pictured import picture_lines
from station.knowledge.documents import Documents
from station.model import facts as kinds
from station.model.facts import Fact
from station.texts import as_day, listed, text_of, word

_DECIDED: Final = (kinds.ITEM_GRADED, kinds.ITEM_HELD)
_ACCEPTED: Final = "ACCEPTED"
_DAYS: Final = ("expiry", "best_before")
Row = Mapping[str, Any]
Answering = Callable[[str, str], tuple[str, str]]  # a check and its answer, by their codes -> in the catalogue's words


@dataclass(frozen=True, slots=True)
class Details:
    """`traced` as facts hold it; `sold` the serials of the order; `scans` the checks that a scan answered; `alerts` with what they say;
    `photos` the photographs of the decision that stands, with their circles.

    `rubric` decides about the unit; `chosen` says who chose it instead of which other one, `accepted` who released the unit for all
    that this serial was held; None if nobody did.
    """

    traced: Mapping[str, str] = field(default_factory=dict)
    sold: tuple[str, ...] = ()
    scans: tuple[Row, ...] = ()
    alerts: tuple[Row, ...] = ()
    rubric: str = ""
    chosen: Row | None = None
    accepted: Row | None = None
    photos: tuple[Row, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Details":
        """The details of one unit, out of all its facts in order: what stands last counts."""
        received: dict[str, Any] = {}
        record: Row = {}
        said: list[str] = []
        chosen: Row | None = None
        accepted: Row | None = None
        for fact in facts:
            if fact.kind == kinds.ITEM_RECEIVED:
                received = dict(fact.payload)
            elif fact.kind == kinds.ITEM_CORRECTED:
                what = {name: new for name, (_old, new) in fact.payload.get("what", {}).items()}
                received |= what
                record = {**record, "traced": traced_now(record.get("traced") or {}, what)} if record else record
                if "rubric" in what:
                    chosen = {"by": fact.payload.get("by") or fact.actor, "from": fact.payload["what"]["rubric"][0], "to": what["rubric"]}
            elif fact.kind == kinds.ITEM_RELEASED and fact.payload.get("decision") == "RELEASE":
                accepted = {"by": fact.payload.get("by") or fact.actor, "serial": _serial(record)}
            elif fact.kind in _DECIDED:
                record, said = fact.payload, list((fact.context or {}).get("alerts", ()))
        alerts = [{**alert, "say": said[place] if place < len(said) else ""} for place, alert in enumerate(record.get("alerts") or ())]
        scans = tuple({**check} for check in record.get("checks") or () if check["basis"] == "SCAN")
        traced = record.get("traced") or {name: received[name] for name in ("serial", "lot", "expiry", "best_before") if received.get(name)}
        return cls(
            traced,
            tuple(received.get("sold") or ()),
            scans,
            tuple(alerts),
            str(received.get("rubric") or ""),
            chosen,
            _standing(accepted, scans),
            tuple({**photo} for photo in record.get("photos") or ()),
        )

    def as_json(self) -> dict[str, Any]:
        """Field names are a promise."""
        alerts, scans = [dict(each) for each in self.alerts], [dict(each) for each in self.scans]
        chosen, accepted = (dict(row) if row else None for row in (self.chosen, self.accepted))
        return {
            "traced": dict(self.traced), "sold": list(self.sold), "scans": scans, "alerts": alerts, "rubric": self.rubric, "chosen": chosen,
            "accepted": accepted, "photos": [dict(photo) for photo in self.photos],
        }  # fmt: skip

    def lines(self, naming: Callable[[str], str], answering: Answering, language: str) -> list[str]:
        """In words, one line each; nothing for what is not known."""
        told = [word(f"KNOWN_{name.upper()}", language, value=_value(name, value, language)) for name, value in self.traced.items()]
        told += [self._compared(scan, naming, answering, language) for scan in self.scans]
        for alert in self.alerts:
            told.append(word(f"KNOWN_ALERT_{alert['then'].upper()}", language, say=alert["say"] or word("KNOWN_ALERT_ERASED", language)))
        if self.chosen:
            who = naming(str(self.chosen["by"]))
            told.append(word("KNOWN_CATEGORY", language, who=who, new=self.chosen["to"], old=self.chosen["from"]))
        return told + picture_lines(self.photos, language)

    def _compared(self, scan: Row, naming: Callable[[str], str], answering: Answering, language: str) -> str:
        check, answer = answering(scan["check"], scan["answer"])
        if self.accepted and scan["answer"] == _ACCEPTED:
            answer = word("KNOWN_ACCEPTED", language, answer=answer, who=naming(str(self.accepted["by"])), serial=self.accepted["serial"])
        if scan["check"] == "SERIAL" and self.sold:
            return word("KNOWN_COMPARED_SOLD", language, check=check, answer=answer, sold=listed(self.sold, language))
        return word("KNOWN_COMPARED", language, check=check, answer=answer)


def _value(name: str, value: str, language: str) -> str:
    return as_day(value, language) if name in _DAYS else value


def _serial(record: Row) -> str:
    """What was held: the serial that the device showed, else the one on its box."""
    traced = record.get("traced") or {}
    return str(next((traced[name] for name in ("serial", "imei", "box_serial") if traced.get(name)), ""))


def _standing(accepted: Row | None, scans: Iterable[Row]) -> Row | None:
    """Who accepted, as long as the inspection that stands rests on it."""
    return accepted if any(scan["answer"] == _ACCEPTED for scan in scans) else None


def answer_names(documents: Documents, language: str = "en") -> Answering:
    """What checks and their answers are called by the catalogue that stands now; a code that it does not know stays as it is."""
    try:
        checks: Mapping[str, Any] = documents.load("rubric", "findings").data.get("checks", {})
    except Refusal:
        checks = {}

    def named(check: str, answer: str) -> tuple[str, str]:
        found = checks.get(check, {})
        label = next((each["label"] for each in found.get("answers", ()) if each.get("code") == answer), answer)
        return text_of(str(found.get("short") or check.replace("_", " ").lower()), language), text_of(str(label), language)

    return named
