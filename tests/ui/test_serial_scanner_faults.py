"""Faults of scanners on serial ports (HARDWARE.md 22 to 27), each as the inspector sees it in the window, and as the session does."""

import errno
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
import serial
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.settings import load_settings
from tests.ui.devices.plugs import Plugs
from tests.ui.scanning_desk import ScanningDesk, scanning_desk
from tests.ui.shop import PATIENCE_MS
from ui.bench.screen import SCANNER, Page
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
A1 = "usb:05e0:1701:A1"


class Open(Protocol):
    """A window on the shop with these scanner settings."""

    def __call__(self, *, serial: list[str]) -> AbstractContextManager[ScanningDesk]: ...


@pytest.fixture
def open_desk(shop_folder: Path, plugs: Plugs, qtbot: QtBot, theme: Theme) -> Open:
    return partial(scanning_desk, shop_folder, plugs, qtbot, theme)


def test_22_that_a_scanner_that_is_unplugged_in_mid_scan_is_missed_and_half_a_code_is_not_used(
    open_desk: Open, plugs: Plugs, qtbot: QtBot
) -> None:
    plugs.plug_in("a", "A1")
    with open_desk(serial=[A1]) as desk:
        desk.until_heard()
        plugs.send("a", b"RMA-10001\r")
        qtbot.waitUntil(lambda: desk.page() is Page.PARCEL, timeout=PATIENCE_MS)  # its answer would cover what is said next
        plugs.send("a", b"RMA-1")
        qtbot.waitUntil(lambda: plugs.was_read("a"), timeout=PATIENCE_MS)  # what still stands in the line goes with the plug
        plugs.unplug("a")
        desk.until_said("A scan broke off: “RMA-1”. It was not used.")
        desk.until_chip("is not plugged in")
        assert "Plug it in." in desk.chip.advice
        assert desk.took == ["RMA-10001"]


def test_23_that_a_scanner_in_another_socket_is_found_by_itself(open_desk: Open, plugs: Plugs, qtbot: QtBot) -> None:
    plugs.plug_in("a", "A1", "1-1")
    with open_desk(serial=[A1]) as desk:
        desk.until_heard()
        plugs.unplug("a")
        desk.until_chip("is not plugged in")
        plugs.plug_in("b", "A1", "1-4")
        qtbot.waitUntil(lambda: desk.scanners.lines[0].heard and not desk.chip.trouble, timeout=PATIENCE_MS)
        plugs.send("b", b"RMA-10001\r")
        desk.until_took("RMA-10001")


def test_24_that_of_two_alike_somebody_chooses_and_none_is_guessed(open_desk: Open, plugs: Plugs, shop_folder: Path, qtbot: QtBot) -> None:
    plugs.plug_in("a", "", "1-1")
    plugs.plug_in("b", "", "1-2")
    with open_desk(serial=["usb:05e0:1701"]) as desk:
        desk.until_chip("Several scanners look the same")
        plugs.send("a", b"RMA-10001\r")
        desk.window.on_taken(SCANNER)
        qtbot.waitUntil(lambda: any(plugs.device("b") in button.option.small for button in desk.buttons()), timeout=PATIENCE_MS)
        option = next(button.option for button in desk.buttons() if plugs.device("b") in button.option.small)
        desk.tap(Qt.Key(Qt.Key.Key_0 + int(option.key)))
        qtbot.waitUntil(lambda: [line.heard for line in desk.scanners.lines] == [False, True], timeout=PATIENCE_MS)
        desk.touch("Remove usb:05e0:1701")
        qtbot.waitUntil(lambda: not desk.chip.trouble, timeout=PATIENCE_MS)
        desk.tap(Qt.Key.Key_Escape)
        plugs.send("b", b"RMA-10002\r")
        desk.until_took("RMA-10002")
    assert load_settings(shop_folder).scanner.serial == ["usb:05e0:1701:@1-2"]


def test_25_that_a_port_that_another_program_has_is_named_and_taken_when_it_is_free(open_desk: Open, plugs: Plugs, qtbot: QtBot) -> None:
    plugs.plug_in("a", "A1")
    with serial.Serial(plugs.device("a"), exclusive=True), open_desk(serial=[A1]) as desk:
        desk.until_chip("Another program uses the scanner")
        assert "Close that program." in desk.chip.advice
    with open_desk(serial=[A1]) as desk:
        qtbot.waitUntil(lambda: desk.scanners.lines[0].heard, timeout=PATIENCE_MS)


def test_26_that_without_permission_the_group_is_named(open_desk: Open, plugs: Plugs, monkeypatch: pytest.MonkeyPatch) -> None:
    plugs.plug_in("a", "A1")

    def refused(*_args: object, **_options: object) -> None:
        raise serial.SerialException(errno.EACCES, "Permission denied")  # tests may run as root, whom nothing is forbidden

    monkeypatch.setattr(serial, "Serial", refused)
    with open_desk(serial=[A1]) as desk:
        desk.until_chip("This user may not use the scanner")
        assert f"Add the user to the group “{Path(plugs.device('a')).group()}”" in desk.chip.advice


def test_27_that_noise_of_a_wrong_speed_is_refused_and_the_speed_is_named(open_desk: Open, plugs: Plugs, qtbot: QtBot) -> None:
    plugs.plug_in("a", "A1")
    with open_desk(serial=[A1]) as desk:
        desk.until_heard()
        plugs.send("a", b"\xf8\x80\xfe\r")
        desk.until_said("The scanner sent characters that are no code. They were not used.")
        assert not desk.chip.trouble
        plugs.send("a", b"\x00\xe0\x1c")  # and without an end
        desk.until_chip("sends characters that are no code")
        assert "9600 baud" in desk.chip.advice
        assert (desk.took, desk.page()) == ([], Page.READY)
        plugs.send("a", b"RMA-10001\r")
        desk.until_took("RMA-10001")
        qtbot.waitUntil(lambda: not desk.chip.trouble, timeout=PATIENCE_MS)
