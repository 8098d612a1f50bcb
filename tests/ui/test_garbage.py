"""Cycles that hold widgets are freed by the window's own thread, whichever thread makes the rubbish."""

from threading import Thread, current_thread, main_thread
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.shop import PATIENCE_MS


class _Ring(QWidget):
    """A widget in a cycle, as a lambda that is connected to its own signal makes one; tells which thread frees it."""

    freed_by: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        self.freed_by.append(current_thread().name)


def test_that_another_thread_never_frees_a_widget(qtbot: QtBot) -> None:
    _Ring.freed_by.clear()
    rings = [_Ring() for _ in range(3)]
    rings.clear()
    rubbish = Thread(target=lambda: [{number: [number]} for number in range(200_000)])
    rubbish.start()
    rubbish.join()
    assert _Ring.freed_by == []
    kept = [[number] for number in range(5_000)]
    qtbot.waitUntil(lambda: len(_Ring.freed_by) == 3, timeout=PATIENCE_MS)
    assert set(_Ring.freed_by) == {main_thread().name}
    assert kept
