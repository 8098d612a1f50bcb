"""The printers' page in the real window: setting printers up by keys, what holds at once and after a restart, test labels, rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.found_printers import FoundPrinter
from station.devices.simulated_printer import SimulatedFault, SimulatedZplPrinter
from station.model.people import Role
from station.settings import load_settings
from tests.ui.printing_desk import PrintingDesk, printing_desk
from tests.ui.shop import PATIENCE_MS, desktop, facts
from ui.bench.screen import LABELS, PRINTER, Page
from ui.theme import Theme
from ui.widgets.chips import Chip

HOODED = "9521321000087"


@pytest.fixture
def printer() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as simulated:
        yield simulated


@pytest.fixture(autouse=True)
def nothing_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this computer has: it has one queue."""
    monkeypatch.setattr("ui.label_pages.found_printers", lambda: (FoundPrinter("queue", "Office", "Office printer"),))


def chip(desk: PrintingDesk) -> Chip:
    return next(each for each in desk.window.findChildren(Chip) if each.isVisible() and "Printer" in each.text())


def said(desk: PrintingDesk) -> str:
    """What it says; nothing before the first state of a printer came."""
    return next((each.text() for each in desk.window.findChildren(Chip) if each.isVisible() and "Printer" in each.text()), "")


def typed(text: str) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_that_a_printer_is_added_by_keys_and_prints_the_next_label(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with desktop(shop_folder, qtbot, theme) as plain:
        desk = PrintingDesk(plain, qtbot, shop_folder)
        desk.window.on_taken(PRINTER)
        desk.until("The printer folder:labels is ready.")
        desk.tap(Qt.Key.Key_F7)
        assert "How is it connected?" in desk.words()
        desk.until("Office printer")
        desk.tap(Qt.Key.Key_2)
        assert "Which address has it in the network?" in desk.words()
        typed(f"{printer.host}:{printer.port}")
        assert printer.url.removeprefix("tcp://") in [button.option.small for button in desk.buttons()]
        desk.until_laid_out()
        desk.tap(Qt.Key.Key_Return)
        desk.until("Saved. It holds from now on.")
        assert load_settings(shop_folder).labels.printer == printer.url
        desk.grade("RMA-10002", HOODED)
        assert printer.wait_for(labels=1, timeout=PATIENCE_MS / 1000)
    with printing_desk(shop_folder, qtbot, theme, printer) as again:
        again.window.on_taken(PRINTER)
        again.until(f"The printer {printer.url} is ready.")


def test_that_what_cannot_be_used_is_refused_where_it_was_chosen(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        desk.window.on_taken(PRINTER)
        desk.until(f"{printer.host}:{printer.port}")
        desk.tap(Qt.Key.Key_1)
        desk.touch("Change")
        desk.touch("Address")
        typed("192.0.2.7:0")
        desk.touch("Save")
        desk.until("labels.printer")
        assert "Save" in desk.words(), "nothing that was chosen is lost"
        assert load_settings(shop_folder).labels.printer == printer.url
        for _ in range(2):
            desk.tap(Qt.Key.Key_Escape)
        assert "Label printers" in desk.words()


def test_that_a_trouble_stands_on_the_chip_in_words_and_is_tried_again(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    printer.fail(SimulatedFault.HEAD_OPEN)
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        desk.grade("RMA-10002", HOODED)
        qtbot.waitUntil(lambda: said(desk) == "Printer: open", timeout=PATIENCE_MS)
        QTest.mouseClick(chip(desk), Qt.MouseButton.LeftButton)
        desk.until("1 printer needs somebody.")
        desk.tap(Qt.Key.Key_1)
        desk.until("1 label waits.")
        printer.heal()
        desk.tap(Qt.Key.Key_Return)
        desk.until(f"The printer {printer.url} is ready.")
        qtbot.waitUntil(lambda: said(desk) == "Printer", timeout=PATIENCE_MS)
        assert printer.wait_for(labels=1, timeout=PATIENCE_MS / 1000)


def test_that_a_test_label_comes_out_of_this_very_printer_and_is_no_fact(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        desk.window.on_taken(PRINTER)
        desk.until(f"The printer {printer.url} is ready.")
        desk.tap(Qt.Key.Key_1)
        desk.tap(Qt.Key.Key_1)
        assert printer.wait_for(labels=1, timeout=PATIENCE_MS / 1000)
        desk.until("has nothing left to print")
        assert b"B01-TEST" in printer.labels[0]
        assert facts(shop_folder, "label.*") == []


def test_that_labels_come_out_elsewhere_for_now_and_here_again(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    spare = shop_folder / "spare"
    printer.fail(SimulatedFault.MEDIA_OUT)
    with printing_desk(shop_folder, qtbot, theme, printer, fall_back=f"folder:{spare}") as desk:
        desk.grade("RMA-10002", HOODED)
        desk.until("is out of labels")
        desk.window.on_taken(PRINTER)
        desk.until(f"{printer.host}:{printer.port}")
        desk.tap(Qt.Key.Key_1)
        desk.touch(f"Print on Label files in {spare} for now")
        desk.until(f"Its labels come out at Label files in {spare} for now.")
        qtbot.waitUntil(lambda: spare.is_dir() and any(spare.glob("*.zpl")), timeout=PATIENCE_MS)
        desk.until_laid_out()
        desk.touch("Print on this printer again")
        desk.until(f"Labels come out at {printer.url.removeprefix('tcp://')} again.")


def test_that_an_inspector_may_look_try_and_switch_but_not_set_up(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with open_station(shop_folder, SystemClock()) as station:
        _, badge = station.people.add("Ada", Role.INSPECTOR)
        station.people.add("Sofia", Role.SUPERVISOR)
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        desk.scan(f"RS-BADGE-{badge}")
        desk.window.on_taken(PRINTER)
        desk.until("A supervisor can add and change printers.")
        desk.tap(Qt.Key.Key_F7)
        assert "Label printers" in desk.words()
        desk.tap(Qt.Key.Key_1)
        assert "Change" not in desk.words()
        assert "Print a test label" in desk.words()


def test_that_the_labels_are_one_key_away_and_a_scan_goes_to_the_bench(
    shop_folder: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter
) -> None:
    with printing_desk(shop_folder, qtbot, theme, printer) as desk:
        desk.window.on_taken(PRINTER)
        desk.tap(Qt.Key.Key_F8)
        assert desk.window.frame.pages.currentWidget() is desk.window.frame.pages.own[LABELS]
        desk.scan("RMA-10002")
        assert desk.window.frame.pages.currentWidget() is desk.window.frame.middle
        assert desk.page() is Page.PARCEL
