"""A client's questions as files: a workbook to answer in, the same as CSV and JSON, and the pictures beside them, in one folder.

They are written before anybody is told that they are sent: into a folder whose name begins with a dot, which the act then renames.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from station.assembly import Station
from station.clock import moment, stamp
from station.errors import Fault, Refusal
from station.photos.thumbnails import thumbnail
from station.session.rulebook import load_rulebook
from station.spreadsheets.cells import csv_for_people
from station.store.files import as_name, replace_file, sync_folder
from station.supervisor.questions import COLUMNS, FOLDER, ClientQuestion, answer_words, client_questions
from station.texts import word

QUESTIONS: Final = "questions"  # the folder beside the other exports
_MAKING: Final = ".making-"
_SIDE: Final = 1600  # px: what is wrong is seen well, and fifty questions can still be sent
_WIDTHS: Final = {"title": 36, "found": 40, "question": 40, "answers": 36, "answer": 26, "note": 36, "pictures": 30, "otherwise": 26}
_WIDTH: Final = 16


@dataclass(frozen=True, slots=True)
class Prepared:
    """Questions that are on the disk and not sent yet: what `SendQuestions` takes."""

    client: str
    folder: str
    sha256: str
    asked: tuple[tuple[str, str], ...]


def prepare(opened: Station, client: str, *, again: bool = False) -> Prepared:
    """Write the questions of one client, in the site's language. Raises Refusal NO_QUESTIONS, Fault QUESTIONS_NOT_WRITTEN."""
    rules, language, now = load_rulebook(opened.documents)[0], opened.language, stamp(opened.clock.now())
    asked = client_questions(opened, rules, language, client, again=again)
    if not asked:
        raise Refusal("NO_QUESTIONS", client=client)
    root = opened.exports / QUESTIONS
    name = f"{_MAKING}{as_name(client)}-{now[:19].replace(':', '').replace('-', '')}"
    try:
        _forget_old(root, client)
        folder = root / name
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        for question in asked:
            _write_pictures(opened, question, folder)
        told = json.dumps([each.cells(now, language) for each in asked], ensure_ascii=False, indent=1).encode()
        replace_file(folder / "questions.json", told)
        replace_file(folder / "questions.csv", questions_csv(asked, now, language))
        replace_file(folder / "questions.xlsx", questions_xlsx(asked, now, language))
        sync_folder(root)
    except OSError as error:
        raise Fault("QUESTIONS_NOT_WRITTEN", folder=str(root), detail=error.strerror or str(error)) from error
    return Prepared(client, name, sha256(told).hexdigest(), tuple((each.unit.lpn, each.unit.hold) for each in asked))


def publish_questions(exports: Path, made: str) -> Path:
    """The folder under its own name. Raises Refusal QUESTIONS_GONE, Fault QUESTIONS_NOT_WRITTEN."""
    root = exports / QUESTIONS
    if not made.startswith(_MAKING) or Path(made).name != made or not (root / made).is_dir():
        raise Refusal("QUESTIONS_GONE", folder=made)
    target = root / made.removeprefix(_MAKING)
    number = 1
    while target.exists():
        number += 1
        target = root / f"{made.removeprefix(_MAKING)}-{number}"
    try:
        (root / made).rename(target)
        sync_folder(root)
    except OSError as error:
        raise Fault("QUESTIONS_NOT_WRITTEN", folder=str(root), detail=error.strerror or str(error)) from error
    return target


def questions_csv(asked: Sequence[ClientQuestion], at: str, language: str) -> bytes:
    """A row for each question, in the order of COLUMNS."""
    return csv_for_people([COLUMNS, *(each.for_people(at, language).values() for each in asked)])


def questions_xlsx(asked: Sequence[ClientQuestion], at: str, language: str) -> bytes:
    """A workbook with one sheet: every text stays a text, and the answer is chosen from a list."""
    from station.spreadsheets.books import add_page, book  # noqa: PLC0415 -- half of the start of every command that writes none

    out = BytesIO()
    with book(out) as opened:
        opened.set_properties({"created": moment(at).replace(tzinfo=None)})
        page = add_page(opened, word("QUESTIONS_SHEET", language))
        head, text = opened.add_format({"num_format": "@", "bold": True, "bottom": 1}), _cells(opened, {})
        ours = _cells(opened, {"bg_color": "#FFF7D6", "border": 1})
        for place, name in enumerate(COLUMNS):
            page.set_column(place, place, _WIDTHS.get(name, _WIDTH))
            page.write_string(0, place, word(f"QUESTION_COLUMN_{name.upper()}", language), head)
        for row, each in enumerate(asked, start=1):
            _write_row(page, row, each.for_people(at, language), text, ours)
            choices = [answer_words(code, language) for code in each.answers]
            page.data_validation(row, COLUMNS.index("answer"), row, COLUMNS.index("answer"), {"validate": "list", "source": choices})
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    return out.getvalue()


def _cells(book: Any, look: Mapping[str, object]) -> Any:  # noqa: ANN401 -- it ships no types
    return book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, **look})


def _write_row(page: Any, row: int, cells: Mapping[str, str], text: Any, ours: Any) -> None:  # noqa: ANN401 -- as above
    for place, (name, cell) in enumerate(cells.items()):
        if name in ("answer", "note"):
            page.write_blank(row, place, None, ours)
        else:
            page.write_string(row, place, cell[:32_000], text)


def _write_pictures(opened: Station, question: ClientQuestion, folder: Path) -> None:
    for picture in question.pictures:
        if (data := thumbnail(opened.photos, picture.sha256, _SIDE, picture.marks)) is not None:
            replace_file(folder / FOLDER / picture.name, data)


def _forget_old(root: Path, client: str) -> None:
    """What was written for this client and never sent."""
    with suppress(FileNotFoundError):
        for folder in root.iterdir():
            if folder.name.startswith(f"{_MAKING}{as_name(client)}-"):
                rmtree(folder, ignore_errors=True)
