"""What became of each act: its id in, the answer or how far it came out; kept in the transactions that write its facts.

So an act that is sent twice is done once, and after a restart in the middle the answer is true: not done, done, or broken off.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine

from station.clock import stamp
from station.errors import Refusal
from station.supervisor.acts import Answer, refused

KEPT: Final = timedelta(days=7)  # an answer that nobody asked for within a week

_LAST: Final = "(SELECT coalesce(max(seq), 0) FROM facts)"
_BEGUN: Final = (
    f"INSERT INTO acts (act, name, actor, at, first_seq, last_seq) VALUES (?, ?, ?, ?, ? + 1, {_LAST})"  # noqa: S608 -- no value is in it
    " ON CONFLICT (act) DO UPDATE SET last_seq = excluded.last_seq"
)
_ENDED: Final = (
    f"INSERT INTO acts (act, name, actor, at, first_seq, last_seq, answer) VALUES (?, ?, ?, ?, ? + 1, {_LAST}, ?)"  # noqa: S608 -- as above
    " ON CONFLICT (act) DO UPDATE SET answer = excluded.answer"
)
_FACTS: Final = "SELECT id FROM facts WHERE seq BETWEEN ? AND ? AND actor = ? ORDER BY seq"


@dataclass(frozen=True)
class Mark:
    """One act that is being done: `after` is the seq of the last fact before it."""

    act: str
    name: str
    actor: str
    at: datetime
    after: int

    def begun(self, connection: Connection) -> None:
        """Within a transaction that writes facts of the act."""
        connection.exec_driver_sql(_BEGUN, (self.act, self.name, self.actor, stamp(self.at), self.after))

    def ended(self, connection: Connection, answer: Answer) -> None:
        """Within a transaction of its own: the act is through. What is told once is not kept."""
        kept = Answer(answer.facts, answer.refusal, answer.done).to_json()
        connection.exec_driver_sql(_ENDED, (self.act, self.name, self.actor, stamp(self.at), self.after, kept))
        connection.exec_driver_sql("DELETE FROM acts WHERE at < ?", (stamp(self.at - KEPT),))


def became_of(reader: Engine, act: str, actor: str | None = None) -> Answer | None:
    """What became of this act; None for one of which nothing is written, so it was not done.

    A refusal ACT_BROKE_OFF names how many facts stand; ACT_OF_ANOTHER where it was not this actor's (None: whoever asks).
    """
    with reader.connect() as connection:
        row: Any = connection.exec_driver_sql("SELECT actor, first_seq, last_seq, answer FROM acts WHERE act = ?", (act,)).one_or_none()
        if row is None:
            return None
        if actor is not None and row.actor != actor:
            return refused(Refusal("ACT_OF_ANOTHER"))
        if row.answer is not None:
            return Answer.from_json(row.answer)
        facts = connection.exec_driver_sql(_FACTS, (row.first_seq, row.last_seq, row.actor)).scalars().all()
    return refused(Refusal("ACT_BROKE_OFF", facts=len(facts)), tuple(facts))
