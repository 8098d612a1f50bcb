"""The page of the labels in the real window: each kind as it is printed, real data, sizes, what is wrong with a layout, a test label."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.model.labels import LABEL_KINDS
from station.resources import resource_text
from tests.ui.printing_desk import PrintingDesk
from tests.ui.shop import PATIENCE_MS, desktop
from ui.bench.screen import LABELS
from ui.setup.labels import LabelsPage
from ui.theme import Theme

HOODED = "9521321000087"


def page_of(desk: PrintingDesk) -> LabelsPage:
    page = desk.window.frame.pages.own[LABELS]
    assert isinstance(page, LabelsPage)
    return page


def until_drawn(desk: PrintingDesk, qtbot: QtBot) -> LabelsPage:
    """Until every label on this page is there."""
    page = page_of(desk)
    qtbot.waitUntil(lambda: bool(page.tiles) and not any(tile.image.isNull() for tile in page.tiles), timeout=PATIENCE_MS)
    return page


def test_that_every_kind_is_shown_as_it_is_printed_page_by_page(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(shop_folder, qtbot, theme) as plain:
        desk = PrintingDesk(plain, qtbot, shop_folder)
        desk.window.on_taken(LABELS)
        seen = [tile.option.code.rpartition(":")[2] for tile in until_drawn(desk, qtbot).tiles]
        desk.until_laid_out()
        desk.tap(Qt.Key.Key_9)
        seen += [tile.option.code.rpartition(":")[2] for tile in until_drawn(desk, qtbot).tiles]
        assert tuple(seen) == LABEL_KINDS
        desk.tap(Qt.Key.Key_F7)
        assert "Size: 100 × 50 mm" in desk.words()
        wide = until_drawn(desk, qtbot).tiles[1].image
        assert round(wide.width() / wide.height(), 1) == 2.0


def test_that_a_label_is_seen_large_with_the_data_of_the_last_such_unit(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(shop_folder, qtbot, theme) as plain:
        desk = PrintingDesk(plain, qtbot, shop_folder)
        desk.grade("RMA-10002", HOODED)
        desk.window.on_taken(LABELS)
        desk.tap(Qt.Key.Key_1)
        desk.until("With the data of B01-000001-A.")
        upright = page_of(desk).picture.image.size()
        desk.tap(Qt.Key.Key_3)
        desk.until("4 × 6 inches")
        qtbot.waitUntil(lambda: page_of(desk).picture.image.height() > page_of(desk).picture.image.width(), timeout=PATIENCE_MS)
        assert page_of(desk).picture.image.size() != upright
        desk.until_laid_out()
        desk.tap(Qt.Key.Key_Escape)
        desk.tap(Qt.Key.Key_2)
        desk.until("With made-up data: there is no such unit yet.")


def test_that_a_test_label_is_printed_and_its_end_is_said(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(shop_folder, qtbot, theme) as plain:
        desk = PrintingDesk(plain, qtbot, shop_folder)
        desk.window.on_taken(LABELS)
        desk.tap(Qt.Key.Key_5)
        desk.until("A test label comes out of: Label files in labels, 57 × 32 mm.")
        desk.tap(Qt.Key.Key_Return)
        desk.until("File written and safely on the disk")
        written = list((shop_folder / "labels").glob("*test-c-*"))
        assert len(written) == 1
        assert b"TEST" in written[0].read_bytes()


def test_that_what_is_wrong_with_a_layout_of_the_site_is_said_with_its_element(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    own = shop_folder / "documents" / "labels"
    own.mkdir(parents=True, exist_ok=True)
    shipped = resource_text("labels/plate.toml")
    (own / "plate.toml").write_text(shipped.replace("at = [2.5, 12.6, 52, 6]", "at = [2.5, 12.6, 82, 6]"), encoding="utf-8")
    with desktop(shop_folder, qtbot, theme) as plain:
        desk = PrintingDesk(plain, qtbot, shop_folder)
        desk.window.on_taken(LABELS)
        qtbot.waitUntil(lambda: "✗ Plate: look" in [tile.option.label for tile in page_of(desk).tiles], timeout=PATIENCE_MS)
        desk.tap(Qt.Key.Key_8)
        desk.until("This label cannot be printed like this:")
        told = next(text for text in desk.words() if "✗" in text)
        assert "cannot be used: code " in told, "the element is named"
        desk.until_laid_out()
