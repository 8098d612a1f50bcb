"""The demo's card follows whoever goes another way: it never waits for a scan that makes no sense any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.demo import demo_shift
from tests.ui.shop import Desktop, at_work
from ui.bench.screen import Page
from ui.bench.walk import Heard, Place, Walk, walk
from ui.desk import Desk
from ui.theme import Theme
from ui.window import BenchWindow

LINES = ["# A file.", "", "# One.", "P1", "I1", "C", "", "# Two.", "P2", "I2", "C", "", "# Three.", "P3", "C"]
_NONE = ("", "", False)


def ready() -> Place:
    return ("ready", "READY", None, (), None, None, None, *_NONE, False)


def parcel(name: str, received: int = 0) -> Place:
    return ("parcel", "PARCEL", None, (), None, name, received, *_NONE, False)


def board(name: str) -> Place:
    return ("inspecting", "BOARD", "B01-1", (), 0, name, 0, *_NONE, False)


def said(told: Walk, code: str, before: Place, now: Place, refusal: str = "") -> Walk:
    return told.after(Heard(code, refusal, before, now))


def test_that_the_path_goes_on_with_its_own_codes() -> None:
    told = said(walk(LINES), "p1", ready(), parcel("P1"))
    told = said(told, "I1", parcel("P1"), parcel("P1", 1))
    assert (told.code, told.story, told.away) == ("C", "One.", False)


def test_that_a_refused_scan_leaves_what_makes_sense() -> None:
    told = said(walk(LINES), "nonsense", ready(), ready(), "CODE_UNKNOWN")
    assert told.code == "P1"
    assert said(told, "P1", ready(), ready(), "DISK_FULL").code == "P1", "it did not happen"


def test_that_a_code_that_is_wrong_in_itself_is_part_of_the_walk() -> None:
    assert said(walk(LINES), "P1", ready(), ready(), "CHECK_DIGIT").code == "I1"


def test_that_another_way_leaves_the_path_until_nothing_is_in_hand() -> None:
    told = said(walk(LINES), "P1", ready(), parcel("P1"))
    told = said(told, "X", parcel("P1"), board("P1"))
    assert (told.away, told.code) == (True, "")
    told = said(told, "RS-AS-NEW", board("P1"), parcel("P1", 1))
    assert told.away
    told = said(told, "C", parcel("P1", 1), ready())
    assert (told.away, told.code, told.story) == (False, "P2", "Two.")


def test_that_undoing_the_detour_leads_back() -> None:
    told = said(walk(LINES), "P1", ready(), parcel("P1"))
    told = said(told, "X", parcel("P1"), board("P1"))
    assert said(told, "RS-UNDO", board("P1"), parcel("P1")).code == "I1"


def test_that_what_changes_nothing_is_no_detour() -> None:
    told = said(walk(LINES), "P1", ready(), parcel("P1"))
    assert said(told, "RS-LANG-DE", parcel("P1"), parcel("P1")).code == "I1"


def test_that_a_later_parcel_is_taken_up_where_it_begins() -> None:
    told = said(walk(LINES), "P2", ready(), parcel("P2"))
    assert (told.code, told.story) == ("I2", "Two.")


def test_that_what_was_done_beside_the_path_is_not_asked_for_again() -> None:
    told = said(walk(LINES), "P1", ready(), parcel("P1"))
    told = said(told, "X", parcel("P1"), board("P1"))
    told = said(told, "P2", board("P1"), parcel("P2"))
    assert told.away, "it did not begin with nothing in hand"
    assert said(told, "C", parcel("P2"), ready()).code == "P3"


def test_that_skipping_goes_to_the_next_parcel_and_waits_until_the_bench_is_free() -> None:
    told = walk(LINES)
    assert told.skip(ready()).code == "P2"
    inside = said(told, "P1", ready(), parcel("P1")).skip(parcel("P1"))
    assert (inside.away, inside.code) == (True, "")
    assert said(inside, "C", parcel("P1"), ready()).code == "P2"


def test_that_the_whole_shift_of_the_demo_is_walked_to_its_end() -> None:
    told = walk(demo_shift())
    while not told.over:
        before = told.at
        told = said(told, told.code, ready(), ready(), "CHECK_DIGIT")
        assert told.at == before + 1


@pytest.fixture
def demo(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with at_work(BenchWindow(theme, lambda: Desk(None)), qtbot) as desk:
        yield desk


def test_that_the_card_says_what_to_do_from_here_and_comes_back(demo: Desktop) -> None:
    demo.click("RMA-10001")
    demo.scan("9521321000087")  # something else than the T-shirt
    assert any("You went your own way" in text for text in demo.words())
    assert not any("The first parcel" in text for text in demo.words())
    for _ in range(20):
        offered = [button for button in demo.buttons() if button.option.small == "Next"]
        if any("RMA-10002" in button.option.label for button in offered):
            break
        with demo.answered():
            demo.touch_at(offered[0])
    assert any(text.startswith("Two sweatshirts in L") for text in demo.words())


def test_that_a_parcel_is_not_ended_while_units_of_it_are_to_come(demo: Desktop) -> None:
    demo.scan("RMA-10002", "NW-BEAN-NVY")  # the sweatshirts were announced before it
    for _ in range(20):
        offered = next(button for button in demo.buttons() if button.option.small == "Next")
        if demo.page() is Page.RESULT:
            break
        with demo.answered():
            demo.touch_at(offered)
    assert offered.option.label == "NW-HOOD-GRY-L"
    demo.scan("RS-CLOSE")
    assert (demo.page(), offered.option.label) == (Page.ASK, "RS-UNDO"), "nothing is called missing"
    with demo.answered():
        demo.touch_at(offered)
    with demo.answered():
        demo.touch_at(offered)
    assert demo.page() is Page.BOARD
