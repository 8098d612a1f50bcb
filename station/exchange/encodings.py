"""In which encoding a text is, by its bytes: found out, or checked against what somebody declared. Flat memory, whatever its length."""

import codecs
import re
from pathlib import Path
from typing import Final

from station.errors import Refusal

_CHUNK: Final = 1 << 20
_JUNK_SHARE: Final = 0.02
_JUNK_BYTES: Final = 4
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_CONTROLS: Final = bytes(set(range(256)) - set(range(9)) - set(range(14, 32)) | set(b"\x1d"))
_UTF8_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def encoding_of(path: Path, start: bytes, declared: str | None) -> str:
    """The codec that reads the whole file, of which `start` are the first bytes; every byte is read once, at most three times.

    Raises Refusal FILE_EMPTY, FILE_IS_NO_TEXT, FILE_HAS_NUL, FILE_LINE_TOO_LONG, ENCODING_WRONG (the declared one) or
    ENCODING_UNKNOWN.
    """
    if not start.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        raise Refusal("FILE_EMPTY", file=str(path))
    marked = next((name for bom, name in _BOMS if start.startswith(bom)), None)
    certain = marked or declared or _utf16_without_mark(start)
    if certain:
        line = _first_wrong_line(path, certain)
        if line is not None:
            raise Refusal("ENCODING_WRONG", file=str(path), line=line, encoding=certain)
        return certain
    if len(start.translate(None, _NO_CONTROLS)) > max(_JUNK_BYTES, len(start) * _JUNK_SHARE):
        raise Refusal("FILE_IS_NO_TEXT", file=str(path))
    return _undeclared(path)


def _undeclared(path: Path) -> str:
    line = _first_wrong_line(path, "utf-8")
    if line is None:
        return "utf-8"
    # Letters of Windows-1252 practically never line up as a UTF-8 sequence: where both occur, a UTF-8 file is damaged,
    # and reading it as Windows-1252 would garble every name in it.
    if _has_utf8_sequences(path) or _first_wrong_line(path, "cp1252") is not None:
        raise Refusal("ENCODING_UNKNOWN", file=str(path), line=line)
    return "cp1252"


def _utf16_without_mark(start: bytes) -> str | None:
    half = len(start) // 2
    low, high = start[0 : 2 * half : 2].count(0), start[1 : 2 * half : 2].count(0)
    if high > half * 0.4 and low < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if low > half * 0.4 and high < half * 0.05 else None


def _first_wrong_line(path: Path, encoding: str) -> int | None:
    """The number of the line that `encoding` cannot read; None when it reads the whole file."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as handle:
        while True:
            chunk = handle.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            if "\0" in text:
                raise Refusal("FILE_HAS_NUL", file=str(path), line=line + text[: text.index("\0")].count("\n"))
            if not chunk:
                return None
            ends = text.count("\n") or text.count("\r")
            if not ends and len(chunk) == _CHUNK:
                raise Refusal("FILE_LINE_TOO_LONG", file=str(path), line=line)
            line += ends


def _has_utf8_sequences(path: Path) -> bool:
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            if _UTF8_SEQUENCE.search(chunk):
                return True
    return False
