"""Builders of files as other programs write them: packed files, workbooks written by a library, and workbooks by their raw XML."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(*names: str, **contents: str | bytes) -> bytes:
    """A ZIP file with these entries."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {**dict.fromkeys(names, "x"), **contents}.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(*rows: Sequence[Any], change: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    """A workbook of one sheet as openpyxl writes it; `change` does the rest before it is written."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Products"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def raw_workbook(*rows: str, texts: Sequence[str] = (), kinds: Sequence[str] = (), before: str = "", name: str = "Products") -> bytes:
    """A workbook of one sheet by its raw rows (the XML inside `<row>`); `texts` are the shared ones as XML, `kinds` more relations."""
    sheet = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, start=1))
    relations = {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("sharedStrings", "sharedStrings.xml")}
    relations |= {f"rId{number}": (kind, f"{kind}.bin") for number, kind in enumerate(kinds, start=3)}
    listed = f'<sheet name="{name}" sheetId="1" r:id="rId1"/>'
    shared = "".join(f"<si>{text}</si>" for text in texts)
    parts = {
        CONTENT_TYPES: f"<Types xmlns='{_PACKAGE}'/>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relations(relations),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    return packed(**parts)


def texts(*cells: str) -> str:
    """The XML of a row of texts that stand in their cells."""
    return "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)


def json_lines(*objects: str) -> bytes:
    """JSON Lines of objects as they are written."""
    return "".join(f"{each}\n" for each in objects).encode()


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for key, (kind, part) in relations.items())
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'
