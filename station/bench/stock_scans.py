"""Events of stock on its way: bins, totes and lots that are scanned, what leaves, and bins that are counted."""

from dataclasses import dataclass

from station.bench.departures import Way
from station.bench.scanned import Event
from station.model.containers import Container
from station.model.units import KnownUnit


@dataclass(frozen=True, kw_only=True)
class ToteScanned(Event):
    """RS-TOTE-<tote>. `known` is the tote as it is; `units` are those in it, where it is scanned for all of them."""

    tote: str
    unit: KnownUnit | None = None
    known: Container | None = None
    units: tuple[KnownUnit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LotScanned(Event):
    """RS-LOT-<lot>. `known` is the lot as it is."""

    lot: str
    unit: KnownUnit | None = None
    known: Container | None = None


@dataclass(frozen=True, kw_only=True)
class BinScanned(Event):
    """RS-BIN-<bin>: putaway. `into` is the tote that is emptied, as it is now."""

    bin: str
    unit: KnownUnit | None = None
    into: Container | None = None


@dataclass(frozen=True, kw_only=True)
class ShipAsked(Event):
    """RS-SHIP-<lot>. `stopped` is what an alert says about one of its units that came after it was graded, by its plate; else "", ""."""

    lot: str
    known: Container | None = None
    stopped: tuple[str, str] = ("", "")


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Event):
    """RS-DESTROY, RS-VENDOR, RS-CUSTOMER or RS-REPAIR: units leave this way."""

    way: Way


@dataclass(frozen=True, kw_only=True)
class ReferenceScanned(Event):
    """The name or number that the prompt asks for, as it was scanned or typed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class CountAsked(Event):
    """RS-COUNT-<bin>. `expected` are the plates that lie there by the books; `taken`: the count that began just then is in them already.

    `known`: the books know the bin, since a product belongs there or a unit lay there.
    """

    bin: str
    expected: tuple[str, ...] = ()
    taken: bool = False
    known: bool = True


@dataclass(frozen=True, kw_only=True)
class ScanRefused(Event):
    """A scan that was not taken while a bin is counted: a piece may be missing from the count."""
