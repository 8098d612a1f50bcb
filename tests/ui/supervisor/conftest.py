"""A desk window on a data folder, and hands to work it with: what the tests of every page share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.supervisor.desk import DeskAtWork, desk_at_work
from ui.theme import Theme


@pytest.fixture
def asked_files(monkeypatch: pytest.MonkeyPatch) -> list[QFileDialog]:
    """The dialogs that asked where a file shall be, none of them shown: `fileSelected` chooses, `reject` or `accept` ends one."""
    asked: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog))  # noqa: PLW0108 -- a method has to be a function
    return asked


@pytest.fixture
def desk_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., DeskAtWork]]:
    """`desk_window(data)` opens a desk on this folder as DeskAtWork; closed at the end. See `desk_at_work` for more."""
    opened: list[DeskAtWork] = []

    def open_one(data: Path, **more: object) -> DeskAtWork:
        opened.append(desk_at_work(data, qtbot, theme, **more))  # type: ignore[arg-type]  # handed on as they are
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()
