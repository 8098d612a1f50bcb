"""The list of units as a file for people: what is wanted in, a CSV or a workbook of any length out. A row at a time in memory."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from station.assembly import Station
from station.spreadsheets.cells import for_people
from station.store.files import whole_file
from station.supervisor.items import COLUMNS, Cell, ItemLine
from station.texts import word

Tell = Callable[[int], None]  # how many units are written

_BATCH: Final = 1_000


def item_titles(language: str) -> list[str]:
    """The columns of the list as people call them."""
    return [word(f"ITEMS_COLUMN_{key.upper()}", language) for key in COLUMNS]


def write_items(opened: Station, lines: Iterable[ItemLine], out: Path, language: str, tell: Tell) -> int:
    """Write them to `out` (".csv", else a workbook), whole or not at all; how many. Times are the site's.

    Raises OSError for the disk, Fault EXPORT_NOT_WRITTEN for the temporary folder.
    """
    write = _csv if out.suffix.lower() == ".csv" else _xlsx
    with whole_file(out) as file:
        return write(opened, lines, file, language, tell)


def _csv(opened: Station, lines: Iterable[ItemLine], out: BinaryIO, language: str, tell: Tell) -> int:
    """UTF-8 with a mark that spreadsheets look for; no cell is a formula."""
    text = TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(item_titles(language))
    written, zone = 0, opened.zone
    for batch in _batched(lines):
        writer.writerows([for_people(_plain(cell, zone)) if cell else "" for cell in line.cells] for line in batch)
        written += len(batch)
        tell(written)
    text.detach()
    return written


def _xlsx(opened: Station, lines: Iterable[ItemLine], out: BinaryIO, language: str, tell: Tell) -> int:
    from station.exchange.xlsx import workbook  # noqa: PLC0415 -- only for whoever writes one

    written, zone = 0, opened.zone
    with workbook(out, word("ITEMS_SHEET", language), item_titles(language), (), opened.clock.now()) as write:
        for batch in _batched(lines):
            write([[_plain(cell, zone) for cell in line.cells] for line in batch])
            written += len(batch)
            tell(written)
    return written


def _batched(lines: Iterable[ItemLine]) -> Iterator[Sequence[ItemLine]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _plain(cell: Cell, zone: ZoneInfo) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).isoformat(" ", "seconds")[:19]
    return cell or ""
