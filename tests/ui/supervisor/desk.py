"""A desk window at work on a data folder that no bench has open, driven as a person drives it; pictures of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station.assembly import bench_of, open_station
from station.clock import Clock, SystemClock
from station.supervisor.acts import Act, Answer
from station.supervisor.performing import Order, Performing
from station.supervisor.tokens import Tokens
from tests.ui.shop import PATIENCE_MS
from ui.supervisor.page import DeskPage
from ui.supervisor.pages import ENTRIES, Entry
from ui.supervisor.reader import DeskReader
from ui.supervisor.sitting import Hands
from ui.supervisor.window import DeskWindow
from ui.theme import Theme


class FakeHands:
    """Performs every act at once, under the folder's lock, on the thread that asks; `acts` are those that were performed."""

    def __init__(self, data: Path, clock: Clock | None = None) -> None:
        self._data, self._clock = data, clock or SystemClock()
        self._tokens, self._token = Tokens(self._clock, 0), ""
        self.acts: list[Act] = []
        self.answers: list[Answer] = []

    def perform(self, act: Act, then: Callable[[Answer], None]) -> None:
        self.acts.append(act)
        with open_station(self._data, self._clock) as opened:
            order = Order(f"{len(self.acts):016d}", act, self._token)
            answer = Performing(opened, bench_of(opened), self._tokens).take(order)
        self._token = answer.once.get("token", self._token)
        self.answers.append(answer)
        then(answer)

    def stop(self) -> bool:
        return True


class DeskAtWork:
    """`window` is the desk, `hands` what performs its acts."""

    def __init__(self, window: DeskWindow, hands: Any, qtbot: QtBot) -> None:
        self.window, self.hands, self._qtbot = window, hands, qtbot

    def until(self, true: Callable[[], object]) -> None:
        """Until it is so."""
        self._qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

    def waiting_for(self, signal: Any) -> AbstractContextManager[Any]:
        """Until this signal came of what is done within."""
        return self._qtbot.waitSignal(signal, timeout=PATIENCE_MS)

    def turn_to(self, code: str, what: object = None) -> DeskPage:
        """Open a page, and give back the page; its answers have been drawn."""
        self.window.pages.turn_to(code, what)
        self.settle()
        page = self.window.pages.open_page
        assert page is not None
        assert page.code == code
        return page

    def settle(self) -> None:
        """Until every question that was asked so far has been answered and drawn, also those that these answers led to."""
        for _ in range(3):
            heard: list[int] = []
            self.window.reader.ask("settled", lambda _opened: 1, heard.append)
            self.until(lambda heard=heard: heard)  # type: ignore[misc]  # bound now

    def words(self, within: QWidget | None = None) -> list[str]:
        """Everything that is written on labels and buttons that are shown."""
        found = (within or self.window).findChildren(QWidget)
        return [each.text() for each in found if isinstance(each, QLabel | QPushButton) and each.isVisible() and each.text()]

    def button(self, text: str) -> QPushButton:
        """The button that is shown with these words."""
        found = [each for each in self.window.findChildren(QPushButton) if each.isVisible() and each.text() == text]
        assert len(found) == 1, f"{text!r} among {[each.text() for each in self.window.findChildren(QPushButton) if each.isVisible()]}"
        return found[0]

    def click(self, text: str) -> None:
        """Touch the button with these words."""
        QTest.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A real key event, to whatever has the focus."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        QTest.keyClicks(self.window.focusWidget() or self.window, text)

    def scan(self, text: str) -> None:
        """As a scanner driver hands it on."""
        self.window.submit(text)

    def grab(self, file: Path) -> Path:
        """A picture of the window as it is now; PNG."""
        self.settle()
        QApplication.sendPostedEvents()
        file.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(file))
        return file

    def close(self) -> None:
        """Close it and be rid of it now."""
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)


def desk_at_work(
    data: Path,
    qtbot: QtBot,
    theme: Theme,
    *,
    size: tuple[int, int] = (1366, 768),
    hands: Hands | None = None,
    clock: Clock | None = None,
    entries: tuple[Entry, ...] = ENTRIES,
    opens: bool = True,
) -> DeskAtWork:
    """A desk on this folder, shown, its first page drawn, or the question who is there.

    Without `hands` acts are performed at once by `FakeHands`; `clock` is the desk's. A folder that a bench of the test has open
    needs hands that go there. `entries` are its pages; `opens` False: this folder cannot be read.
    """
    worked = hands or FakeHands(data, clock)
    window = DeskWindow(theme, DeskReader(data, clock), worked, entries)
    window.resize(*size)
    window.show()
    desk = DeskAtWork(window, worked, qtbot)
    with desk.waiting_for(window.reader.opened if opens else window.reader.failed):
        window.start()
    if opens:
        desk.settle()
    return desk
