"""What a bench puts where, unit by unit: a tote or a lot that is filled, or a tote whose units go to their bins. Values only."""

from dataclasses import dataclass, replace
from typing import Final

from station.model.containers import Container, Inside

REOPENING: Final = "REOPEN"  # it is asked why a closed tote or lot is opened again
REOPEN_REASONS: Final = ("MORE_UNITS", "TAKE_OUT", "WRONG_UNIT", "OTHER")


@dataclass(frozen=True)
class Stowing:
    """`into` is the tote or lot that is filled; of a tote that is emptied (`out`) its units that are still in it.

    While a tote is emptied `chosen` is the unit in hand and `bin` the bin that was scanned before its units; `placed` says how many went
    where, in the order in which the places were first used, and `last_place` is the last of them. `last` is the plate of the unit that
    moved last. `over`: nothing more is done, only told.
    """

    into: Container
    out: bool = False
    chosen: Inside | None = None
    bin: str = ""
    placed: tuple[tuple[str, int], ...] = ()
    last: str = ""
    last_place: str = ""
    over: bool = False
    asked: str = ""

    @property
    def rest(self) -> tuple[Inside, ...]:
        """The units that are still in the tote."""
        return self.into.inside

    @property
    def next(self) -> Inside | None:
        """The unit in hand; else the one that comes next on the way through the bins."""
        return self.chosen or next(iter(self.rest), None)

    @property
    def may_reopen(self) -> bool:
        """Whether it is closed and may be opened again now: of a tote that is emptied nothing is in hand."""
        busy = self.asked or self.chosen or self.bin or self.over
        return self.into.state == "closed" and self.into.units > 0 and not busy

    def reopened(self) -> "Stowing":
        """It is filled again."""
        return Stowing(replace(self.into, state="open"))

    @property
    def moved(self) -> int:
        """How many units went out of the tote so far."""
        return sum(number for _, number in self.placed)

    def after(self, lpn: str, place: str) -> "Stowing":
        """One more unit out of the tote and in its place; the last one ends it."""
        counts = dict(self.placed)
        counts[place] = counts.get(place, 0) + 1
        rest = tuple(unit for unit in self.rest if unit.lpn != lpn)
        left = replace(self.into, inside=rest, units=len(rest))
        placed = tuple(counts.items())
        return replace(self, into=left, chosen=None, placed=placed, last=lpn, last_place=place, over=not rest)
