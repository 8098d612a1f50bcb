"""A lot's manifest as files for whoever takes it: CSV, a workbook, and both with the pictures in one archive.

They are opened by people outside, so no cell can be a formula there, and no link is made of a text.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from station.errors import Refusal
from station.insight.manifest import Line, LotUnit, Manifest
from station.photos.store import PhotoStore
from station.photos.thumbnails import thumbnail
from station.spreadsheets.cells import csv_for_people
from station.store.files import as_name, whole_file
from station.texts import as_moment, as_money, as_number, clauses, listed, word

COLUMNS: Final = (
    "lot", "client", "sku", "gtin", "title", "condition", "grade", "quantity", "value_each", "value", "currency", "plates", "photos",
)  # fmt: skip
"""The columns of the CSV: names are a promise, new ones go to the end."""

# In the workbook a line says how many pictures there are; which, its units say on a sheet of their own.
LINE_COLUMNS: Final = (*COLUMNS[:-2], "pictures")
UNIT_COLUMNS: Final = ("plate", "client", "sku", "gtin", "title", "condition", "grade", "value", "currency", "photos")
_COUNTS: Final = frozenset({"quantity", "pictures"})
_NUMBERS: Final = _COUNTS | {"value_each", "value"}
_WIDTHS: Final = {"title": 44, "condition": 40, "plate": 18, "photos": 44, "gtin": 17, "sku": 18, "client": 16, "lot": 12}
_FOLDER: Final = "photos/"
_SIDE: Final = 1600  # px: what is wrong is seen well, and a lot of 200 units can still be sent
_BETWEEN: Final = " | "

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class ManifestWords:
    """A manifest and how it is told: the language, what findings are called in it, when it was made, and by which site and station."""

    found: Manifest
    language: str
    finding: Callable[[str], str]
    made_at: datetime
    zone: ZoneInfo
    site: str
    station: str

    @property
    def name(self) -> str:
        """The common part of the names of its files."""
        return manifest_name(self.found.lot.name)

    def condition(self, of: Line | LotUnit) -> str:
        """Such as "used: stain or make-up mark": what it may be called, and everything that was seen."""
        seen = clauses((self.finding(code) for code in of.findings), self.language)
        called = word(f"MANIFEST_CONDITION_{of.condition.upper()}", self.language) if of.condition else ""
        return word("MANIFEST_CONDITION", self.language, called=called, seen=seen) if called and seen else called or seen

    def lines(self) -> Iterator[tuple[Cell, ...]]:
        """In the order of COLUMNS."""
        for line in self.found.lines:
            each = line.value
            yield (
                self.found.lot.name, line.client, line.sku, line.gtin, line.title, self.condition(line), line.grade, line.quantity,
                each.amount if each else None, line.worth, each.currency if each else "",
                _BETWEEN.join(unit.lpn for unit in line.units), _BETWEEN.join(_photos(unit) for unit in line.units if unit.pictures),
            )  # fmt: skip

    def counted_lines(self) -> Iterator[tuple[Cell, ...]]:
        """In the order of LINE_COLUMNS."""
        for line, cells in zip(self.found.lines, self.lines(), strict=True):
            yield *cells[:-2], sum(len(unit.pictures) for unit in line.units)

    def units(self) -> Iterator[tuple[Cell, ...]]:
        """In the order of UNIT_COLUMNS."""
        for unit in self.found.units:
            value = unit.value
            yield (
                unit.lpn, unit.client, unit.sku, unit.gtin, unit.title, self.condition(unit), unit.grade,
                value.amount if value else None, value.currency if value else "", _photos(unit),
            )  # fmt: skip

    def about(self) -> Iterator[tuple[str, str]]:
        """What the manifest as a whole says: a word and its value."""
        found, lot = self.found, self.found.lot
        worth = listed((as_money(amount, currency, self.language) for currency, amount in found.totals.items()), self.language)
        grades = listed((f"{as_number(units, self.language)} × {grade}" for grade, units in found.grades.items()), self.language)
        told: dict[str, str | int] = {
            "LOT": lot.name, "CLIENT": lot.client, "STATE": word(f"STOCK_STATE_{lot.state.upper()}", self.language),
            "NEXT": word(f"DISPOSITION_{lot.disposition.upper()}", self.language), "UNITS": len(found.units), "GRADES": grades,
            "WORTH": worth, "WITHOUT_VALUE": found.without_value, "PHOTOS": len(found.pictures), "WITHHELD": found.withheld,
            "ABSENT": found.absent, "SITE": self.site, "MADE": as_moment(self.made_at, self.language, self.zone),
        }  # fmt: skip
        for name, value in told.items():
            if value:  # what there is none of need not be said
                yield word(f"MANIFEST_{name}", self.language), str(value)


def manifest_name(lot: str) -> str:
    """What the manifest of this lot is called, without an ending: any lot's name can be that of a file."""
    return as_name(f"manifest-{lot}")


def manifest_csv(words: ManifestWords) -> bytes:
    """A line for each kind of unit."""
    return csv_for_people([COLUMNS, *words.lines()])


def manifest_xlsx(words: ManifestWords) -> bytes:
    """A workbook: the lines with their total, every unit by its plate, and what the lot is. Every text stays a text."""
    from station.spreadsheets.books import book  # noqa: PLC0415 -- half of the start of every command that writes none

    out = BytesIO()
    with book(out) as opened:
        opened.set_properties({"created": words.made_at.replace(tzinfo=None)})
        pages = _Pages(opened, words)
        pages.table("LINES", LINE_COLUMNS, words.counted_lines(), totals=words.found.totals)
        pages.table("UNITS_SHEET", UNIT_COLUMNS, words.units())
        pages.about()
    return out.getvalue()


def write_archive(path: Path, words: ManifestWords, photos: PhotoStore, told: Callable[[int, int], None] = lambda _done, _of: None) -> None:
    """CSV, workbook and pictures in one ZIP, whole or not at all; `told` hears how many pictures of how many are in it.

    Pictures are at most 1,600 px, with their circles and without anything else that the camera wrote. Raises OSError.
    """
    with whole_file(path) as out, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _add(archive, f"{words.name}.csv", manifest_csv(words), words)
        _add(archive, f"{words.name}.xlsx", manifest_xlsx(words), words)
        for name, data in _drawn(words.found, photos, told):
            _add(archive, _FOLDER + name, data, words)


def _drawn(found: Manifest, photos: PhotoStore, told: Callable[[int, int], None]) -> Iterator[tuple[str, bytes]]:
    for place, picture in enumerate(found.pictures, start=1):
        data = thumbnail(photos, picture.sha256, _SIDE, picture.marks)
        if data is None:
            raise Refusal("MANIFEST_PHOTO", name=picture.name)
        yield picture.name, data
        told(place, len(found.pictures))


def _add(archive: ZipFile, name: str, data: bytes, words: ManifestWords) -> None:
    entry = ZipInfo(name, words.made_at.astimezone(words.zone).timetuple()[:6])
    entry.compress_type = ZIP_STORED if name.startswith(_FOLDER) else ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _photos(unit: LotUnit) -> str:
    return _BETWEEN.join(_FOLDER + picture.name for picture in unit.pictures)


class _Pages:
    """The sheets of one workbook, row by row."""

    def __init__(self, book: Any, words: ManifestWords) -> None:  # noqa: ANN401 -- it ships no types
        from station.spreadsheets.books import TEXT, add_page, fitting  # noqa: PLC0415 -- as above

        self._book, self._words, self._add, self._fitting = book, words, add_page, fitting
        self._head = book.add_format({"num_format": TEXT, "bold": True, "bottom": 1, "valign": "top"})
        self._text = book.add_format({"num_format": TEXT, "valign": "top", "text_wrap": True})
        self._strong = book.add_format({"num_format": TEXT, "bold": True})
        self._count = book.add_format({"num_format": "0", "valign": "top"})
        self._amount = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self._sum = book.add_format({"num_format": "#,##0.00", "bold": True})
        self._units = book.add_format({"num_format": "0", "bold": True})

    def table(self, title: str, columns: Sequence[str], rows: Iterator[tuple[Cell, ...]], totals: dict[str, Decimal] | None = None) -> None:
        """One sheet: a row of titles that stays and filters, the rows, and their sums where there are any."""
        page = self._page(title)
        for place, name in enumerate(columns):
            page.set_column(place, place, _WIDTHS.get(name, 10))
            page.write_string(0, place, word(f"MANIFEST_COLUMN_{name.upper()}", self._words.language), self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, (name, cell) in enumerate(zip(columns, row, strict=True)):
                self._cell(page, last, place, name, cell)
        page.autofilter(0, 0, max(last, 1), len(columns) - 1)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        if totals is not None:
            self._sums(page, columns, last + 2, totals)

    def about(self) -> None:
        """One sheet of words and values."""
        page = self._page("ABOUT")
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        for place, (name, value) in enumerate(self._words.about()):
            page.write_string(place, 0, name, self._strong)
            page.write_string(place, 1, self._fitting(value), self._text)

    def _page(self, title: str) -> Any:  # noqa: ANN401 -- as above
        page = self._add(self._book, word(f"MANIFEST_{title}", self._words.language))
        page.set_landscape()
        page.fit_to_pages(1, 0)
        # An ampersand begins a command in the head of a printed page.
        page.set_header(f"&L{self._words.found.lot.name.replace('&', '&&')}&R&P/&N")
        return page

    def _cell(self, page: Any, row: int, place: int, name: str, cell: Cell) -> None:  # noqa: ANN401 -- as above
        if cell is None or cell == "":
            return
        if name in _NUMBERS:
            page.write_number(row, place, cell, self._count if name in _COUNTS else self._amount)
        else:
            page.write_string(row, place, self._fitting(str(cell)), self._text)

    def _sums(self, page: Any, columns: Sequence[str], row: int, totals: dict[str, Decimal]) -> None:  # noqa: ANN401 -- as above
        page.write_string(row, 0, word("MANIFEST_TOTAL", self._words.language), self._strong)
        page.write_number(row, columns.index("quantity"), len(self._words.found.units), self._units)
        for below, (currency, amount) in enumerate(totals.items()):
            page.write_number(row + below, columns.index("value"), amount, self._sum)
            page.write_string(row + below, columns.index("currency"), currency, self._strong)
