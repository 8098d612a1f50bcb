"""From a scanned text to one event of the bench, with everything that the event may need looked up beforehand."""

from collections.abc import Callable
from typing import Final

from station.bench import events as ev
from station.bench.alerting import parts_of, rmas_of
from station.bench.labels import Why
from station.bench.prompts import prompt_of
from station.bench.states import Ask, Bench, State
from station.clock import Clock, stamp
from station.errors import Refusal
from station.knowledge.knowledge import Knowledge
from station.knowledge.resolve import resolve
from station.model.codes import CodeKind, Meaning, Reading, Scan
from station.model.goods import Product
from station.model.grades import Grade
from station.model.people import Person
from station.model.rights import Right
from station.model.units import KnownUnit, Parcel
from station.people.people import People
from station.scan import Patterns, read
from station.session.alerts import AlertList
from station.session.asked import SCANNED, Asked
from station.session.counting import CountCodes
from station.session.inputs import Input, Resume, Speak, Undo
from station.session.matching import Matching
from station.session.numbers import Spare
from station.session.pictured import told
from station.session.plates import PlateCodes
from station.session.saved import Aside
from station.session.stocking import StockCodes, as_code, must_be_free
from station.session.unclear import GOODS, decided, is_item, meanings
from station.session.units import Units
from station.session.who import Who

KEYS: Final = frozenset("0123456789")

PLAIN: Final[dict[str, type[ev.Event]]] = {
    "AS-NEW": ev.AsNew,
    "DONE": ev.Done,
    "MORE": ev.More,
    "PHOTO": ev.PhotoAsked,
    "CONFIRM": ev.Confirmed,
    "PARK": ev.Parked,
    "EMPTY": ev.EmptyBox,
    "BLIND": ev.BlindAsked,
    "DOCK": ev.DockToggled,
    "SIGN-OUT": ev.SignOut,
}
_OF_LAST_UNIT: Final[dict[str, type[ev.Event]]] = {"REWORK": ev.ReworkAsked, "RETAKE": ev.RetakeAsked, "REPRINT": ev.ReprintAsked}


class Resolver:
    """Looks codes up. `spare` gives the reserved plate and parcel number that the next event may use up.

    `troubled`: a printer is in trouble, so an event also carries which unit waits for its label.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        people: People,
        units: Units,
        alerts: AlertList,
        patterns: Patterns,
        clock: Clock,
        spare: Callable[[], Spare],
        aside: Aside,
    ) -> None:
        self._knowledge = knowledge
        self.who = Who(people)
        self._units = units
        self._alerts = alerts
        self._patterns = patterns
        self._clock = clock
        self._spare = spare
        self._aside = aside
        self._matching = Matching(knowledge, units, alerts, aside)
        self._plates = PlateCodes(units, aside, lambda: spare()[0])
        self._counting = CountCodes(self._matching, units, self._plates)
        self._stock = StockCodes(units, self._focus)
        self.troubled = False
        self._asked = Asked(knowledge, self._matching, alerts, patterns)

    def scan(self, text: str, asks: str = "") -> Scan:
        """What the text can be, as far as it is known here. Raises Refusal for what nobody knows."""
        return resolve(read(text, self._patterns, asks), self._knowledge)

    def event(self, text: str, bench: Bench) -> Input:
        """The event that this text is in the present state. Raises Refusal for a code that nobody knows."""
        prompt, text = prompt_of(bench), as_code(text, bench)
        asks = prompt.asks if prompt else ""
        if asks in SCANNED:
            told = self._asked.told(text, asks, bench)
            return self._make(ev.CodeScanned, **told) if told else self._event(self.scan(text), bench)
        if asks == "reference" and (named := self._asked.named(text)):
            return self._make(ev.ReferenceScanned, text=named)
        scan = self._scanned(text, asks, bench)
        counted = self._counting.told(scan, bench, stamp(self._clock.now())) if bench.count else None
        return self._make(counted[0], **counted[1]) if counted else self._event(scan, bench)

    def _scanned(self, text: str, asks: str, bench: Bench) -> Scan:
        """The same as `scan`; where a number is asked for, or a bin counted, what nobody knows is refused with what is asked for."""
        try:
            return self.scan(text, asks)
        except Refusal as refusal:
            if refusal.code == "CODE_UNKNOWN" and (bench.count or asks == "number"):
                raise Refusal("NOT_COUNTED" if bench.count else "NOT_THE_WEIGHT", text=refusal.params["text"]) from refusal
            raise

    def _event(self, scan: Scan, bench: Bench) -> Input:
        reading = scan.first
        match reading.kind:
            case CodeKind.NUMBER if len(scan.text) == 1:
                return self._key(scan.text, bench)
            case CodeKind.COMMAND:
                return self._command(reading.value, bench)
            case CodeKind.KEY:
                return self._key(reading.value, bench)
            case CodeKind.LPN:
                found = self._plates.scanned(reading)
                if isinstance(found, Resume) and bench.state is not State.LABELLING:
                    must_be_free(bench, found.lpn)
                    return found
                fields = vars(found) if isinstance(found, Resume) else found
                return self._make(ev.PlateScanned, **fields, into=self._stock.into(bench))
            case CodeKind.LANGUAGE:
                return Speak(reading.value.lower())
            case kind if kind in GOODS:
                return self._goods(scan, bench)
            case _:
                return self._own(reading, bench)

    def _goods(self, scan: Scan, bench: Bench) -> ev.Event:
        """A code of goods: what is known here and what the bench waits for decide what it is; else it is asked."""
        possible = meanings(scan)
        items = next((meaning.readings for meaning in possible if is_item(meaning)), ())
        expected = len(possible) > 1 and bool(items) and self._matching.expects(items, bench)
        meaning = decided(possible, bench, expected=expected)
        if meaning is None:
            return self._make(ev.CodeUnclear, code=scan.text, meanings=possible)
        return self._meant(meaning, scan.text, bench)

    def _meant(self, meaning: Meaning, text: str, bench: Bench) -> ev.Event:
        if is_item(meaning):
            return self._make(ev.ItemScanned, **self._matching.item(text, meaning.readings, bench))
        return self._make(ev.ParcelScanned, **self._matching.parcel(meaning.readings[0]))

    def stamped(self) -> dict[str, object]:
        """Time, the site's date and spare numbers for an event."""
        plate, parcel = self._spare()
        now = {"at": stamp(self._clock.now()), "today": self._alerts.today, "ms": self._clock.elapsed_ms()}
        naked = self._units.labels.naked() if self.troubled else ()
        return {**now, "plate": plate, "parcel_plate": parcel, "naked": next(iter(naked), "")}

    def _make(self, kind: type[ev.Event], /, **values: object) -> ev.Event:
        return kind(**self.stamped(), **values)  # type: ignore[arg-type]  # stamped() gives the fields of every event

    def _command(self, value: str, bench: Bench) -> ev.Event | Resume | Undo:
        kind, given = self._stock.command(value, bench) or told(value) or (PLAIN.get(value), {})
        if kind:
            return self._make(kind, **given)
        if value.startswith("ANSWER-"):
            return self._key(value.removeprefix("ANSWER-"), bench)
        if value.startswith("GRADE-"):
            grade = Grade(value.removeprefix("GRADE-"))
            return self._make(ev.GradeAsked, grade=grade, unit=self._focus(bench), somebody_may=self.who.anybody_may(Right.RAISE_GRADE))
        match value:
            case "STOP":
                return self._make(ev.Stopped, unit=self._of_label(bench) or self._stock.chosen(bench))
            case "CLOSE-SHIFT":
                return self._make(ev.ShiftEndAsked, count=self._units.closing_count())
            case "UNDO" | "RESUME":
                return Undo() if value == "UNDO" else Resume()
            case "SAME":
                return self._make(ev.SameAsked, unit=self._last(bench))
            case value if value in _OF_LAST_UNIT:
                return self._make(_OF_LAST_UNIT[value], unit=self._focus(bench))
        raise Refusal("COMMAND_UNKNOWN", text=value)

    def undo_after_save(self, bench: Bench) -> ev.Event:
        """RS-UNDO with nothing in hand: about this person's last unit."""
        if bench.state is State.STOWING:
            return self._make(ev.UndoAsked, unit=self._stock.moved_last(bench))
        return self._make(ev.UndoAsked, unit=self._of_label(bench) or self._last(bench))

    def signed_in(self, person: Person) -> ev.Event:
        """Somebody who said who they are, without a badge."""
        return self._make(ev.SignedIn, person=person)

    def _focus(self, bench: Bench) -> KnownUnit | None:
        """The unit that a command is about: none while one is in hand or shown, else that of the label, or this person's last."""
        return None if bench.unit or (bench.question and bench.question.unit) else self._of_label(bench) or self._last(bench)

    def _of_label(self, bench: Bench) -> KnownUnit | None:
        """The unit whose label the bench waits for."""
        waits = bench.state is State.LABELLING and bench.label and bench.label.why is Why.SCAN_BACK
        return self._units.known(bench.label.lpn) if waits and bench.label else None

    def _last(self, bench: Bench) -> KnownUnit | None:
        unit = self._units.last_of(bench.person.id) if bench.person else None
        if unit and unit.lpn in self._aside.plates():
            raise Refusal("UNIT_SET_ASIDE", lpn=unit.lpn)
        return unit

    def _key(self, value: str, bench: Bench) -> ev.Event:
        if value not in KEYS:
            raise Refusal("KEY_UNKNOWN", key=value)
        question = bench.question
        if question and question.ask is Ask.CODE and 0 < int(value) <= len(question.meanings):
            return self._meant(question.meanings[int(value) - 1], question.code, bench)
        picks = bench.parcel is not None and bench.unit is None and question is None
        here = {"somebody_may": self.who.anybody_may(Right.WAIVE)} if bench.state is State.LABELLING else {}
        return self._make(ev.Answered, key=value, **here, **(self._matching.picked(bench) if picks else {}))

    def _own(self, reading: Reading, bench: Bench) -> ev.Event:
        if placed := self._stock.told(reading, bench):
            return self._make(placed[0], **placed[1])
        match reading.kind:
            case CodeKind.BADGE:
                return self._make(ev.SignedIn, person=self.who.by_badge(reading.value))
            case CodeKind.FINDING:
                return self._make(ev.FindingScanned, finding=reading.value)
            case CodeKind.HOLD:
                return self._make(ev.HoldAsked, reason=reading.value)
            case CodeKind.COUNT:
                return self._make(ev.CountAsked, **self._counting.asked(reading.value, stamp(self._clock.now())))
            case CodeKind.NUMBER:
                return self._make(ev.NumberEntered, number=round(float(reading.value)))
            case CodeKind.CLIENT:
                return self._make(ev.ClientScanned, client=reading.value)
        raise Refusal("CODE_UNKNOWN", text=reading.value)

    def still_open(self, parcel: Parcel | None) -> Parcel | None:
        """The same parcel as it is now, if it was not closed meanwhile."""
        return self._matching.still_open(parcel)

    def alerted(self, bench: Bench) -> ev.Event | None:
        """The alerts that came since the unit in hand was last looked at; None if there are no new ones."""
        unit = bench.unit
        if unit is None:
            return None
        if unit.candidates:
            lines = [each.line for each in unit.candidates if each.line]
            found = self._alerts.of_item((each.product for each in unit.candidates if each.product), lines, unit.parts, bench.parcel)
        else:
            found = self._alerts.of_unit(unit.product or Product(unit.client, ""), rmas_of(bench, unit), parts_of(unit))
        new = tuple(alert for alert in found if alert not in unit.alerts)
        return self._make(ev.Alerted, alerts=new) if new else None
