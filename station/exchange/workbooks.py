"""A workbook (XLSX) in, records out: the stored values of one sheet. Nothing in it is run, and nothing outside it is asked."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import BinaryIO, Final
from xml.sax import SAXException
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from openpyxl.utils.datetime import from_excel

from station.errors import Refusal
from station.exchange.containers import DAMAGED
from station.exchange.marks import DATE, FORMULA, MARK, WRONG, stored
from station.exchange.records import Record, Rows
from station.exchange.shared_texts import SharedTexts, shared_texts
from station.exchange.sheet_xml import RawCell, RawRow, read_texts, sheet_rows
from station.exchange.source import Source
from station.exchange.workbook_parts import Sheet, Workbook, read_workbook

# Whatever is wrong inside shows as one of these: the archive, its packing, its XML, or values that make no sense.
_DAMAGE: Final = (
    *DAMAGED, SAXException, SyntaxError, DefusedXmlException, ValueError, LookupError, TypeError, AttributeError,
)  # fmt: skip
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def workbook_rows(source: Source, raw: BinaryIO, wanted: str, stack: ExitStack) -> Rows:
    """The rows of the sheet that is `wanted`, or of the only one that holds anything; `stack` ends what was opened for it.

    Raises Refusal WORKBOOK_DAMAGED, WORKBOOK_EMPTY, WORKBOOK_SHEET_UNKNOWN, or WORKBOOK_SHEETS.
    """
    file = str(source.path)
    try:
        archive = stack.enter_context(ZipFile(raw))
        workbook = read_workbook(archive)
        sheet = _chosen(archive, workbook, wanted, file)
        texts = stack.enter_context(shared_texts())
        if workbook.texts:
            with archive.open(workbook.texts) as stream:
                read_texts(stream, texts)
        _check_packing(archive, sheet.part)
        stream = stack.enter_context(archive.open(sheet.part))
    except _DAMAGE as error:
        raise Refusal("WORKBOOK_DAMAGED", file=file) from error
    begin, size = raw.tell(), archive.getinfo(sheet.part).compress_size
    records = _guarded(sheet_rows(stream), _Cells(workbook, texts), file)
    return Rows("xlsx", records, lambda: raw.tell() - begin, size, marked=True, sheet=sheet.name, remarks=workbook.remarks)


def _chosen(archive: ZipFile, workbook: Workbook, wanted: str, file: str) -> Sheet:
    if wanted:
        for sheet in workbook.sheets:
            if sheet.name.casefold() == wanted.casefold():
                return sheet
        raise Refusal("WORKBOOK_SHEET_UNKNOWN", file=file, sheet=wanted, sheets=_names(workbook.sheets))
    filled = [sheet for sheet in workbook.sheets if not sheet.hidden and _holds_anything(archive, sheet)]
    if not filled:
        raise Refusal("WORKBOOK_EMPTY", file=file, sheets=_names(workbook.sheets))
    if len(filled) > 1:
        raise Refusal("WORKBOOK_SHEETS", file=file, sheets=_names(filled))
    return filled[0]


def _names(sheets: tuple[Sheet, ...] | list[Sheet]) -> str:
    return ", ".join(f"“{sheet.name}”" for sheet in sheets) or "–"


def _holds_anything(archive: ZipFile, sheet: Sheet) -> bool:
    with archive.open(sheet.part) as stream:
        return any(True for _ in sheet_rows(stream))


def _check_packing(archive: ZipFile, part: str) -> None:
    """Reads the part once for its check sum, so that no row is taken from a file that was cut or damaged on its way."""
    with archive.open(part) as stream:
        while stream.read(1 << 20):
            pass


def _guarded(rows: Iterator[RawRow], cells: "_Cells", file: str) -> Iterator[Record]:
    try:
        for number, raw in rows:
            record = cells.of(raw)
            if any(record):
                yield number, record
    except _DAMAGE as error:
        raise Refusal("WORKBOOK_BROKEN", file=file) from error
    except OSError as error:
        raise Refusal("FILE_UNREADABLE", file=file, detail=error.strerror or str(error)) from error


class _Cells:
    """Raw cells to texts and marked texts."""

    def __init__(self, workbook: Workbook, texts: SharedTexts) -> None:
        self._dates = {str(number) for number in workbook.dates}
        self._epoch = workbook.epoch
        self._kinds: dict[str, Callable[[str], str]] = {
            "s": lambda text: _plain(texts.get(int(text))),
            "str": _plain,
            "inlineStr": _plain,
            "b": lambda text: "true" if text.strip() in {"1", "true"} else "false",
            "e": lambda text: WRONG + text,
            "d": _day,
        }

    def of(self, raw: list[RawCell]) -> list[str]:
        """The cells of a row, each in its place."""
        cells = [""] * (max(cell.column for cell in raw) + 1)
        for cell in raw:
            cells[cell.column] = self._cell(cell)
        return cells

    def _cell(self, cell: RawCell) -> str:
        if not cell.text:
            return FORMULA if cell.formula and cell.kind != "str" else ""
        read = self._kinds.get(cell.kind)
        if read is not None:
            return read(cell.text)
        return self._date(cell.text) if cell.style in self._dates else stored(cell.text.strip())

    def _date(self, text: str) -> str:
        try:
            found = from_excel(float(text), self._epoch)
        except (ValueError, OverflowError):
            return WRONG + text
        return _day(found.isoformat(timespec="seconds") if isinstance(found, datetime) else str(found))


def _day(text: str) -> str:
    """A date with time as a date where it is midnight: that is how workbooks store dates."""
    return DATE + text.removesuffix("Z").removesuffix("T00:00:00")


def _plain(text: str) -> str:
    """A text with its escaped characters, such as _x000D_ for a line end. NUL becomes a character that no column takes, not a mark."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace(MARK, "\x01")
