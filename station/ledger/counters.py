"""Numbers that were given must lie behind their counter, or they would be given a second time."""

import re
from collections.abc import Mapping
from typing import Final

from station.ledger.findings import Findings
from station.model.facts import ITEM_RECEIVED, PARCEL_ARRIVED, Fact

# kind -> (counter, what the subject looks like after "<station>-")
_NUMBERED: Final = {
    ITEM_RECEIVED: ("lpn", re.compile(r"(\d{6,})-[0-9A-Z*]")),
    PARCEL_ARRIVED: ("parcel", re.compile(r"P(\d{6,})-[0-9A-Z*]")),
}


class CounterCheck:
    """Sees each fact once; `end` compares the largest number of each kind with its counter."""

    def __init__(self, station: str, findings: Findings) -> None:
        self._prefix = f"{station}-"
        self._given: dict[str, int] = {}
        self._findings = findings

    def take(self, fact: Fact) -> None:
        """One fact; a subject that carries no number of this station's own is passed over."""
        if fact.kind not in _NUMBERED or not fact.subject.startswith(self._prefix):
            return
        counter, form = _NUMBERED[fact.kind]
        if found := form.fullmatch(fact.subject.removeprefix(self._prefix)):
            self._given[counter] = max(self._given.get(counter, 0), int(found[1]))

    def end(self, counters: Mapping[str, int]) -> None:
        """After the last fact; `counters` are the last numbers given, by name."""
        for counter, given in self._given.items():
            if counters.get(counter, 0) < given:
                self._findings.add("COUNTER_BEHIND", counter=counter, value=counters.get(counter, 0), given=given)
