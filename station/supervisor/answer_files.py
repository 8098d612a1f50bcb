"""A client's answers: a workbook, CSV or JSON in, as the question file has it or with three columns only; what was answered out.

Answers may be codes or the words of any of our languages; a row without an answer is left for later.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from station.errors import Refusal
from station.exchange.columns import Columns, plain
from station.exchange.delimited import delimited_rows
from station.exchange.json_lines import json_rows
from station.exchange.mapping import NO_MAPPING
from station.exchange.marks import shown
from station.exchange.records import Broken, Table
from station.exchange.source import examine
from station.supervisor.acts import NOTE_MAX
from station.supervisor.acts_decisions import TakeAnswers
from station.supervisor.questions import ANSWERS, COLUMNS, answer_words
from station.texts import languages, word

_MOST_BYTES: Final = 20_000_000
_MOST_ROWS: Final = 10_000
_NEEDED: Final = ("plate", "answer")


AT_ONCE: Final = 10  # answers of one act: whoever scans at the bench waits meanwhile


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """A row that says nothing that could be done: its line, what stands there, and why."""

    line: int
    value: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What a file says: (plate, decision, note) of each row with an answer; `open` rows have none. `client`: whose it says that it is."""

    name: str
    sha256: str
    answers: tuple[tuple[str, str, str], ...]
    open: int
    refused: tuple[RefusedAnswer, ...]
    client: str = ""


def read_answers(path: Path) -> AnswerFile:
    """Read a file of at most 20 MB and 10,000 rows.

    Raises Refusal FILE_MISSING, ANSWERS_TOO_LARGE, HEADER_MISSING, and what `source.examine` and the readers raise.
    """
    try:
        too_large = path.is_file() and path.stat().st_size > _MOST_BYTES
        data = path.read_bytes() if path.is_file() and not too_large else b""
    except OSError as error:
        raise Refusal("FILE_UNREADABLE", file=str(path), detail=error.strerror or str(error)) from error
    if too_large:
        raise Refusal("ANSWERS_TOO_LARGE", file=str(path), most=_MOST_BYTES // 1_000_000)
    found = _Rows()
    for line, row in _rows(path, data):
        found.take(line, row)
    return AnswerFile(path.name, sha256(data).hexdigest(), tuple(found.answers.values()), found.open, tuple(found.refused), found.client)


def in_acts(found: AnswerFile) -> list[TakeAnswers]:
    """The acts that take these answers, one after the other."""
    parts = (found.answers[first : first + AT_ONCE] for first in range(0, len(found.answers), AT_ONCE))
    return [TakeAnswers(found.name, found.sha256, part, found.client) for part in parts]


class _Rows:
    """What the rows say so far. A plate that is answered twice is not answered: nobody knows which was meant."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, str, str]] = {}
        self.refused: list[RefusedAnswer] = []
        self.open = 0
        self.client = ""
        self._twice: set[str] = set()

    def take(self, line: int, row: Mapping[str, Any] | Refusal) -> None:
        """The next row, or why there is none."""
        if isinstance(row, Refusal):
            self.refused.append(RefusedAnswer(line, "", row))
            return
        plate, said, client = _text(row, "plate").upper(), _text(row, "answer"), _text(row, "client")
        if not said:
            self.open += bool(plate)
        elif why := self._wrong(plate, said, client):
            self.refused.append(RefusedAnswer(line, plate or said, why))
        else:
            self.client = self.client or client
            self.answers[plate] = (plate, _decisions()[plain(said)], _text(row, "note")[:NOTE_MAX])

    def _wrong(self, plate: str, said: str, client: str) -> Refusal | None:
        if not plate:
            return Refusal("ANSWER_WITHOUT_PLATE")
        if plain(said) not in _decisions():
            return Refusal("ANSWER_UNKNOWN", answer=said, known=", ".join(sorted(ANSWERS)))
        if client and self.client and client != self.client:
            return Refusal("ANSWER_OTHER_CLIENT", lpn=plate, client=client)
        if plate in self.answers or plate in self._twice:
            self.answers.pop(plate, None)
            self._twice.add(plate)
            return Refusal("ANSWER_TWICE", lpn=plate)
        return None


def _text(row: Mapping[str, Any], name: str) -> str:
    """A cell; what JSON leaves out or calls null is empty."""
    return str(row.get(name) or "").strip()


def _rows(path: Path, data: bytes) -> Iterable[tuple[int, Mapping[str, Any] | Refusal]]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return _of_json(path, data)
    return _of_table(path)


def _of_json(path: Path, data: bytes) -> Iterator[tuple[int, Mapping[str, Any] | Refusal]]:
    try:
        rows = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refusal("FILE_UNREADABLE", file=str(path), detail=str(error)) from error
    for line, row in enumerate(rows[: _MOST_ROWS + 1], start=1):
        if line > _MOST_ROWS:
            yield line, Refusal("ANSWERS_TOO_MANY", most=_MOST_ROWS)
        else:
            yield line, row if isinstance(row, dict) else Refusal("ANSWER_WITHOUT_PLATE")


def _of_table(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Refusal]]:
    known = _columns()
    with ExitStack() as stack:
        source = examine(path)
        raw = stack.enter_context(path.open("rb"))
        if source.form == "xlsx":
            from station.exchange.workbooks import workbook_rows  # noqa: PLC0415 -- it loads numpy, for which no bench waits

            rows = workbook_rows(source, raw, "", stack)
        else:
            rows = json_rows(source, raw, stack) if source.form == "jsonl" else delimited_rows(source, raw, known, NO_MAPPING, stack)
        table = Table(rows, known, NO_MAPPING, str(path))
        places = {ours: place for place, name in enumerate(table.header) if (ours := known.find(name))}
        if missing := [name for name in _NEEDED if name not in places]:
            raise Refusal(
                "HEADER_MISSING", file=str(path), line=table.header_line, column=missing[0], header=", ".join(table.header), nearest="–"
            )
        for number, (line, cells) in enumerate(table.records()):
            if number == _MOST_ROWS:
                yield line, Refusal("ANSWERS_TOO_MANY", most=_MOST_ROWS)
                return
            yield line, cells.reason if isinstance(cells, Broken) else {name: _cell(cells, place) for name, place in places.items()}


def _cell(cells: list[str], place: int) -> str:
    """As it was written: what our files put before a cell that looks like a formula is none of it."""
    text = shown(cells[place]) if place < len(cells) else ""
    return text[1:] if text[:1] == "'" else text


@cache
def _columns() -> Columns:
    names = {plain(name): name for name in COLUMNS}
    names |= {plain(word(f"QUESTION_COLUMN_{name.upper()}", language)): name for language in languages() for name in COLUMNS}
    return Columns("answers", COLUMNS, _NEEDED, names)


@cache
def _decisions() -> dict[str, str]:
    """Every way to write an answer, in any of our languages, and its code."""
    return {plain(code): code for code in ANSWERS} | {plain(answer_words(code, each)): code for each in languages() for code in ANSWERS}
