"""Keys of the keyboard and the number pad by what they do; the walk through a file of scans."""

import pytest
from PySide6.QtCore import Qt

from station.demo import demo_shift
from ui.bench.walk import walk
from ui.devices.scan_codes import digit_key
from ui.keys import name_of

NONE, PAD, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_7, NONE, "7"),
        (Qt.Key.Key_7, PAD, "7"),
        (Qt.Key.Key_Return, NONE, "Enter"),
        (Qt.Key.Key_Enter, PAD, "Enter"),
        (Qt.Key.Key_Plus, PAD, "Enter"),
        (Qt.Key.Key_Minus, PAD, "Backspace"),
        (Qt.Key.Key_Slash, PAD, "F7"),
        (Qt.Key.Key_Asterisk, PAD, "F8"),
        (Qt.Key.Key_Backspace, NONE, "Backspace"),
        (Qt.Key.Key_F12, NONE, "F12"),
        (Qt.Key.Key_Minus, NONE, ""),
        (Qt.Key.Key_A, NONE, ""),
        (Qt.Key.Key_1, CTRL, ""),
        (Qt.Key.Key_Plus, CTRL, "larger"),
        (Qt.Key.Key_Minus, CTRL | PAD, "smaller"),
        (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier, ""),
    ],
)
def test_that_a_key_has_the_name_of_what_it_does(key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str) -> None:
    assert name_of(key, modifiers) == name


def test_that_the_upper_row_of_a_french_keyboard_answers_without_shift() -> None:
    seven = digit_key("xcb", 16)
    assert seven == "7"
    assert name_of(Qt.Key.Key_Egrave, NONE, seven) == "7"
    assert name_of(Qt.Key.Key_7, Qt.KeyboardModifier.ShiftModifier, seven) == "7"
    assert name_of(Qt.Key.Key_Ampersand, Qt.KeyboardModifier.ShiftModifier, seven) == ""
    assert name_of(Qt.Key.Key_Return, NONE, seven) == "Enter"
    assert [digit_key(platform, code) for platform, code in (("xcb", 24), ("cocoa", 16), ("windows", 8), ("offscreen", 0))] == [
        "",
        "",
        "7",
        "",
    ]


def test_that_a_key_that_qt_does_not_know_does_nothing() -> None:
    assert name_of(0x7FFF_FFFF, NONE) == ""


def test_that_a_walk_tells_each_code_with_the_comment_above_it() -> None:
    told = walk(["# A file.", "", "# First,", "# a parcel.", "RMA-1", "123", "# Then another.", "RMA-2"])
    assert [(step.story, step.code) for step in told.steps] == [
        ("First, a parcel.", "RMA-1"),
        ("First, a parcel.", "123"),
        ("Then another.", "RMA-2"),
    ]
    assert [step.fresh for step in told.steps] == [True, False, False]


def test_that_the_demo_has_a_story_for_every_scan() -> None:
    assert all(step.story and step.code for step in walk(demo_shift()).steps)
