"""A data folder with the demo shop that no process has open, and a window on it; driven as a person drives it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station, read_station
from station.clock import SystemClock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.model.facts import Fact
from tests.end_to_end.bench import DEMO
from ui.bench.screen import Page
from ui.bench.units import UnitButton
from ui.desk import Desk
from ui.theme import Theme
from ui.widgets.options import OptionButton
from ui.window import BenchWindow

PATIENCE_MS = 60_000  # nothing takes nearly as long; a computer that does ten things at once may


def make_shop(folder: Path) -> Path:
    """The data folder of a shop, closed again; its pictures lie beside it."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True)
    for number in range(3):
        Image.effect_noise((64, 48), 30 + number).convert("RGB").save(pictures / f"{number}.jpg")
    with open_station(folder / "station", SystemClock()) as opened:
        for kind in ("products", "returns"):
            import_file(kind, DEMO / f"{kind}.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")
    return folder / "station"


def facts(data: Path, *kinds: str) -> list[Fact]:
    """The facts of a folder, looked at beside whoever has it open."""
    with read_station(data, SystemClock()) as station:
        return list(station.ledger.facts(kinds=kinds))


class Desktop:
    """A window at work, and hands to work it with."""

    def __init__(self, window: BenchWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def scan(self, *codes: str) -> None:
        """Scans, as a scanner driver hands them on; after each its outcome is on the screen."""
        for code in codes:
            with self.answered():
                self.window.submit(code)

    def press(self, *keys: Qt.Key) -> None:
        """Real key events, to whatever has the focus; after each its outcome is on the screen."""
        for key in keys:
            with self.answered():
                self.tap(key)

    def tap(self, key: Qt.Key) -> None:
        """One key that the bench does not answer."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def click(self, *labels: str) -> None:
        """Touch the button with this label."""
        for label in labels:
            with self.answered():
                self.touch(label)

    def touch(self, label: str) -> None:
        """Touch a button that the bench does not answer."""
        button = self.button(label)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, button.height() // 2))

    def button(self, label: str) -> OptionButton:
        """The button that is shown with this label."""
        found = [button for button in self.buttons() if button.option.label == label]
        assert len(found) == 1, f"{label!r} among {[button.option.label for button in self.buttons()]}"
        return found[0]

    def buttons(self) -> list[OptionButton]:
        return [button for button in self.window.findChildren(OptionButton) if button.isVisible()]

    def units(self) -> list[UnitButton]:
        """The finished units that can be touched."""
        return [unit for unit in self.window.findChildren(UnitButton) if unit.isVisible() and unit.isEnabled()]

    def touch_at(self, widget: QWidget) -> None:
        """A finger on a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(20, widget.height() // 2))

    def words(self) -> list[str]:
        """Everything that is written on the screen."""
        labels = [label.text() for label in self.window.findChildren(QLabel) if label.isVisible() and label.text()]
        return labels + [button.option.label for button in self.buttons()]

    def page(self) -> Page:
        assert self.window.shown is not None
        return self.window.shown.screen.page

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Until what is done within was answered by the bench, and drawn."""
        moments = self.window.moments
        assert moments is not None
        with self._qtbot.waitSignal(moments.answered, timeout=PATIENCE_MS):
            yield

    def until_labelled(self) -> None:
        """Until the printing thread has told about the last label."""
        self._qtbot.waitUntil(lambda: any("File written" in text for text in self.words()), timeout=PATIENCE_MS)


@contextmanager
def desktop(data: Path, qtbot: QtBot, theme: Theme, size: tuple[int, int] = (1366, 768)) -> Iterator[Desktop]:
    """A window on this folder, open and ready; closed at the end."""
    camera = FolderCamera(data.parent / "pictures")
    with at_work(BenchWindow(theme, lambda: Desk(data, camera)), qtbot, size) as desk:
        yield desk


@contextmanager
def at_work(window: BenchWindow, qtbot: QtBot, size: tuple[int, int] = (1366, 768)) -> Iterator[Desktop]:
    """This window, shown and ready; closed at the end."""
    window.resize(*size)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    try:
        yield Desktop(window, qtbot)
    finally:
        end(window)


def end(window: BenchWindow) -> None:
    """Close a window and be rid of it now: one that the garbage collector takes while styles are set anew brings Qt down."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def cut(window: QWidget) -> list[str]:
    """What is written and does not fit its place: each visible label and button, by what it asks for and what it has."""
    found: list[str] = []
    seen: Sequence[QWidget] = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    for widget in seen:
        if not isinstance(widget, QLabel | OptionButton):
            continue
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.sizeHint().height()
        least = widget.minimumSizeHint().width()
        if needed > widget.height() or least > widget.width():
            text = widget.text() if isinstance(widget, QLabel) else widget.option.label
            found.append(f"{text!r} has {widget.width()} × {widget.height()} of {least} × {needed}")
    return found
