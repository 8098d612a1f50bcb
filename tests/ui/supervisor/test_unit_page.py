"""The page of one unit, worked at as a person does: what it shows, what may be done and what not, pictures as large as the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from station.assembly import open_station
from station.clock import SystemClock
from station.model.facts import NewFact
from station.model.rights import Right
from station.supervisor.acts_units import Correct, Hold, Reprint
from station.texts import word
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.unit import UnitPage
from ui.supervisor.unit_form import ActForm

Opener = Callable[..., DeskAtWork]


def worked(folder: Path, work: Callable[[Bench], str]) -> tuple[Path, str]:
    """A data folder in which this was done, where nobody has to sign in; and the plate that it is about."""
    with open_bench(folder, people=False) as bench:
        lpn = work(bench)
    return folder / "data", lpn


def opened(desk: DeskAtWork, lpn: str) -> UnitPage:
    page = desk.turn_to("@ITEM", lpn)
    assert isinstance(page, UnitPage)
    return page


def filled(form: ActForm, **given: str) -> None:
    """Choose and enter these in the form: field, value, why, note."""
    for name, text in given.items():
        part = getattr(form, f"_{name}")
        part.setCurrentIndex(part.findData(text)) if name in ("field", "why") else part.setText(text)


@pytest.fixture
def stained(tmp_path: Path) -> tuple[Path, str]:
    return worked(tmp_path, lambda bench: bench.stained())


def test_that_a_unit_is_told_in_one_sentence_that_can_be_copied(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    assert desk.window.windowTitle().startswith(f"Unit {lpn}")
    desk.click("Copy")
    assert QGuiApplication.clipboard().text().startswith(f"Hooded sweatshirt, grey, L ({lpn}) of northwind was graded B on ")
    assert {"Stain or make-up mark", "No; up to 5 mm, not on the front", "grade B"} <= set(desk.words(page.judged))


def test_that_a_correction_is_done_on_the_page_and_its_doubts_stand_beside_the_unit(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.click("Correct")
    filled(page.form, field="sku", value="NW-MUG-SET4", why="MIXED_UP", note="two lay on the bench")
    desk.click("Correct it")
    desk.settle()
    assert desk.hands.acts == [Correct(lpn, "sku", "NW-MUG-SET4", "MIXED_UP", "two lay on the bench")]
    assert desk.window.told.text == "Corrected. Label 2 is queued."
    assert "Grade B was given by the rules for apparel; those for general apply now: have it graded again." in desk.words(page.head)
    assert not page.form.isVisible()
    assert page.unit is not None
    assert page.unit.title == "Stoneware mugs, set of four"


def test_that_what_is_missing_or_refused_is_said_beside_what_was_entered(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.click("Correct")
    desk.click("Correct it")
    assert "Something is missing: choose and enter what is asked above." in desk.words(page.form)
    assert desk.hands.acts == []
    filled(page.form, field="sku", value="NO-SUCH", why="MISREAD")
    desk.click("Correct it")
    desk.settle()
    assert any(text.startswith("northwind has no product with the code NO-SUCH.") for text in desk.words(page.form))
    filled(page.form, value="NW-HOOD-GRY-M")
    desk.click("Correct it")
    desk.settle()
    assert not page.form.isVisible()


def test_that_escape_leaves_a_form_and_nothing_is_done(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.click("Put on hold")
    desk.press(Qt.Key.Key_Escape)
    assert (page.form.isVisible(), desk.hands.acts, desk.window.pages.open_page) == (False, [], page)


def test_that_a_held_unit_is_not_held_again_and_leads_to_its_decision(tmp_path: Path, desk_window: Opener) -> None:
    def work(bench: Bench) -> str:
        lpn = bench.stained()
        bench.act(Hold(lpn, "CLIENT"))
        return lpn

    data, lpn = worked(tmp_path, work)
    desk = desk_window(data)
    page = opened(desk, lpn)
    assert not desk.button("Put on hold").isEnabled()
    assert desk.button("Put on hold").toolTip() == f"{lpn} is on hold already."
    led: list[tuple[str, object]] = []
    page.turned.connect(lambda code, what: led.append((code, what)))
    desk.click("Decide")
    assert led == [("@DECISIONS", lpn)]


def test_that_what_somebody_else_writes_is_on_the_page_by_itself_and_a_form_stays_as_it_is(
    stained: tuple[Path, str], desk_window: Opener
) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.click("Put on hold")
    filled(page.form, why="CLIENT", note="half written")
    with open_station(data, SystemClock()) as bench:
        from station.model.facts import ITEM_TOTED, NewFact  # noqa: PLC0415 -- only here

        bench.ledger.append("I-04", [NewFact(ITEM_TOTED, lpn, {"tote": "T7", "client": "northwind", "sku": "S"})])
    desk.until(lambda: page.unit and page.unit.state == "toted")
    assert page.form.isVisible()
    assert page.form._note.text() == "half written"


def test_that_a_picture_is_seen_as_large_as_the_page_with_its_circle_or_without(tmp_path: Path, desk_window: Opener) -> None:
    def work(bench: Bench) -> str:
        bench.scans("RMA-10002", HOODIE, "RS-AIM-420-300-90", *["RS-PHOTO"] * 13, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
        return bench.last()

    data, lpn = worked(tmp_path, work)
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.until(lambda: not any(tile.wants for tile in page.photos.tiles))
    assert len(page.photos.tiles) == 15
    QTest.mouseClick(page.photos.tiles[0], Qt.MouseButton.LeftButton)
    picture = page.viewer.picture
    desk.until(lambda: not picture.image.isNull())
    whole = picture.area()
    picture.zoom_by(4, QPointF(10, 10))
    assert picture.area().width() == pytest.approx(whole.width() * 4)
    assert picture.area().left() <= 0
    desk.click("Circles")
    assert not picture.circled
    desk.press(Qt.Key.Key_0)
    assert picture.area() == whole
    desk.press(Qt.Key.Key_Left)
    assert "picture 15 of 15" in " ".join(desk.words(page.viewer))
    desk.press(Qt.Key.Key_Escape)
    assert not page.viewer.isVisible()
    assert desk.window.pages.open_page is page


def test_that_a_picture_that_is_gone_says_so_and_cannot_be_opened(tmp_path: Path, desk_window: Opener) -> None:
    def work(bench: Bench) -> str:
        lpn = bench.stained()
        for digest in list(bench.opened.photos.digests()):
            bench.opened.photos.erase(digest)
        return lpn

    data, lpn = worked(tmp_path, work)
    desk = desk_window(data)
    page = opened(desk, lpn)
    assert [tile.isEnabled() for tile in page.photos.tiles] == [False, False]
    assert "This picture is not on the disk any more" in page.photos.tiles[0].toolTip()
    assert "2 pictures, 2 cannot be shown" in desk.words(page.photos)


def test_that_a_plate_that_nobody_knows_is_said_and_nothing_is_offered(stained: tuple[Path, str], desk_window: Opener) -> None:
    desk = desk_window(stained[0])
    page = opened(desk, "B02-999999-X")
    assert page.nothing.text().startswith("No unit has the plate B02-999999-X.")
    assert not page.head.isVisible()


def test_that_whoever_may_not_correct_sees_why(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    desk.window._show(everything=False, rights=frozenset({"see_desk", "reprint"}))
    opened(desk, lpn)
    assert (desk.button("Correct").isEnabled(), desk.button("Print its label again").isEnabled()) == (False, True)
    assert desk.button("Correct").toolTip() != ""


def test_that_a_button_asks_for_the_right_of_its_act(
    stained: tuple[Path, str], desk_window: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, lpn = stained
    monkeypatch.setattr(Reprint, "right", Right.SET_UP)
    desk = desk_window(data)
    desk.window._show(everything=False, rights=frozenset({"see_desk", "correct", "reprint"}))
    opened(desk, lpn)
    assert (desk.button("Correct").isEnabled(), desk.button("Print its label again").isEnabled()) == (True, False)
    assert desk.button("Print its label again").toolTip() == word("RIGHT_SET_UP", "en")


def test_that_whoever_has_to_sign_in_again_goes_on_with_what_they_had_entered(tmp_path: Path, desk_window: Opener) -> None:
    with open_bench(tmp_path) as bench:
        lpn = bench.stained()
        bench.opened.people.set_pin(bench.sam, "506173")
    desk = desk_window(tmp_path / "data")
    desk.type("506173")
    desk.click("Sign in")
    page = opened(desk, lpn)
    desk.click("Correct")
    filled(page.form, field="sku", value="NW-MUG-SET4", why="MIXED_UP")
    desk.hands._token = ""
    desk.click("Correct it")
    assert not desk.window.signed_in
    assert desk.hands.answers[-2].refusal == ("DESK_SIGN_IN", {})
    desk.type("506173")
    desk.click("Sign in")
    desk.settle()
    desk.click("Correct it")
    desk.settle()
    assert desk.window.told.text == "Corrected. Label 2 is queued."


def test_that_the_wheel_scrolls_the_page_and_chooses_nothing(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    desk = desk_window(data)
    page = opened(desk, lpn)
    desk.click("Correct")
    for box in page.form.findChildren(QComboBox):
        box.setFocus()
        turned = QWheelEvent(
            QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 -- Qt's order
        )  # fmt: skip
        QApplication.sendEvent(box, turned)
        assert (box.currentIndex(), turned.isAccepted()) == (0, False)


def test_that_without_a_unit_it_says_how_to_come_to_one(stained: tuple[Path, str], desk_window: Opener) -> None:
    desk = desk_window(stained[0])
    page = desk.turn_to("@ITEM")
    assert desk.words(page) == ["Choose a unit on the page Items, or scan its plate."]


def test_that_what_no_person_did_is_told_in_words(stained: tuple[Path, str], desk_window: Opener) -> None:
    data, lpn = stained
    with open_station(data, SystemClock()) as station:
        station.ledger.append("printer", [NewFact("label.started", lpn, {"job": "none", "printer": "Zebra"})])
    desk = desk_window(data)
    words = desk.words(opened(desk, lpn))
    assert "Printer" in words
    assert "printer" not in words
