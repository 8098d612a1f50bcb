"""What a bench is doing: an immutable value that a window or a terminal can draw, and an event can change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from station.bench.counts import Count
from station.bench.departures import Departure
from station.bench.labels import NEVER, NOTHING_PRINTED, LabelDue, Printed, ScanBack
from station.bench.stowage import Stowing
from station.model.codes import Meaning
from station.model.facts import NewFact
from station.model.goods import Alert, ExpectedLine, Product
from station.model.people import Person
from station.model.shifts import ClosingCount
from station.model.units import KnownUnit, Parcel
from station.rules.inspection import Inspection, Mark, Raised, Shot


class State(StrEnum):
    """The states of the bench."""

    SIGNED_OUT = "signed_out"
    READY = "ready"
    PARCEL = "parcel"
    CHOOSING = "choosing"
    INSPECTING = "inspecting"
    PHOTOGRAPHING = "photographing"
    DECIDING = "deciding"
    COUNTING = "counting"
    LABELLING = "labelling"
    STOWING = "stowing"
    LEAVING = "leaving"


class Route(StrEnum):
    """How a unit came to us."""

    EXPECTED = "expected"
    WRONG_ITEM = "wrong_item"
    SURPLUS = "surplus"
    BLIND = "blind"
    EMPTY_BOX = "empty_box"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True)
class Candidate:
    """One thing that a scanned item may be; `label` is a key of the words table with `params`.

    `raises` are the findings that choosing it says by itself, in the order in which they are tried: the first that the rubric has.
    """

    label: str
    route: Route
    product: Product | None = None
    line: ExpectedLine | None = None
    by: str = "scan"
    params: Mapping[str, object] = field(default_factory=dict)
    raises: tuple[Raised, ...] = ()


@dataclass(frozen=True)
class Unit:
    """The unit in hand. Without an inspection (unidentified, empty box, no rubric) it needs `shots` and is then held for `hold`.

    `alerts` are those that concern it; while it is still asked what it is, those that may. `aim` is the circle for its next photograph.
    `preprinted`: it carries a plate of a roll; `printed` are its labels of when it was set aside. `arrived_at` is when its promise
    began to run, as of KnownUnit.
    """

    lpn: str
    client: str
    product: Product | None = None
    line: ExpectedLine | None = None
    parcel: str | None = None
    route: Route = Route.EXPECTED
    by: str = "scan"
    parts: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    alerts: tuple[Alert, ...] = ()
    inspection: Inspection | None = None
    hold: str = ""
    preprinted: bool = False
    printed: Printed = NOTHING_PRINTED
    shots: tuple[str, ...] = ()
    photos: tuple[Shot, ...] = ()
    aim: Mark | None = None
    weight_g: int | None = None
    weighed: bool = False
    counted: bool = False
    known: KnownUnit | None = None
    same_as: str | None = None
    waived_by: str | None = None
    find_ms: int = 0
    started_ms: int = 0
    inspected_ms: int = 0
    actions: int = 1
    arrived_at: str = ""

    @property
    def labels(self) -> Printed:
        """Its labels so far; those of when it was taken up again are the newer ones."""
        if self.known is None or self.printed.copies:
            return self.printed
        return Printed(self.known.jobs, self.known.copies)

    @property
    def has_plate(self) -> bool:
        """Whether something that names it is on it already: a plate of a roll, or a label that counts."""
        rolled = self.preprinted or bool(self.known and self.known.received.get("preprinted"))
        return rolled or bool(self.labels.jobs)


class Ask(StrEnum):
    """What a question in `deciding` is about."""

    UNDO = "undo"
    REPRINT = "reprint"
    UNIT = "unit"
    GRADE = "grade"
    CLOSE = "close"
    CLIENT = "client"
    BIN = "bin"
    CODE = "code"
    SHIFT = "shift"


@dataclass(frozen=True)
class Question:
    """A question outside an inspection. `pending` are the lines that closing still asks about, `answers` what was said so far.

    `code` is what was scanned where `meanings` are what it may be; `rubrics` (name, label) are the categories to choose from, of
    which `page` is shown. `old`: the unit was found by a label that does not count any more. `closing` is what is left open at the end of a
    shift.
    """

    ask: Ask
    unit: KnownUnit | None = None
    to: str = ""
    reason: str = ""
    decision: str = ""
    agreed_by: str = ""
    pending: tuple[ExpectedLine, ...] = ()
    answers: tuple[tuple[ExpectedLine, str], ...] = ()
    parcel: tuple[str, str] = ("", "")
    lines: tuple[ExpectedLine, ...] = ()
    clients: tuple[str, ...] = ()
    opened: tuple[Parcel, ...] = ()
    alerts: tuple[Alert, ...] = ()
    code: str = ""
    meanings: tuple[Meaning, ...] = ()
    rubrics: tuple[tuple[str, str], ...] = ()
    page: int = 0
    old: bool = False
    closing: ClosingCount | None = None


@dataclass(frozen=True)
class Bench:
    """Everything that the workflow knows. `plate` is a pre-printed one that waits for its unit; `idle_ms` when the last unit ended.

    `putting` is the bin into which the next plates go; `count` the bin that is being counted. `label` is the one that is waited for or
    asked about, `scan_back` the setting about it, `trouble` whether the printer is in trouble, `on_paper` the label that
    printing gave out and that is scanned before the next. `printed` are the labels of a unit that is taken up again.
    `stowing` is the tote or lot that is filled or emptied, `departure` what is about to leave. `let_go`: this person's last unit is not
    what the next tote, lot or bin is meant for.
    """

    state: State = State.SIGNED_OUT
    person: Person | None = None
    parcel: Parcel | None = None
    unit: Unit | None = None
    question: Question | None = None
    client: str = ""
    plate: str = ""
    dock: bool = False
    idle_ms: int = 0
    putting: str = ""
    count: Count | None = None
    label: LabelDue | None = None
    scan_back: ScanBack = NEVER
    trouble: bool = False
    on_paper: LabelDue | None = None
    printed: Printed = NOTHING_PRINTED
    stowing: Stowing | None = None
    departure: Departure | None = None
    let_go: bool = False

    @property
    def resting(self) -> State:
        """The state with nothing in hand; a count goes on after what interrupted it."""
        if self.person is None:
            return State.SIGNED_OUT
        if self.label and self.label.must:
            return State.LABELLING
        if self.count:
            return State.COUNTING
        if self.departure:
            return State.LEAVING
        if self.stowing:
            return State.STOWING
        return State.PARCEL if self.parcel else State.READY


@dataclass(frozen=True)
class TakePhoto:
    """An effect: the camera shall take this shot of the unit in hand."""

    shot: str
    finding: str | None = None


@dataclass(frozen=True)
class ParkUnit:
    """An effect: the draft is set aside under its plate."""

    lpn: str


Effect = TakePhoto | ParkUnit


@dataclass(frozen=True)
class Step:
    """What a transition gives."""

    bench: Bench
    facts: tuple[NewFact, ...] = ()
    effects: tuple[Effect, ...] = ()
