"""The filter in front of a window: scans become signals wherever the focus is, typing arrives as it was typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.devices.key_events import HELD, filtering, type_keys, window_of
from tests.ui.devices.typing import GS, key_of
from tests.ui.shop import PATIENCE_MS
from ui.devices.keyboard import KeyboardWedge
from ui.devices.tried import Tried
from ui.devices.wedge import WedgeSettings

# Said by the platform that draws into memory, of what needs a screen: size hints, raising, grabbing the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Bench(QWidget):
    """A window with what a stray key would change."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Scrap item")
        layout = QVBoxLayout(self)
        for widget in (self.field, self.button):
            layout.addWidget(widget)
        self.pressed: list[str] = []
        self.keys: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("Scrap item"))
        self.menu = QMenu(self)
        self.menu.addAction("5 Quarantine").triggered.connect(lambda: self.pressed.append("Quarantine"))
        self.shortcut = QShortcut(QKeySequence("Ctrl+]"), self)
        self.shortcut.activated.connect(lambda: self.pressed.append("Ctrl+]"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name for it
        """A digit for the bench."""
        self.keys.append(event.text())


class Told(QObject):
    """Every signal of a wedge, in order."""

    def __init__(self, wedge: KeyboardWedge) -> None:
        super().__init__()
        self.all: list[tuple[str, str]] = []
        self.tried: list[Tried] = []
        wedge.scanned.connect(lambda text: self.all.append(("scanned", text)))
        wedge.partial.connect(lambda text: self.all.append(("partial", text)))
        wedge.ignored.connect(lambda text: self.all.append(("ignored", text)))
        wedge.tried.connect(self.tried.append)


@pytest.fixture
def wedge(qapp: QApplication) -> Iterator[KeyboardWedge]:
    """Installed on the application, and removed again."""
    made = KeyboardWedge()
    with filtering(qapp, made):
        yield made


@pytest.fixture
def told(wedge: KeyboardWedge) -> Told:
    """What the wedge has said."""
    return Told(wedge)


@pytest.fixture
def bench(wedge: KeyboardWedge, qtbot: QtBot) -> Bench:
    """The window, shown and active; the filter is there before it."""
    assert wedge
    window = Bench()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize("place", ["field", "button"])
def test_that_a_scan_is_heard_and_presses_nothing_wherever_the_focus_is(bench: Bench, told: Told, place: str) -> None:
    getattr(bench, place).setFocus()
    code = f"]d201095013210000171726{GS}21Ab"
    type_keys(window_of(bench), code + "\r", start_ms=1000)
    assert told.all == [("scanned", code)]
    assert (bench.field.text(), bench.pressed, bench.keys) == ("", [], [])


def test_that_a_scan_over_an_open_menu_chooses_nothing(bench: Bench, told: Told, qtbot: QtBot) -> None:
    bench.menu.popup(bench.mapToGlobal(bench.rect().center()))
    bench.menu.setActiveAction(bench.menu.actions()[0])
    qtbot.waitUntil(bench.menu.isVisible, timeout=PATIENCE_MS)
    type_keys(window_of(bench.menu), "5551\r", start_ms=1000)
    assert (told.all, bench.pressed, bench.menu.isVisible()) == ([("scanned", "5551")], [], True)
    bench.menu.close()


def test_that_typing_in_a_field_arrives_key_by_key_and_in_order(bench: Bench, told: Told) -> None:
    bench.field.setFocus()
    for place, sign in enumerate("Box 7!"):
        type_keys(window_of(bench), sign, start_ms=1000 + 100 * place, held_ms=90)
    type_keys(window_of(bench), "\t", start_ms=2000)
    assert (bench.field.text(), bench.button.hasFocus(), told.all) == ("Box 7!", True, [])
    type_keys(window_of(bench), " ", start_ms=3000)
    type_keys(window_of(bench), "\r", start_ms=4000)  # what comes next lets the one before go
    assert bench.pressed == ["Scrap item"]


def test_that_a_digit_reaches_the_window_without_another_key(bench: Bench, told: Told, qtbot: QtBot) -> None:
    bench.setFocus()
    type_keys(window_of(bench), "5", start_ms=1000)
    assert bench.keys == []
    qtbot.waitUntil(lambda: bench.keys == ["5"], timeout=PATIENCE_MS)
    assert told.all == []


def test_that_keys_that_wait_in_the_queue_come_before_the_decision(bench: Bench, wedge: KeyboardWedge, told: Told) -> None:
    type_keys(window_of(bench), "AB", start_ms=1000)
    wedge.on_quiet()  # the timer of a thread that was busy for longer than the threshold
    type_keys(window_of(bench), "C\r", start_ms=1010)
    assert (told.all, bench.keys) == ([("scanned", "ABC")], [])


def test_that_what_a_program_sends_to_a_widget_is_not_held_back(bench: Bench, told: Told) -> None:
    QCoreApplication.sendEvent(bench, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, 14, 0, 0, "5"))
    assert (bench.keys, told.all) == (["5"], [])


def test_that_a_key_that_was_let_go_is_not_held_back_again(bench: Bench, wedge: KeyboardWedge, told: Told) -> None:
    bench.setFocus()
    type_keys(window_of(bench), "5", start_ms=1000)
    wedge.on_settled()
    assert (bench.keys, told.all) == (["5"], [])


def test_that_two_joined_scans_a_repeated_one_and_a_torn_one_are_told_as_such(bench: Bench, told: Told, qtbot: QtBot) -> None:
    type_keys(window_of(bench), "ABC-1\rABC-2\r", start_ms=1000)
    type_keys(window_of(bench), "ABC-2\r", start_ms=1200)
    type_keys(window_of(bench), "ABC-", start_ms=9000)
    qtbot.waitUntil(lambda: len(told.all) == 4, timeout=PATIENCE_MS)
    assert told.all == [("scanned", "ABC-1"), ("scanned", "ABC-2"), ("ignored", "ABC-2"), ("partial", "ABC-")]
    assert (bench.pressed, bench.keys) == ([], [])


def test_that_a_scanner_that_is_tried_out_is_told_just_as_it_types(bench: Bench, wedge: KeyboardWedge, told: Told, qtbot: QtBot) -> None:
    wedge.configure(WedgeSettings(prefix="~"))
    wedge.try_out(trying=True)
    type_keys(window_of(bench), "ABC-1\t", gap_ms=80, start_ms=1000)
    type_keys(window_of(bench), "ABC-1\r", gap_ms=80, start_ms=1480)
    type_keys(window_of(bench), "\r", start_ms=1970)  # the line feed behind the Enter
    type_keys(window_of(bench), "ABC", gap_ms=90, start_ms=9000)
    qtbot.waitUntil(lambda: len(told.tried) == 3, timeout=PATIENCE_MS)
    assert told.tried == [Tried("ABC-1", "\t", (80,) * 5), Tried("ABC-1", "\r", (80,) * 5), Tried("ABC", "", (90, 90))]
    assert (told.all, bench.pressed, bench.keys) == ([], [], [])
    wedge.try_out(trying=False)
    type_keys(window_of(bench), "~ABC-1\r", start_ms=19_000)
    assert told.all == [("scanned", "ABC-1")]


def test_that_accents_composed_in_a_field_arrive_a_moment_later(bench: Bench, told: Told, qtbot: QtBot) -> None:
    bench.field.setFocus()
    accent = QInputMethodEvent()
    accent.setCommitString("ê")
    QCoreApplication.sendEvent(bench.field, accent)
    assert bench.field.text() == ""
    qtbot.waitUntil(lambda: bench.field.text() == "ê", timeout=PATIENCE_MS)
    assert told.all == []


def test_that_keys_for_a_window_that_was_closed_are_dropped(bench: Bench, told: Told, qtbot: QtBot) -> None:
    gone = QWindow()
    type_keys(gone, "5", start_ms=1000)
    with qtbot.waitSignal(gone.destroyed, timeout=PATIENCE_MS):
        gone.deleteLater()
    type_keys(window_of(bench), "\r", start_ms=9000)
    qtbot.waitUntil(lambda: bench.keys == ["\r"], timeout=PATIENCE_MS)
    assert told.all == []


def test_that_keys_without_a_time_are_timed_as_they_come(bench: Bench, told: Told) -> None:
    for sign in "ABC-1\r":
        code, held = key_of(sign)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window_of(bench), QKeyEvent(kind, Qt.Key.Key_Any, HELD[held], code, 0, 0, sign))
    assert told.all == [("scanned", "ABC-1")]


def test_that_a_shift_of_scans_leaves_the_interpreter_whole(bench: Bench, told: Told) -> None:
    # PySide6 6.12.0 under Python 3.11 gave away a reference to True with each signal, and ended the process after some hundred.
    codes = [f"B02-{number:06}" for number in range(500)]
    for place, code in enumerate(codes):
        type_keys(window_of(bench), code + "\r", gap_ms=1, start_ms=1000 + 400 * place)
    assert [text for _, text in told.all] == codes


def test_that_an_enter_without_a_scan_is_a_key_like_any_other(bench: Bench, told: Told) -> None:
    bench.setFocus()
    type_keys(window_of(bench), "\r", start_ms=1000)
    assert (bench.keys, told.all) == (["\r"], [])
