"""JSON Lines in, records out: one object a line. The columns are the names that occur anywhere in the file, found in a first pass.

Numbers keep their digits, null is an empty cell, a list of texts is their `|`-joined cell. A line that is no object costs itself.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO, Final, TextIO

import orjson

from station.errors import Refusal
from station.exchange.marks import NESTED, WRONG, exact, shown
from station.exchange.records import Broken, Record, Rows
from station.exchange.source import Source, lines_of

MOST_COLUMNS: Final = 1_000
_SHOWN: Final = 200


class _TwiceError(ValueError):
    """An object names something twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


_scan: Final[Callable[[str], tuple[Any, int]]] = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=exact, parse_float=exact, parse_constant=lambda word: WRONG + word
).raw_decode


def _decode(line: str) -> Any:  # noqa: ANN401 -- any JSON value
    text = line.lstrip()
    found, end = _scan(text)
    if text[end:].strip():
        raise ValueError("text behind the value")
    return found


def json_rows(source: Source, raw: BinaryIO, stack: ExitStack) -> Rows:
    """The rows of an open file of JSON Lines, the first one being the names; `stack` ends what was opened for it.

    Raises Refusal FILE_NO_JSON_LINES when no line is an object, FILE_TOO_WIDE for more names than a table has columns.
    """
    file = str(source.path)
    with source.path.open(encoding=source.encoding, newline="") as first:
        line, names = _names(first, file)
    text = stack.enter_context(TextIOWrapper(raw, source.encoding, newline=""))
    return Rows("jsonl", chain([(line, names)], _records(text, names, file)), raw.tell, source.size, marked=True)


def _names(text: TextIO, file: str) -> tuple[int, list[str]]:
    """The line of the first object, and all names in the order in which they come first."""
    names: dict[str, None] = {}
    last: list[str] = []
    line = 0
    for number, found in enumerate(map(_quickly, lines_of(text, file)), start=1):
        if isinstance(found, dict):
            line = line or number
            if (these := list(found)) != last:
                last, names = these, names | dict.fromkeys(these)
                if len(names) > MOST_COLUMNS:
                    raise Refusal("FILE_TOO_WIDE", file=file, limit=MOST_COLUMNS)
    if not line:
        raise Refusal("FILE_NO_JSON_LINES", file=file)
    return line, list(names)


def _quickly(line: str) -> Any:  # noqa: ANN401 -- any JSON value
    """The value of a line for the sake of its names; None where there is none. The quick decoder rounds numbers and is stricter."""
    try:
        return orjson.loads(line)
    except ValueError:
        pass
    try:
        return _decode(line)
    except (ValueError, RecursionError):
        return None


def _records(text: TextIO, names: list[str], file: str) -> Iterator[Record]:
    for number, line in enumerate(lines_of(text, file), start=1):
        if not line.isspace():
            cells = _cells(line, names)
            if isinstance(cells, Broken) or any(cells):
                yield number, cells


def _cells(line: str, names: list[str]) -> list[str] | Broken:
    try:
        found = _decode(line)
    except _TwiceError:
        return Broken(Refusal("ROW_JSON_TWICE"), line[:_SHOWN].strip())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or "\\u0000" in line:  # NUL is what marks cells; no text needs it
        return Broken(Refusal("ROW_JSON"), line[:_SHOWN].strip())
    return [value if type(value) is str else _cell(value) for value in map(found.get, names)]


def _cell(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "|".join(map(shown, value))
    return NESTED + json.dumps(value, ensure_ascii=False).replace("\\u0000n", "")
