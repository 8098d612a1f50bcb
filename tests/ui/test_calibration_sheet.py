"""The calibration sheet from the scanners' page: a PDF that the real command writes, beside the documents, opened by the system."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.ui.devices.plugs import Plugs
from tests.ui.scanning_desk import ScanningDesk, scanning_desk
from ui.bench.screen import SCANNER
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Viewer(QObject):
    """What the system would show a PDF with."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show_file")  # type: ignore[arg-type]  # its types want bytes, which it refuses
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def desk(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> Iterator[ScanningDesk]:
    with scanning_desk(shop_folder, plugs, qtbot, theme) as opened:
        opened.window.on_taken(SCANNER)
        yield opened


def _in(folders: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.setup.calibration_sheet.places", lambda: [folder / "sheet.pdf" for folder in folders])


def test_that_one_touch_makes_the_sheet_and_opens_it(
    desk: ScanningDesk, viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in((tmp_path,), monkeypatch)
    desk.touch("Sheet on paper")
    desk.until_said(f"The sheet is at {tmp_path / 'sheet.pdf'}")
    assert viewer.shown == [tmp_path / "sheet.pdf"]
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_that_it_goes_to_the_next_place_where_the_first_does_not_take_it_and_that_no_place_is_said(
    desk: ScanningDesk, viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in((tmp_path / "gone", tmp_path), monkeypatch)
    desk.touch("Sheet on paper")
    desk.until_said("The sheet is at")
    assert viewer.shown == [tmp_path / "sheet.pdf"]
    _in((tmp_path / "gone",), monkeypatch)
    desk.touch("Sheet on paper")
    desk.until_said("The sheet could not be written")
    assert len(viewer.shown) == 1
