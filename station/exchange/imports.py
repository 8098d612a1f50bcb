"""A file of the main system to reference data: read, convert, write in short transactions, report every row that was not taken.

The bench works on meanwhile: a transaction takes at most 20 ms, and the rows of the next one are converted between two of them.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.delimited import delimited_rows
from station.exchange.header import match
from station.exchange.json_lines import json_rows
from station.exchange.kinds import KINDS, Given, Kind
from station.exchange.mapping import NO_MAPPING, Mapping
from station.exchange.records import Rows, Table
from station.exchange.refused import RefusedFile
from station.exchange.seen import Seen
from station.exchange.source import Form, Source, examine
from station.exchange.taking import MakesRows, Taking
from station.exchange.unmapped import Categories
from station.knowledge.knowledge import Knowledge
from station.ledger.ledger import Ledger

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
    the station's reports. `client` is whose rows those are that name none ("" if every row must, or if none needs to).
    `above` rows over the header (in `header_line`) were left out. `remarks` are keys of sentences about the file.
    `unmapped` rows of products have a category that no rubric and no mapping knows, `unmapped_names` the most frequent of
    those with their rows. `cancelled` after a part.
    """

    kind: Kind
    file: Path
    form: Form
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    above: int
    remarks: tuple[str, ...]
    client: str
    rows: int
    added: int
    changed: int
    unchanged: int
    refused: int
    unmapped: int
    unmapped_names: tuple[tuple[str, int], ...]
    refused_file: Path | None
    beside: bool
    cancelled: bool

    @property
    def accepted(self) -> int:
        """Rows that changed something here."""
        return self.added + self.changed


def import_file(
    kind: Kind,
    file: Path,
    *,
    ledger: Ledger,
    knowledge: Knowledge,
    reports: Path,
    mapping: Mapping = NO_MAPPING,
    client: str = "",
    sheet: str = "",
    rubrics: Sequence[str] = (),
    language: str = "en",
    progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Take a file of the main system. Same file again: nothing changes.

    `client` is whose rows those are that name none; `sheet` names the one of a workbook; `rubrics` are the names to which
    categories are mapped. `reports` takes the report of refused rows where the folder of the file takes none. `progress` is
    told after every transaction, and `cancelled` asked: what was taken until then stays.
    Raises Refusal FILE_…, ENCODING_…, WORKBOOK_…, HEADER_…, MAPPING_DEFAULT, CLIENT_NEEDED, FILE_CHANGED; Fault of the
    database, REPORT_NOT_WRITTEN.
    """
    source = examine(file, mapping.format.encoding)
    whose = knowledge.client(client) or client or mapping.default("client") or _only_client(kind, knowledge)
    mapping = mapping.with_client(whose)
    with ExitStack() as stack:
        stack.enter_context(_without_collector())
        seen, refused = stack.enter_context(Seen()), stack.enter_context(RefusedFile(file, reports, language))
        rows = _rows(source, stack.enter_context(file.open("rb")), kind, mapping, sheet, stack)
        table = Table(rows, columns(kind), mapping, str(file))
        categories = Categories()
        makes = _makes(kind, table, mapping, knowledge, seen, rubrics, str(file))
        notes = categories.note if kind == "products" and rubrics else _nothing
        taking = Taking(ledger, KINDS[kind].write, makes, seen, refused, notes)
        stopped = taking.all(table, lambda: progress(Progress(taking.rows, rows.position(), rows.total)), cancelled)
        report_file = refused.close()
        if not source.still_the_same():
            raise Refusal("FILE_CHANGED", file=str(file))
        form = (source.form, source.encoding, rows.delimiter, rows.sheet, table.header_line, table.above, rows.remarks)
        figures = (taking.rows, taking.added, taking.changed, taking.unchanged, refused.count)
        unmapped = categories.unmapped(knowledge, rubrics)
        return ImportReport(kind, file, *form, whose, *figures, *unmapped, report_file, refused.beside, stopped)


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


def _nothing(_objects: Sequence[object]) -> None: ...


def _only_client(kind: Kind, knowledge: Knowledge) -> str:
    if KINDS[kind].for_everybody:
        return ""
    clients = knowledge.clients()
    if len(clients) == 1:
        return clients[0]
    return OWN_CLIENT if kind == "products" and not clients else ""


def _rows(source: Source, raw: BinaryIO, kind: Kind, mapping: Mapping, sheet: str, stack: ExitStack) -> Rows:
    if source.form == "xlsx":
        from station.exchange.workbooks import workbook_rows  # noqa: PLC0415 -- it loads numpy, for which no bench waits

        return workbook_rows(source, raw, sheet, stack)
    if sheet:
        raise Refusal("WORKBOOK_IS_TEXT", file=str(source.path), sheet=sheet)
    return json_rows(source, raw, stack) if source.form == "jsonl" else delimited_rows(source, raw, columns(kind), mapping, stack)


def _makes(kind: Kind, table: Table, mapping: Mapping, knowledge: Knowledge, seen: Seen, rubrics: Sequence[str], file: str) -> MakesRows:
    found = match(table.header, columns(kind), mapping, file, table.header_line)
    if not KINDS[kind].for_everybody and "client" not in found and not mapping.default("client"):
        raise Refusal("CLIENT_NEEDED", file=file, clients=", ".join(knowledge.clients()) or "–")
    return KINDS[kind].make(Given(table.header, found, mapping, table.rows.marked, seen, rubrics))
