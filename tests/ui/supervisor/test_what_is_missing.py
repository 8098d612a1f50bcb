"""What somebody left out, or may not do, is said where it is asked for: signing in, the page People, the page Restock."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role
from tests.ui.supervisor.test_desk_window import ENTRIES, Opener, people_in
from tests.ui.supervisor.test_people_page import fill, opened
from tests.ui.supervisor.test_restock_page import ONLY, choose, page_of
from tests.ui.supervisor.test_restock_page import folder as folder  # noqa: PLC0414 -- the fixture
from ui.supervisor.restock_rows import Section

PASSWORD = "four quiet words here"  # noqa: S105 -- of a test


def add_admin(data: Path) -> str:
    """Zoe's badge, as it is scanned."""
    with open_station(data, SystemClock()) as station:
        _zoe, badge = station.people.add("Zoe Byron", Role.ADMIN, password=PASSWORD)
    return f"RS-BADGE-{badge}"


def test_that_an_empty_or_a_short_pin_is_said_and_nobody_is_asked(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.click("Sign in")
    assert "Type the PIN, or scan the badge." in desk.words()
    desk.type("506")
    desk.click("Sign in")
    assert "A PIN has 6 to 12 digits and nothing else. Check it and type it again." in desk.words()
    assert desk.hands.acts == []
    desk.type("506173")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.window.signed_in)


def test_that_the_badge_of_an_admin_leads_to_the_field_for_the_password(shop_folder: Path, desk_window: Opener) -> None:
    badges = people_in(shop_folder)
    zoe = add_admin(shop_folder)
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.scan(f"RS-BADGE-{badges['Sam Okafor']}")
    assert desk.window.view.name == "Sam Okafor"
    desk.scan(zoe)
    assert not desk.window.signed_in
    assert any(text.endswith("Type the password.") for text in desk.words())
    desk.click("Sign in")
    assert "Type the password." in desk.words()
    desk.type(PASSWORD)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.window.signed_in)
    assert desk.window.view.name == "Zoe Byron"


def test_that_a_person_without_a_name_and_an_empty_pin_are_said(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    desk.click("Add somebody")
    desk.click("Add")
    assert desk.window.told.text == "The name is missing. Nothing was changed."
    page.table.select(["I-01"])
    desk.click("Set this PIN")
    assert desk.window.told.text == "A PIN has 6 to 12 digits and nothing else."


def test_that_a_supervisor_sees_beforehand_whom_only_an_admin_changes(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    add_admin(shop_folder)
    desk, page = opened(shop_folder, desk_window)
    told, form = "Only an admin may change supervisors and admins.", page.form

    def alive(*buttons: str) -> set[bool]:
        return {part.isEnabled() for part in (form.name_field, form.role, form.pin, *map(desk.button, buttons))}

    page.table.select(["I-03"])
    assert (alive("Keep changes", "New badge", "End sign-in of Zoe Byron", "Set this PIN", "Set this password"), told in desk.words()) == (
        {False}, True,
    )  # fmt: skip
    page.table.select(["I-01"])
    assert (alive("Keep changes", "New badge"), told in desk.words()) == ({True}, False)
    fill(page, "Ana Kowalska", Role.SUPERVISOR)
    assert (desk.button("Keep changes").isEnabled(), told in desk.words()) == (False, True)
    page.table.view.clearSelection()
    page.table.select(["I-02"])  # herself
    assert (alive("Keep changes", "New badge"), told in desk.words()) == ({True}, False)


def test_that_the_units_of_what_was_chosen_go_with_its_heading(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    assert len(page.detail.table.shown) == 2
    page.detail.refresh()  # asked, not answered yet
    page.chips[Section.LOOSE].click()
    assert [row.what for row in page.detail.table.shown] == []
    desk.settle()
    assert [row.what for row in page.detail.table.shown] == []
    assert "Choose something in the list, or scan its code" in desk.words(page.detail)


def test_that_a_lot_that_nobody_knows_is_not_called_empty(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    desk.scan("RS-LOT-L99")
    desk.settle()
    assert "There is no lot of this name here. What was shipped stands under What left." in desk.words(page.detail)
    desk.scan("RS-TOTE-T99")
    desk.settle()
    assert "Nothing lies there." in desk.words(page.detail)


def test_that_destroying_says_that_the_badge_of_the_witness_will_do_and_that_a_weight_is_needed(folder: Path, desk_window: Opener) -> None:
    with open_station(folder, SystemClock()) as station:
        _sam, badge = station.people.add("Sam Okafor", Role.SUPERVISOR)
    desk = desk_window(folder, entries=ONLY)
    desk.scan(f"RS-BADGE-{badge}")
    page = page_of(desk)
    choose(desk, page, Section.LOOSE, "loose:destroy:northwind")
    desk.click("Destroy …")
    hints = [field.placeholderText() for field in page.detail.form.findChildren(QLineEdit) if field.isVisible()]
    assert "or scan the badge of the witness" in hints
    desk.click("Record as destroyed")
    assert desk.window.told.text == "It was not said what the goods weigh. Nothing was recorded."
