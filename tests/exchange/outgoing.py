"""Units of several clients on their way through a station, and batches of facts, for tests of exports."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from station.exchange.batches import Batch, Delivery, Plan, Rows
from station.exchange.folder_target import FolderTarget
from station.ledger.digest import canonical
from station.ledger.ledger import Ledger
from station.model.facts import ITEM_RESTOCKED, NewFact
from tests.ledger.builders import arrived, graded, label, overridden, plate, received, reopened

FORMATS: Final = ("jsonl", "csv", "xlsx", "people-csv")


def unit(ledger: Ledger, number: int, client: str) -> None:
    """A unit from its parcel to its bin, with a label and facts that name no client."""
    parcel, lpn = f"B01-P{number:06d}-X", plate(number)
    came = arrived(parcel)
    ledger.append("I-04", [NewFact(came.kind, parcel, {**came.payload, "client": client}, came.context)])
    ledger.append("I-04", [received(lpn, parcel=parcel, client=client), graded(lpn, client=client), label(lpn)])
    ledger.append("S-01", [overridden(lpn, "B", "C", "salvage"), reopened(lpn, "B01:x:9"), graded(lpn, client=client)])
    ledger.append("I-04", [NewFact(ITEM_RESTOCKED, lpn, {"bin": "A-01", "quantity": 1, "sku": "S", "client": client, "condition": {}})])


def mixed(ledger: Ledger, rounds: int = 1) -> None:
    """So many units of each of three clients, in turn."""
    for turn in range(rounds):
        for place, client in enumerate(("northwind", "southwind", "Südwind & Co.")):
            unit(ledger, 1 + 3 * turn + place, client)


def facts(*deliveries: Delivery) -> list[dict[str, Any]]:
    """What stands in the JSON Lines of these batches."""
    texts = [delivery.files[0].path.read_text(encoding="utf-8") for delivery in deliveries]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def parcel_worked(ledger: Ledger, number: int = 1) -> None:
    """A unit of northwind in its parcel, graded, with a label: facts of four seqs, three of which leave."""
    ledger.append("I-04", [arrived(f"B01-P{number:06d}-X"), received(plate(number), parcel=f"B01-P{number:06d}-X")])
    ledger.append("I-04", [graded(plate(number), photos=["a" * 64]), label(plate(number))])


def fact_rows(titles: Sequence[str], **changes: object) -> Rows:
    """A fact of item.received for each title, as the table holds it."""
    return [
        (seq, f"B01:7f3a9c:{seq}", "B01", "7f3a9c", "item.received", 1, "2026-11-21T20:18:25.123Z", "I-04", f"B01-{seq:06d}-X",
         canonical({**received(title=title).payload, **changes})[0], None, "b" * 64, f"{seq:064x}")
        for seq, title in enumerate(titles, 1)
    ]  # fmt: skip


def deliver(folder: Path, rows: Rows, formats: Sequence[str] = FORMATS, page: int = 2_000) -> Delivery:
    """These rows as one batch, in pages of so many."""
    plan = Plan("B01", "7f3a9c", "wms", 1, len(rows), len(rows), "0" * 64, "2026-11-21T20:18:25.123Z", formats=tuple(formats))
    pages = [rows[start : start + page] for start in range(0, len(rows), page)]
    return FolderTarget(folder).deliver(Batch(plan, lambda: pages))
