"""The page Report: a report of chosen days made by a real child process, and the hour of the one that is made by itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QFileDialog

from station.settings import change_settings, load_settings
from station.supervisor.acts_report import SetReport
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.pages import ENTRIES
from ui.supervisor.report import ReportPage

Opener = Callable[..., DeskAtWork]
ONLY = tuple(entry for entry in ENTRIES if entry.code == "@REPORT")


def opened(data: Path, desk_window: Opener) -> tuple[DeskAtWork, ReportPage]:
    """A desk with this page alone."""
    desk = desk_window(data, entries=ONLY)
    page = desk.turn_to("@REPORT")
    assert isinstance(page, ReportPage)
    return desk, page


def test_that_todays_report_is_made_where_somebody_wants_it(
    shop_folder: Path, desk_window: Opener, asked_files: list[QFileDialog], tmp_path: Path
) -> None:
    desk, page = opened(shop_folder, desk_window)
    desk.click("For programs (JSON)")
    desk.settle()
    (dialog,) = asked_files
    dialog.fileSelected.emit(str(tmp_path / "day.json"))
    dialog.reject()
    assert any("is being made" in text for text in desk.words(page))
    desk.until(lambda: any("Made:" in text for text in desk.words(page)))
    assert '"summary"' in (tmp_path / "day.json").read_text(encoding="utf-8")
    assert "Open it" in desk.words(page)


def test_that_it_is_saved_among_the_others_unless_somebody_wants_it_elsewhere(
    shop_folder: Path, desk_window: Opener, asked_files: list[QFileDialog]
) -> None:
    desk, page = opened(shop_folder, desk_window)
    for form in ("For programs (JSON)", "Tables (CSV)"):
        desk.click(form)
        desk.settle()
    folder = shop_folder / "exports" / "reports"
    first, second = asked_files
    assert (Path(first.directory().path()), Path(second.directory().path())) == (folder, folder)
    name = f"daily-{page.days[0].isoformat()}.json"
    first.fileSelected.emit(str(folder / name))
    desk.until(lambda: [row.cells[0] for row in page._list.shown] == [name])
    for dialog in asked_files:
        dialog.reject()


def test_that_a_report_that_cannot_be_made_is_said(shop_folder: Path, desk_window: Opener) -> None:
    desk, page = opened(shop_folder, desk_window)
    page.make(shop_folder / "day.json")
    desk.until(lambda: desk.window.told.text)
    assert "Open it" not in desk.words(page)


def test_that_days_are_chosen_by_touch_and_never_run_backwards(shop_folder: Path, desk_window: Opener) -> None:
    desk, page = opened(shop_folder, desk_window)
    first, last = page.days
    assert first == last
    desk.click("Yesterday")
    assert page.days == (first - timedelta(days=1), first - timedelta(days=1))
    page.first.setDate(page.first.date().addDays(5))
    assert page.days[0] == page.days[1] == first + timedelta(days=4)


def test_that_the_hour_is_kept_by_an_act_and_drawn_from_the_settings(shop_folder: Path, desk_window: Opener) -> None:
    desk, page = opened(shop_folder, desk_window)
    assert not desk.button("Save").isEnabled()
    page.plan.daily.setChecked(True)
    page.plan.time.setTime(QTime(17, 45))
    desk.click("Save")
    desk.settle()
    assert desk.hands.acts == [SetReport("17:45", "", ("pdf", "html"))]
    assert load_settings(shop_folder).report.at == "17:45"
    assert not desk.button("Save").isEnabled()


def test_that_what_somebody_is_changing_is_not_drawn_over(shop_folder: Path, desk_window: Opener) -> None:
    desk, page = opened(shop_folder, desk_window)
    page.plan.daily.setChecked(True)
    page.refresh()
    desk.settle()
    assert page.plan.daily.isChecked()
    change_settings(shop_folder, {"report.at": "06:15"})
    page.refresh()
    desk.settle()
    assert page.plan.time.time() == QTime(6, 15)
