"""Facts about parcels, into parcels. A parcel may arrive twice: at the dock, and when it is opened at a bench."""

from typing import Final

from station.ledger.digest import canonical
from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact


def arrived(tables: Tables, fact: Fact) -> None:
    """The parcel is there, and open."""
    context = fact.context or {}
    row = {
        "parcel": fact.subject,
        "state": "arrived",
        "client": fact.payload["client"],
        "code": context.get("code") or "",
        "rma": context.get("rma"),
        "tracking": context.get("tracking"),
        "closed_at": None,
        "outcome": "{}",
        "last_seq": fact.seq,
    }
    if not tables.change("parcels", fact.subject, row):
        tables.insert("parcels", {**row, "arrived_at": fact.at, "arrived_seq": fact.seq})


def closed(tables: Tables, fact: Fact) -> None:
    """The parcel is closed, with what was not in it."""
    outcome, _plain = canonical({part: fact.payload[part] for part in ("missing", "empty", "separate")})
    tables.change("parcels", fact.subject, {"state": "closed", "closed_at": fact.at, "outcome": outcome, "last_seq": fact.seq})


PROJECTIONS: Final = {kinds.PARCEL_ARRIVED: arrived, kinds.PARCEL_CLOSED: closed}
