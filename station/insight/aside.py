"""Units that are begun and not decided: drafts in, who has them in hand or set them aside out. They are in no fact yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import JSONDecodeError, loads
from typing import Any, Final

from sqlalchemy import Connection, select

from station.store.schema import drafts, items

_TAKEN: Final = ("ItemScanned", "Answered", "Stopped", "EmptyBox")  # events that may take a unit in hand


@dataclass(frozen=True, slots=True)
class UnitAside:
    """One unit: `state` is parked or in_hand, `by` the person's id, `since` as facts write time; what is not known is empty."""

    lpn: str
    state: str
    by: str
    since: str
    parcel: str = ""
    client: str = ""
    sku: str = ""
    title: str = ""
    line: tuple[str, str, str] = ("", "", "")

    def as_row(self) -> dict[str, Any]:
        """A row as those of the projection are, for a unit that is not in it yet."""
        return {column.name: None for column in items.columns} | {
            "lpn": self.lpn, "state": self.state, "parcel": self.parcel or None, "client": self.client, "sku": self.sku or None,
            "title": self.title, "category": "", "rma": self.line[1] or None, "line": self.line[2] or None, "because": [],
            "actor": self.by, "received_at": self.since, "route": None, "photos": [], "labels": [],
        }  # fmt: skip


def units_aside(connection: Connection) -> list[UnitAside]:
    """All of them, the oldest first; a draft that cannot be read is left to whoever opens the bench."""
    rows = connection.execute(select(drafts).order_by(drafts.c.saved_at, drafts.c.lpn)).mappings()
    found = []
    for row in rows:
        try:
            body = loads(row["body"])
            state = "parked" if row["state"] == "parked" else "in_hand"
            found += [_unit(body, row["lpn"], state, row["actor"], row["saved_at"])] if row["state"] in ("parked", "bench") else []
        except (JSONDecodeError, KeyError, TypeError, AttributeError):
            continue
    return [unit for unit in found if unit.lpn]


def _unit(body: Mapping[str, Any], name: str, state: str, by: str, since: str) -> UnitAside:
    base, unit = body["base"], body["base"].get("unit") or {}
    taken = next(_events(body), {})
    known = unit.get("product") or unit.get("line") or _only(taken.get("products")) or _only(taken.get("lines")) or {}
    line = unit.get("line") or _only(taken.get("lines")) or {}
    parcel, said = base.get("parcel") or {}, body.get("stands_for") or {}
    lpn = name if state == "parked" else unit.get("lpn") or (base.get("plate") or taken.get("plate") if taken else "")
    return UnitAside(
        lpn=lpn or "",
        state=state,
        by=by,
        since=since,
        parcel=said.get("parcel") or unit.get("parcel") or ("" if unit else parcel.get("id") or ""),
        client=known.get("client") or unit.get("client") or parcel.get("client") or "",
        sku=known.get("sku") or "",
        title=known.get("title") or "",
        line=_key(said.get("line") or [line.get(name) for name in ("client", "rma", "line")]),
    )


def _events(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (value for event in body["events"] for kind, value in event.items() if kind in _TAKEN)


def _key(line: list[str | None]) -> tuple[str, str, str]:
    client, rma, number = (part or "" for part in line)
    return client, rma, number


def _only(several: list[dict[str, Any]] | None) -> dict[str, Any] | None:
    """The one there is; with several nobody can say yet."""
    return several[0] if several and len(several) == 1 else None
