"""A walk through a file of scans: what to scan next, the story around it, and the way back to it from detours.

The lines of the file and what became of each scan in, the next walk out. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from station.session import Snapshot

Place = tuple[Any, ...]
_IN_ANY_STATE: Final = ("CHECK_DIGIT",)  # what is wrong with the code itself: refused wherever it is scanned, and so in the file, too


@dataclass(frozen=True, slots=True)
class Step:
    """One code and what the comment above it tells. `fresh`: the first one below an empty line, which begins with nothing in hand."""

    story: str
    code: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A code that the bench answered: why it was refused ("" where it was not), and where the bench stood before it and stands now."""

    code: str
    refusal: str
    before: Place
    now: Place


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is in it.

    `left` is where the bench stood when they went another way, None on the path. `tried` are the codes that they scanned beside it.
    """

    steps: tuple[Step, ...]
    at: int = 0
    left: Place | None = None
    tried: frozenset[str] = frozenset()

    @property
    def over(self) -> bool:
        """Whether all of it was walked."""
        return self.at >= len(self.steps)

    @property
    def away(self) -> bool:
        """Whether they went another way: then what comes next here would make no sense."""
        return self.left is not None

    @property
    def code(self) -> str:
        """What comes next; "" at the end, and beside the path."""
        return "" if self.over or self.away else self.steps[self.at].code

    @property
    def story(self) -> str:
        """What it is about."""
        return "" if self.over or self.away else self.steps[self.at].story

    def after(self, heard: Heard) -> "Walk":
        """The walk after one scan: a step further, beside the path, or back on it."""
        code = heard.code.casefold()
        if heard.refusal:
            return self._on() if code == self.code.casefold() and heard.refusal in _IN_ANY_STATE else self
        if code == self.code.casefold() and code:
            return self._on()
        known = replace(self, tried=self.tried | {code})
        ahead = next((place for place in range(self.at, len(self.steps)) if self._begins(place, code)), None)
        if ahead is not None and at_rest(heard.before):
            return replace(known, at=ahead + 1, left=None)
        return known._beside(heard)

    def skip(self, now: Place) -> "Walk":
        """Without what comes next: on from the next fresh step, as soon as nothing is in hand."""
        further = replace(self, at=self._next_fresh(self.at + 1))
        return replace(further, left=None) if at_rest(now) else replace(further, left=())

    def _beside(self, heard: Heard) -> "Walk":
        if self.left is None:
            return self if heard.now == heard.before else replace(self, left=heard.before)._back(heard.now)
        return replace(self, left=None) if heard.now == self.left else self._back(heard.now)

    def _back(self, now: Place) -> "Walk":
        """With nothing in hand the next fresh step that was not tried already makes sense; until then nothing does."""
        return replace(self, at=self._next_fresh(self.at), left=None) if at_rest(now) else self

    def _next_fresh(self, since: int) -> int:
        places = range(since, len(self.steps))
        return next((at for at in places if self.steps[at].fresh and self.steps[at].code.casefold() not in self.tried), len(self.steps))

    def _begins(self, place: int, code: str) -> bool:
        step = self.steps[place]
        return step.fresh and step.code.casefold() == code

    def _on(self) -> "Walk":
        return replace(self, at=min(self.at + 1, len(self.steps)))


def place_of(snapshot: Snapshot) -> Place:
    """Where a bench stands: two equal places take the same scans."""
    item, parcel = snapshot.item or {}, snapshot.parcel or {}
    in_hand = item.get("lpn"), tuple(item.get("chosen") or ()), item.get("photos")
    asked = (snapshot.prompt or {}).get("id")
    opened = parcel.get("parcel"), parcel.get("received")
    return snapshot.state, asked, *in_hand, *opened, snapshot.client, snapshot.plate, snapshot.putting, snapshot.dock


def at_rest(place: Place) -> bool:
    """Whether nothing is in hand there, nor any parcel open."""
    return bool(place) and place[0] == "ready" and not any(place[-3:])


def walk(lines: Iterable[str]) -> Walk:
    """The walk of a file: a comment (#) holds for the codes below it, until the next; the first block is about the file itself."""
    steps: list[Step] = []
    story: list[str] = []
    said, empty = False, True
    for line in lines:
        text = line.strip()
        if text.startswith("#"):
            story = [*(story if said else []), text.lstrip("# ")]
            said = True
        elif text:
            steps.append(Step(" ".join(story), text, empty))
            said = empty = False
        else:
            said, empty = False, True
    return Walk(tuple(steps))
