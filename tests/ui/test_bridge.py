"""The bridge: inputs go to the bench thread, and what came of them arrives on the window's own thread, in order."""

from collections.abc import Iterator
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from station.assembly import bench_of
from station.errors import Refusal
from station.session import Session, Snapshot
from tests.session.shop import Bench, opened
from tests.ui.shop import PATIENCE_MS
from ui.bridge import Bridge


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Bench]:
    """A shop whose session the bridge opens itself, on its own thread."""
    yield from opened(tmp_path / "shop")


@pytest.fixture
def bridge(shop: Bench, qtbot: QtBot) -> Iterator[Bridge]:
    """A running bridge on the shop's folder."""
    running = Bridge(lambda: bench_of(shop.station, shop.camera, takes_itself=True))
    with qtbot.waitSignal(running.changed, timeout=PATIENCE_MS):
        running.start()
    yield running
    assert running.stop()


def test_that_outcomes_arrive_in_order_on_the_thread_of_the_window(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[str, str, bool]] = []

    def note(kind: str, detail: str) -> None:
        seen.append((kind, detail, current_thread().name == "MainThread"))

    bridge.committed.connect(lambda facts: note("facts", facts[-1].kind))
    bridge.refused.connect(lambda error: note("refused", error.code))
    bridge.changed.connect(lambda snapshot: note("state", snapshot.state))
    for text in ("RMA-10001", "9521321000025", "RS-CLOSE", "RS-AS-NEW"):
        bridge.submit(text)
    qtbot.waitUntil(lambda: len(seen) == 7, timeout=PATIENCE_MS)
    assert seen == [
        ("facts", "parcel.arrived", True),
        ("state", "parcel", True),
        ("state", "inspecting", True),
        ("refused", "NOT_NOW", True),
        ("state", "inspecting", True),
        ("facts", "label.queued", True),
        ("state", "parcel", True),
    ]


def test_that_what_was_submitted_before_the_end_is_still_answered(shop: Bench, qtbot: QtBot) -> None:
    bridge = Bridge(lambda: bench_of(shop.station, shop.camera, takes_itself=True))
    with qtbot.waitSignal(bridge.changed, timeout=PATIENCE_MS):
        bridge.start()
    for text in ("RMA-10001", "9521321000025", "RS-AS-NEW"):
        bridge.submit(text)
    assert bridge.stop()
    assert [fact.kind for fact in shop.facts("item.*")] == ["item.received", "item.graded"]


def test_that_a_bench_that_cannot_open_says_why(qtbot: QtBot) -> None:
    def broken() -> Session:
        raise Refusal("POLICY_WRONG", policy="dispositions", where="rules", why="missing")

    bridge = Bridge(broken)
    with qtbot.waitSignal(bridge.failed, timeout=PATIENCE_MS) as failed:
        bridge.start()
    assert failed.args is not None
    assert failed.args[0].code == "POLICY_WRONG"
    assert bridge.stop()


def test_that_a_snapshot_is_what_the_terminal_shows_too(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.changed, timeout=PATIENCE_MS) as changed:
        bridge.submit("RMA-10001")
    assert changed.args is not None
    snapshot: Snapshot = changed.args[0]
    assert snapshot.as_json()["parcel"]["client"] == "northwind"
    assert snapshot.prompt is not None


def test_that_what_is_open_and_why_are_read_in_turn_with_the_scans(bridge: Bridge, qtbot: QtBot) -> None:
    answers: list[Any] = []
    bridge.handed.connect(answers.append)
    bridge.explained.connect(answers.append)
    for text in ("RMA-10002", "9521321000087"):
        bridge.submit(text)
    bridge.ask_hand_over()
    bridge.ask_why()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    handed, explained = answers
    assert (handed.now.item["sku"], handed.anything, handed.labels, handed.held) == ("NW-HOOD-GRY-L", True, (), 0)
    assert (explained.lpn, explained.graded) == (handed.now.item["lpn"], False)


def test_that_what_cannot_be_read_is_refused_and_the_bench_goes_on(bridge: Bridge, qtbot: QtBot) -> None:
    def broken(_session: Session) -> None:
        raise Refusal("FOLDER_MISSING", folder="x")

    with qtbot.waitSignal(bridge.refused, timeout=PATIENCE_MS) as refused:
        bridge.run(broken, lambda _nothing: None)
    assert refused.args is not None
    assert refused.args[0].code == "FOLDER_MISSING"
    with qtbot.waitSignal(bridge.changed, timeout=PATIENCE_MS):
        bridge.submit("RMA-10001")
