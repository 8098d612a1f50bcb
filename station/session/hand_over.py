"""What is open when one person leaves a bench to another: a snapshot and the ledger's tables in, an immutable value out. No fact yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from station.model.people import SignInName
from station.session.snapshot import Snapshot

SHOWN: Final = 20  # of the labels; the rest is a number
# "sent" is not open: a printer that cannot answer stays at it and asks nobody.
_LABELS: Final = (
    "SELECT labels.lpn, labels.state, items.title, coalesce(items.bin, '') FROM labels INDEXED BY labels_by_state"
    " JOIN items ON items.lpn = labels.lpn WHERE labels.state IN ('queued', 'started', 'unconfirmed') ORDER BY labels.queued_seq"
)
_HELD: Final = "SELECT count(*) FROM items INDEXED BY items_by_state WHERE state = 'held'"


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """A label of which nobody knows that it is on its unit. `state`: queued, started or unconfirmed."""

    lpn: str
    state: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Parcels, unit in hand and units set aside stand in `now`; `labels` are the oldest of `waiting`; `held` units wait for a decision.

    `people` are those who may take over.
    """

    now: Snapshot
    labels: Sequence[OpenLabel]
    waiting: int
    held: int
    people: Sequence[SignInName] = ()

    @property
    def anything(self) -> bool:
        """Whether something of the bench's own is open; what others decide about is not."""
        now = self.now
        return bool(now.parcel or now.left_open or now.item or now.count or now.putting or now.set_aside or self.waiting)


def hand_over(now: Snapshot, reader: Engine, people: Sequence[SignInName]) -> HandOver:
    """What is open at this moment."""
    with reader.connect() as connection:
        labels = tuple(OpenLabel(*row) for row in connection.exec_driver_sql(_LABELS))
        held: int = connection.exec_driver_sql(_HELD).scalar_one()
    others = tuple(each for each in people if each.name != now.person)
    return HandOver(now, labels[:SHOWN], len(labels), held, others)
