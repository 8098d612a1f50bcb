"""From a scanned text to one event of the bench, with everything that the event may need looked up beforehand."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from station.bench import events as ev
from station.bench.prompts import prompt_of
from station.bench.states import Bench
from station.clock import Clock, stamp
from station.errors import Refusal
from station.knowledge import Knowledge, resolve
from station.model.codes import CodeKind, Reading, Scan
from station.model.goods import ExpectedLine, Product
from station.model.grades import Grade
from station.model.units import KnownUnit, Parcel
from station.people.people import People
from station.scan import Patterns, read
from station.scan.plates import parse_plate
from station.session.numbers import Spare
from station.session.saved import Aside
from station.session.units import Units


@dataclass(frozen=True)
class Resume:
    """RS-RESUME, or the plate of a parked unit: which one, "" for the only one. Not an event: it changes drafts."""

    lpn: str = ""


@dataclass(frozen=True)
class Undo:
    """RS-UNDO while something is in hand: it takes back the last event of the draft."""


KEYS: Final = frozenset("0123456789")

PLAIN: Final[dict[str, type[ev.Event]]] = {
    "AS-NEW": ev.AsNew,
    "DONE": ev.Done,
    "MORE": ev.More,
    "PHOTO": ev.PhotoAsked,
    "CONFIRM": ev.Confirmed,
    "PARK": ev.Parked,
    "STOP": ev.Stopped,
    "CLOSE": ev.CloseAsked,
    "EMPTY": ev.EmptyBox,
    "BLIND": ev.BlindAsked,
    "DOCK": ev.DockToggled,
    "SIGN-OUT": ev.SignOut,
}


class Resolver:
    """Looks codes up. `spare` gives the reserved plate and parcel number that the next event may use up."""

    def __init__(
        self, knowledge: Knowledge, people: People, units: Units, patterns: Patterns, clock: Clock, spare: Callable[[], Spare], aside: Aside
    ) -> None:
        self._knowledge = knowledge
        self._people = people
        self._units = units
        self._patterns = patterns
        self._clock = clock
        self._spare = spare
        self._aside = aside
        self._reserved = aside.lines

    def scan(self, text: str, *, number: bool = False) -> Scan:
        """What the text can be, as far as it is known here. Raises Refusal for what nobody knows."""
        return resolve(read(text, self._patterns, number), self._knowledge)

    def event(self, text: str, bench: Bench) -> ev.Event | Resume | Undo:
        """The event that this text is in the present state. Raises Refusal for a code that nobody knows."""
        prompt = prompt_of(bench)
        scan = self.scan(text, number=prompt is not None and prompt.kind == "number")
        reading = scan.first
        match reading.kind:
            case CodeKind.NUMBER if len(scan.text) == 1:
                return self._key(scan.text, bench)
            case CodeKind.COMMAND:
                return self._command(reading.value, bench)
            case CodeKind.KEY:
                return self._key(reading.value, bench)
            case CodeKind.LPN:
                return self._plate(reading.value)
            case CodeKind.GTIN | CodeKind.GS1 | CodeKind.SKU:
                return self._item(scan, reading, bench)
            case CodeKind.RMA | CodeKind.TRACKING:
                return self._parcel(reading)
            case _:
                return self._own(reading, bench)

    def stamped(self) -> dict[str, object]:
        """Time and spare numbers for an event."""
        plate, parcel = self._spare()
        return {"at": stamp(self._clock.now()), "ms": self._clock.elapsed_ms(), "plate": plate, "parcel_plate": parcel}

    def _make(self, kind: type[ev.Event], /, **values: object) -> ev.Event:
        return kind(**self.stamped(), **values)  # type: ignore[arg-type]  # stamped() gives the four fields of every event

    def _command(self, value: str, bench: Bench) -> ev.Event | Resume | Undo:
        if value in PLAIN:
            return self._make(PLAIN[value])
        if value.startswith("ANSWER-"):
            return self._key(value.removeprefix("ANSWER-"), bench)
        if value.startswith("GRADE-"):
            grade = Grade(value.removeprefix("GRADE-"))
            return self._make(ev.GradeAsked, grade=grade, unit=self._focus(bench), supervisors=self._people.supervisors_exist())
        match value:
            case "UNDO":
                return Undo()
            case "RESUME":
                return Resume()
            case "SAME":
                return self._make(ev.SameAsked, unit=self._last(bench))
            case "REWORK":
                return self._make(ev.ReworkAsked, unit=self._focus(bench))
            case "REPRINT":
                return self._make(ev.ReprintAsked, unit=self._focus(bench))
        raise Refusal("COMMAND_UNKNOWN", text=value)

    def undo_after_save(self, bench: Bench) -> ev.Event:
        """RS-UNDO with nothing in hand: about this person's last unit."""
        return self._make(ev.UndoAsked, unit=self._last(bench))

    def signed_in(self, name: str) -> ev.Event:
        """A person by name, as `--as` signs in."""
        return self._make(ev.SignedIn, person=self._people.by_name(name))

    def _focus(self, bench: Bench) -> KnownUnit | None:
        """The unit that a command is about: none while one is in hand or shown, else this person's last."""
        return None if bench.unit or (bench.question and bench.question.unit) else self._last(bench)

    def _last(self, bench: Bench) -> KnownUnit | None:
        unit = self._units.last_of(bench.person.id) if bench.person else None
        if unit and unit.lpn in self._aside.plates():
            raise Refusal("UNIT_SET_ASIDE", lpn=unit.lpn)
        return unit

    def _key(self, value: str, bench: Bench) -> ev.Event:
        if value not in KEYS:
            raise Refusal("KEY_UNKNOWN", key=value)
        products: tuple[Product, ...] = ()
        if bench.parcel and bench.unit is None:
            found = (self._knowledge.product(line.client, line.sku) for line in bench.parcel.open_lines)
            products = tuple(product for product in found if product)
        return self._make(ev.Answered, key=value, products=products)

    def _plate(self, lpn: str) -> ev.Event | Resume:
        if lpn in self._aside.plates():
            return Resume(lpn)
        unit = self._units.known(lpn)
        if unit is None and not self._units.was_given(*parse_plate(lpn)):
            raise Refusal("PLATE_UNKNOWN", lpn=lpn)
        return self._make(ev.PlateScanned, lpn=lpn, unit=unit)

    def _item(self, scan: Scan, reading: Reading, bench: Bench) -> ev.Event:
        code = reading.parts.get("gtin") or reading.value
        products = self._knowledge.products(code)
        # What the open parcel expects is taken without asking, so other returns need not be looked for.
        here = {(line.client, line.sku) for line in bench.parcel.open_lines} if bench.parcel else set()
        expected = any((product.client, product.sku) in here for product in products)
        elsewhere = () if expected else self._as_expected(self._knowledge.open_lines_for_code(code))
        lines = tuple(line for line in elsewhere if line.open)
        return self._make(ev.ItemScanned, code=scan.text, products=products, lines=lines, parts=self._parts(reading))

    @staticmethod
    def _parts(reading: Reading) -> dict[str, str]:
        parts = {name: reading.parts[name] for name in ("gtin", "serial", "lot", "expiry", "best_before") if name in reading.parts}
        return parts if reading.kind is not CodeKind.GTIN else {**parts, "gtin": reading.value}

    def _parcel(self, reading: Reading) -> ev.Event:
        kind = "rma" if reading.kind is CodeKind.RMA else "tracking"
        find = self._knowledge.by_rma if kind == "rma" else self._knowledge.by_tracking
        lines = self._as_expected(find(reading.value))
        found = self._units.open_parcels(reading.value, kind, {line.rma for line in lines})
        opened = tuple(replace(parcel, received=parcel.received + self._aside.in_parcel(parcel.id)) for parcel in found)
        return self._make(ev.ParcelScanned, code=reading.value, kind=kind, lines=lines, opened=opened, clients=self._knowledge.clients())

    def _own(self, reading: Reading, bench: Bench) -> ev.Event:
        match reading.kind:
            case CodeKind.BADGE:
                return self._make(ev.SignedIn, person=self._people.by_badge(reading.value))
            case CodeKind.FINDING:
                return self._make(ev.FindingScanned, finding=reading.value)
            case CodeKind.HOLD:
                return self._make(ev.HoldAsked, reason=reading.value)
            case CodeKind.BIN:
                return self._make(ev.BinScanned, bin=reading.value, unit=self._focus(bench))
            case CodeKind.TOTE:
                return self._make(ev.ToteScanned, tote=reading.value, unit=self._focus(bench))
            case CodeKind.NUMBER:
                return self._make(ev.NumberEntered, number=round(float(reading.value)))
            case CodeKind.CLIENT:
                return self._make(ev.ClientScanned, client=reading.value)
        raise Refusal("CODE_UNKNOWN", text=reading.value)

    def _as_expected(self, lines: tuple[ExpectedLine, ...]) -> tuple[ExpectedLine, ...]:
        """The same lines, with the units that were set aside counted as seen: they are here."""
        aside = Counter(self._reserved())
        if not aside:
            return lines
        return tuple(replace(line, seen=line.seen + aside[line.client, line.rma, line.line]) for line in lines)

    def still_open(self, parcel: Parcel | None) -> Parcel | None:
        """The same parcel as it is now, if it was not closed meanwhile."""
        if parcel is None:
            return None
        rmas = {line.rma for line in parcel.lines}
        found = next((each for each in self._units.open_parcels(parcel.code, parcel.kind, rmas) if each.id == parcel.id), None)
        if found is None:
            return None
        known = {(line.client, line.rma, line.line): line for rma in rmas for line in self._knowledge.by_rma(rma)}
        lines = self._as_expected(tuple(known.get((line.client, line.rma, line.line), line) for line in parcel.lines))
        return replace(parcel, lines=lines, received=found.received + self._aside.in_parcel(parcel.id))
