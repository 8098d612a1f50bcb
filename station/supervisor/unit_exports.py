"""What each export did with one unit: its facts and the readers' cursors in; what left in which file, what waits, what was refused out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from sqlalchemy import Connection

from station.assembly import Station
from station.clock import moment
from station.exchange.purposes import READERS, Purpose, remembered
from station.ledger.selection import Selection
from station.model.facts import Fact
from station.texts import as_moment, counted, listed, word

_TARGETS: Final = "SELECT substr(name, ?), since, cursor FROM readers WHERE substr(name, 1, ?) = ? ORDER BY name"
_TAKEN: Final = "SELECT seq FROM facts WHERE subject = ? AND seq > ?"
_EXCEPTIONS: Final = (
    "SELECT row.seq, row.state, row.answer FROM reader_exceptions AS row JOIN facts ON facts.seq = row.seq"
    " WHERE row.reader = ? AND facts.subject = ?"
)
_BATCH: Final = "SELECT file, written_at FROM batches WHERE reader = ? AND first_seq <= ? AND last_seq >= ? ORDER BY first_seq DESC LIMIT 1"
_STATES: Final = ("sent", "waits", "retry", "rejected")


@dataclass(frozen=True, slots=True)
class Sent:
    """One fact of the unit at one target. `state` is sent, waits, retry or rejected; `answer` what the other side said last."""

    seq: int
    what: str
    state: str
    said: str
    file: str
    shown: str
    answer: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What one target did with the unit. `says` it in a line; `trouble`: something of it needs a person."""

    target: str
    says: str
    trouble: bool
    facts: tuple[Sent, ...]


class Carrying:
    """Looks at every target of a station. `told` gives what a fact is called, by its number."""

    def __init__(self, opened: Station, told: Mapping[int, str], zone: tzinfo, language: str) -> None:
        self._opened = opened
        self._told = told
        self._zone = zone
        self._language = language

    def of(self, facts: Sequence[Fact]) -> tuple[Carried, ...]:
        """All targets that have ever run, by name."""
        with self._opened.reader.connect() as connection:
            targets = connection.exec_driver_sql(_TARGETS, (len(READERS) + 1, len(READERS), READERS)).all()
        return tuple(self._carried(str(target), int(since), int(cursor), facts) for target, since, cursor in targets)

    def _carried(self, target: str, since: int, cursor: int, facts: Sequence[Fact]) -> Carried:
        purpose = remembered(self._opened.ledger, target) or Purpose()
        with self._opened.reader.connect() as connection:
            mine = self._mine(connection, purpose, since, facts)
            sent = tuple(self._sent(connection, READERS + target, cursor, mine))
        counts = [(state, sum(each.state == state for each in sent)) for state in _STATES]
        parts = [counted(f"UNIT_EXPORT_{state.upper()}", count, self._language) for state, count in counts if count]
        says = listed(parts, self._language) or word("UNIT_EXPORT_NOTHING", self._language)
        return Carried(target, says, any(each.state == "rejected" for each in sent), sent)

    def _mine(self, connection: Connection, purpose: Purpose, since: int, facts: Sequence[Fact]) -> list[Fact]:
        """Those facts that this target takes."""
        if not facts:
            return []
        where, params = Selection(purpose.kinds, client=purpose.client).where()
        taken = set(connection.exec_driver_sql(_TAKEN + where, (facts[0].subject, since, *params)).scalars())
        return [fact for fact in facts if fact.seq in taken]

    def _sent(self, connection: Connection, reader: str, cursor: int, facts: Sequence[Fact]) -> Iterator[Sent]:
        if not facts:
            return
        rows = connection.exec_driver_sql(_EXCEPTIONS, (reader, facts[0].subject)).all()
        exceptions: dict[int, tuple[str, str]] = {int(seq): (str(state), str(answer)) for seq, state, answer in rows}
        for fact in facts:
            state, answer = exceptions.get(fact.seq, ("sent" if fact.seq <= cursor else "waits", ""))
            row: Any = connection.exec_driver_sql(_BATCH, (reader, fact.seq, fact.seq)).one_or_none() if state == "sent" else None
            file, written = (str(row[0]), as_moment(moment(row[1]), self._language, self._zone)) if row else ("", "")
            yield Sent(
                fact.seq,
                self._told.get(fact.seq, fact.kind),
                state,
                word(f"UNIT_SENT_{state.upper()}", self._language),
                file,
                written,
                answer,
            )
