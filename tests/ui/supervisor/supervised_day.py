"""A day that a supervisor has to see through: three inspectors' shifts, one in the window and two at the terminal, and the evening after.

A folder of the demo shop in; the folder after the day out.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from station.assembly import open_station, read_station
from station.clock import Clock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.exchange.kinds import Kind
from station.model.facts import Fact
from station.model.people import Role
from station.settings import change_settings
from station.shift import run_bench
from tests.end_to_end.counted import count
from tests.end_to_end.mixed_shift import GOODS, KINDS
from tests.ui.devices.scanner_keys import ScannerKeys
from tests.ui.shop import PATIENCE_MS, end
from ui.application import bench_window
from ui.theme import Theme

BERLIN: Final = ZoneInfo("Europe/Berlin")
DAY: Final = date(2026, 11, 20)
EVENING: Final = datetime(2026, 11, 20, 20, 5, tzinfo=BERLIN)
PEOPLE: Final = {"Ada": Role.INSPECTOR, "Ben": Role.INSPECTOR, "Cem": Role.INSPECTOR, "Sam": Role.SUPERVISOR}
EACH: Final = 100
A_PARCEL: Final = 3
ALPINE: Final = {"AL-TEE-S": "9521321900011", "AL-TEE-M": "9521321900028", "AL-TEE-L": "9521321900035"}


class DayClock:
    """Some seconds pass at each look, whoever looks; `set` moves it to another hour of the day."""

    def __init__(self, at: datetime) -> None:
        self._at, self._lock = at, Lock()

    def set(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        with self._lock:
            self._at += timedelta(seconds=3)
            return self._at.astimezone(ZoneInfo("UTC"))

    def elapsed_ms(self) -> int:
        return int(self.now().timestamp() * 1000)


class StandingClock:
    """It is this moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at.astimezone(ZoneInfo("UTC"))

    def elapsed_ms(self) -> int:
        return 0


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def parcels(letter: str, goods: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """RMA, SKU and how many units came: four were announced."""
    for number, sku in zip(range(0, EACH, A_PARCEL), cycle(goods), strict=False):
        yield f"RMA-{letter}{number}", sku, min(A_PARCEL, EACH - number)


def scans(letter: str, goods: dict[str, str]) -> list[str]:
    """What an inspector scans in a day: all that goes over a bench."""
    kinds, lines = cycle(KINDS), []
    for rma, sku, units in parcels(letter, goods):
        lines.append(rma)
        for _ in range(units):
            lines += next(kinds).scans(goods[sku])
        lines += ["RS-CLOSE", "RS-ANSWER-1"]
    return lines


SHIFTS: Final = {"Ada": ("W", GOODS, "northwind"), "Ben": ("T", GOODS, "northwind"), "Cem": ("U", ALPINE, "alpine")}
NEVER_OPENED: Final = 7


def write(file: Path, *lines: list[object]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(lines)
    return file


def take_in(data: Path, folder: Path, clock: Clock) -> dict[str, str]:
    """Goods, returns and people of the day; the badges of the people by their names."""
    goods: list[list[object]] = [["alpine", sku, code, f"Tee {sku}", "apparel", "29.50", "EUR", f"B-0{place}"]
                                 for place, (sku, code) in enumerate(ALPINE.items(), start=1)]  # fmt: skip
    products = write(folder / "goods.csv", ["client", "sku", "gtin", "title", "category", "price", "currency", "bin"], *goods)
    returns: list[list[object]] = []
    for letter, own, client in SHIFTS.values():
        returns += [
            [rma, client, sku, 4, "19.90" if client == "northwind" else "29.50", "EUR"] for rma, sku, _units in parcels(letter, own)
        ]
    returns += [[f"RMA-N{number}", "northwind", "NW-TEE-BLK-S", 1, "19.90", "EUR"] for number in range(NEVER_OPENED)]
    announced = write(folder / "day.csv", ["rma", "client", "sku", "quantity", "price_paid", "currency"], *returns)
    with open_station(data, clock) as opened:
        files: tuple[tuple[Kind, Path], ...] = (("products", products), ("returns", announced))
        for kind, file in files:
            taken = import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")
            assert taken.refused == 0
        return {name: opened.people.add(name, role)[1] for name, role in PEOPLE.items()}


def terminal(data: Path, clock: Clock, lines: list[str]) -> list[dict[str, Any]]:
    """These lines at the terminal bench; everything that it told."""
    out = StringIO()
    run_bench(data, clock, lines, out, as_json=True, photos=data.parent / "pictures")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def window(data: Path, clock: Clock, lines: list[str], qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in the window, by a scanner that types."""
    monkeypatch.setattr("ui.desk.SystemClock", lambda: clock)
    bench, answers = bench_window(theme, data, FolderCamera(data.parent / "pictures")), []
    bench.show()
    bench.start()
    qtbot.waitUntil(lambda: bench.shown is not None, timeout=PATIENCE_MS)
    handle = bench.windowHandle()
    assert handle is not None
    assert bench.moments is not None
    bench.moments.answered.connect(lambda: answers.append(1))
    try:
        scanner = ScannerKeys(handle)
        for line in lines:
            scanner.scan(line)
        qtbot.waitUntil(lambda: len(answers) == len(lines), timeout=200_000)
    finally:
        end(bench)


def facts_of(data: Path) -> list[Fact]:
    with read_station(data, StandingClock(EVENING)) as opened:
        return list(opened.ledger.facts())


def by_supervisor(data: Path) -> list[str]:
    """Holds released, sent back or renewed, grades changed both ways, and totes filled: what stands so far decides what is scanned."""
    counted = count(facts_of(data), DAY, BERLIN)
    held = [lpn for lpn, unit in counted.units.items() if unit.state == "held"]
    by_letter = {
        letter: [lpn for lpn, unit in counted.units.items() if unit.letter == letter and unit.state == "graded"] for letter in "AB"
    }
    lines = []
    for lpn in held[:4]:
        lines += [lpn, "RS-ANSWER-1", "RS-AS-NEW"]
    for lpn in held[4:7]:
        lines += [lpn, "RS-ANSWER-3"]
    for lpn in held[7:9]:
        lines += [lpn, "RS-ANSWER-1", "RS-HOLD-SUPERVISOR"]
    for lpn in by_letter["A"][:3]:
        lines += [lpn, "RS-GRADE-C", "RS-ANSWER-1"]
    for lpn in by_letter["B"][:4]:
        lines += [lpn, "RS-GRADE-A", "RS-ANSWER-1"]
    lines += ["RS-DONE", "RS-TOTE-T7", *by_letter["A"][10:40], "RS-DONE", "RS-TOTE-T9", *by_letter["B"][5:12], "RS-DONE"]
    for lpn in by_letter["A"][10:14]:
        lines += [lpn, f"RS-BIN-{counted.units[lpn].received.payload['bin']}"]
    return lines


def work(data: Path, folder: Path, qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> str:
    """Parcels at the dock the afternoon before, three shifts, then the supervisor, whose badge is given back.

    `folder` is for the files that come in.
    """
    clock = DayClock(at(12, day=DAY - timedelta(days=1)))
    change_settings(data, {"site.time_zone": "Europe/Berlin", "photos.takes_itself": True, "people.idle_minutes": 0})
    badges = {name: f"RS-BADGE-{token}" for name, token in take_in(data, folder, clock).items()}
    before = [rma for letter, goods, _client in SHIFTS.values() for rma, _sku, _units in parcels(letter, goods)][::2]
    clock.set(at(13, day=DAY - timedelta(days=1)))
    terminal(data, clock, [badges["Ada"], "RS-DOCK", *before, *(f"RMA-N{number}" for number in range(NEVER_OPENED)), "RS-SIGN-OUT"])
    clock.set(at(8, 2))
    window(data, clock, [badges["Ada"], *scans("W", GOODS), "RS-SIGN-OUT"], qtbot, theme, monkeypatch)
    for name, hour in (("Ben", 12), ("Cem", 15)):
        clock.set(at(hour, 4))
        letter, goods, _client = SHIFTS[name]
        terminal(data, clock, [badges[name], *scans(letter, goods), "RS-SIGN-OUT"])
    clock.set(at(18, 30))
    terminal(data, clock, [badges["Sam"], *by_supervisor(data), "RS-SIGN-OUT"])
    return badges["Sam"]
