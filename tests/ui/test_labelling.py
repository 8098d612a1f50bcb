"""Labels at the bench, in the real window: scanned back, a wrong one, one in doubt, none at all, and those that come out one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.simulated_printer import SimulatedFault, SimulatedZplPrinter
from station.scan.plates import plate
from tests.ui.printing_desk import PrintingDesk, printing_desk
from tests.ui.shop import PATIENCE_MS, facts
from ui.bench.label_page import LabelPage
from ui.bench.screen import TRY_PRINTER, Page
from ui.theme import Theme
from ui.widgets.words import Largest

FIRST, SECOND = "B01-000001-A", "B01-000002-8"
HOODED, BEANIE = "9521321000087", "9521321000070"


@pytest.fixture
def printer() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as simulated:
        yield simulated


@pytest.fixture
def always(shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter) -> Iterator[PrintingDesk]:
    """Every label is scanned back."""
    with printing_desk(shop_folder, qtbot, theme, printer, scan_back="always") as desk:
        yield desk


@pytest.fixture
def plain(shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter) -> Iterator[PrintingDesk]:
    """Nobody scans a label back, and there is a printer to fall back on."""
    with printing_desk(shop_folder, qtbot, theme, printer, fall_back=f"folder:{shop_folder / 'spare'}") as desk:
        yield desk


def large(desk: PrintingDesk) -> LabelPage:
    page = desk.window.frame.middle.page
    assert isinstance(page, LabelPage)
    return page


def clear(words: QWidget) -> bool:
    """Whether what is painted there can be read: it is not as light or dark as its ground."""
    window = words.window()
    image = window.grab(QRect(words.mapTo(window, QPoint()), words.size())).toImage()
    light = [image.pixelColor(x, y).lightnessF() for x in range(image.width()) for y in range(image.height())]
    return max(light) - min(light) > 0.5


def due(desk: PrintingDesk) -> str:
    """The plate of the unit whose label is asked for."""
    shown = desk.window.shown
    return shown.screen.due.lpn if shown and shown.screen.due else ""


def test_that_a_unit_waits_for_its_label_with_its_picture_and_its_plate(always: PrintingDesk, qtbot: QtBot) -> None:
    always.grade("RMA-10002", HOODED)
    assert always.page() is Page.LABEL
    qtbot.waitUntil(lambda: not large(always).picture.image.isNull(), timeout=PATIENCE_MS)
    always.until("The label is printed.")
    told = always.words()
    assert "Put the label on Hooded sweatshirt, grey, L, then scan it." in told
    assert f"{FIRST}: put it into A-02-02." in told
    always.until_laid_out()
    always.scan(FIRST)
    assert always.page() is Page.PARCEL
    assert [fact.payload["detail"] for fact in always.until_facts("label.confirmed", 2)] == ["DRAINED", "SCANNED"]


def test_that_a_wrong_label_is_refused_loudly_with_both_numbers(always: PrintingDesk) -> None:
    always.grade("RMA-10002", HOODED)
    always.until("The label is printed.")
    always.scan(FIRST)
    always.grade(HOODED)
    always.until("The label is printed.")
    always.scan(FIRST)
    assert always.page() is Page.LABEL
    told = always.words()
    numbers = [each.accessibleName() for each in always.window.findChildren(Largest) if each.isVisible()]
    assert [numbers, told.index("This was scanned:") < told.index("This belongs on the unit:")] == [[FIRST, SECOND], True]
    assert [clear(each) for each in always.window.findChildren(Largest) if each.isVisible()] == [True, True]
    assert any(text.startswith("✗") and FIRST in text and SECOND in text for text in told)
    assert always.window.hearing.flash.text.startswith("✗"), "and heard"
    always.until_laid_out()
    always.scan(SECOND)
    assert always.page() is Page.PARCEL


def test_that_a_label_in_doubt_is_asked_about_once_and_may_be_there(plain: PrintingDesk, printer: SimulatedZplPrinter) -> None:
    printer.fail(SimulatedFault.RESET_MID_JOB)
    plain.grade("RMA-10002", HOODED)
    plain.until_facts("label.unconfirmed")
    plain.tap(Qt.Key.Key_Return)  # the result is read
    plain.until_page(Page.LABEL)
    assert any("Did the label" in text for text in plain.words())
    plain.until_laid_out()
    printer.heal()
    plain.press(Qt.Key.Key_1)
    assert plain.page() is Page.PARCEL
    assert [fact.payload["detail"] for fact in plain.until_facts("label.confirmed")] == ["OPERATOR"]
    assert len(facts(plain.data, "label.queued")) == 1, "it is not printed again"


def test_that_a_label_that_did_not_come_out_is_printed_once_more(plain: PrintingDesk, printer: SimulatedZplPrinter) -> None:
    printer.fail(SimulatedFault.RESET_MID_JOB)
    plain.grade("RMA-10002", HOODED)
    plain.until_facts("label.unconfirmed")
    plain.tap(Qt.Key.Key_Return)
    plain.until_page(Page.LABEL)
    printer.heal()
    plain.press(Qt.Key.Key_2)
    assert [fact.payload["copy"] for fact in plain.until_facts("label.queued", 2)] == [1, 2]
    assert printer.wait_for(labels=1, timeout=PATIENCE_MS / 1000)
    assert len(plain.until_facts("label.voided")) == 1


def test_that_the_copy_that_comes_into_doubt_as_well_is_asked_about_while_nothing_is_done(
    plain: PrintingDesk, printer: SimulatedZplPrinter
) -> None:
    printer.fail(SimulatedFault.RESET_MID_JOB)
    plain.grade("RMA-10002", HOODED)
    plain.until_facts("label.unconfirmed")
    plain.tap(Qt.Key.Key_Return)
    plain.until_page(Page.LABEL)
    plain.press(Qt.Key.Key_2)
    plain.until_facts("label.unconfirmed", 2)
    plain.until(f"Did the label {FIRST}/2 come out?")
    assert plain.page() is Page.LABEL


def test_that_labels_that_waited_do_not_block_the_one_that_is_waited_for(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with open_station(shop_folder, SystemClock()) as station:
        roll = plate("B01", station.ledger.next_number("lpn"))
    with printing_desk(shop_folder, qtbot, theme, printer, scan_back="always") as desk:
        printer.fail(SimulatedFault.MEDIA_OUT)
        desk.grade("RMA-10002", HOODED)
        desk.until_naked()
        aside = due(desk)
        desk.until("set the unit aside without it")
        desk.press(Qt.Key.Key_2)
        desk.scan(roll)
        desk.grade(HOODED)
        printer.heal()
        desk.window.on_taken(TRY_PRINTER)
        desk.until(f"First the label {aside}: put it on its unit (Hooded sweatshirt, grey, L) and scan it.")
        desk.until_laid_out()
        desk.scan(aside)
        told = desk.words()
        assert f"The label {aside} belongs on Hooded sweatshirt, grey, L" in told
        assert next(each.accessibleName() for each in desk.window.findChildren(Largest) if each.isVisible()) == aside
        desk.until_laid_out()
        assert [due(desk), len(desk.until_facts("label.queued", 2))] == [roll, 2]
        qtbot.waitUntil(lambda: len(printer.labels) == 2, timeout=PATIENCE_MS)
        code = desk.window.shown.screen.due.code if desk.window.shown and desk.window.shown.screen.due else ""
        desk.scan(code)
        desk.until_page(Page.PARCEL)


def test_that_no_second_unit_is_taken_without_a_label_and_the_ways_out_are_keys(
    plain: PrintingDesk, printer: SimulatedZplPrinter, qtbot: QtBot
) -> None:
    printer.fail(SimulatedFault.MEDIA_OUT)
    plain.grade("RMA-10002", HOODED)
    plain.until_naked()
    plain.scan(HOODED)
    assert plain.page() is Page.LABEL
    assert [f"First a label for {FIRST}" in plain.words(), len(facts(plain.data, "item.received"))] == [True, 1]
    plain.until("The unit that you just scanned was not taken. Scan it again afterwards.")
    plain.tap(Qt.Key.Key_1)
    plain.until("It was tried again just now.")  # and what the printer says is beside it
    assert [button.option.label for button in plain.buttons() if button.option.key in ("1", "2", "3")] == [
        "The printer works again", f"Print on Label files in {plain.data / 'spare'} for now", "Take a plate from the roll",
    ]  # fmt: skip
    plain.until_laid_out()
    plain.tap(Qt.Key.Key_2)
    plain.until_page(Page.PARCEL)
    spare = plain.data / "spare"
    qtbot.waitUntil(lambda: spare.is_dir() and any(spare.glob("*.zpl")), timeout=PATIENCE_MS)
    plain.grade(HOODED)
    assert len(facts(plain.data, "item.graded")) == 2


def test_that_a_mended_printer_lets_the_next_unit_in(plain: PrintingDesk, printer: SimulatedZplPrinter) -> None:
    printer.fail(SimulatedFault.HEAD_OPEN)
    plain.grade("RMA-10002", HOODED)
    plain.until_naked()
    plain.scan(HOODED)
    assert plain.page() is Page.LABEL
    printer.heal()
    plain.tap(Qt.Key.Key_1)
    plain.until_page(Page.PARCEL)
    assert not any(text.startswith("✗") for text in plain.words())


def test_that_a_plate_from_the_roll_is_a_way_out_that_can_be_typed(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with open_station(shop_folder, SystemClock()) as station:
        roll = plate("B01", station.ledger.next_number("lpn"))
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        printer.fail(SimulatedFault.MEDIA_OUT)
        desk.grade("RMA-10002", HOODED)
        desk.until_naked()
        desk.scan(HOODED)
        assert [button.option.label for button in desk.buttons() if button.option.key in ("1", "2")] == [
            "The printer works again",
            "Take a plate from the roll",
        ], "no printer to fall back on"
        desk.tap(Qt.Key.Key_2)
        assert desk.window.frame.scanner.field.hasFocus()
        with desk.answered():
            QTest.keyClicks(desk.window.frame.scanner.field, f"{roll}\r")
        desk.scan(HOODED)
        assert desk.page() is Page.BOARD


def test_that_labels_that_waited_come_out_one_by_one_each_with_its_unit(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with open_station(shop_folder, SystemClock()) as station:
        roll = plate("B01", station.ledger.next_number("lpn"))
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        printer.fail(SimulatedFault.MEDIA_OUT)
        desk.grade("RMA-10002", HOODED)
        desk.until_naked()
        desk.scan(roll)
        desk.grade(HOODED)
        desk.tap(Qt.Key.Key_Return)
        printer.heal()
        desk.window.on_taken(TRY_PRINTER)
        desk.until("Put this label on this unit, then scan it")
        desk.until("1 more label comes out after it.")
        qtbot.waitUntil(lambda: not large(desk).picture.image.isNull(), timeout=PATIENCE_MS)
        desk.until_laid_out()
        naked = facts(shop_folder, "item.graded")[0].subject
        assert due(desk) == naked
        desk.tap(Qt.Key.Key_Escape)
        assert desk.page() is Page.PARCEL, "it may wait, and that is said"
        desk.until(f"The label of {naked} is out: put it on its unit and scan it.")
        desk.scan(naked)
        desk.until("It is the last one that waited.")
        assert due(desk) == roll
        assert [fact.subject for fact in facts(shop_folder, "label.confirmed") if fact.payload["detail"] == "SCANNED"] == [naked]
        desk.tap(Qt.Key.Key_Return)  # nobody can scan it
        desk.until_page(Page.PARCEL)
        assert len(printer.labels) == 2


def test_that_a_label_may_be_scanned_where_that_is_asked_and_nobody_waits_for_it(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with printing_desk(shop_folder, qtbot, theme, printer, scan_back="asked") as desk:
        desk.grade("RMA-10002", HOODED)
        assert desk.page() is Page.RESULT
        assert "Put it on the unit; a scan of it shows that it is the right one." in desk.words()
        desk.until("Printed:")
        desk.scan(FIRST)
        assert [fact.payload["detail"] for fact in desk.until_facts("label.confirmed", 2)] == ["DRAINED", "SCANNED"]
        desk.grade(HOODED)
        assert desk.page() is Page.RESULT, "the next unit is taken without a scan"
