"""What left: the facts of lots shipped, units destroyed, sent back or sent to repair in; one row each out, the newest first. Reads only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping

from station.clock import stamp
from station.ledger.digest import parsed
from station.model import facts as kinds

_KINDS: Final = (kinds.LOT_SHIPPED, kinds.ITEM_DESTROYED, kinds.ITEM_RETURNED, kinds.ITEM_SENT_TO_REPAIR, kinds.ITEM_BACK_FROM_REPAIR)
# One index range a kind, from its end, a page at a time: it costs what left since then, and not what the ledger holds.
_LEFT: Final = """
SELECT seq, at, actor, kind, subject, payload, context FROM facts INDEXED BY facts_by_kind
WHERE kind = ? AND seq < ? ORDER BY seq DESC LIMIT ?
"""
_UNIT: Final = "SELECT client, title FROM items WHERE lpn = ?"
_LOT: Final = "SELECT client FROM lots WHERE lot = ?"
MOST: Final = 500
"""Departures of one list."""

_PAGE: Final = 500
_PAST_ALL: Final = 2**63 - 1  # no fact has a number as high


@dataclass(frozen=True, slots=True)
class Gone:
    """One departure: `what` is the plate or the lot, `kind` the fact's kind, `at` as facts write time.

    `to`, `reference`, `weight_g`, `witness` and `method` are what was said when it left; "" or None where nothing was.
    """

    seq: int
    at: str
    actor: str
    kind: str
    what: str
    client: str
    title: str
    units: int
    to: str = ""
    reference: str = ""
    weight_g: int | None = None
    witness: str = ""
    method: str = ""
    photo: str = ""


def gone(reader: Engine, client: str = "", since: datetime | None = None, most: int = MOST) -> tuple[Gone, ...]:
    """What left since a moment (aware; None: ever), of one client or all; the newest first, at most `most`.

    Whoever wants to tell that there is more asks for one more than is shown.
    """
    earliest = stamp(since) if since else ""
    with reader.connect() as connection:
        found = [row for kind in _KINDS for row in islice(_of_kind(connection, kind, client, earliest), most)]
    return tuple(sorted(found, key=lambda row: -row.seq)[:most])


def _of_kind(connection: Connection, kind: str, client: str, earliest: str) -> Iterator[Gone]:
    """The newest first, page by page until those of a page are older than `earliest`."""
    below = _PAST_ALL
    while page := connection.exec_driver_sql(_LEFT, (kind, below, _PAGE)).mappings().all():
        recent = [row for row in page if row["at"] >= earliest]
        yield from (each for each in _told(connection, kind, recent) if client in ("", each.client))
        if page[-1]["at"] < earliest:
            return
        below = page[-1]["seq"]


def _told(connection: Connection, kind: str, rows: Iterable[RowMapping]) -> Iterator[Gone]:
    for row in rows:
        said: Mapping[str, Any] = parsed(row["payload"])
        personal = parsed(row["context"]) if row["context"] else {}
        what = str(said.get("lot") or row["subject"]) if kind == kinds.LOT_SHIPPED else row["subject"]
        client, title = _about(connection, kind, what)
        photos = said.get("photos") or [{}]
        yield Gone(
            row["seq"], row["at"], row["actor"], kind, what, str(said.get("client") or client), title, len(said.get("lpns") or "1"),
            to=str(said.get("to") or ""),
            reference=str(said.get("reference") or personal.get("reference") or ""),
            weight_g=said.get("weight_g"),
            witness=str(said.get("witness") or ""),
            method=str(said.get("method") or ""),
            photo=str(photos[0].get("sha256") or ""),
        )  # fmt: skip


def _about(connection: Connection, kind: str, what: str) -> tuple[str, str]:
    """Client and title of a lot or of a unit."""
    if kind == kinds.LOT_SHIPPED:
        lot = connection.exec_driver_sql(_LOT, (what,)).one_or_none()
        return (lot.client, "") if lot else ("", "")
    unit = connection.exec_driver_sql(_UNIT, (what,)).one_or_none()
    return (unit.client, unit.title) if unit else ("", "")
