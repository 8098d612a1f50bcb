"""Files that are no text, by their first bytes: a workbook is taken, every other one is refused with what to do instead.

Nothing that is packed is trusted: how large it would be unpacked is checked before anything is unpacked.
"""

import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from station.errors import Refusal

# What an archive that is damaged, or packed in a way that nobody unpacks here, shows itself as.
DAMAGED: Final = (BadZipFile, EOFError, zlib.error, RuntimeError, NotImplementedError)
CONTENT_TYPES: Final = "[Content_Types].xml"
MOST_PARTS: Final = 10_000
MOST_UNPACKED: Final = 4 << 30
_PACKED: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_MOST_TIMES: Final = 250  # a sheet of a million equal rows shrinks to about a hundredth
_SMALL: Final = 16 << 20  # whatever shrinks to nothing but is small anyway
_OTHERS: Final = (
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
)
_ARCHIVES: Final = frozenset({"ZIP", "GZIP", "7Z", "RAR"})


def is_workbook(path: Path, start: bytes) -> bool:
    """True for an XLSX file, False for what may be text; `start` are the first bytes.

    Raises Refusal FILE_IS_XLS, FILE_IS_ODS, FILE_IS_ARCHIVE, FILE_IS_BINARY, WORKBOOK_DAMAGED, or WORKBOOK_TOO_LARGE.
    """
    if start.startswith(_OLD_OFFICE):  # also what Excel makes of a workbook with a password
        raise Refusal("FILE_IS_XLS", file=str(path))
    for magic, form in _OTHERS:
        if start.startswith(magic):
            raise Refusal("FILE_IS_ARCHIVE" if form in _ARCHIVES else "FILE_IS_BINARY", file=str(path), format=form)
    if not start.startswith(_PACKED):
        return False
    try:
        with ZipFile(path) as archive:
            _check_contents(path, archive)
            _check_size(path, archive)
    except DAMAGED as error:
        raise Refusal("WORKBOOK_DAMAGED", file=str(path)) from error
    return True


def _check_contents(path: Path, archive: ZipFile) -> None:
    names = frozenset(archive.namelist())
    if "mimetype" in names and _beginning(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise Refusal("FILE_IS_ODS", file=str(path))
    if "xl/workbook.bin" in names:
        raise Refusal("FILE_IS_BINARY", file=str(path), format="XLSB")
    if CONTENT_TYPES in names and any(name.startswith("word/") for name in names):
        raise Refusal("FILE_IS_BINARY", file=str(path), format="DOCX")
    if CONTENT_TYPES not in names:
        raise Refusal("FILE_IS_ARCHIVE", file=str(path), format="ZIP")


def _beginning(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(200)


def _check_size(path: Path, archive: ZipFile) -> None:
    parts = archive.infolist()
    swollen = any(part.file_size > max(_SMALL, part.compress_size * _MOST_TIMES) for part in parts)
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refusal("WORKBOOK_TOO_LARGE", file=str(path), size=sum(part.file_size for part in parts) >> 20)
