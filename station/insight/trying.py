"""A document tried on units that were graded here: the rules that would count in, how many of them it would decide otherwise out.

Nothing is written. What a unit was asked under older rules is not asked again, so a rubric is tried on the answers that there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from station.bench.receiving import circumstances
from station.errors import Refusal
from station.knowledge.documents import CATALOGUE
from station.knowledge.knowledge import Knowledge
from station.ledger.ledger import Ledger
from station.model import facts as kinds
from station.model.goods import Product
from station.model.grades import Outcome, Seal
from station.rules.disposition import decide
from station.rules.recorded import inspection_from
from station.rules.rubric import Rubric
from station.rules.rulebook import Rulebook
from station.rules.verdict import judge

_SHOWN: Final = 10
_LATEST: Final = "SELECT subject FROM facts WHERE kind = 'item.graded' ORDER BY seq DESC LIMIT ?"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One unit that would be decided otherwise: what was said about it, and what would be."""

    lpn: str
    title: str
    was: str
    would_be: str


@dataclass(frozen=True, slots=True)
class Trial:
    """`tried` units, of which `changed` would be decided otherwise (`first` are some of them); `not_tried` no longer fit the document."""

    tried: int
    changed: int
    not_tried: int
    first: tuple[Changed, ...]


class Tester:
    """Tries documents on the last units of one ledger."""

    def __init__(self, ledger: Ledger, knowledge: Knowledge, rules: Rulebook) -> None:
        self._ledger = ledger
        self._knowledge = knowledge
        self._rules = rules

    def on_past_units(self, name: str, most: int) -> Trial:
        """What the document of this name would change about the last `most` units; holds change none."""
        tried, not_tried = 0, 0
        changed: list[Changed] = []
        for lpn, received, record in self._units(most):
            try:
                before, after = self._both(name, received, record)
            except Refusal:
                not_tried += 1
                continue
            tried += bool(before)
            if before != after:
                changed.append(Changed(lpn, str(received.get("title") or ""), before, after))
        return Trial(tried, len(changed), not_tried, tuple(changed[:_SHOWN]))

    def _units(self, most: int) -> Iterator[tuple[str, Row, Row]]:
        with self._ledger.reader.connect() as connection:
            plates = list(dict.fromkeys(connection.exec_driver_sql(_LATEST, (most,)).scalars()))
        for lpn in plates:
            received: dict[str, Any] = {}
            record: Row = {}
            for fact in self._ledger.facts(kinds=(kinds.ITEM_RECEIVED, kinds.ITEM_CORRECTED, kinds.ITEM_GRADED), subject=lpn):
                if fact.kind == kinds.ITEM_RECEIVED:
                    received = dict(fact.payload)
                elif fact.kind == kinds.ITEM_CORRECTED:
                    received |= {field: new for field, (_old, new) in fact.payload.get("what", {}).items()}
                else:
                    record = fact.payload
            yield lpn, received, record

    def _both(self, name: str, received: Row, record: Row) -> tuple[str, str]:
        """What was said and what would be; twice nothing for a unit that this document does not concern."""
        rubric = self._rules.rubrics.get(str(record.get("rubric")).partition("@")[0])
        if rubric is None:
            return "", ""
        if name == "dispositions":
            return self._place(record), self._next(rubric, received, record)
        if name == "conditions":
            return _words(record.get("condition") or {}), self._called(rubric, received, record)
        if name in (CATALOGUE, rubric.name):
            return str(record["outcome"]), judge(inspection_from(record, received, rubric, self._product(received))).outcome.value
        return "", ""

    def _place(self, record: Row) -> str:
        return f"{record['disposition']}, {record['bin']}"

    def _next(self, rubric: Rubric, received: Row, record: Row) -> str:
        decision = decide(self._rules.dispositions, rubric, Outcome(record["outcome"]), record["because"], circumstances(received))
        return f"{decision.disposition.value}, {decision.bin}"

    def _called(self, rubric: Rubric, received: Row, record: Row) -> str:
        findings = [each["finding"] for each in record["findings"]]
        marks = [mark for each in record["findings"] for mark in each.get("also", ())]
        seal = Seal(str((record.get("seal") or {}).get("state", "opened_intact")).upper())
        names = (rubric.name, str(received.get("category") or ""))
        said = self._rules.conditions.of(Outcome(record["outcome"]), seal, findings, marks, str(received.get("client") or ""), names)
        return _words(said)

    def _product(self, received: Row) -> Product | None:
        client, sku = str(received.get("client") or ""), str(received.get("sku") or "")
        return self._knowledge.product(client, sku) if sku else None


def _words(condition: Mapping[str, object]) -> str:
    return ", ".join(f"{channel} {said}" for channel, said in sorted(condition.items()))
