"""A file of the main system to reference data: read, convert, write in short transactions, report every row that was not taken.

The bench works on meanwhile: a transaction takes at most 20 ms, and the rows of the next one are converted between two of them.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Literal

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.header import match
from station.exchange.mapping import NO_MAPPING, Mapping
from station.exchange.products import ProductRows
from station.exchange.records import Table
from station.exchange.refused import RefusedFile
from station.exchange.returns import ReturnRows
from station.exchange.seen import Seen
from station.exchange.source import Source, examine
from station.exchange.taking import Rows, Taking, Write
from station.knowledge import Knowledge, write_product_rows, write_returns
from station.ledger.ledger import Ledger

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


_WRITERS: Final[dict[Kind, Write]] = {"products": write_product_rows, "returns": write_returns}


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
    whose = knowledge.client(client) or client or mapping.default("client") or _only_client(kind, knowledge)
    mapping = mapping.with_client(whose)
    with _without_collector(), Seen() as seen, RefusedFile(file, reports, language) as refused, file.open("rb") as raw:
        table = _table(kind, source, TextIOWrapper(raw, source.encoding, newline=""), mapping)
        rows = _rows(kind, file, table, mapping, knowledge, seen)
        taking = Taking(ledger, _WRITERS[kind], rows, seen, refused)
        stopped = taking.all(table, lambda: progress(Progress(taking.rows, raw.tell(), source.size)), cancelled)
        report_file = refused.close()
        if not source.still_the_same():
            raise Refusal("FILE_CHANGED", file=str(file))
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


def _rows(kind: Kind, file: Path, table: Table, mapping: Mapping, knowledge: Knowledge, seen: Seen) -> Rows:
    found = match(table.header, columns(kind), mapping, str(file), table.header_line)
    if "client" not in found and not mapping.default("client"):
        raise Refusal("CLIENT_NEEDED", file=str(file), clients=", ".join(knowledge.clients()) or "–")
    if kind == "products":
        return ProductRows(table.header, found, mapping)
    return ReturnRows(table.header, found, mapping, seen)
