"""Whole shifts: how fast the terminal bench works through a file, what a long one takes of memory, how much a person has to do."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Final

import psutil

from station.labelling import printing_of
from station.session import Outcome, Session
from station.terminal import JsonScreen, show
from tests.benchmarks.recording import Tape, play, recorded
from tests.benchmarks.rows import Row
from tests.benchmarks.shifts import gtin, make_shop, scans, session_in
from tests.ledger.builders import FakeClock

UNITS: Final = 5_000
REPLAYED: Final = 500
HOURS_UNITS: Final = 1_600
HOUR: Final = 200
_ROOT: Final = Path(__file__).parents[2]


def bench_terminal(folder: Path) -> Row:
    """PERFORMANCE.md: 5,000 units through `bench --json`, over a bare loop that stores the same photos and commits the same rows."""
    data = make_shop(folder, UNITS, UNITS)
    first, second = folder / "first", folder / "second"
    for copy in (first, second):
        shutil.copytree(data, copy / "station")
        (copy / "pictures").symlink_to(folder / "pictures")
    ours = UNITS / _piped(folder, data)
    tape = _taped(first / "station")
    bare = REPLAYED / play(tape, second / "station")
    measured = (
        f"over a bare loop with the same photos ({tape.pictures} in {REPLAYED} units) and the same rows in {tape.commits} transactions"
    )
    return Row(f"terminal bench, a file of {UNITS:,} units", measured, "≥ 0.5", ours, bare, "units/s")


def bench_eight_hours(folder: Path) -> Row:
    """PERFORMANCE.md: memory after eight simulated hours at 200 units an hour, over memory after the first."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        first, last = pool.submit(_worked, folder).result()
    measured = f"RSS of the bench after {HOURS_UNITS:,} units, over that after {HOUR}"
    return Row("eight simulated hours", measured, "≤ 1.1 ×", last, first, "MiB")


def bench_actions(folder: Path) -> list[Row]:
    """PERFORMANCE.md: what an inspector has to scan, press or touch for one unit, its parcel open."""
    with session_in(make_shop(folder, 5, 8)) as (_opened, session):
        session.take("RMA-L0")
        clean = _actions(session, (gtin(0), "RS-AS-NEW"), "A")
        stained = _actions(session, (gtin(0), "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-1"), "B")
    measured = "scans, keys or touches until it is graded"
    return [
        Row("inspector's actions, a clean unit", measured, "2", clean, None, "actions"),
        Row("inspector's actions, a B with one finding and one photo", measured, "3 to 4", stained, None, "actions"),
    ]


def _actions(session: Session, texts: tuple[str, ...], grade: str) -> int:
    for done, text in enumerate(texts, start=1):
        outcome: Outcome = session.take(text)
        assert outcome.refusal is None, outcome.refusal
        graded = [fact for fact in outcome.facts if fact.kind == "item.graded"]
        if graded:
            assert graded[0].payload["grade"] == grade, graded[0].payload
            return done
    raise AssertionError(session.snapshot)


def _piped(folder: Path, data: Path) -> float:
    """Seconds that the process takes, its start included."""
    shift = folder / "shift.txt"
    shift.write_text("\n".join(scans(UNITS)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "ui.main", "--data", str(data), "bench", "--json", "--photos", str(folder / "pictures")]
    told = folder / "told.jsonl"
    with shift.open("rb") as given, told.open("wb") as out:
        begun = perf_counter()
        subprocess.run(command, stdin=given, stdout=out, check=True, env={**os.environ, "PYTHONPATH": str(_ROOT)})
        seconds = perf_counter() - begun
    text = told.read_text(encoding="utf-8")
    done = [len(re.findall(f'"kind": ?"{kind}"', text)) for kind in ("item.graded", "label.confirmed")]
    assert done == [UNITS, UNITS], done
    assert '"refused"' not in text
    return seconds


def _taped(data: Path) -> Tape:
    with recorded(data) as (tape, opened, session), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        screen = JsonScreen(nowhere, opened.language)
        printing = printing_of(opened, "", screen.facts)
        printing.start()
        for scan in scans(REPLAYED):
            show(session.take(scan), screen)
            printing.wake()
        assert printing.wait_idle(120)
        printing.stop()
    return tape


def _worked(folder: Path) -> tuple[float, float]:
    """The memory (RSS, MiB) of this process after the first hour and at the end."""
    clock, process, units = FakeClock(), psutil.Process(), 0
    memory: list[float] = []
    data = make_shop(folder, HOURS_UNITS, 64)
    with session_in(data, clock) as (opened, session), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        screen = JsonScreen(nowhere, opened.language)
        printing = printing_of(opened, "", screen.facts)
        printing.start()
        for scan in scans(HOURS_UNITS):
            clock.move(seconds=9)
            outcome = session.take(scan)
            show(outcome, screen)
            printing.wake()
            units += any(fact.kind == "item.graded" for fact in outcome.facts)
            if outcome.facts and units in (HOUR, HOURS_UNITS) and len(memory) < 1 + (units == HOURS_UNITS):
                assert printing.wait_idle(120)
                memory.append(process.memory_info().rss / 2**20)
        printing.stop()
    first, last = memory
    return first, last
