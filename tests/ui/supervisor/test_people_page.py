"""The page People: who is listed, what a supervisor changes, and that badges and secrets go nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from station.assembly import read_station
from station.clock import SystemClock
from station.model.people import Role
from tests.ui.supervisor.desk import DeskAtWork
from tests.ui.supervisor.test_desk_window import people_in
from ui.supervisor.pages import ENTRIES
from ui.supervisor.people import PeoplePage

Opener = Callable[..., DeskAtWork]
ONLY = tuple(entry for entry in ENTRIES if entry.code == "@PEOPLE")


def opened(data: Path, desk_window: Opener) -> tuple[DeskAtWork, PeoplePage]:
    """A desk with this page alone, somebody signed in where there are people."""
    with read_station(data, SystemClock()) as station:
        needs = station.people.any()
    desk = desk_window(data, entries=ONLY)
    if needs:
        desk.type("506173")
        desk.click("Sign in")
    desk.until(lambda: desk.window.signed_in)
    page = desk.turn_to("@PEOPLE")
    assert isinstance(page, PeoplePage)
    return desk, page


def fill(page: PeoplePage, name: str, role: Role, pin: str = "", password: str = "") -> None:
    """Into the form."""
    form = page.form
    form.name_field.setText(name)
    form.role.choose(role.value)
    form.role.chosen.emit(role.value)
    form.pin.setText(pin)
    form.password.setText(password)


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that the system was asked to open; none of them is."""
    found: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(Path(url.toLocalFile())))
    return found


def test_that_the_first_person_is_a_supervisor_and_gets_a_badge_on_paper(
    shop_folder: Path, desk_window: Opener, asked_files: list[QFileDialog], opened_files: list[Path], tmp_path: Path
) -> None:
    desk, page = opened(shop_folder, desk_window)
    assert any("Nobody works here yet" in text for text in desk.words())
    fill(page, "Sam Okafor", Role.SUPERVISOR)
    desk.click("Add")
    assert desk.window.told.text == "The first person needs a PIN, or a password, to get in again."
    fill(page, "Ana Kowalska", Role.INSPECTOR, pin="274951")
    desk.click("Add")
    assert desk.window.told.text == "The first person of a station is a supervisor or an admin."
    fill(page, "Sam Okafor", Role.SUPERVISOR, pin="506173")
    desk.click("Add")
    desk.until(lambda: not desk.window.signed_in)
    desk.type("506173")
    desk.click("Sign in")
    desk.until(lambda: desk.window.signed_in)
    desk.settle()
    assert [row.cells[:3] for row in page.table.shown] == [("I-01", "Sam Okafor", "Supervisor")]
    desk.click("Save the sheet")
    (dialog,) = asked_files
    dialog.fileSelected.emit(str(tmp_path / "badge.pdf"))
    dialog.reject()
    desk.until((tmp_path / "badge.pdf").is_file)
    desk.settle()
    assert (tmp_path / "badge.pdf").read_bytes().startswith(b"%PDF")
    assert "Save the sheet" not in desk.words()
    assert "The sheet is saved. Open it to print it." in desk.words()
    desk.click("Open it")
    assert opened_files == [tmp_path / "badge.pdf"]
    desk.click("Close this message")
    assert "Open it" not in desk.words()


def test_that_a_person_is_changed_and_ended_only_when_pressed_twice(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    page.table.select(["I-01"])
    assert page.form.person is not None
    fill(page, "Ana Nowak", Role.INSPECTOR)
    desk.click("Keep changes")
    desk.settle()
    assert [row.cells[1] for row in page.table.shown] == ["Ana Nowak", "Sam Okafor"]
    desk.click("End sign-in of Ana Nowak")
    assert not page.form.person.disabled
    desk.click("Ana Nowak can never sign in again. Press again.")
    desk.settle()
    assert [row.cells[6] for row in page.table.shown] == ["open", "ended"]


def test_that_what_was_done_is_said_and_whoever_is_new_is_chosen(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    desk.click("Add somebody")
    fill(page, "Dora Novák", Role.INSPECTOR)
    desk.click("Add")
    assert desk.window.told.text == "Dora Novák was added as I-03."
    desk.settle()
    assert page.table.selection() == ("I-03",)
    assert page.form.person is not None
    assert page.form.person.name == "Dora Novák"
    page.form.pin.setText("918264")
    desk.click("Set this PIN")
    assert desk.window.told.text == "Dora Novák has a new PIN."


def test_that_nobody_can_end_their_own_sign_in(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    page.table.select(["I-02"])
    assert not any("End sign-in" in text for text in desk.words())


def test_that_a_pin_is_forgotten_by_the_form_once_it_is_set(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    page.table.select(["I-01"])
    page.form.pin.setText("918264")
    desk.click("Set this PIN")
    assert page.form.pin.text() == ""
    assert "918264" not in repr(desk.hands.acts)
    with read_station(shop_folder, SystemClock()) as station:
        person = station.people.by_name("I-01")
    assert desk.hands.answers[-1].done["person"]["id"] == person.id


def test_that_what_was_typed_stays_when_others_write(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    _desk, page = opened(shop_folder, desk_window)
    page.table.select(["I-01"])
    page.form.name_field.setText("Half a na")
    page.refresh()
    _desk.settle()
    assert page.form.name_field.text() == "Half a na"
