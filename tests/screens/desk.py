"""The supervisor's desk led from page to page, in one language: a desk on a shop, and each of its pages as it is reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.supervisor.desk import DeskAtWork, desk_at_work
from ui.supervisor.pages import ENTRIES
from ui.theme import Theme

PLATE: Final = "B01-000001-A"  # the first unit of the shop, for the page of one


@contextmanager
def desk_in(data: Path, qtbot: QtBot, theme: Theme, size: tuple[int, int] = (1366, 768)) -> Iterator[DeskAtWork]:
    """A desk on this shop, its first page or its sign-in drawn."""
    desk = desk_at_work(data, qtbot, theme, size=size)
    try:
        yield desk
    finally:
        desk.close()


def pages_of(desk: DeskAtWork) -> Iterator[str]:
    """The name of each page's picture, as soon as it is on the screen; of the sign-in alone where somebody has to."""
    if not desk.window.signed_in:
        yield "50-desk-sign-in"
        return
    for number, entry in enumerate(ENTRIES, start=51):
        desk.turn_to(entry.code, PLATE if entry.code == "@ITEM" else None)
        yield f"{number}-desk-{entry.code.removeprefix('@').lower()}"


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
