"""What the page Today draws: a Station, some days and perhaps a client in; one frozen value with every figure of the page out.

What is open (late, waiting, at the dock, to send) is always that of this moment: what was open on an earlier day is not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from station.assembly import Owing, Station, owing_of
from station.clock import moment
from station.insight.backlog import Age as Age  # noqa: PLC0414 -- screens get these from here
from station.insight.backlog import Backlog as Backlog  # noqa: PLC0414
from station.insight.backlog import BacklogUnit as BacklogUnit  # noqa: PLC0414
from station.insight.backlog import DockParcel as DockParcel  # noqa: PLC0414
from station.insight.backlog import Hold as Hold  # noqa: PLC0414
from station.insight.backlog import backlog, values
from station.insight.finding_words import finding_names
from station.insight.not_in_bin import MOST as MOST_LOOSE
from station.insight.not_in_bin import Pile as Pile  # noqa: PLC0414
from station.insight.not_in_bin import not_in_bin
from station.insight.throughput import STEPS as STEPS  # noqa: PLC0414
from station.insight.throughput import Figures as Figures  # noqa: PLC0414
from station.insight.throughput import Period as Period  # noqa: PLC0414
from station.insight.throughput import period_figures

__all__ = [
    "MOST_LOOSE", "MOST_OWED", "STEPS", "Age", "Backlog", "BacklogUnit", "DaysWanted", "DockParcel", "Figures", "Hold", "Owing", "Period",
    "Pile", "Today", "other_days", "today", "values",
]  # fmt: skip

MOST_OWED: Final = 10_000  # as `exchange.owing` counts


@dataclass(frozen=True, slots=True)
class DaysWanted:
    """Which days: from `first` to `last`, both among them; `first` None is whatever day it is. Of one client, or ("") of all."""

    first: date | None = None
    last: date | None = None
    client: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page. `figures` are those of the days, all else is of `now`.

    `day` is the local date of `now`; `live` says that it is among the days. `people` are names by the actors of `figures.inspectors`,
    `reasons` words by the codes of holds. `warn_hours` before its time a unit counts as late soon.
    """

    wanted: DaysWanted
    now: datetime
    day: date
    figures: Period
    backlog: Backlog
    owing: tuple[Owing, ...]
    piles: tuple[Pile, ...]
    people: Mapping[str, str]
    reasons: Mapping[str, str]
    warn_hours: int

    @property
    def live(self) -> bool:
        return self.figures.first <= self.day <= self.figures.last

    @property
    def to_send(self) -> int:
        """Facts that some target still has to get; `MOST_OWED` stands for that many or more."""
        return min(MOST_OWED, sum(each.pending for each in self.owing))

    @property
    def rejected(self) -> int:
        """Facts that a target refused, and that a person has to look at."""
        return sum(each.rejected for each in self.owing)

    @property
    def unsent_since(self) -> datetime | None:
        """When the oldest of what is to be sent happened."""
        return min((moment(each.since) for each in self.owing if each.since), default=None)


def today(opened: Station, wanted: DaysWanted) -> Today:
    """The page of these days. Costs what they and what is open cost, however long the ledger is."""
    now, settings = opened.clock.now(), opened.settings
    day = now.astimezone(opened.zone).date()
    figures, people = _of_days(opened, wanted, day)
    waits = backlog(opened.reader, now, settings.calendar, opened.zone, wanted.client)
    named = finding_names(opened.documents, wanted.language)
    return Today(
        wanted,
        now,
        day,
        figures,
        waits,
        owing_of(opened),
        not_in_bin(opened.reader, wanted.client),
        people,
        {hold.reason: named(hold.reason) for unit in waits.units for hold in unit.holds},
        settings.calendar.warn_hours,
    )


def other_days(opened: Station, told: Today, wanted: DaysWanted) -> Today:
    """The same page with the figures of other days, of the same client and in the same language: what is of `told.now` stays."""
    figures, people = _of_days(opened, wanted, told.day)
    return replace(told, wanted=wanted, figures=figures, people=people)


def _of_days(opened: Station, wanted: DaysWanted, day: date) -> tuple[Period, dict[str, str]]:
    first = wanted.first or day
    figures = period_figures(opened.reader, first, max(first, wanted.last or first), opened.zone, wanted.client)
    return figures, {actor: opened.name_of(actor) for actor in figures.inspectors}
