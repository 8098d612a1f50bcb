"""Labels of several units that waited through a trouble come out one by one, so that none gets onto another's unit (UX rule 9).

Comes in: what waits, what began, troubles, what a person did. Goes out: which label may begin. Pure; safe from any thread.
"""

from collections.abc import Iterable, Sequence
from threading import Lock

from station.printing.waiting import Waiting


class CatchUp:
    """The pile of one printer: `pile` are labels that waited, `out` is the one that a person has to put on its unit first.

    A printer that was not used yet counts as one that was in trouble: what waits for it has waited since the station was closed.
    """

    def __init__(self, *, sorts: bool) -> None:
        self._sorts = sorts  # files in a folder are on no pile
        self._lock = Lock()
        self._troubled = True
        self._released = False
        self._pile: set[int] = set()
        self._out: Waiting | None = None

    @property
    def out(self) -> Waiting | None:
        """The label that came out last, while it may not be on its unit yet."""
        return self._out

    @property
    def one_by_one(self) -> bool:
        with self._lock:
            return bool(self._pile) or self._out is not None

    def troubled(self) -> None:
        """The printer could not begin, or holds a label: what waits now and has a unit is on the pile."""
        with self._lock:
            self._troubled = True

    def expect(self, moved: Iterable[Waiting]) -> None:
        """Labels that waited for another printer, which was in trouble, are to come out of this one."""
        with self._lock:
            self._put_on(moved)

    def release(self, lpn: str) -> None:
        """A person says that the label of this plate is on its unit; of another than the one that is out it says nothing."""
        with self._lock:
            if self._out and self._out.lpn == lpn:
                self._released = True

    def let_flow(self) -> None:
        """Nobody sorts a pile here any more: from now on labels come out as they can."""
        with self._lock:
            self._sorts, self._out = False, None
            self._pile.clear()

    def choose(self, waiting: Sequence[Waiting], most: int, *, is_on: bool) -> Sequence[Waiting]:
        """The labels that may begin now, at most `most`. `is_on`: somebody saw the label that is out on its unit, or gave it up."""
        with self._lock:
            if self._troubled:
                self._troubled = False  # an attempt that fails says so again
                self._put_on(waiting)
            self._pile &= {label.seq for label in waiting}
            last = self._out
            if last and (is_on or self._released):
                self._out, self._released = None, False
            if self._out and self._pile:
                return [label for label in waiting if not label.unit][:1]
            if not self._pile:
                return waiting[:most]
            # A new copy for the unit in hand, or another label of it, before the next unit.
            return [next((label for label in waiting if last and label.lpn == last.lpn), waiting[0])]

    def began(self, labels: Sequence[Waiting]) -> None:
        """These have begun."""
        with self._lock:
            sorting = bool(self._pile)
            self._pile -= {label.seq for label in labels}
            for label in labels:
                if label.unit:
                    self._out, self._released = label if sorting else None, False

    def held(self, label: Waiting) -> None:
        """The printer holds this one until it is mended: if others come to wait meanwhile, it is the first of the pile."""
        with self._lock:
            self._troubled = True
            if label.unit and self._sorts:
                self._out, self._released = label, False

    def _put_on(self, waiting: Iterable[Waiting]) -> None:
        units = {label.seq: label.lpn for label in waiting if label.unit}
        with_out = {*units.values(), *([self._out.lpn] if self._out else [])}
        if self._sorts and len(with_out) > 1:
            self._pile |= units.keys()
        elif not self._pile:
            self._out = None
