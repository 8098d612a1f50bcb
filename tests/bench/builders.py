"""What bench tests arrange with: the shipped rulebook, a shop of three things, and a bench that is fed events."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from station.bench import drafts
from station.bench import events as ev
from station.bench.drafts import Draft
from station.bench.prompts import prompt_of, shot_due
from station.bench.states import Bench, TakePhoto, Unit
from station.knowledge.documents import Documents
from station.model.facts import NewFact
from station.model.goods import Alert, Component, ExpectedLine, Product
from station.model.people import Person, Role
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session.rulebook import load_rulebook

AT = "2026-11-21T20:18:25.123Z"
ANA = Person("I-01", "Ana", Role.INSPECTOR)
SAM = Person("I-02", "Sam", Role.SUPERVISOR)

LEGGINGS = Product("northwind", "YL-BLK-M", "Yoga leggings, black, M", "apparel", ("9521321000012",), Decimal("39.90"), "EUR", "A-14")
BRIEFS = Product("northwind", "BR-2P", "Briefs", "apparel", attributes={"hygiene_sealed": True, "factory_sealed": True})
MUG = Product("northwind", "MUG", "Mug", "household", ("9521321000029",), Decimal("9.90"), "EUR", "B-01")
LINE = ExpectedLine(
    "northwind", "RMA-1", "1", "YL-BLK-M", title="Yoga leggings, black, M", quantity=2, price_paid=Decimal("39.90"), currency="EUR"
)
TODAY = "2026-11-21"
IMEI, OTHER_IMEI = "490154203237518", "356938035643809"  # both pass Luhn
PHONE = Product(
    "northwind", "PH-1", "Phone, 128 GB", "electronics", ("9521321000500",), Decimal("499.00"), "EUR", "E-01", tracks="imei",
    attributes={"stores_data": True, "factory_sealed": True, "has_battery": True, "mains_powered": False},
)  # fmt: skip
PHONE_LINE = ExpectedLine("northwind", "RMA-7", "1", "PH-1", title="Phone, 128 GB", serial=IMEI)
CREAM = Product("northwind", "CR-50", "Day cream", "beauty_hygiene", ("9521321000517",), tracks="lot+expiry")
CREAM_LINE = ExpectedLine("northwind", "RMA-8", "1", "CR-50", title="Day cream")
SET = Product(
    "northwind", "TEA-SET", "Tea set", "home_goods", ("9521321000524",), attributes={"mains_powered": False},
    components=(Component("POT", 1, essential=True, title="Tea pot"), Component("CUP", 4, title="Cup"), Component("SIEVE", title="Sieve")),
)  # fmt: skip
SET_LINE = ExpectedLine("northwind", "RMA-9", "1", "TEA-SET", title="Tea set")
CUP = Product("northwind", "CUP", "Cup", "home_goods", ("9521321000531",))
OTHER_LINE = ExpectedLine("northwind", "RMA-1", "2", "MUG", title="Mug")


@cache
def rulebook() -> Rulebook:
    """The shipped documents."""
    rules, problems = load_rulebook(Documents(Path("/nonexistent")))
    assert problems == ()
    return rules


@dataclass
class Desk:
    """A bench that remembers every fact. Pictures take themselves unless `camera` is False."""

    draft: Draft = field(default_factory=lambda: drafts.start(Bench()))
    facts: list[NewFact] = field(default_factory=list)
    camera: bool = True
    rules: Rulebook = field(default_factory=rulebook)
    given: int = 0

    def take(self, event: ev.Event) -> list[str]:
        """Feed one event; the kinds of the facts that it gave."""
        before = len(self.facts)
        self.draft, facts, effects = drafts.advance(self.draft, event, self.rules)
        self.facts += facts
        while self.camera and (shot := next((effect for effect in effects if isinstance(effect, TakePhoto)), None)):
            taken = ev.PhotoTaken(at=AT, shot=shot.shot, finding=shot.finding, sha256=f"{len(self.facts):064x}", itself=True)
            self.draft, facts, effects = drafts.advance(self.draft, taken, self.rules)
            self.facts += facts
        return [fact.kind for fact in self.facts[before:]]

    def all(self, *events: ev.Event) -> list[str]:
        """Feed several; the kinds of all the facts that they gave."""
        return [kind for event in events for kind in self.take(event)]

    def item(self, *products: Product, lines: Sequence[ExpectedLine] = (), **more: Any) -> list[str]:
        """Scan an item; `more` are other fields of the event."""
        self.given += 1
        event = ev.ItemScanned(at=AT, today=TODAY, code="x", products=products, lines=tuple(lines), plate=f"B01-{self.given:06d}-X", **more)
        return self.take(event)

    def parcel(self, *lines: ExpectedLine, alerts: Sequence[Alert] = ()) -> list[str]:
        """Open a parcel."""
        code = lines[0].rma if lines else "RMA-1"
        return self.take(ev.ParcelScanned(at=AT, code=code, kind="rma", lines=lines, parcel_plate="B01-P000001-X", alerts=tuple(alerts)))

    def code(self, text: str, alerts: Sequence[Alert] = (), here: str = "", **parts: str) -> list[str]:
        """Scan what the prompt asks for: a serial number, a date, a lot."""
        return self.take(ev.CodeScanned(at=AT, today=TODAY, text=text, parts=parts, alerts=tuple(alerts), here=here))

    def answers(self, *answers: str) -> list[str]:
        """Answer the open prompts by what the keys mean."""
        return [kind for answer in answers for kind in self.keys(self._key(answer))]

    def _key(self, answer: str) -> str:
        prompt = prompt_of(self.now)
        assert prompt is not None
        keys = {choice.answer: choice.key for choice in prompt.choices}
        assert answer in keys, f"{prompt.id} has {sorted(keys)}"
        return keys[answer]

    def keys(self, *keys: str) -> list[str]:
        return self.all(*(ev.Answered(at=AT, key=key, plate="B01-000099-X") for key in keys))

    def find(self, *findings: str) -> list[str]:
        return self.all(*(ev.FindingScanned(at=AT, finding=finding) for finding in findings))

    @property
    def now(self) -> Bench:
        return self.draft.now

    @property
    def unit(self) -> Unit:
        """The unit in hand."""
        assert self.now.unit is not None
        return self.now.unit

    @property
    def prompt(self) -> str:
        prompt = prompt_of(self.now)
        return prompt.id if prompt else ""

    @property
    def due(self) -> TakePhoto | None:
        return shot_due(self.now)

    @property
    def last(self) -> NewFact:
        """The last fact that decided about a unit."""
        return next(fact for fact in reversed(self.facts) if fact.kind in ("item.graded", "item.held", "item.overridden"))

    def first(self, kind: str) -> NewFact:
        """The first fact of a kind."""
        return next(fact for fact in self.facts if fact.kind == kind)


def known(desk: Desk, **changes: object) -> KnownUnit:
    """The last decided unit of a desk, as a look-up would give it."""
    decided = desk.last
    received = next(fact for fact in desk.facts if fact.kind == "item.received" and fact.subject == decided.subject)
    body = decided.payload
    unit = KnownUnit(
        decided.subject, "held" if decided.kind == "item.held" else "graded", str(body["client"]), body["sku"], "a unit", "apparel",
        body["grade"], body["disposition"], body["bin"], None, received.payload, received.context or {}, body, "B01:x:1", LEGGINGS,
        ("B01:x:2",), "restock", {"plate": decided.subject}, 1,
    )  # fmt: skip
    return replace(unit, **changes)  # type: ignore[arg-type]  # names are KnownUnit's own


def signed_in(person: Person = ANA, *, camera: bool = True) -> Desk:
    """A bench with somebody at it."""
    desk = Desk(camera=camera)
    desk.take(ev.SignedIn(at=AT, person=person))
    return desk
