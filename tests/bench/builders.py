"""What bench tests arrange with: the shipped rulebook, a shop of three things, and a bench that is fed events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from station.bench import drafts
from station.bench import events as ev
from station.bench.drafts import Draft
from station.bench.prompts import prompt_of, shot_due
from station.bench.states import Bench, TakePhoto
from station.knowledge import Documents
from station.model.facts import NewFact
from station.model.goods import ExpectedLine, Product
from station.model.people import Person, Role
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

    def item(self, *products: Product, lines: Sequence[ExpectedLine] = ()) -> list[str]:
        """Scan an item."""
        self.given += 1
        return self.take(ev.ItemScanned(at=AT, code="x", products=products, lines=tuple(lines), plate=f"B01-{self.given:06d}-X"))

    def parcel(self, *lines: ExpectedLine) -> list[str]:
        """Open a parcel."""
        return self.take(ev.ParcelScanned(at=AT, code="RMA-1", kind="rma", lines=lines, parcel_plate="B01-P000001-X"))

    def keys(self, *keys: str) -> list[str]:
        return self.all(*(ev.Answered(at=AT, key=key, plate="B01-000099-X") for key in keys))

    def find(self, *findings: str) -> list[str]:
        return self.all(*(ev.FindingScanned(at=AT, finding=finding) for finding in findings))

    @property
    def now(self) -> Bench:
        return self.draft.now

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


def signed_in(person: Person = ANA, *, camera: bool = True) -> Desk:
    """A bench with somebody at it."""
    desk = Desk(camera=camera)
    desk.take(ev.SignedIn(at=AT, person=person))
    return desk
