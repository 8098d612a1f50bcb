"""Signing in: a badge, or a name and a PIN by keys and by touch; the digits are shown nowhere; a second person takes over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role, SignInName
from tests.ui.shop import PATIENCE_MS, Desktop, cut, desktop, facts
from ui.bench.pins import Dots
from ui.bench.screen import PIN_OF, Page
from ui.bench.signing_in import named
from ui.theme import Theme
from ui.widgets.number_pad import PadKey

PIN, OTHER = "481516", "271828"
DIGITS = {str(digit): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)}


@pytest.fixture
def staffed(shop_folder: Path) -> Path:
    """Ada (PIN), Ben (badge only) and Sofia, a supervisor with a PIN."""
    with open_station(shop_folder, SystemClock()) as station:
        for name, role, pin in (("Ada", Role.INSPECTOR, PIN), ("Ben", Role.INSPECTOR, ""), ("Sofia", Role.SUPERVISOR, OTHER)):
            person, _badge = station.people.add(name, role)
            if pin:
                station.people.set_pin(person, pin)
    return shop_folder


@pytest.fixture
def desk(staffed: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    with desktop(staffed, qtbot, theme) as opened:
        yield opened


def type_pin(desk: Desktop, pin: str) -> None:
    for digit in pin:
        desk.tap(DIGITS[digit])


def sign_in(desk: Desktop, key: Qt.Key = Qt.Key.Key_1, pin: str = PIN) -> None:
    desk.tap(key)
    type_pin(desk, pin)
    desk.press(Qt.Key.Key_Return)


def dots(desk: Desktop) -> str:
    return next(dots.accessibleName() for dots in desk.window.findChildren(Dots) if dots.isVisible())


def test_that_names_with_a_pin_are_offered_and_the_rest_scan_their_badge(desk: Desktop) -> None:
    assert desk.page() is Page.SIGN_IN
    assert "or choose your name and type your PIN" in desk.words()
    assert {"Ada", "Sofia"} <= set(desk.words())
    assert "Ben" not in desk.words()


def test_that_a_name_and_a_pin_by_keys_sign_in(desk: Desktop) -> None:
    desk.tap(Qt.Key.Key_1)
    assert desk.page() is Page.PIN
    assert "PIN of Ada" in desk.words()
    type_pin(desk, PIN)
    assert dots(desk) == "6 digits typed"
    desk.press(Qt.Key.Key_Return)
    assert desk.page() is Page.READY
    assert "Ada · sign out" in desk.words()


def test_that_the_pad_is_touched_with_gloves(desk: Desktop) -> None:
    desk.touch("Sofia")
    keys = [key for key in desk.window.findChildren(PadKey) if key.isVisible()]
    assert len(keys) == 12
    assert all(key.height() >= 80 and key.width() >= 80 for key in keys)
    for digit in "27182899":
        desk.touch(digit)
    desk.touch("Erase")
    desk.tap(Qt.Key.Key_Backspace)
    assert dots(desk) == "6 digits typed"
    desk.click("Sign in")
    assert "Sofia · sign out" in desk.words()


def test_that_a_wrong_pin_is_said_and_the_same_person_types_again(desk: Desktop) -> None:
    sign_in(desk, pin=OTHER)
    assert desk.page() is Page.PIN
    assert "✗ This is not the PIN of Ada." in desk.words()
    assert dots(desk) == "0 digits typed"
    type_pin(desk, PIN)
    desk.press(Qt.Key.Key_Return)
    assert desk.page() is Page.READY


def test_that_after_five_wrong_ones_the_time_that_is_left_is_said(desk: Desktop) -> None:
    desk.tap(Qt.Key.Key_1)
    for _ in range(6):
        type_pin(desk, OTHER)
        desk.press(Qt.Key.Key_Return)
    assert any("for another 0:00:" in text for text in desk.words())


def test_that_backspace_in_an_empty_pin_goes_back_to_the_names(desk: Desktop) -> None:
    desk.tap(Qt.Key.Key_1)
    desk.tap(Qt.Key.Key_5)
    desk.tap(Qt.Key.Key_Backspace)
    assert desk.page() is Page.PIN
    desk.tap(Qt.Key.Key_Backspace)
    assert desk.page() is Page.SIGN_IN


def test_that_no_digit_of_a_pin_is_shown_or_named(desk: Desktop) -> None:
    desk.tap(Qt.Key.Key_1)
    type_pin(desk, PIN)
    told = [text for widget in desk.window.findChildren(QWidget) for text in (widget.accessibleName(), widget.accessibleDescription())]
    assert [text for text in (*desk.words(), *told, repr(desk.window.shown)) if PIN in text] == []
    desk.tap(Qt.Key.Key_Escape)
    desk.tap(Qt.Key.Key_1)
    assert dots(desk) == "0 digits typed", "a PIN that was left is forgotten"


def test_that_what_was_in_hand_is_taken_up_after_a_pin(staffed: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(staffed, qtbot, theme) as desk:
        sign_in(desk)
        desk.scan("RMA-10002", "9521321000087")
    with desktop(staffed, qtbot, theme) as desk:
        assert desk.page() is Page.SIGN_IN
        sign_in(desk)
        assert desk.page() is Page.BOARD


def test_that_a_supervisors_pin_agrees_where_a_badge_is_asked_for(desk: Desktop, staffed: Path) -> None:
    sign_in(desk)
    desk.scan("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-PHOTO", "RS-GRADE-B", "RS-ANSWER-1", "RS-GRADE-A", "RS-ANSWER-1")
    assert [button.option.label for button in desk.buttons() if button.option.code.startswith(PIN_OF)] == ["Sofia"]
    sign_in(desk, Qt.Key.Key_2, OTHER)  # key 1 leaves it to the supervisor's desk
    desk.scan("RS-PHOTO")
    assert [fact.payload["by"] for fact in facts(staffed, "item.overridden")] == [None, "I-03"]
    assert "Ada · sign out" in desk.words()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_nothing_is_cut_on_the_pages_of_signing_in(desk: Desktop, qtbot: QtBot, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    qtbot.waitUntil(lambda: not cut(desk.window), timeout=PATIENCE_MS)
    desk.tap(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not cut(desk.window), timeout=PATIENCE_MS)


def test_that_many_names_come_in_pages_with_a_key_each() -> None:
    people = [SignInName(f"I-{number}", f"P{number}", has_pin=number != 3) for number in range(20)]
    first, second, third = (named(people, page, "en") for page in range(3))
    assert [option.key for option in first] == list("123456789")
    assert (first[2].label, first[-1].label) == ("P2", "More names")
    assert (second[0].label, [option.label for option in third]) == ("P9", ["P17", "P18", "P19", "More names"])
    assert named(people, 3, "en") == first
    assert [option.key for option in named(people, 0, "en", taken={"1", "0"})] == list("23456789")
    nine = named(people[:10], 0, "en")
    assert (len(nine), nine[-1].label) == (9, "P9")
