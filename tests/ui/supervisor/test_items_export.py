"""The list as a file, written by a child process beside the desk: whole, told, and gone without a trace where it is stopped."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.supervisor.items import NEWEST_FIRST, Wanted
from station.supervisor.items_asked import as_arguments
from station.texts import Notice
from tests.supervisor.shelf_of_units import make_shelf
from tests.ui.shop import PATIENCE_MS
from ui.supervisor.items_export import ItemsExport
from ui.theme import Theme


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return make_shelf(tmp_path / "data", people=False)


@pytest.fixture
def export(qtbot: QtBot, theme: Theme) -> ItemsExport:  # noqa: ARG001 -- sizes are the theme's
    export = ItemsExport()
    export.speak("en")
    qtbot.addWidget(export)
    return export


def test_that_the_list_is_written_as_it_is_narrowed_down_and_that_is_told(
    export: ItemsExport, shelf: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "items.csv"
    with qtbot.waitSignal(export.told, timeout=PATIENCE_MS) as told:
        export.write(shelf, out, as_arguments(Wanted(clients=("northwind",)), "RMA-6", NEWEST_FIRST))
    assert told.args == [f"Saved: {out}"]
    assert len(out.read_text("utf-8-sig").splitlines()) == 3


def test_that_what_cannot_be_written_says_why(export: ItemsExport, shelf: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(export.told, timeout=PATIENCE_MS) as told:
        export.write(shelf, shelf / "items.csv", [])
    notice = told.args[0] if told.args else None
    assert isinstance(notice, Notice)
    assert str(shelf / "items.csv") in notice.message


def test_that_a_stopped_export_leaves_no_file_and_the_next_may_begin(
    export: ItemsExport, shelf: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    export.write(shelf, tmp_path / "items.csv", [])
    export.stop()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("items")] == []
    with qtbot.waitSignal(export.told, timeout=PATIENCE_MS):
        export.write(shelf, tmp_path / "items.xlsx", [])
    assert (tmp_path / "items.xlsx").is_file()
