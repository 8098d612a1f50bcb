"""Questions for a client go out as files with their pictures, once; answers come back by file and are decided, kept or refused."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from station.errors import Refusal
from station.model.facts import ITEM_RELEASED, QUESTION_ANSWERED, QUESTION_SENT
from station.supervisor.acts import Answer
from station.supervisor.acts_decisions import SendQuestions, TakeAnswers
from station.supervisor.answer_files import AnswerFile, read_answers
from station.supervisor.question_files import prepare
from station.supervisor.questions import COLUMNS
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench

CLIENT = "northwind"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def held(bench: Bench, reason: str = "CLIENT") -> str:
    """A hoodie of RMA-10002 (which has two) with a picture, that waits; its plate."""
    bench.scans("RMA-10002", HOODIE, "RS-PHOTO", f"RS-HOLD-{reason}")
    return bench.last()


def sent(bench: Bench, *, again: bool = False) -> Path:
    """The questions of the client, out; their folder."""
    made = prepare(bench.opened, CLIENT, again=again)
    answer = bench.act(SendQuestions(CLIENT, made.folder, made.sha256, made.asked))
    assert answer.refusal is None
    return Path(answer.done["folder"])


def answered(bench: Bench, folder: Path, *rows: tuple[str, str, str], name: str = "answers.csv") -> Answer:
    """A file with these rows comes back."""
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([("Plate", "Your answer", "Your note", "Our number"), *((*row, "17") for row in rows)])
    (folder / name).write_text(out.getvalue(), encoding="utf-8-sig")
    return taken(bench, read_answers(folder / name))


def taken(bench: Bench, found: AnswerFile) -> Answer:
    return bench.act(TakeAnswers(found.name, found.sha256, found.answers, found.client))


def test_that_a_question_goes_out_once_in_three_forms_with_its_pictures_beside(bench: Bench) -> None:
    lpn = held(bench)
    folder = sent(bench)
    assert folder.parent == bench.opened.exports / "questions"
    (row,) = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    assert tuple(row) == COLUMNS
    assert (row["plate"], row["rma"], row["answers"]) == (lpn, "RMA-10002", ["RELEASE", "INSPECT_AGAIN", "RETURN_TO_CUSTOMER"])
    assert (row["question"], row["answer"]) == ("What shall be done with this unit?", "")
    assert row["pictures"] == [f"pictures/{lpn}-1.jpg"]
    with Image.open(folder / row["pictures"][0]) as picture:
        assert max(picture.size) <= 1600
    (machine,) = csv.DictReader(StringIO((folder / "questions.csv").read_text(encoding="utf-8-sig")))
    assert (machine["plate"], machine["answers"]) == (lpn, "Release it, Inspect it again, Send it back to the customer")
    sheet = load_workbook(folder / "questions.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["Plate", "Client", "Return"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"Release it,Inspect it again,Send it back to the customer"'
    (fact,) = bench.opened.ledger.facts(kinds=(QUESTION_SENT,))
    assert (fact.subject, fact.actor, fact.payload["folder"]) == (lpn, bench.sam.id, folder.name)
    with pytest.raises(Refusal, match="NO_QUESTIONS"):
        prepare(bench.opened, CLIENT)
    assert len(sent(bench, again=True).name) > 0


def test_that_questions_that_were_never_sent_leave_nothing_behind(bench: Bench) -> None:
    held(bench)
    first, second = prepare(bench.opened, CLIENT), prepare(bench.opened, CLIENT)
    assert [each.name for each in (bench.opened.exports / "questions").iterdir()] == [second.folder]
    refused = bench.act(SendQuestions(CLIENT, first.folder, first.sha256, first.asked))
    assert refused.refusal is not None
    assert refused.refusal[0] == "QUESTIONS_GONE"
    assert list(bench.opened.ledger.facts(kinds=(QUESTION_SENT,))) == []


def test_that_an_answer_by_file_decides_and_says_who_answered(bench: Bench) -> None:
    lpn = held(bench)
    answer = answered(bench, sent(bench), (lpn, "Send it back to the customer", "not our brand"))
    assert (answer.refusal, answer.done) == (None, {"done": [lpn], "refused": [], "kept": []})
    assert bench.kinds(lpn)[-4:] == ["item.released", "label.voided", "label.queued", "question.answered"]
    (fact,) = bench.opened.ledger.facts(kinds=(QUESTION_ANSWERED,))
    assert (fact.payload["by"], fact.payload["decision"], fact.payload["file"]) == ("CLIENT", "RETURN_TO_CUSTOMER", "answers.csv")
    assert fact.context is not None
    assert fact.context["note"] == "not our brand"


def test_that_the_same_file_again_changes_nothing(bench: Bench) -> None:
    one, other = held(bench), held(bench)
    folder = sent(bench)
    rows = [(one, "RELEASE", ""), (other, "return to customer", "")]
    assert answered(bench, folder, *rows).done["done"] == [one, other]
    head = bench.opened.ledger.head()
    answer = answered(bench, folder, *rows)
    assert [each["code"] for each in answer.done["refused"]] == ["NOT_ON_HOLD", "NOT_ON_HOLD"]
    assert bench.opened.ledger.head() == head


def test_that_an_answer_to_what_was_not_asked_is_refused(bench: Bench) -> None:
    asked = held(bench)
    folder = sent(bench)
    unasked = held(bench)
    answer = answered(bench, folder, (asked, "RELEASE", ""), (unasked, "RELEASE", ""))
    assert [(each["lpn"], each["code"]) for each in answer.done["refused"]] == [(unasked, "QUESTION_NOT_ASKED")]


def test_that_a_unit_decided_before_its_question_went_out_is_not_asked_about(bench: Bench) -> None:
    held(bench)
    made = prepare(bench.opened, CLIENT)
    bench.scans("RS-SIGN-OUT")
    bench.session.sign_in("Sam")
    bench.scans(made.asked[0][0], "RS-ANSWER-3")
    answer = bench.act(SendQuestions(CLIENT, made.folder, made.sha256, made.asked))
    assert answer.refusal == ("NO_QUESTIONS", {"client": CLIENT})


def _excel(path: Path, rows: list[tuple[Any, ...]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def test_that_the_workbook_comes_back_as_it_was_filled_in(bench: Bench, tmp_path: Path) -> None:
    lpn = held(bench)
    book = load_workbook(sent(bench) / "questions.xlsx")
    book.worksheets[0].cell(2, COLUMNS.index("answer") + 1).value = "Release it"
    book.save(tmp_path / "back.xlsx")
    found = read_answers(tmp_path / "back.xlsx")
    assert (found.answers, found.open, found.refused) == (((lpn, "RELEASE", ""),), 0, ())
    assert taken(bench, found).done["done"] == [lpn]


def test_that_answers_come_as_json_or_as_an_own_workbook_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"plate": "b02-000001-e", "answer": "refund", "more": [1]}, {"plate": "B02-000002-C"}]')
    found = read_answers(tmp_path / "a.json")
    assert (found.answers, found.open) == ((("B02-000001-E", "REFUND", ""),), 1)
    _excel(tmp_path / "b.xlsx", [("plate", "answer", "note"), ("B02-000001-E", "Entscheidung", 12), ("B02-000002-C", "CLAIM", 12)])
    other = read_answers(tmp_path / "b.xlsx")
    assert [(each.line, each.reason.code) for each in other.refused] == [(2, "ANSWER_UNKNOWN")]
    assert other.answers == (("B02-000002-C", "CLAIM", "12"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [("plate;wish\nB02-000001-E;x\n", "HEADER_MISSING"), ("", "FILE_EMPTY"), ('[{"plate": "x", ', "FILE_UNREADABLE")],
    ids=["no answers", "nothing", "half a file"],
)
def test_that_a_file_that_is_none_is_refused_as_a_whole(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "answers.txt").write_text(text)
    with pytest.raises(Refusal, match=code):
        read_answers(tmp_path / "answers.txt")


def test_that_rows_that_say_nothing_clear_are_refused_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("plate,answer\nB02-1,RELEASE\nB02-1,REFUND\n,RELEASE\nB02-2,perhaps\nB02-3,\n")
    found = read_answers(tmp_path / "a.csv")
    assert [each.reason.code for each in found.refused] == ["ANSWER_TWICE", "ANSWER_WITHOUT_PLATE", "ANSWER_UNKNOWN"]
    assert (found.answers, found.open) == ((), 1)


def test_that_a_supervisor_still_decides_where_both_are_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    lpn = held(bench)
    sent(bench)
    known = bench.session.known
    both = {"for": "SUPERVISOR", "reason": "SUPERVISOR", "question": "", "default": "escalate", "due_at": None}

    def with_both(plate: str) -> Any:
        unit = known(plate)
        assert unit is not None
        unit.record["reasons"].append(both)
        return unit

    monkeypatch.setattr(bench.session, "known", with_both)
    answer = taken(bench, AnswerFile("a.csv", "0" * 64, ((lpn, "RELEASE", ""),), 0, ()))
    assert (answer.done["done"], answer.done["kept"]) == ([], [lpn])
    assert list(bench.opened.ledger.facts(kinds=(ITEM_RELEASED,))) == []
    assert bench.kinds(lpn)[-1] == "question.answered"


def test_that_a_client_decides_about_no_unit_of_another(bench: Bench) -> None:
    lpn = held(bench)
    folder = sent(bench)
    (folder / "theirs.csv").write_text(f"client,plate,answer\nalpine,{lpn},RELEASE\n", encoding="utf-8")
    answer = taken(bench, read_answers(folder / "theirs.csv"))
    assert answer.refusal == ("ANSWER_OTHER_CLIENT", {"lpn": lpn, "client": "alpine"})
    assert list(bench.opened.ledger.facts(kinds=(QUESTION_ANSWERED,))) == []


def test_that_two_answers_about_one_unit_are_none_and_null_is_open(tmp_path: Path) -> None:
    rows = [
        {"plate": "B01-000001-X", "answer": "RELEASE"},
        {"plate": "B01-000001-X", "answer": "INSPECT_AGAIN"},
        {"plate": "B01-000002-X", "answer": None},
    ]
    (tmp_path / "answers.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read_answers(tmp_path / "answers.json")
    assert (found.answers, found.open, [each.reason.code for each in found.refused]) == ((), 1, ["ANSWER_TWICE"])


def test_that_rows_beyond_the_most_are_told_and_not_dropped(tmp_path: Path) -> None:
    rows = [{"plate": f"B01-{number:06d}-X", "answer": "RELEASE"} for number in range(10_050)]
    (tmp_path / "answers.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read_answers(tmp_path / "answers.json")
    assert (len(found.answers), [each.reason.code for each in found.refused]) == (10_000, ["ANSWERS_TOO_MANY"])
