"""A tote or a lot as the station knows it: what a scan of its code brings back."""

from dataclasses import dataclass
from typing import Final

from station.model.grades import Disposition

TOTE: Final = "tote"
LOT: Final = "lot"
# What is sold or given away many at a time; all else has a bin of its own, or leaves one by one.
LOTTED: Final = frozenset({Disposition.OUTLET, Disposition.LIQUIDATION, Disposition.SALVAGE, Disposition.DONATE, Disposition.RECYCLE})


@dataclass(frozen=True)
class Inside:
    """One unit in it: its plate, what it is called, and the bin where it belongs."""

    lpn: str
    title: str = ""
    bin: str = ""


@dataclass(frozen=True)
class Container:
    """`kind` is tote or lot, `state` open, closed or shipped; `client` is "" where it holds units of several.

    One without units has no disposition and is nobody's. `inside` are its units in the order of their bins; `copies` is the number
    of the last label that was printed for it.
    """

    kind: str
    name: str
    state: str = "open"
    disposition: str = ""
    client: str = ""
    units: int = 0
    inside: tuple[Inside, ...] = ()
    copies: int = 0

    @property
    def code(self) -> str:
        """What its bars say."""
        return f"RS-{self.kind.upper()}-{self.name}"

    @property
    def lpns(self) -> tuple[str, ...]:
        """The plates of its units."""
        return tuple(unit.lpn for unit in self.inside)
