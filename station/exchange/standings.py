"""Every target of a station: what it is made for, how far it is, and its last batch. Only looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from station.exchange.owed import LastBatch
from station.exchange.purposes import READERS, Purpose, remembered
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts, Reader
from station.store.faults import guarded

_NAMES: Final = "SELECT substr(name, ?) FROM readers WHERE substr(name, 1, ?) = ? ORDER BY name"
LAST: Final = "SELECT file, count, written_at FROM batches WHERE reader = ? ORDER BY first_seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Standing:
    """One target. `folder` is where its files go."""

    target: str
    purpose: Purpose
    folder: Path
    counts: Counts
    last: LastBatch | None


def standings(ledger: Ledger, exports: Path) -> tuple[Standing, ...]:
    """All targets that have ever run, by name."""
    with guarded(ledger.file), ledger.reader.connect() as connection:
        names = connection.exec_driver_sql(_NAMES, (len(READERS) + 1, len(READERS), READERS)).scalars().all()
    return tuple(_standings(ledger, exports, names))


def _standings(ledger: Ledger, exports: Path, names: Sequence[str]) -> Iterator[Standing]:
    for target in names:
        purpose = remembered(ledger, target) or Purpose()
        reader = Reader(ledger, READERS + target, purpose.kinds, client=purpose.client)
        with guarded(ledger.file), ledger.reader.connect() as connection:
            row = connection.exec_driver_sql(LAST, (reader.name,)).one_or_none()
        yield Standing(target, purpose, purpose.place(exports, target), reader.counts(), LastBatch(*row) if row else None)
