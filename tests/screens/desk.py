"""The supervisor's desk led from page to page, in one language: a desk on a shop, and each of its pages as it is reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.supervisor.desk import DeskAtWork, desk_at_work
from ui.supervisor.pages import ENTRIES
from ui.theme import Theme

PLATE: Final = "B01-000001-A"  # the first unit of the shop, for the page of one


def scrolls(page: QWidget) -> list[str]:
    """Areas of a page that have to be scrolled."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible() and area.verticalScrollBar().maximum()]
    return [f"{type(area.widget()).__name__} by {area.verticalScrollBar().maximum()}" for area in areas]


@contextmanager
def desk_in(data: Path, qtbot: QtBot, theme: Theme, size: tuple[int, int] = (1366, 768)) -> Iterator[DeskAtWork]:
    """A desk on this shop, its first page or its sign-in drawn."""
    desk = desk_at_work(data, qtbot, theme, size=size)
    try:
        yield desk
    finally:
        desk.close()


def pages_of(desk: DeskAtWork, unit: str = PLATE) -> Iterator[str]:
    """The name of each page's picture, as soon as it is on the screen; of the sign-in alone where somebody has to."""
    if not desk.window.signed_in:
        yield "50-desk-sign-in"
        return
    for number, entry in enumerate(ENTRIES, start=51):
        desk.turn_to(entry.code, unit if entry.code == "@ITEM" else None)
        yield f"{number}-desk-{entry.code.removeprefix('@').lower()}"


def beheaded(window: QWidget) -> list[str]:
    """Headings of tables that have less room than their words."""
    found: list[str] = []
    for head in window.findChildren(QHeaderView):
        if head.isVisible() and head.orientation() is Qt.Orientation.Horizontal and head.model():
            titles = [str(head.model().headerData(place, head.orientation()) or "") for place in range(head.count())]
            words = [head.fontMetrics().horizontalAdvance(title) for title in titles]
            rooms = [head.sectionSize(place) for place in range(head.count())]
            found += [f"{title!r} has {room}" for title, room, needed in zip(titles, rooms, words, strict=True) if room < needed]
    return found


def narrow(window: QWidget) -> list[str]:
    """Buttons and labels of one line that have less room than their words."""
    found: list[str] = []
    for part in window.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QPushButton | QLabel) or not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        if not wraps and part.width() < part.fontMetrics().horizontalAdvance(part.text()):
            found.append(f"{part.text()!r} has {part.width()}")
    return found
