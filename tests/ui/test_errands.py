"""Errands: done one after the other on their own thread, told on the window's, and over when the window is."""

from collections.abc import Iterator
from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from station.errors import Bug, Fault, StationError
from tests.ui.shop import PATIENCE_MS
from ui.errands import Errands

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def errands() -> Iterator[Errands]:
    made = Errands("errands")
    made.start()
    yield made
    assert made.stop()


def test_that_answers_come_in_order_on_the_windows_thread(errands: Errands, qtbot: QtBot) -> None:
    told: list[tuple[object, bool]] = []

    def on_windows_thread() -> bool:
        return current_thread() is main_thread()

    for number in range(3):
        errands.run(partial(lambda each: (each, on_windows_thread()), number), lambda answer: told.append((answer, on_windows_thread())))
    qtbot.waitUntil(lambda: len(told) == 3, timeout=PATIENCE_MS)
    assert told == [((number, False), True) for number in range(3)]


def test_that_what_goes_wrong_is_told_and_the_next_is_done(errands: Errands, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    told: list[object] = []

    def refused() -> None:
        raise Fault("DISK_FULL", file="x")

    def broken() -> None:
        raise ValueError("nobody foresaw it")

    for work in (refused, broken, lambda: None):
        errands.run(work, told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=PATIENCE_MS)
    fault, bug, last = told
    assert isinstance(fault, StationError)
    assert fault.code == "DISK_FULL"
    assert isinstance(bug, Bug)
    assert last is None
    assert "an errand failed" in caplog.text
    caplog.clear()


def test_that_nothing_is_told_after_the_end_and_what_had_not_begun_is_never_done(qtbot: QtBot) -> None:
    made, begun, may_end = Errands("errands"), Event(), Event()
    done: list[object] = []
    made.start()

    def first() -> str:
        begun.set()
        may_end.wait(20)
        return "first"

    made.run(first, done.append)
    made.run(lambda: done.append("second"), done.append)
    assert begun.wait(20)
    made.quit()
    may_end.set()
    assert made.stop()
    qtbot.wait(1)
    assert done == []
    assert made.stop(), "it may be stopped again"


def test_that_errands_that_were_never_begun_end_at_once() -> None:
    made = Errands("errands")
    made.run(lambda: None, lambda _nothing: None)
    assert made.stop()
