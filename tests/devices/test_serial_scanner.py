"""A serial scanner over a pseudo terminal: scans, half scans, unplugging, plugging in again, stopping."""

import os
import pty
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Condition

import pytest

from station.devices.serial_scanner import ScannerStatus, SerialScanner
from station.errors import Refusal, StationError
from station.texts import notice


class Desk:
    """A pseudo terminal behind a fixed name, so that it can be unplugged and plugged in; and what the scanner said."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self.said: list[str] = []
        self._changed = Condition()
        self._ends: tuple[int, ...] = ()
        self.plug_in()

    def plug_in(self) -> None:
        self._ends = pty.openpty()
        self.link.symlink_to(os.ttyname(self._ends[1]))

    def unplug(self) -> None:
        self.link.unlink()
        self.close()

    def close(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                os.close(end)
        self._ends = ()

    def type(self, data: bytes) -> None:
        os.write(self._ends[0], data)

    def on_scan(self, scan: str | Refusal) -> None:
        self._say(scan.code if isinstance(scan, Refusal) else scan)

    def on_status(self, status: ScannerStatus, trouble: StationError | None) -> None:
        self._say(f"{status}: {notice(trouble).code}" if trouble else str(status))

    def hears(self, *said: str) -> bool:
        """Whether these were said, in this order, within ten seconds."""
        return self._until(lambda: _in_order(self.said, said))

    def _say(self, text: str) -> None:
        with self._changed:
            self.said.append(text)
            self._changed.notify_all()

    def _until(self, holds: Callable[[], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(holds, 10)


def _in_order(said: list[str], wanted: tuple[str, ...]) -> bool:
    rest = iter(said)
    return all(any(each == one for each in rest) for one in wanted)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "scanner")
    yield desk
    desk.close()


@pytest.fixture
def scanner(desk: Desk) -> Iterator[SerialScanner]:
    scanner = SerialScanner(str(desk.link), desk.on_scan, desk.on_status, backoff=(0.02,))
    scanner.start()
    yield scanner
    assert scanner.stop()


@pytest.mark.usefixtures("scanner")
def test_that_scans_arrive_whole_and_in_order_however_they_were_sent(desk: Desk) -> None:
    assert desk.hears("listening")

    for piece in (b"RMA-1\r", b"\nRMA", b"-2\nRMA-3\r\nRMA-4\r"):
        desk.type(piece)

    assert desk.hears("listening", "RMA-1", "RMA-2", "RMA-3", "RMA-4")


@pytest.mark.usefixtures("scanner")
def test_that_a_scan_without_an_end_is_refused_and_not_glued_to_the_next(desk: Desk) -> None:
    assert desk.hears("listening")
    desk.type(b"40063813")
    assert desk.hears("SCAN_PARTIAL")

    desk.type(b"RMA-2\r\n")

    assert desk.hears("SCAN_PARTIAL", "RMA-2")


@pytest.mark.usefixtures("scanner")
def test_that_an_unplugged_scanner_is_said_so_and_heard_again_when_it_is_back(desk: Desk) -> None:
    assert desk.hears("listening")
    desk.type(b"RMA-1\r\nRM")
    assert desk.hears("RMA-1")

    desk.unplug()
    assert desk.hears("RMA-1", "lost: SCANNER_UNPLUGGED", "lost: SCANNER_MISSING")
    desk.plug_in()
    assert desk.hears("lost: SCANNER_MISSING", "listening")
    desk.type(b"RMA-2\r\n")

    assert desk.hears("lost: SCANNER_MISSING", "listening", "RMA-2")


def test_that_a_scanner_that_was_never_there_is_waited_for_and_stopping_is_quick(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "scanner")
    desk.unplug()
    scanner = SerialScanner(str(desk.link), desk.on_scan, desk.on_status, backoff=(60.0,))
    scanner.start()
    assert desk.hears("lost: SCANNER_MISSING")

    assert scanner.stop()

    assert desk.said[-1] == "stopped"
    assert scanner.status is ScannerStatus.STOPPED


def test_that_a_port_in_use_is_named_as_such(desk: Desk, scanner: SerialScanner) -> None:
    assert desk.hears("listening")
    assert scanner.status is ScannerStatus.LISTENING
    second = Desk(desk.link.with_name("other"))
    other = SerialScanner(str(desk.link), second.on_scan, second.on_status, backoff=(0.02,))
    other.start()

    assert second.hears("lost: SCANNER_BUSY")

    assert other.stop()
    second.close()
