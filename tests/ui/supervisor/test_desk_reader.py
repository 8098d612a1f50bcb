"""The desk's reading thread: answers on the window's thread, only the latest of a key, troubles told, and an end in time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from station.assembly import Station
from station.errors import Refusal, StationError
from tests.ui.shop import PATIENCE_MS
from ui.supervisor.reader import DeskReader


@pytest.fixture
def reader(shop_folder: Path, qtbot: QtBot) -> Iterator[DeskReader]:
    """One that has opened its folder."""
    made = DeskReader(shop_folder)
    with qtbot.waitSignal(made.opened, timeout=PATIENCE_MS):
        made.start()
    yield made
    assert made.stop()


def test_that_a_question_is_answered_on_another_thread_and_told_on_this_one(reader: DeskReader, qtbot: QtBot) -> None:
    told: list[tuple[int, QThread]] = []
    reader.ask("who", lambda _opened: threading.get_ident(), lambda ident: told.append((ident, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told[0][0] != threading.get_ident()
    assert told[0][1] is QThread.currentThread()


def test_that_only_the_latest_of_a_key_is_heard_and_those_that_wait_are_never_worked_out(reader: DeskReader, qtbot: QtBot) -> None:
    begun, go = Event(), Event()
    worked: list[int] = []
    told: list[int] = []

    def slow(_opened: Station) -> int:
        begun.set()
        go.wait(30)
        return 1

    def other(number: int) -> int:
        worked.append(number)
        return number

    reader.ask("page", slow, told.append)
    assert begun.wait(30)
    reader.ask("page", lambda _opened: other(2), told.append)
    reader.ask("page", lambda _opened: other(3), told.append)
    go.set()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert (told, worked) == ([3], [3])


def test_that_nobody_hears_what_was_forgotten(reader: DeskReader, qtbot: QtBot) -> None:
    told: list[int] = []
    reader.ask("gone", lambda _opened: 1, told.append)
    reader.forget("gone")
    reader.ask("after", lambda _opened: 2, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == [2]


def test_that_a_refusal_and_a_bug_of_a_question_are_told_and_the_next_is_answered(reader: DeskReader, qtbot: QtBot) -> None:
    troubles: list[StationError] = []
    reader.troubled.connect(troubles.append)

    def refuses(_opened: Station) -> int:
        raise Refusal("FOLDER_MISSING", folder="x")

    def fails(_opened: Station) -> int:
        raise ZeroDivisionError

    told: list[int] = []
    own: list[StationError] = []
    reader.ask("refuses", refuses, told.append)
    reader.ask("fails", fails, told.append, own.append)
    reader.ask("works", lambda _opened: 7, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert [trouble.code for trouble in troubles] == ["FOLDER_MISSING"]
    assert [trouble.code for trouble in own] == ["DESK_BUG"]
    assert told == [7]


def test_that_nothing_is_told_once_it_is_stopped(reader: DeskReader, qtbot: QtBot) -> None:
    told: list[int] = []
    reader.ask("late", lambda _opened: 1, told.append)
    assert reader.stop()
    reader.ask("never", lambda _opened: 2, told.append)
    qtbot.wait(1)
    assert told == []
