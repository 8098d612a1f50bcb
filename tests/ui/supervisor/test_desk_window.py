"""The desk's window: what it shows before somebody signs in, how it goes from page to page, and that it lives with what others write."""

from collections.abc import Callable
from pathlib import Path
from threading import current_thread

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from station.assembly import Station, open_station
from station.clock import SystemClock
from station.model.facts import PARCEL_ARRIVED, NewFact
from station.model.people import Role
from tests.ui.supervisor.desk import DeskAtWork, FakeHands
from ui.supervisor.page import DeskPage
from ui.supervisor.pages import Entry
from ui.supervisor.reader import DeskReader
from ui.supervisor.window import DeskWindow
from ui.theme import Theme

Opener = Callable[..., DeskAtWork]


class CountPage(DeskPage):
    """Says how many facts there are."""

    code = "@COUNT"
    name = "DESK_ITEMS"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.scans: list[str] = []
        QVBoxLayout(self).addWidget(self.label)

    def refresh(self) -> None:
        assert self.reader is not None
        self.reader.ask("count", _facts, lambda count: self.label.setText(f"{count} for {self.view.client or 'all'} {self.what}"))

    def takes_scan(self, text: str) -> bool:
        self.scans.append(text)
        return text == "MINE"


class OtherPage(CountPage):
    """Another one."""

    code = "@OTHER"
    name = "DESK_RESTOCK"


def _facts(opened: Station) -> int:
    return opened.ledger.head().seq


ENTRIES = (Entry("@COUNT", "DESK_ITEMS", lambda: CountPage), Entry("@OTHER", "DESK_RESTOCK", lambda: OtherPage))


def people_in(data: Path) -> dict[str, str]:
    """An inspector and a supervisor with a PIN; their badges by name."""
    badges = {}
    with open_station(data, SystemClock()) as opened:
        for name, role in (("Ana Kowalska", Role.INSPECTOR), ("Sam Okafor", Role.SUPERVISOR)):
            person, badges[name] = opened.people.add(name, role)
            opened.people.set_pin(person, "506173")
    return badges


def test_that_a_desk_on_a_station_without_people_opens_its_first_page(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder, entries=ENTRIES)
    assert desk.window.signed_in
    assert desk.window.pages.open_page is desk.window.pages.page("@COUNT")
    assert any("for all" in text for text in desk.words())
    assert "all clients ▾" in desk.words()


def test_that_a_first_page_that_cannot_be_loaded_is_said_and_is_tried_again(shop_folder: Path, desk_window: Opener) -> None:
    pages: list[type[CountPage]] = []  # none the first time

    def load() -> type[CountPage]:
        if not pages:
            pages.append(CountPage)
            raise ImportError
        return pages[0]

    desk = desk_window(shop_folder, entries=(Entry("@COUNT", "DESK_ITEMS", load),), opens=False)
    desk.until(lambda: any("ImportError" in text for text in desk.words()))
    desk.click("Try again")
    desk.until(lambda: desk.window.signed_in)
    assert desk.window.pages.open_page is desk.window.pages.page("@COUNT")


def test_that_a_page_that_is_not_loaded_yet_is_opened_as_soon_as_it_is(shop_folder: Path, desk_window: Opener) -> None:
    loaded: list[str] = []

    def load() -> type[OtherPage]:
        loaded.append(current_thread().name)
        return OtherPage

    late = Entry("@OTHER", "DESK_RESTOCK", load, lambda: bool(loaded))
    desk = desk_window(shop_folder, entries=(ENTRIES[0], late))
    desk.click("Restock")
    assert desk.window.pages.open_page is desk.window.pages.page("@COUNT")
    desk.until(lambda: desk.window.pages.open_page is not desk.window.pages.page("@COUNT"))
    assert desk.window.pages.open_page is desk.window.pages.page("@OTHER")
    assert loaded[0] == "desk reader"


def test_that_what_another_process_writes_is_on_the_page_by_itself(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder, entries=ENTRIES)
    before = [text for text in desk.words() if "for all" in text]
    with open_station(shop_folder, SystemClock()) as opened:
        opened.ledger.append("station", [NewFact(PARCEL_ARRIVED, "P-1", {"parcel": "P-1", "client": "", "code": "X", "rma": None})])
    desk.until(lambda: [text for text in desk.words() if "for all" in text] != before)


def test_that_pages_are_reached_by_key_by_name_and_back_by_escape(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.click("Restock")
    assert desk.window.pages.open_page is desk.window.pages.page("@OTHER")
    assert desk.window.windowTitle() == "Restock, Returns"
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pages.open_page is desk.window.pages.page("@COUNT")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.pages.open_page is desk.window.pages.page("@OTHER")


def test_that_a_client_that_is_chosen_is_told_to_the_page(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder, entries=ENTRIES)
    client = desk.window.view.clients[0]
    desk.window.bar.client.emit(client)
    desk.until(lambda: any(f"for {client}" in text for text in desk.words()))
    assert f"{client} ▾" in desk.words()


def test_that_nothing_is_shown_before_somebody_signs_in_with_a_pin(shop_folder: Path, desk_window: Opener) -> None:
    people_in(shop_folder)
    desk = desk_window(shop_folder, entries=ENTRIES)
    assert not desk.window.signed_in
    assert not any("for all" in text for text in desk.words())
    assert "Restock" not in desk.words()
    desk.type("111222")
    desk.press(Qt.Key.Key_Return)
    assert not desk.window.signed_in
    assert any("not" in text and "PIN" in text for text in desk.words()), desk.words()
    desk.type("506173")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.window.signed_in)
    assert "Sam Okafor · sign out" in desk.words()
    assert desk.window.view.role == "supervisor"
    desk.click("Sam Okafor · sign out")
    assert not desk.window.signed_in


def test_that_a_badge_that_is_scanned_while_the_desk_opens_is_taken_when_it_is_open(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    badge = people_in(shop_folder)["Sam Okafor"]
    hands = FakeHands(shop_folder)
    window = DeskWindow(theme, DeskReader(shop_folder), hands, ENTRIES)
    desk = DeskAtWork(window, hands, qtbot)
    window.show()
    with desk.waiting_for(window.reader.opened):
        window.start()
        desk.scan(f"RS-BADGE-{badge}")
    desk.until(lambda: window.signed_in)
    assert "Sam Okafor · sign out" in desk.words()
    desk.close()


def test_that_a_badge_opens_the_desk_and_an_inspectors_is_refused(shop_folder: Path, desk_window: Opener) -> None:
    badges = people_in(shop_folder)
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.scan(f"RS-BADGE-{badges['Ana Kowalska']}")
    assert "Sign in" in desk.words()
    desk.scan(f"RS-BADGE-{badges['Sam Okafor']}")
    assert desk.window.signed_in
    assert badges["Sam Okafor"] not in repr(desk.hands.acts)


def test_that_a_desk_that_nobody_uses_is_locked(shop_folder: Path, desk_window: Opener) -> None:
    badges = people_in(shop_folder)
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.scan(f"RS-BADGE-{badges['Sam Okafor']}")
    desk.window.sitting.idle.idle.emit()
    assert not desk.window.signed_in
    assert desk.window.view.person == ""
    assert any("nobody used it" in text for text in desk.words())


def test_that_a_scan_goes_to_the_open_page_and_is_named_where_it_is_no_use(shop_folder: Path, desk_window: Opener) -> None:
    desk = desk_window(shop_folder, entries=ENTRIES)
    desk.scan("MINE")
    assert desk.window.told.text == ""
    desk.scan("ELSE")
    assert desk.window.told.text == "This page does nothing with ELSE."


def test_that_a_folder_that_is_none_is_said_and_tried_again(tmp_path: Path, desk_window: Opener) -> None:
    desk = desk_window(tmp_path / "none", entries=ENTRIES, opens=False)
    assert not desk.window.signed_in
    assert any(str(tmp_path / "none") in text for text in desk.words())
    with open_station(tmp_path / "none", SystemClock()):
        pass
    with desk.waiting_for(desk.window.reader.opened):
        desk.click("Try again")
    desk.until(lambda: desk.window.signed_in)


def test_that_a_sign_in_without_a_pin_says_what_to_do_instead(shop_folder: Path, desk_window: Opener) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        opened.people.add("Sam Okafor", Role.SUPERVISOR)
    desk = desk_window(shop_folder, entries=ENTRIES)
    assert "Sam Okafor has no PIN yet: scan the badge. A PIN is set on the page People." in desk.words()


def test_that_a_station_of_which_nobody_may_use_the_desk_says_how_to_change_that(shop_folder: Path, desk_window: Opener) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        opened.people.add("Ana Kowalska", Role.INSPECTOR)
    desk = desk_window(shop_folder, entries=ENTRIES)
    assert any(text.endswith("restock-station person add NAME --role supervisor") for text in desk.words())
    assert "Sign in" not in [each.text() for each in desk.window.findChildren(QPushButton) if each.isVisible()]
