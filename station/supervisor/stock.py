"""What the page Restock draws: a Station in; what is where, what left, the units of one tote, lot or bin, and a lot's manifest out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from station.assembly import Station
from station.insight.finding_words import finding_names
from station.insight.manifest import Manifest, manifest
from station.insight.stock import ContainerThere as ContainerThere  # noqa: PLC0414 -- screens get these from here
from station.insight.stock import Loose as Loose  # noqa: PLC0414
from station.insight.stock import Shelf as Shelf  # noqa: PLC0414
from station.insight.stock import Stock as Stock  # noqa: PLC0414
from station.insight.stock import UnitThere as UnitThere  # noqa: PLC0414
from station.insight.stock import bins, stock, units_in
from station.insight.stock_gone import MOST as MOST_GONE
from station.insight.stock_gone import Gone as Gone  # noqa: PLC0414
from station.insight.stock_gone import gone
from station.photos.store import PhotoState
from station.supervisor.manifest_files import ManifestWords

_GONE_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class StockNow:
    """What is where, what left in the last 30 days, and what people who did it are called, by their ids.

    `more_gone`: more left in these days than `gone` has.
    """

    stock: Stock
    gone: tuple[Gone, ...]
    names: dict[str, str]
    more_gone: bool = False

    @classmethod
    def nothing(cls) -> Self:
        """As long as nobody has looked."""
        return cls(Stock("", (), (), (), ()), (), {})


def stock_now(opened: Station, client: str = "") -> StockNow:
    """What is on its way, of one client or all. Costs what is on its way and what left, however many units are in bins."""
    found = gone(opened.reader, client, opened.clock.now() - timedelta(days=_GONE_DAYS), MOST_GONE + 1)
    left = found[:MOST_GONE]
    people = {each for row in left for each in (row.actor, row.witness) if each}
    return StockNow(stock(opened.reader, client), left, {each: opened.name_of(each) for each in people}, len(found) > len(left))


def bins_now(opened: Station, client: str = "") -> tuple[tuple[str, int], ...]:
    """Each bin and how many units were put there: see `insight.stock.bins`."""
    return bins(opened.reader, client)


def units_there(opened: Station, kind: str, name: str, client: str = "") -> tuple[UnitThere, ...]:
    """The units of a tote, a lot, a bin, or loose ones of a disposition."""
    return units_in(opened.reader, kind, name, client)


def manifest_of(opened: Station, lot: str) -> Manifest:
    """What is in a lot, with the pictures that are whole on the disk. Raises Refusal LOT_UNKNOWN."""
    return manifest(opened.reader, lot, lambda sha256: opened.photos.check(sha256) is PhotoState.OK)


def manifest_words(opened: Station, lot: str, language: str = "") -> ManifestWords:
    """The same, told in a language, the site's without one. Raises Refusal LOT_UNKNOWN."""
    spoken = language or opened.language
    site = opened.settings.site.name or opened.settings.station
    names = finding_names(opened.documents, spoken)
    return ManifestWords(manifest_of(opened, lot), spoken, names, opened.clock.now(), opened.zone, site, opened.settings.station)
