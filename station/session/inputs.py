"""What a text can be to a session: an event of the bench, or something that the bench itself knows nothing of."""

from dataclasses import dataclass, replace

from station.bench.events import Event, PlateScanned
from station.errors import Refusal
from station.model.units import KnownLabel


@dataclass(frozen=True)
class Resume:
    """RS-RESUME, or the plate of a parked unit: which one, "" for the only one. Not an event: it changes drafts.

    `copy`, `label` and `counts` are those of a plate that was scanned, as of events.PlateScanned.
    """

    lpn: str = ""
    copy: int = 1
    label: KnownLabel | None = None
    counts: KnownLabel | None = None


@dataclass(frozen=True)
class Undo:
    """RS-UNDO while something is in hand: it takes back the last event of the draft."""


@dataclass(frozen=True)
class Speak:
    """RS-LANG: the language (two small letters) that the bench shall speak."""

    language: str


@dataclass(frozen=True)
class PrinterTold:
    """Printing told whether a printer is in trouble, and the plate of the label that it gave out and waits for; "" for none."""

    trouble: bool
    on_paper: str = ""


Input = Event | Resume | Undo | Speak | PrinterTold


def by_name(event: Input) -> Input:
    """A unit that is named: nobody saw its label. Raises Refusal UNIT_SET_ASIDE for one that waits for whoever scans its plate."""
    if isinstance(event, Resume):
        raise Refusal("UNIT_SET_ASIDE", lpn=event.lpn)
    return replace(event, copy=1, label=None, counts=None) if isinstance(event, PlateScanned) else event
