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
PRINT_INSTEAD: Final = "@print-instead"  # what waits for a printer in trouble comes out of the one to fall back on
LABEL_IS_ON: Final = "@label-is-on:"  # followed by the plate of the label that came out last, where nobody can scan it
OF_PRINTERS: Final = (TRY_PRINTER, PRINT_INSTEAD, LABEL_IS_ON)  # what their codes begin with
PRINTER: Final = "@printer"
LABELS: Final = "@labels"
SCANNER: Final = "@scanner"
CAMERA: Final = "@camera"
SENDING: Final = "@sending"
SETTINGS: Final = "@settings"
HAND_OVER: Final = "@hand-over"
WHY: Final = "@why"
DESK: Final = "@desk"  # the supervisor's, in a window of its own
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
class TakenShot:
    """A picture that was taken: what it shows, its digest, its circle (x, y, radius in thousandths), what was wrong with it."""

    label: str
    digest: str
    circle: tuple[int, int, int] | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A finished unit, told at large. `do` is the instruction of a hazard instead of a place.

    `picture` is the one that was taken last, which finished it; `pictures` is what is said above it, `retake` takes it anew.
    """

    unit: LastUnit
    do: str
    rows: tuple[tuple[str, str], ...]
    others: tuple[Option, ...]
    picture: TakenShot | None = None
    pictures: str = ""
    retake: Option | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A unit whose label is asked for: `code` is what the bars of that label say, `scanned` what another one said that was scanned instead.

    `picture` is the digest of a photograph of the unit, "" for none; `names` is what the two codes are called, and the picture.
    """

    lpn: str
    title: str
    code: str
    kind: str = ""
    picture: str = ""
    scanned: str = ""
    names: tuple[str, str, str] = ("", "", "")


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
    LABEL = "label"


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

    `chosen` are words beside the commands, such as what was chosen so far. `left` are parcels that nobody closed.
    `entry` says what may be typed: "" nothing, else the words that stand in the empty field; `digits`: a whole number, which a pad on
    the screen serves as well. `who` is whose PIN is asked for.
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
    digits: bool = False
    lines: tuple[Option, ...] = ()
    result: Result | None = None
    figures: tuple[tuple[str, str], ...] = ()
    aside: tuple[Option, ...] = ()
    left: tuple[Option, ...] = ()
    units: tuple[LastUnit, ...] = ()
    who: str = ""
    shooting: Shooting | None = None
    due: Due | None = None

    def offered(self) -> tuple[Option, ...]:
        """Everything on it that can be chosen."""
        single = tuple(option for option in (self.nothing, self.primary) if option)
        others = (*self.result.others, *((self.result.retake,) if self.result.retake else ())) if self.result else ()
        return (*single, *self.options, *self.lines, *self.commands, *others, *self.aside, *self.left)


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
    """The strip at the bottom: the last unit (`touched`: its plate can be sent), and what can be done in this state.

    `places` is what may ever stand there, place by place: a command is always found where it was.
    """

    last: LastUnit | None = None
    commands: tuple[Option, ...] = ()
    touched: bool = False
    places: tuple[tuple[Option, ...], ...] = ()

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
