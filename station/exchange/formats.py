"""Rows of the table `facts` to the bytes of an export file: JSON Lines, CSV for machines, CSV for people, and a workbook."""

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Final

from station.clock import moment
from station.errors import Refusal
from station.exchange.batches import Plan, Rows
from station.exchange.flat import COLUMNS, NUMBERS, Row, flat
from station.exchange.xlsx import Out, workbook
from station.ledger.digest import parsed, quoted
from station.spreadsheets.cells import for_people
from station.texts import word

Write = Callable[[Rows], object]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: what it is called, the end of its name, and what writes pages of fact rows (in the order of `ledger.rows.COLUMNS`).

    `write(out, plan)` gives a function that takes a page; the file is whole when its `with` ends.
    """

    name: str
    suffix: str
    write: Callable[[Out, Plan], AbstractContextManager[Write]]


@contextmanager
def _json_lines(out: Out, _plan: Plan) -> Iterator[Write]:
    yield lambda rows: out.write("".join([_json_line(*row) for row in rows]).encode("utf-8"))


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


@contextmanager
def _csv(out: Out, _plan: Plan) -> Iterator[Write]:
    out.write(_csv_bytes([COLUMNS]))
    yield lambda rows: out.write(_csv_bytes(map(_flat, rows)))


@contextmanager
def _people_csv(out: Out, plan: Plan) -> Iterator[Write]:
    titles = [word(f"EXPORT_COLUMN_{name}", plan.language) for name in COLUMNS]
    out.write(b"\xef\xbb\xbf" + _csv_bytes([titles]))
    yield lambda rows: out.write(_csv_bytes(map(_for_people, map(_flat, rows))))


@contextmanager
def _xlsx(out: Out, plan: Plan) -> Iterator[Write]:
    with workbook(out, "facts", COLUMNS, NUMBERS, moment(plan.planned_at)) as write:
        yield lambda rows: write(map(_flat, rows))


def _csv_bytes(rows: Iterator[Row] | list[Row] | list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8")


def _for_people(cells: Row) -> Row:
    return tuple(for_people(cell) if isinstance(cell, str) else cell for cell in cells)


def _flat(row: Row) -> Row:
    payload, context = row[9], row[10]
    return flat(row, parsed(payload), None if context is None else parsed(context))


ALL: Final = (
    Format("jsonl", ".jsonl", _json_lines),
    Format("csv", ".csv", _csv),
    Format("xlsx", ".xlsx", _xlsx),
    Format("people-csv", ".people.csv", _people_csv),
)


def format_named(name: str) -> Format:
    """The format of this name; raises Refusal EXPORT_FORMAT."""
    for form in ALL:
        if form.name == name:
            return form
    raise Refusal("EXPORT_FORMAT", format=name, known=", ".join(form.name for form in ALL))
