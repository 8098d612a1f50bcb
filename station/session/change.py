"""What one input changes, gathered before anything is committed; and what it gave, once it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from station.bench.drafts import Draft
from station.errors import StationError
from station.model.facts import Fact, NewFact
from station.session.snapshot import Snapshot


@dataclass(frozen=True)
class Outcome:
    """What one input gave: facts or a refusal (never both unless a picture failed after facts), and the state now.

    `notice` is said beside it and blocks nothing.
    """

    facts: tuple[Fact, ...]
    refusal: StationError | None
    snapshot: Snapshot
    notice: StationError | None = None


@dataclass
class Change:
    """What one input changes, gathered before anything is committed.

    `kept` is the draft that is saved, where it is not the one that the bench goes on with; `also` runs in the same transaction.
    `spoken` is a language that was chosen. `idle`: nothing was done that has to be kept.
    """

    draft: Draft
    facts: list[NewFact] = field(default_factory=list)
    park: Draft | None = None
    resume: str = ""
    trouble: StationError | None = None
    notice: StationError | None = None
    kept: Draft | None = None
    also: Callable[[Connection], None] = lambda _connection: None
    spoken: str = ""
    idle: bool = False
