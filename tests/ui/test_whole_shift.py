"""A whole shift in the real window with scans only, keys into a window as a scanner types them: the same facts as the terminal bench."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.settings import change_settings
from tests.end_to_end.bench import RunningBench, Shop
from tests.end_to_end.mixed_shift import Shift
from tests.once import copy_folder
from tests.ui.devices.scanner_keys import ScannerKeys
from tests.ui.shop import PATIENCE_MS, end, facts
from ui.application import bench_window
from ui.theme import Theme

UNITS: Final = 300
# What depends on the moment, or on chance: when, how long, the salt of what may be erased one day.
_OF_THE_MOMENT: Final = {"at", "started_at", "spent_ms", "context_digest", "received_at", "arrived_at", "due_at"}


@pytest.mark.timeout(300)
def test_that_a_shift_in_the_window_leaves_the_facts_that_the_terminal_leaves(
    shop_made_once: Path, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    shift = Shift(UNITS)
    in_terminal, in_window = (_shop(shop_made_once, tmp_path / where, shift) for where in ("terminal", "window"))
    worked = _terminal(in_terminal, shift.scans())
    window = bench_window(theme, in_window.data, FolderCamera(in_window.photos))
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    handle, answers = window.windowHandle(), []
    assert handle is not None
    assert window.moments is not None
    window.moments.answered.connect(lambda: answers.append(1))
    try:
        scanner = ScannerKeys(handle)
        for scan in shift.scans():
            scanner.scan(scan)
        qtbot.waitUntil(lambda: len(answers) == len(shift.scans()), timeout=200_000)
    finally:
        end(window)
    drawn = _told(in_window.data)
    assert sum(kind == "item.received" for kind, _, _ in drawn) == UNITS
    assert [pair for pair in zip(drawn, worked, strict=True) if pair[0] != pair[1]] == []


def _shop(made: Path, folder: Path, shift: Shift) -> Shop:
    copy_folder(made, folder)
    shop = Shop(folder / "station", folder / "pictures")
    announced = shift.write_returns(folder)
    with open_station(shop.data, SystemClock()) as opened:
        taken = import_file("returns", announced, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")
    assert taken.refused == 0
    change_settings(shop.data, {"photos.takes_itself": True})  # as the terminal bench does with --photos
    return shop


def _terminal(shop: Shop, scans: list[str]) -> list[tuple[str, str, Any]]:
    with RunningBench(shop) as bench:
        for scan in scans:
            bench.send(scan)
        assert bench.finish() == ""
    return _told(shop.data)


def _told(data: Path) -> list[tuple[str, str, Any]]:
    """Kind, subject and payload of each fact but the labels'; a fact that is named stands as its kind and subject."""
    told = facts(data)
    named = {fact.id: f"{fact.kind} of {fact.subject}" for fact in told}
    return [(fact.kind, fact.subject, _still(fact.payload, named)) for fact in told if not fact.kind.startswith("label.")]


def _still(value: Any, named: Mapping[str, str]) -> Any:
    """Without what depends on the moment."""
    if isinstance(value, Mapping):
        return {name: _still(each, named) for name, each in value.items() if name not in _OF_THE_MOMENT}
    if isinstance(value, list | tuple):
        return [_still(each, named) for each in value]
    return named.get(value, value) if isinstance(value, str) else value
