"""What a workbook (XLSX, ECMA-376) says of itself: its sheets, its texts' part, which styles are dates, and what else it carries.

Read by local names, so that the strict form of the standard and prefixed tags are understood too. DTDs are refused everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import dirname, join, normpath
from typing import Any, Final
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from station.errors import Refusal
from station.exchange.containers import CONTENT_TYPES

_LARGEST: Final = 64 << 20  # bytes of a part that is read as a whole; those of real workbooks have some hundred thousand


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the part that holds it, and whether a person sees it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """`texts` is the part of the shared texts, "" if there is none; `dates` the numbers of the styles that show a date."""

    sheets: tuple[Sheet, ...]
    texts: str
    dates: frozenset[int]
    epoch: datetime
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Relations:
    parts: dict[str, str] = field(default_factory=dict)  # by id
    kinds: dict[str, str] = field(default_factory=dict)  # the last word of the kind -> the part
    sheets: set[str] = field(default_factory=set)  # ids


def read_workbook(archive: ZipFile) -> Workbook:
    """Raises KeyError, ValueError, SyntaxError and whatever else a damaged part leads to; the caller names the file."""
    main = _relations(archive, "").kinds["officeDocument"]
    relations = _relations(archive, main)
    root = _part(archive, main)
    sheets = tuple(
        Sheet(sheet.get("name", ""), relations.parts[key], sheet.get("state", "visible") != "visible")
        for sheet in _each(root, "sheet")
        if (key := _named(sheet, "id")) in relations.sheets
    )
    mac = any(_flag(settings.get("date1904", "")) for settings in _each(root, "workbookPr"))
    texts, epoch = relations.kinds.get("sharedStrings", ""), MAC_EPOCH if mac else WINDOWS_EPOCH
    dates = _date_styles(_part(archive, relations.kinds["styles"])) if "styles" in relations.kinds else frozenset[int]()
    return Workbook(sheets, texts, dates, epoch, _remarks(archive, relations))


def _remarks(archive: ZipFile, relations: _Relations) -> tuple[str, ...]:
    macros = "vbaProject" in relations.kinds or b"macroEnabled" in _bytes(archive, CONTENT_TYPES)
    found = {"IMPORT_MACROS": macros, "IMPORT_LINKS": "externalLink" in relations.kinds}
    return tuple(key for key, there in found.items() if there)


def _relations(archive: ZipFile, part: str) -> _Relations:
    folder = dirname(part)
    found = _Relations()
    for relation in _each(_part(archive, join(folder, "_rels", f"{part.removeprefix(folder).strip('/')}.rels")), "Relationship"):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
        found.parts[relation.get("Id", "")] = found.kinds[kind] = target
        if kind == "worksheet":
            found.sheets.add(relation.get("Id", ""))
    return found


def _date_styles(root: Any) -> frozenset[int]:  # noqa: ANN401 -- an element; its library has no types
    own = {int(form.get("numFmtId")): form.get("formatCode", "") for form in _each(root, "numFmt")}
    styles = [style for group in _each(root, "cellXfs") for style in group]
    forms = [int(style.get("numFmtId", "0")) for style in styles]
    return frozenset(number for number, form in enumerate(forms) if is_date_format(own.get(form) or BUILTIN_FORMATS.get(form, "General")))


def _part(archive: ZipFile, name: str) -> Any:  # noqa: ANN401 -- an element; its library has no types
    return fromstring(_bytes(archive, name), forbid_dtd=True)


def _bytes(archive: ZipFile, name: str) -> bytes:
    size = archive.getinfo(name).file_size
    if size > _LARGEST:
        raise Refusal("WORKBOOK_TOO_LARGE", file=str(archive.filename), size=size >> 20)
    return archive.read(name)


def _each(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 -- an element; its library has no types
    return (element for element in root.iter() if isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] == name)


def _named(element: Any, name: str) -> str:  # noqa: ANN401 -- an element; its library has no types
    """An attribute in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name and "}" in key), "")


def _flag(text: str) -> bool:
    return text.casefold() in {"1", "true", "on"}
