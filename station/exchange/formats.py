"""Rows of the table `facts` to the bytes of an export file: JSON Lines as others see a fact, and CSV for machines."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

from station.exchange.flat import COLUMNS, Row, flat
from station.ledger.digest import parsed, quoted

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: the end of its name, its first bytes, and a page of fact rows (in the order of `ledger.rows.COLUMNS`) as bytes."""

    suffix: str
    head: bytes
    page: Callable[[Rows], bytes]


def _json_lines(rows: Rows) -> bytes:
    return "".join([_json_line(*row) for row in rows]).encode("utf-8")


def _json_line(
    seq: int, id_: str, station: str, ledger: str, kind: str, version: int, at: str, actor: str, subject: str,
    payload: str, context: str | None, previous: str, digest: str,
) -> str:  # fmt: skip
    # Payload and context are canonical JSON already and go out as they stand: nothing can change on the way.
    return (
        f'{{"id":{quoted(id_)},"station":{quoted(station)},"ledger":{quoted(ledger)},"seq":{seq},"kind":{quoted(kind)},"version":{version},'
        f'"at":{quoted(at)},"actor":{quoted(actor)},"subject":{quoted(subject)},"payload":{payload},"context":{context or "null"},'
        f'"previous":"{previous}","digest":"{digest}"}}\n'
    )


def _csv(rows: Rows) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(map(_flat, rows))
    return out.getvalue().encode("utf-8")


def _flat(row: Row) -> Row:
    payload, context = row[9], row[10]
    return flat(row, parsed(payload), None if context is None else parsed(context))


JSON_LINES: Final = Format(".jsonl", b"", _json_lines)
CSV: Final = Format(".csv", (",".join(COLUMNS) + "\r\n").encode("ascii"), _csv)
FORMATS: Final = (JSON_LINES, CSV)
