"""The page Decisions: the list, what stands beside it, one decision for one unit or several, keys, raises, and questions for clients."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from station.assembly import read_station
from station.clock import SystemClock
from station.model.facts import Fact
from station.supervisor.acts import Act
from station.supervisor.acts_decisions import Decide, DecideRaise, SendQuestions, TakeAnswers
from tests.once import copy_folder
from tests.supervisor.unit_stories import Bench, open_bench
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.decisions import DecisionsPage
from ui.supervisor.page import DeskView

SCARF, TEE = "9521321000209", "9521321000025"
Opening = Callable[..., DeskAtWork]


@dataclass(frozen=True)
class Waiting:
    """A data folder in which units wait: two hoodies for their client, a tee for the supervisor, a stained hoodie for a better grade."""

    data: Path
    badge: str
    client: tuple[str, str]
    tee: str
    raised: str
    unknown: str

    def facts(self, *kinds: str) -> list[Fact]:
        """What is in the ledger now."""
        with read_station(self.data, SystemClock()) as opened:
            return list(opened.ledger.facts(kinds=kinds))


def _held(bench: Bench, rma: str, code: str, reason: str) -> str:
    bench.scans(rma, code, "RS-PHOTO", f"RS-HOLD-{reason}")
    return bench.last()


def make_waiting(folder: Path) -> Waiting:
    """The same, new."""
    with open_bench(folder) as bench:
        raised = bench.stained(pictures=1)
        bench.scans("RS-GRADE-A", "RS-ANSWER-1", "RS-ANSWER-1")
        client = _held(bench, "RMA-10009", "9521321000049", "CLIENT"), _held(bench, "RMA-10009", "9521321000049", "CLIENT")
        tee = _held(bench, "RMA-10001", TEE, "SUPERVISOR")
        bench.scans("RMA-10008", "RS-ANSWER-9")
        badge = bench.opened.people.new_badge(bench.sam, bench.sam.id)
        return Waiting(folder / "data", badge, client, tee, raised, bench.last())


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """Nobody opens this one."""
    return make_waiting(tmp_path_factory.mktemp("waiting"))


@pytest.fixture
def waiting(made_once: Waiting, tmp_path: Path) -> Waiting:
    copy_folder(made_once.data, tmp_path / "data")
    return Waiting(tmp_path / "data", *(getattr(made_once, name) for name in ("badge", "client", "tee", "raised", "unknown")))


@pytest.fixture
def desk(waiting: Waiting, desk_window: Opening) -> DeskAtWork:
    """Sam, the supervisor, sits at it."""
    opened = desk_window(waiting.data)
    opened.scan(f"RS-BADGE-{waiting.badge}")
    opened.settle()
    return opened


def page_of(desk: DeskAtWork, what: object = None) -> DecisionsPage:
    page = desk.turn_to("@DECISIONS", what)
    desk.settle()
    assert isinstance(page, DecisionsPage)
    return page


def chosen(desk: DeskAtWork, page: DecisionsPage, *plates: str) -> None:
    page.table.view.clearSelection()
    page.table.select(plates)
    desk.settle()


def test_that_who_waits_longest_comes_first_and_each_says_for_whom(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk)
    assert [row.what for row in page.table.shown] == [waiting.raised, *waiting.client, waiting.tee, waiting.unknown]
    assert [row.cells[2:4] for row in page.table.shown][:3] == [
        ("Raise B to A?", "supervisor"), ("Ask the client", "client"), ("Ask the client", "client"),
    ]  # fmt: skip
    assert [chip.text() for chip in page.chips.buttons.values()] == ["All  5", "Supervisor  3", "Client  2", "Customer"]
    desk.click("Client  2")
    assert [row.what for row in page.table.shown] == list(waiting.client)


def test_that_the_first_is_open_with_its_pictures_its_question_and_its_choices(desk: DeskAtWork) -> None:
    page = page_of(desk)
    words = desk.words(page.detail)
    assert {"Hooded sweatshirt, grey, L", "Raise B to A?", "Asked by", "Ada", "1  Agree: raise the grade"} <= set(words)
    assert len(page.photos.tiles) == 4


def test_that_a_key_that_is_pressed_twice_decides_once_and_says_what_and_how_it_is_taken_back(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk)
    desk.press(Qt.Key.Key_1)
    desk.settle()
    desk.press(Qt.Key.Key_1)
    desk.settle()
    assert desk.hands.acts[1:] == [DecideRaise((waiting.raised,), agree=True)]
    assert waiting.facts("item.overridden")[0].subject == waiting.raised
    assert desk.window.told.text == f"{waiting.raised} · Hooded sweatshirt, grey, L: the better grade is agreed."
    assert (page.detail.shown, page.table.selection()) == (None, ())
    assert "Not meant so? Open the unit and have it graded again." in desk.words(page.done)
    desk.press(Qt.Key.Key_Down)
    desk.settle()
    assert page.detail.shown is not None
    assert page.detail.shown.lpns == (waiting.client[0],)


def test_that_nothing_more_is_decided_before_the_answer_is_there(desk: DeskAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    page_of(desk)
    under_way: list[Act] = []
    monkeypatch.setattr(desk.hands, "perform", lambda act, _then: under_way.append(act))
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_2)
    assert [type(act) for act in under_way] == [DecideRaise]


def test_that_a_key_decides_nothing_while_another_unit_is_only_being_looked_up(desk: DeskAtWork) -> None:
    page = page_of(desk)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_1)
    desk.settle()
    assert page.detail.shown is not None
    assert len(desk.hands.acts) == 1


def test_that_each_decision_says_what_it_leads_to(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk, waiting.tee)
    words = desk.words(page.detail)
    assert {
        "It is graded from what was found, or inspected on at the bench.",
        "It is not inspected any more; a new label is printed.",
    } <= set(words)
    assert any(said.endswith("it goes on waiting until somebody decides") for said in words)


def test_that_one_decision_goes_for_all_of_a_sku(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk, waiting.client[0])
    desk.click("Client  2")
    page.tools.field.setText("white")
    desk.settle()
    desk.click("Choose all 2 of NW-TEE-WHT-S that wait for the same")
    desk.settle()
    assert (page.tools.field.text(), page.chips.buttons["CLIENT"].isChecked()) == ("white", True)
    words = desk.words(page.detail)
    assert {"One decision for these 2 units", "\n".join(f"{lpn} · RMA-10009" for lpn in waiting.client)} <= set(words)
    assert "For each of them: What shall be done with this unit?" in words
    page.detail.note.setText("they want them back")
    desk.click("3  Send it back to the customer")
    desk.settle()
    assert desk.hands.acts[-1] == Decide(waiting.client, "RETURN_TO_CUSTOMER", note="they want them back")
    assert {fact.subject for fact in waiting.facts("item.released")} == set(waiting.client)
    assert desk.window.told.text.startswith("2 units, T-shirt")
    assert "This cannot be taken back." in desk.words(page.done)


def test_that_nothing_is_offered_for_units_of_different_articles(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk)
    chosen(desk, page, waiting.client[0], waiting.tee, waiting.unknown)
    words = desk.words(page.detail)
    told = "3 units of 3 articles are marked: one decision is for units of one article."
    assert f"{told} Mark only units of one article, or decide about them one by one." in words
    assert any("Unidentified unit" in word and waiting.unknown in word for word in words)
    assert not any(word.startswith(("1 ", "Choose all")) for word in words)
    desk.press(Qt.Key.Key_3)
    desk.settle()
    assert not any(isinstance(act, Decide) for act in desk.hands.acts)


def test_that_a_unit_that_the_filter_hides_is_not_decided(desk: DeskAtWork) -> None:
    page = page_of(desk)
    page.tools.field.setText("nothing is called so")
    desk.settle()
    page.setFocus()
    desk.press(Qt.Key.Key_1)
    desk.settle()
    assert not any(isinstance(act, DecideRaise) for act in desk.hands.acts)


def test_that_a_decision_that_needs_a_code_asks_for_it_and_takes_a_scan(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk, waiting.unknown)
    desk.press(Qt.Key.Key_1)
    assert "Scan or type the code of the product that it is" in desk.words(page.detail)
    desk.scan(SCARF)
    desk.settle()
    assert desk.hands.acts[-1] == Decide((waiting.unknown,), "IDENTIFY", SCARF)
    assert waiting.facts("item.corrected")[0].payload["what"]["title"][1]


def test_that_a_plate_that_is_scanned_is_chosen_whatever_is_filtered(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk)
    desk.click("Client  2")
    desk.scan(waiting.tee)
    desk.settle()
    assert page.detail.shown is not None
    assert page.detail.shown.lpns == (waiting.tee,)


def test_that_what_is_refused_is_said_in_place(desk: DeskAtWork, waiting: Waiting) -> None:
    page = page_of(desk, waiting.tee)
    page.on_decided("REFUND", "", "")
    desk.settle()
    assert desk.window.told.text.startswith("“Refund the customer” is no decision for")
    assert page.detail.shown is not None


def test_that_questions_go_out_and_answers_come_back(desk: DeskAtWork, waiting: Waiting, tmp_path: Path) -> None:
    page = page_of(desk)
    (send, *_), take = page.questions.menu.actions(), page.questions.menu.actions()[-1]
    assert (send.text(), take.text()) == ("Send 2 questions to northwind", "Take a file of answers…")
    send.trigger()
    desk.until(lambda: desk.hands.acts and isinstance(desk.hands.acts[-1], SendQuestions))
    desk.settle()
    assert desk.window.told.text.startswith("2 questions are in ")
    assert {fact.subject for fact in waiting.facts("question.sent")} == set(waiting.client)
    assert page.table.shown[1].cells[2] == "client was asked, Ask the client"
    rows = [{"plate": waiting.client[0], "answer": "RELEASE"}, {"plate": waiting.client[1], "answer": "maybe"}]
    (tmp_path / "back.json").write_text(json.dumps(rows))
    page.questions.take(str(tmp_path / "back.json"))
    desk.until(lambda: isinstance(desk.hands.acts[-1], TakeAnswers))
    desk.settle()
    told = desk.window.told.text
    assert told.startswith("1 unit is decided by back.json. 1 answer was not taken:")
    assert [fact.subject for fact in waiting.facts("question.answered")] == [waiting.client[0]]


def test_that_a_viewer_sees_everything_and_decides_nothing(waiting: Waiting, desk_window: Opening) -> None:
    opened = desk_window(waiting.data)
    opened.scan(f"RS-BADGE-{waiting.badge}")
    opened.settle()
    page = page_of(opened)
    opened.window.pages.show_desk(replace_rights(opened))
    opened.settle()
    assert "Only a supervisor or an admin may agree to a better grade." in opened.words(page.detail)
    assert not opened.button("1  Agree: raise the grade").isEnabled()
    opened.press(Qt.Key.Key_1)
    opened.settle()
    assert not any(isinstance(act, DecideRaise) for act in opened.hands.acts)


def replace_rights(desk: DeskAtWork) -> DeskView:
    return replace(desk.window.view, rights=frozenset({"see_desk"}), everything=False)


def test_that_a_desk_at_which_nothing_waits_says_so(desk: DeskAtWork) -> None:
    page = page_of(desk)
    while page.table.shown:
        chosen(desk, page, page.table.shown[0].what)
        assert page.detail.shown is not None
        code = {"RAISE_GRADE": "KEEP_GRADE", "IDENTIFY": "RETURN_TO_CUSTOMER"}.get(page.detail.shown.choices[0].code, "RETURN_TO_CUSTOMER")
        page.on_decided(code, "", "")
        desk.settle()
    assert page.table.shown == ()
    assert "Nothing waits for a decision." in desk.words(page)
    assert not page.detail.isVisible()
