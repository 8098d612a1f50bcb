"""Goods that leave, by the steps of the bench: units and what is said about them in, the facts of their departure written.

The steps are pure and one after the other, at a bench of nobody else; nothing is written before the last of them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from station.bench import events as ev
from station.bench import leaving
from station.bench.departures import Part, Way
from station.bench.leaving_prompts import asked, part_of
from station.bench.states import Bench, State, Step
from station.clock import stamp
from station.errors import Refusal
from station.supervisor.doing import Doing

_NAME_MAX: Final = 200
_CODE: Final = "RS-"


class LeavingSteps:
    """One departure of units. Raises Refusal ACT_EMPTY, UNIT_AT_BENCH, UNIT_SET_ASIDE, and what the bench refuses of a unit."""

    def __init__(self, doing: Doing, way: Way, lpns: Iterable[str]) -> None:
        self._doing = doing
        self._lpns = tuple(dict.fromkeys(lpn.strip().upper() for lpn in lpns))
        if not self._lpns:
            raise Refusal("ACT_EMPTY")
        clock, zone = doing.opened.clock, doing.opened.zone
        now = clock.now()
        self.now: dict[str, Any] = {
            "at": stamp(now), "today": now.astimezone(zone).date().isoformat(), "ms": clock.elapsed_ms(),
        }  # fmt: skip
        self._step = Step(Bench(state=State.READY, person=doing.person))
        self.take(leaving.begin, ev.LeaveAsked(way=way, **self.now))
        for lpn in self._lpns:
            doing.must_be_free(lpn)
            self.take(leaving.scan_plate, ev.PlateScanned(lpn=lpn, unit=doing.session.known(lpn), **self.now))
        self.take(leaving.done, ev.Done(**self.now))

    @property
    def part(self) -> Part:
        """What is asked now."""
        departure = self._step.bench.departure
        return part_of(departure) if departure else Part.CONFIRM

    def take(self, transition: Callable[[Bench, Any, Any], Step], event: ev.Event) -> None:
        """One step; raises what the bench refuses."""
        self._step = transition(self._step.bench, event, self._doing.session.rules)

    def choose(self, answer: str) -> None:
        """The choice that means this, whatever its key. Raises Refusal NO_SUCH_CHOICE."""
        departure = self._step.bench.departure
        key = next((each.key for each in asked(departure).choices if each.answer == answer.upper()), "") if departure else ""
        if not key:
            raise Refusal("NO_SUCH_CHOICE", key=answer)
        self.take(leaving.answer, ev.Answered(key=key, **self.now))

    def name(self, text: str) -> None:
        """A name or a number, or that there is none."""
        said = said_plainly(text)
        if said:
            self.take(leaving.name, ev.ReferenceScanned(text=said, **self.now))
        else:
            self.take(leaving.done, ev.Done(**self.now))

    def confirm(self) -> Mapping[str, Any]:
        """They leave."""
        self.take(leaving.confirm, ev.Confirmed(**self.now))
        return self.end()

    def end(self) -> Mapping[str, Any]:
        """Write what came of it."""
        self._doing.append(self._step.facts)
        return {"done": list(self._lpns)}


def said_plainly(text: str) -> str:
    """What somebody wrote, on one line; raises Refusal NAME_NOT_TAKEN for what the bench would take for a command."""
    said = " ".join(text.split())[:_NAME_MAX]
    if said.upper().startswith(_CODE):
        raise Refusal("NAME_NOT_TAKEN", text=said)
    return said
