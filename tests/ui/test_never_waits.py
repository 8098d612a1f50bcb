"""Never waits: scans are taken while a unit saves, a save that fails leaves the unit whole, closing keeps it, a bug has a page."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from threading import enumerate as threads
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

import station.session.session
from station.assembly import open_station
from station.clock import SystemClock
from station.errors import Fault
from station.ledger.ledger import Ledger
from station.session.resolving import Resolver
from tests.ui.shop import PATIENCE_MS, Desktop, desktop, facts
from ui.bench.screen import Page
from ui.theme import Theme

GRADED = ["item.received", "item.graded"]


@contextmanager
def _appending(before: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Before each commit that grades a unit, this happens on the bench thread."""
    real = Ledger.append

    def append(self: Ledger, actor: str, new: Any, within: Any = None) -> Any:
        if any(fact.kind == "item.graded" for fact in new):
            before()
        return real(self, actor, new, within)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", append)
        yield


def test_that_the_next_scans_are_taken_while_the_last_unit_saves(
    desk: Desktop, shop_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, disk = Event(), Event()

    def slow() -> None:
        begun.set()
        assert disk.wait(20)

    desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2", "RS-PHOTO")
    with _appending(slow, monkeypatch):
        for code in ("RS-PHOTO", "9521321000087", "RS-AS-NEW"):
            desk.window.submit(code)
        qtbot.waitUntil(begun.is_set, timeout=PATIENCE_MS)
        ticks: list[None] = []
        timer = QTimer(desk.window, interval=5)
        timer.timeout.connect(lambda: ticks.append(None))
        timer.start()
        qtbot.waitUntil(lambda: len(ticks) > 20, timeout=PATIENCE_MS)
        assert facts(shop_folder, "item.graded") == [], "not saved, and not said to be"
        assert desk.page() is Page.PHOTO
        disk.set()
        qtbot.waitUntil(lambda: len(facts(shop_folder, "item.graded")) == 1, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: "B01-000002-8" in desk.words() and desk.page() is Page.PHOTO, timeout=PATIENCE_MS)
    assert not any(text.startswith("✗") for text in desk.words()), "the scans that came meanwhile were taken in their order"


def test_that_a_save_that_fails_leaves_the_unit_whole_and_can_be_tried_again(
    desk: Desktop, shop_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise Fault("DISK_FULL", file=str(shop_folder / "station.db"))

    desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2", "RS-PHOTO")
    shown = desk.window.shown
    with _appending(full, monkeypatch):
        desk.scan("RS-PHOTO")
    assert shown is not None
    assert desk.window.shown is not None
    assert desk.window.shown.standing == shown.standing
    assert (desk.page(), desk.window.shown.screen.title) == (Page.PHOTO, shown.screen.title)
    assert any(text.startswith("✗ There is no room left") for text in desk.words())
    desk.press(Qt.Key.Key_Return)
    assert desk.page() is Page.RESULT
    graded = facts(shop_folder, "item.graded")[0].payload
    assert (graded["grade"], graded["because"], len(graded["photos"])) == ("B", ["STAIN"], 2)


def test_that_closing_keeps_what_is_unfinished_and_ends_every_thread(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    before = set(threads())
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan("RMA-10002", "9521321000087", "RS-PARK", "9521321000087", "RS-FIND-STAIN")
        desk.window.close()  # joins each of them, for less than two seconds: one that took longer would still be there
        assert [thread.name for thread in set(threads()) - before] == []
    with desktop(shop_folder, qtbot, theme) as desk:
        assert desk.page() is Page.BOARD
        assert desk.button("Stain or make-up mark").isChecked()
        desk.press(Qt.Key.Key_F7)
        desk.scan("RS-CLOSE", "RS-ANSWER-1")
        assert desk.window.shown is not None
        assert len(desk.window.shown.screen.aside) == 2


def test_that_a_bug_in_one_input_is_said_and_the_bench_goes_on(
    desk: Desktop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.scan("RMA-10001", "9521321000025")
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(Resolver, "event", lambda *_args: 1 // 0)
        desk.scan("RS-AS-NEW")
    assert any(text.startswith("✗") for text in desk.words())
    assert desk.page() is Page.BOARD
    desk.press(Qt.Key.Key_1)
    assert desk.page() is Page.PHOTO


def test_that_a_bug_that_ends_the_bench_has_a_page_and_a_way_back(
    desk: Desktop, shop_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.scan("RMA-10001", "9521321000025")
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(station.session.session, "snapshot", lambda *_args: 1 // 0)
        desk.window.submit("RS-AS-NEW")
        qtbot.waitUntil(lambda: "The bench has stopped" in desk.words(), timeout=PATIENCE_MS)
    assert any("the bench ended" in text for text in desk.words())
    desk.tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.shown is not None, timeout=PATIENCE_MS)
    assert desk.page() is Page.PHOTO, "what was saved before it is there again"
    desk.press(Qt.Key.Key_Return)
    assert [fact.kind for fact in facts(shop_folder, *GRADED)] == GRADED


def test_that_a_bench_that_stopped_can_be_closed(
    desk: Desktop, shop_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(station.session.session, "snapshot", lambda *_args: 1 // 0)
        desk.window.submit("RMA-10001")
        qtbot.waitUntil(lambda: "The bench has stopped" in desk.words(), timeout=PATIENCE_MS)
    desk.tap(Qt.Key.Key_Escape)
    assert not desk.window.isVisible()
    with open_station(shop_folder, SystemClock()):
        pass  # the lock is free
