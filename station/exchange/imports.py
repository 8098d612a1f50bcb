"""A file of the main system to reference data: read, convert, write in short transactions, report every row that was not taken.

The bench works on meanwhile: a transaction takes at most 20 ms, and the rows of the next one are converted between two of them.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from sqlalchemy import Connection

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.header import match
from station.exchange.mapping import NO_MAPPING, Mapping
from station.exchange.pace import Pace
from station.exchange.products import ProductRows
from station.exchange.records import Record, Table
from station.exchange.refused import RefusedFile, RefusedRow
from station.exchange.returns import ReturnRows
from station.exchange.rows import RowRefused
from station.exchange.seen import Seen
from station.exchange.source import Source, examine
from station.knowledge import Counts, Knowledge, write_products, write_returns
from station.ledger.ledger import Ledger
from station.model.facts import Fact

Kind = Literal["products", "returns"]
KINDS: Final[tuple[Kind, ...]] = ("products", "returns")
OWN_CLIENT: Final = "main"  # whose products those are, on a station that knows no client yet and was told none


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is; `bytes` of `total` are read."""

    rows: int
    bytes: int
    total: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. rows = added + changed + unchanged + refused.

    `refused_file` lists the refused rows; `beside` is False where the file's own folder took no report and it lies among
    the station's reports. `client` is whose rows those are that name none ("" if every row must). `cancelled` after a part.
    """

    kind: Kind
    file: Path
    encoding: str
    delimiter: str
    client: str
    rows: int
    added: int
    changed: int
    unchanged: int
    refused: int
    refused_file: Path | None
    beside: bool
    cancelled: bool

    @property
    def accepted(self) -> int:
        """Rows that changed something here."""
        return self.added + self.changed


class _Rows(Protocol):
    def convert(self, cells: Sequence[str]) -> Any: ...  # noqa: ANN401 -- a Product or an ExpectedLine

    def keys(self, rows: Sequence[Any], /) -> list[tuple[str, ...]]: ...


_WRITERS: Final[dict[Kind, Callable[[Connection, Sequence[Any]], Counts]]] = {"products": write_products, "returns": write_returns}


def import_file(
    kind: Kind,
    file: Path,
    *,
    ledger: Ledger,
    knowledge: Knowledge,
    reports: Path,
    mapping: Mapping = NO_MAPPING,
    client: str = "",
    language: str = "en",
    progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Take a file of products or expected returns. Same file again: nothing changes.

    `client` is whose rows those are that name none; `reports` takes the report of refused rows where the folder of the
    file takes none. `progress` is told after every transaction, and `cancelled` asked: what was taken until then stays.
    Raises Refusal FILE_…, ENCODING_…, HEADER_…, MAPPING_DEFAULT, CLIENT_NEEDED, FILE_CHANGED; Fault of the database, REPORT_NOT_WRITTEN.
    """
    source = examine(file, mapping.format.encoding)
    whose = client or mapping.default("client") or _only_client(kind, knowledge)
    mapping = mapping.with_client(whose)
    with _without_collector(), Seen() as seen, RefusedFile(file, reports, language) as refused, file.open("rb") as raw:
        table = _table(kind, source, TextIOWrapper(raw, source.encoding, newline=""), mapping)
        rows = _rows(kind, file, table, mapping, knowledge, seen)
        taking = _Taking(ledger, _WRITERS[kind], rows, seen, refused)
        try:
            stopped = taking.all(table, lambda: progress(Progress(taking.rows, raw.tell(), source.size)), cancelled)
        except OSError as error:
            raise Refusal("FILE_UNREADABLE", file=str(file), detail=error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise Refusal("FILE_CHANGED", file=str(file), rows=taking.rows) from error
        report_file = refused.close()
        if not source.still_the_same():
            raise Refusal("FILE_CHANGED", file=str(file), rows=taking.rows)
        figures = (taking.rows, taking.added, taking.changed, taking.unchanged, refused.count)
        return ImportReport(kind, file, source.encoding, table.delimiter, whose, *figures, report_file, refused.beside, stopped)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rows hold no cycles, so looking for some in a million of them is a tenth of the time for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _only_client(kind: Kind, knowledge: Knowledge) -> str:
    clients = knowledge.clients()
    if len(clients) == 1:
        return clients[0]
    return OWN_CLIENT if kind == "products" and not clients else ""


def _table(kind: Kind, source: Source, text: TextIOWrapper, mapping: Mapping) -> Table:
    return Table(text, columns(kind), mapping, str(source.path))


def _rows(kind: Kind, file: Path, table: Table, mapping: Mapping, knowledge: Knowledge, seen: Seen) -> _Rows:
    found = match(table.header, columns(kind), mapping, str(file), table.header_line)
    if "client" not in found and not mapping.default("client"):
        raise Refusal("CLIENT_NEEDED", file=str(file), clients=", ".join(knowledge.clients()) or "–")
    if kind == "products":
        return ProductRows(table.header, found, mapping)
    return ReturnRows(table.header, found, mapping, seen)


class _Taking:
    """The rows of one file on their way into the database, with the figures so far."""

    def __init__(
        self, ledger: Ledger, write: Callable[[Connection, Sequence[Any]], Counts], rows: _Rows, seen: Seen, refused: RefusedFile
    ) -> None:
        self._ledger, self._write, self._rows, self._seen, self._refused = ledger, write, rows, seen, refused
        self._pace = Pace()
        self._lines: list[int] = []
        self._batch: list[Any] = []
        self._not_taken: list[RefusedRow] = []
        self.rows = self.added = self.changed = self.unchanged = 0

    def all(self, table: Table, tell: Callable[[], None], cancelled: Callable[[], bool]) -> bool:
        """Takes every record; True when it was cancelled before the end."""
        records = table.records()
        while some := list(islice(records, self._pace.rows)):
            self._convert(some)
            self._drop_repeated()
            if self._batch:
                self._commit()
            self._report()
            self.rows += len(some)
            tell()
            if cancelled():
                return True
        return False

    def _convert(self, records: Sequence[Record]) -> None:
        self._lines, self._batch = [], []
        convert = self._rows.convert
        for line, cells in records:
            try:
                if cells is None:
                    raise RowRefused("", "", Refusal("ROW_QUOTES"))
                self._batch.append(convert(cells))
                self._lines.append(line)
            except RowRefused as row:
                self._not_taken.append(RefusedRow(line, row.column, row.value, row.reason))

    def _drop_repeated(self) -> None:
        # Two rows of one key would undo each other at every import; which one is right, nobody can know.
        keys = self._rows.keys(self._batch)
        repeated = self._seen.earlier(keys, self._lines)
        for position, first in repeated.items():
            reason = Refusal("ROW_TWICE", first=first)
            self._not_taken.append(RefusedRow(self._lines[position], "", " ".join(keys[position]), reason))
        if repeated:
            self._batch = [row for position, row in enumerate(self._batch) if position not in repeated]

    def _report(self) -> None:
        for row in sorted(self._not_taken, key=lambda row: row.line):
            self._refused.add(row)
        self._not_taken.clear()

    def _commit(self) -> None:
        counts: list[Counts] = []

        def write(connection: Connection, _facts: Sequence[Fact]) -> None:
            started = self._ledger.clock.elapsed_ms()
            counts.append(self._write(connection, self._batch))
            # Without the commit: how long the disk takes to sync does not depend on the rows.
            self._pace.took(len(self._batch), self._ledger.clock.elapsed_ms() - started)

        self._ledger.append("", (), write)
        self.added += counts[-1].added
        self.changed += counts[-1].changed
        self.unchanged += counts[-1].unchanged
