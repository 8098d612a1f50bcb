"""What a target is made for: whose facts, of which kinds, in which formats, into which folder. Agreed at its first run, then remembered.

It is kept beside the cursor in the station's database, so it survives rebuilds and is in every backup.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from station.errors import Refusal
from station.exchange.batches import FORMATS, KINDS, fields
from station.ledger.ledger import Ledger
from station.model import facts
from station.store.faults import guarded

DEFAULT_TARGET: Final = "folder"  # the one that an export without a name has
READERS: Final = "export:"  # how the readers of exports begin: export:<target>

# The kinds that this program knows, so that a slip of the pen is refused and not a target that stays empty for ever.
_KNOWN: Final = frozenset(value for value in vars(facts).values() if isinstance(value, str) and f"{value.partition('.')[0]}.*" in KINDS)

_LOOK: Final = "SELECT (SELECT value FROM meta WHERE key = readers.name) FROM readers WHERE name = ?"
_KEEP: Final = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True, slots=True)
class Purpose:
    """`client` None is every client; `folder` "" is the target's own one among the station's exports."""

    client: str | None = None
    kinds: tuple[str, ...] = KINDS
    formats: tuple[str, ...] = FORMATS
    folder: str = ""

    def place(self, exports: Path, target: str) -> Path:
        """The folder that files of this target go to; `exports` is the station's own."""
        return Path(self.folder) if self.folder else exports / target


def remembered(ledger: Ledger, target: str) -> Purpose | None:
    """What a target is made for; None for one that has never run."""
    with guarded(ledger.file), ledger.reader.connect() as connection:
        row = connection.exec_driver_sql(_LOOK, (READERS + target,)).one_or_none()
    return None if row is None else Purpose(**fields(row[0] or "{}"))


def agreed(ledger: Ledger, target: str, client: str | None, kinds: Sequence[str], formats: Sequence[str], folder: str) -> Purpose:
    """What this run does: what is said, else what was before, else the default. A new target is remembered with its client and kinds.

    Raises Refusal EXPORT_CLIENT, EXPORT_KIND, EXPORT_FORMAT for what is not known here, EXPORT_TARGET_DIFFERS where a target
    that has run before was made for another client or other kinds.
    """
    from station.exchange.formats import format_named  # noqa: PLC0415 -- who only looks at what is owed writes no file

    for name in formats:
        format_named(name)
    wanted, before = covering(kinds), remembered(ledger, target)
    another = None if before and client == before.client else client
    if another is not None:
        _check(ledger, another)
    if before is None:
        before = Purpose(client, wanted or KINDS)
        remember(ledger, target, before)
    elif another is not None or (wanted and wanted != before.kinds):
        whose = "@EXPORT_EVERY_CLIENT" if before.client is None else before.client
        raise Refusal("EXPORT_TARGET_DIFFERS", target=target, client=whose, kinds=", ".join(before.kinds))
    return replace(before, formats=tuple(dict.fromkeys(formats)) or before.formats, folder=folder or before.folder)


def remember(ledger: Ledger, target: str, purpose: Purpose) -> None:
    """Keep it, durably."""
    text = json.dumps(asdict(purpose), ensure_ascii=False)

    def keep(connection: Connection, _facts: object) -> None:
        connection.exec_driver_sql(_KEEP, (READERS + target, text))

    ledger.append("", (), keep)


def covering(kinds: Sequence[str]) -> tuple[str, ...]:
    """The same kinds in one order, none twice, none that another one covers; raises Refusal EXPORT_KIND."""
    for kind in kinds:
        if kind not in KINDS and kind not in _KNOWN:
            raise Refusal("EXPORT_KIND", kind=kind, families=", ".join(KINDS), known=", ".join(sorted(_KNOWN)))
    families = [family for family in KINDS if family in kinds]
    return (*families, *sorted({kind for kind in kinds if f"{kind.partition('.')[0]}.*" not in families}))


def _check(ledger: Ledger, client: str) -> None:
    """Does the station have goods or returns of this client?"""
    from station.knowledge.knowledge import Knowledge  # noqa: PLC0415 -- as above

    with Knowledge(ledger.reader) as knowledge, guarded(ledger.file), ledger.reader.connect() as connection:
        seen = {*knowledge.clients(), *connection.exec_driver_sql("SELECT DISTINCT client FROM items").scalars()} - {""}
    if client not in seen:
        raise Refusal("EXPORT_CLIENT", client=client, known=", ".join(sorted(seen)) or "–")
