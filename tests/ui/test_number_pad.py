"""Digits without a keyboard's upper row: the number pad with Num Lock off, and the pad on the screen for whoever only touches."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.devices.key_events import window_of
from tests.ui.shop import Desktop
from ui.bench.questions import AskPage
from ui.bench.screen import Page
from ui.devices.pad_digits import pad_digit
from ui.widgets.number_pad import NumberPad, PadKey

KEYPAD, NONE = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier
WITHOUT_NUM_LOCK = {
    "0": Qt.Key.Key_Insert, "1": Qt.Key.Key_End, "2": Qt.Key.Key_Down, "3": Qt.Key.Key_PageDown, "4": Qt.Key.Key_Left,
    "5": Qt.Key.Key_Clear, "6": Qt.Key.Key_Right, "7": Qt.Key.Key_Home, "8": Qt.Key.Key_Up, "9": Qt.Key.Key_PageUp,
}  # fmt: skip
_KP_7 = 79  # of X11


def strike(desk: Desktop, key: Qt.Key, held: Qt.KeyboardModifier = KEYPAD) -> None:
    """The key as the platform hands it on: to the window, whatever has the focus."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window_of(desk.window), QKeyEvent(kind, key, held, _KP_7, 0, 0, ""))


@pytest.fixture
def weighing(desk: Desktop) -> Desktop:
    """An empty box is to be weighed."""
    desk.scan("RMA-10005", "RS-EMPTY")
    assert desk.page() is Page.ASK
    return desk


def entry(desk: Desktop) -> str:
    page = desk.window.findChild(AskPage)
    assert isinstance(page, AskPage)
    return page.entry.text()


@pytest.mark.parametrize(("digit", "key"), WITHOUT_NUM_LOCK.items())
def test_that_each_key_of_the_number_pad_is_its_digit_without_num_lock(digit: str, key: Qt.Key) -> None:
    def found(held: Qt.KeyboardModifier) -> str:
        return pad_digit(QKeyEvent(QEvent.Type.KeyPress, key, held))

    assert found(KEYPAD) == digit
    assert [found(NONE), found(KEYPAD | Qt.KeyboardModifier.ShiftModifier), found(KEYPAD | Qt.KeyboardModifier.ControlModifier)] == [""] * 3


def test_that_an_answer_is_given_with_num_lock_off(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025")
    with desk.answered():
        strike(desk, Qt.Key.Key_End)
    assert desk.page() is Page.PHOTO, "1 is as new"


def test_that_it_is_an_answer_also_with_the_focus_on_a_button(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025")
    desk.button("Hold").setFocus()
    with desk.answered():
        strike(desk, Qt.Key.Key_End)
    assert desk.page() is Page.PHOTO


def test_that_the_arrows_beside_it_stay_arrows(desk: Desktop) -> None:
    desk.scan("RMA-10001", "9521321000025")
    strike(desk, Qt.Key.Key_End, NONE)
    assert desk.page() is Page.BOARD


def test_that_a_weight_is_typed_with_num_lock_off(weighing: Desktop) -> None:
    for digit in "184":
        strike(weighing, WITHOUT_NUM_LOCK[digit])
    assert entry(weighing) == "184"


def test_that_a_weight_is_given_by_touch_alone(weighing: Desktop) -> None:
    keys = [key for key in weighing.window.findChildren(PadKey) if key.isVisible()]
    assert len(keys) == 12
    assert all(key.height() >= 80 and key.width() >= 80 for key in keys)
    for label in ("1", "8", "5", "Erase", "4"):
        weighing.touch(label)
    assert entry(weighing) == "184"
    go = next(key for key in keys if key.option.label == "Enter")
    with weighing.answered():
        QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    assert weighing.page() is Page.PHOTO


def test_that_a_question_with_no_number_has_no_pad(desk: Desktop) -> None:
    desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE")
    pads = desk.window.findChildren(NumberPad)
    assert pads
    assert not any(pad.isVisible() for pad in pads)
    assert QApplication.focusWidget() is not None
