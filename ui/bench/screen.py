"""What a page shows, as plain values: the description that the views draw, and that tests read without a widget."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

# Codes that the window keeps for itself; everything else is sent to the bench.
HOLD_PAGE: Final = "@hold"
STOP_PAGE: Final = "@stop"
BACK: Final = "@back"
HELP: Final = "@help"
TYPE_A_CODE: Final = "@type"
TRY_PRINTER: Final = "@try-printer"
PRINTER: Final = "@printer"
SCANNER: Final = "@scanner"
CAMERA: Final = "@camera"
SENDING: Final = "@sending"
SETTINGS: Final = "@settings"
HAND_OVER: Final = "@hand-over"
WHY: Final = "@why"
RETRY: Final = "@retry"
CLOSE: Final = "@close"
BOUNDARY: Final = "@boundary"
PIN_OF: Final = "@pin:"  # followed by the id of a person
PIN_GIVEN: Final = "@pin-given"
MORE_NAMES: Final = "@more-names"

ENTER: Final = "Enter"
UNDO_KEY: Final = "Backspace"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the key that does it, the code that it sends ("" is only shown; several stand in lines), its words.

    `note` stands at the right, `ticked` draws a tick for the key: it is here already. `strong` is drawn heavier.
    `icon` is a glyph of its own beside the words; what a code does has one anyway (ui/widgets/icons.py).
    """

    key: str
    code: str
    label: str
    small: str = ""
    chosen: bool = False
    strong: bool = False
    finding: str = ""
    note: str = ""
    ticked: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class LastUnit:
    """A unit that was finished: its mark, plate, name, where it went and why, and what is known of its label."""

    mark: str
    grade: str
    lpn: str
    title: str
    place: str
    why: str
    sku: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A finished unit, told at large. `do` is the instruction of a hazard instead of a place."""

    unit: LastUnit
    do: str
    rows: tuple[tuple[str, str], ...]
    others: tuple[Option, ...]


class Page(StrEnum):
    """Which view draws a screen."""

    SIGN_IN = "sign_in"
    PIN = "pin"
    READY = "ready"
    PARCEL = "parcel"
    BOARD = "board"
    ASK = "ask"
    PHOTO = "photo"
    RESULT = "result"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class TakenShot:
    """A picture that was taken: what it shows, its digest, its circle (x, y, radius in thousandths), what was wrong with it."""

    label: str
    digest: str
    circle: tuple[int, int, int] | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Shooting:
    """The picture that is due: `what` tells one from the next, `taken` those before it, `aim` the circle that it will have.

    `circles`: a defect may be circled; the hints say how on the live picture and on the last one, `names` is what both are called.
    """

    what: str
    taken: tuple[TakenShot, ...] = ()
    aim: tuple[int, int, int] | None = None
    circles: bool = True
    hints: tuple[str, str] = ("", "")
    names: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Screen:
    """The middle of the window. `nothing` is key 1 of the board, `primary` what Enter does, `commands` what else can be done here.

    `chosen` are words beside the commands, such as what was chosen so far.
    `entry` says what may be typed: "" nothing, else the words that stand in the empty field. `who` is whose PIN is asked for.
    """

    page: Page
    title: str
    lead: str = ""
    options: tuple[Option, ...] = ()
    nothing: Option | None = None
    commands: tuple[Option, ...] = ()
    primary: Option | None = None
    chosen: str = ""
    entry: str = ""
    lines: tuple[Option, ...] = ()
    result: Result | None = None
    figures: tuple[tuple[str, str], ...] = ()
    aside: tuple[Option, ...] = ()
    units: tuple[LastUnit, ...] = ()
    who: str = ""
    shooting: Shooting | None = None

    def offered(self) -> tuple[Option, ...]:
        """Everything on it that can be chosen."""
        single = tuple(option for option in (self.nothing, self.primary) if option)
        others = self.result.others if self.result else ()
        return (*single, *self.options, *self.lines, *self.commands, *others, *self.aside)


@dataclass(frozen=True, slots=True)
class Standing:
    """What always stands at the left: whose it is, what it is, which parcel; alerts are to be said aloud."""

    client: str = ""
    title: str = ""
    variant: str = ""
    sku: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    pieces: str = ""
    alerts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """The strip at the bottom: the last unit (`touched`: its plate can be sent), and what can be done in this state."""

    last: LastUnit | None = None
    commands: tuple[Option, ...] = ()
    touched: bool = False

    @property
    def drawn(self) -> bool:
        """Whether there is anything on it."""
        return bool(self.commands or self.last)


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole window at one moment, in words of `language`. `sign_out` is the code behind the person's name, "" where nobody leaves."""

    screen: Screen
    standing: Standing | None
    foot: Foot
    person: str = ""
    notes: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sign_out: str = ""
    language: str = "en"
