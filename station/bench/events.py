"""What can happen at a bench. The session resolves codes first, so an event carries its matches, its time and a spare plate."""

from dataclasses import dataclass

from station.bench.labels import LabelDue
from station.bench.scanned import CodeScanned, CodeUnclear, Event, ItemScanned, ParcelScanned, PlateScanned
from station.bench.stock_scans import (
    BinScanned,
    CountAsked,
    LeaveAsked,
    LotScanned,
    ReferenceScanned,
    ScanRefused,
    ShipAsked,
    ToteScanned,
)
from station.model.containers import Container
from station.model.goods import Alert, Product
from station.model.grades import Grade
from station.model.people import Person
from station.model.shifts import ClosingCount
from station.model.units import KnownUnit

__all__ = [  # scans are events, too
    "BinScanned",
    "CodeScanned",
    "CodeUnclear",
    "CountAsked",
    "Event",
    "ItemScanned",
    "LeaveAsked",
    "LotScanned",
    "ParcelScanned",
    "PlateScanned",
    "ReferenceScanned",
    "ScanRefused",
    "ShipAsked",
    "ToteScanned",
]


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A person signs in, or takes over; a supervisor's badge also agrees to what is asked."""

    person: Person


@dataclass(frozen=True, kw_only=True)
class SignOut(Event):
    """RS-SIGN-OUT."""


@dataclass(frozen=True, kw_only=True)
class ShiftEndAsked(Event):
    """RS-CLOSE-SHIFT. `count` is what is left open."""

    count: ClosingCount


@dataclass(frozen=True, kw_only=True)
class Alerted(Event):
    """The station looked again: alerts that came while the unit was set aside or the bench was closed."""

    alerts: tuple[Alert, ...]


@dataclass(frozen=True, kw_only=True)
class FindingScanned(Event):
    """RS-FIND-<FINDING>."""

    finding: str


@dataclass(frozen=True, kw_only=True)
class Answered(Event):
    """RS-ANSWER-n, or a key: the prompt's choice. `products` are those of the open parcel's lines, for one chosen by picture.

    `asked` (the prompt) and `answer` (the choice's code) say what the key meant when it was pressed; "" where it was no choice.
    `somebody_may`: there is somebody here with the right to agree to what this person may not do alone.
    """

    key: str
    asked: str = ""
    answer: str = ""
    somebody_may: bool = True
    products: tuple[Product, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberEntered(Event):
    """A number where the prompt asks for one."""

    number: int


@dataclass(frozen=True, kw_only=True)
class AsNew(Event):
    """RS-AS-NEW: closes the board, nothing (else) to report."""


@dataclass(frozen=True, kw_only=True)
class Done(Event):
    """RS-DONE: the same; also leaves a question."""


@dataclass(frozen=True, kw_only=True)
class More(Event):
    """RS-MORE."""


@dataclass(frozen=True, kw_only=True)
class PhotoAsked(Event):
    """RS-PHOTO: take the picture that is due. `itself`: nobody asked, the picture was still and sharp."""

    itself: bool = False


@dataclass(frozen=True, kw_only=True)
class PhotoTaken(Event):
    """A picture is on disk, synced. `itself`: the bench took it without being asked. `doubt`: what was wrong with it, as a code."""

    shot: str
    sha256: str
    finding: str | None = None
    source: str = "camera"
    itself: bool = False
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Marked(Event):
    """A circle on the last picture (RS-MARK-x-y-r), or on the one that comes next (`aimed`, RS-AIM-x-y-r), as of rules.Mark.

    A radius of 0 takes it away.
    """

    x: int
    y: int
    radius: int
    aimed: bool = False


@dataclass(frozen=True, kw_only=True)
class Confirmed(Event):
    """RS-CONFIRM."""


@dataclass(frozen=True, kw_only=True)
class UndoAsked(Event):
    """RS-UNDO with nothing in hand: about this person's last unit."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class RetakeAsked(Event):
    """RS-RETAKE with nothing in hand: the last picture of this person's last unit."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class HoldAsked(Event):
    """RS-HOLD-<REASON>. `by_station`: no card, but the station itself, for what it could not go on with."""

    reason: str
    by_station: bool = False


@dataclass(frozen=True, kw_only=True)
class Parked(Event):
    """RS-PARK."""


@dataclass(frozen=True, kw_only=True)
class Stopped(Event):
    """RS-STOP: a hazard. `unit` is the one whose label is waited for, which is still in somebody's hands."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class SameAsked(Event):
    """RS-SAME: grade like the last unit, which is of the same SKU."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class ReworkAsked(Event):
    """RS-REWORK: the rework of a finding is done (on the unit in hand, else on the last or the scanned unit)."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class ReprintAsked(Event):
    """RS-REPRINT."""

    unit: KnownUnit | None = None


@dataclass(frozen=True, kw_only=True)
class LabelDoubted(Event):
    """The station found a label of which no printer could say whether it came out; nobody has been asked about it yet."""

    due: LabelDue


@dataclass(frozen=True, kw_only=True)
class GradeAsked(Event):
    """RS-GRADE-x: another grade than the findings gave. `somebody_may`: there is somebody here who may agree to a better one."""

    grade: Grade
    unit: KnownUnit | None = None
    somebody_may: bool = False


@dataclass(frozen=True, kw_only=True)
class ClientScanned(Event):
    """RS-CLIENT-<client>."""

    client: str


@dataclass(frozen=True, kw_only=True)
class CloseAsked(Event):
    """RS-CLOSE. `into` is the tote or lot that is filled, as it is now."""

    into: Container | None = None


@dataclass(frozen=True, kw_only=True)
class EmptyBox(Event):
    """RS-EMPTY."""


@dataclass(frozen=True, kw_only=True)
class BlindAsked(Event):
    """RS-BLIND."""


@dataclass(frozen=True, kw_only=True)
class DockToggled(Event):
    """RS-DOCK."""


EVENTS: tuple[type[Event], ...] = tuple(Event.__subclasses__())
