"""All scanners as one object: settings in, scans of keyboard, serial ports and camera out; everything ends in time."""

from collections.abc import Iterator
from pathlib import Path
from threading import current_thread
from threading import enumerate as threads
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from station.errors import StationError
from station.settings import change_settings, load_settings
from tests.ui.devices.key_events import filtering, type_keys, window_of
from tests.ui.devices.plugs import Plugs
from ui.devices.scanners import Scanners
from ui.devices.tried import Tried

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PATIENCE_MS = 60_000


@pytest.fixture
def scanners(plugs: Plugs, qapp: QApplication) -> Iterator[Scanners]:
    made = Scanners(ports=plugs.ports)
    with filtering(qapp, made.wedge):
        yield made
    assert made.end()
    assert [thread.name for thread in threads() if "scanner" in thread.name or "serial" in thread.name] == []


class Told:
    """What the scanners said, in order, and on which thread."""

    def __init__(self, scanners: Scanners) -> None:
        self.all: list[tuple[str, Any]] = []
        self.tried: list[Tried] = []
        self.threads: set[str] = set()
        scanners.scanned.connect(lambda text: self._note("scanned", text))
        scanners.torn.connect(lambda text: self._note("torn", text))
        scanners.refused.connect(self.on_refused)
        scanners.tried.connect(self.tried.append)

    def on_refused(self, error: StationError) -> None:
        self._note("refused", error.code)

    def _note(self, kind: str, text: str) -> None:
        self.all.append((kind, text))
        self.threads.add(current_thread().name)


@pytest.fixture
def told(scanners: Scanners) -> Told:
    return Told(scanners)


def _begun(scanners: Scanners, folder: Path, qtbot: QtBot, **settings: object) -> None:
    change_settings(folder, {f"scanner.{key}": value for key, value in settings.items()})
    with qtbot.waitSignal(scanners.news_changed, timeout=PATIENCE_MS):
        scanners.begin(folder)
    qtbot.waitUntil(lambda: all(line.heard for line in scanners.lines), timeout=PATIENCE_MS)


def test_that_several_scanners_on_serial_ports_are_heard_on_the_windows_thread(
    scanners: Scanners, plugs: Plugs, told: Told, tmp_path: Path, qtbot: QtBot
) -> None:
    plugs.plug_in("a", "A1", "1-1")
    plugs.plug_in("b", "", "1-2")
    _begun(scanners, tmp_path, qtbot, serial=["usb:05e0:1701:A1", "usb:05e0:1701:@1-2"])
    plugs.send("a", b"RMA-1\r")
    qtbot.waitUntil(lambda: len(told.all) == 1, timeout=PATIENCE_MS)
    plugs.send("b", b"RMA-2\r\nRMA-2\r\n")
    qtbot.waitUntil(lambda: len(told.all) == 3, timeout=PATIENCE_MS)
    assert told.all == [("scanned", "RMA-1"), ("scanned", "RMA-2"), ("refused", "SCAN_TWICE")]
    assert told.threads == {"MainThread"}


def test_that_prefix_and_end_of_the_settings_reach_the_scanner_that_types(
    scanners: Scanners, told: Told, tmp_path: Path, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    _begun(scanners, tmp_path, qtbot, prefix="~", suffix="none", threshold_ms=80)
    type_keys(window_of(window), "~ABC-1", gap_ms=70)
    qtbot.waitUntil(lambda: len(told.all) == 1, timeout=PATIENCE_MS)
    type_keys(window_of(window), "ABC-2\r", gap_ms=5)
    assert told.all == [("scanned", "ABC-1")]


def test_that_a_change_is_kept_and_followed_and_other_ports_stay_open(
    scanners: Scanners, plugs: Plugs, told: Told, tmp_path: Path, qtbot: QtBot
) -> None:
    plugs.plug_in("a", "A1", "1-1")
    plugs.plug_in("b", "B2", "1-2")
    _begun(scanners, tmp_path, qtbot, serial=["usb:05e0:1701:A1"])
    scanners.change({"serial": ["usb:05e0:1701:A1", "usb:05e0:1701:B2"]})
    qtbot.waitUntil(lambda: [line.heard for line in scanners.lines] == [True, True], timeout=PATIENCE_MS)
    scanners.change({"serial": ["usb:05e0:1701:B2"]})
    qtbot.waitUntil(lambda: [line.text for line in scanners.lines] == ["usb:05e0:1701:B2"], timeout=PATIENCE_MS)
    plugs.send("a", b"RMA-1\r")
    plugs.send("b", b"RMA-2\r")
    qtbot.waitUntil(lambda: len(told.all) == 1, timeout=PATIENCE_MS)
    assert told.all == [("scanned", "RMA-2")]
    assert load_settings(tmp_path).scanner.serial == ["usb:05e0:1701:B2"]


def test_that_settings_that_cannot_be_kept_are_said(scanners: Scanners, told: Told, tmp_path: Path, qtbot: QtBot) -> None:
    _begun(scanners, tmp_path, qtbot)
    scanners.change({"threshold_ms": 7})
    qtbot.waitUntil(lambda: told.all == [("refused", "SETTINGS_WRONG")], timeout=PATIENCE_MS)
    assert load_settings(tmp_path).scanner.threshold_ms == 50


def test_that_what_is_tried_out_is_told_as_it_came_and_scanned_by_nobody(
    scanners: Scanners, plugs: Plugs, told: Told, tmp_path: Path, qtbot: QtBot
) -> None:
    plugs.plug_in("a", "A1")
    _begun(scanners, tmp_path, qtbot, serial=["usb:05e0:1701:A1"])
    scanners.try_out(trying=True)
    qtbot.waitUntil(lambda: [port.text for port in scanners.ports] == ["usb:05e0:1701:A1"], timeout=PATIENCE_MS)
    plugs.send("a", b"01\x1d7\r\nRMA-2\n\xf8\x80\xfe\r")
    qtbot.waitUntil(lambda: len(told.tried) == 3, timeout=PATIENCE_MS)
    source = "usb:05e0:1701:A1"
    assert told.tried == [
        Tried("01\x1d7", "\r\n", source=source),
        Tried("RMA-2", "\n", source=source),
        Tried("\\xf8\\x80\\xfe", "", source=source, noise=True),
    ]
    assert told.all == []
    scanners.try_out(trying=False)
    plugs.send("a", b"RMA-3\r")
    qtbot.waitUntil(lambda: told.all == [("scanned", "RMA-3")], timeout=PATIENCE_MS)


def test_that_a_port_that_comes_while_somebody_looks_is_found(scanners: Scanners, plugs: Plugs, qtbot: QtBot) -> None:
    scanners.try_out(trying=True)
    plugs.plug_in("a", "")
    qtbot.waitUntil(
        lambda: [(port.text, port.name) for port in scanners.ports] == [("usb:05e0:1701:@1-1", "Metro Scan 7200")], timeout=PATIENCE_MS
    )
    plugs.plug_in("b", "")  # in the same socket, as a hub without places says: then only the names of the ports tell them apart
    qtbot.waitUntil(lambda: [port.text for port in scanners.ports] == [plugs.device("a"), plugs.device("b")], timeout=PATIENCE_MS)
