"""kill -9 at any moment, again and again: nothing acknowledged is lost, nothing is half, and the unit in hand is still in hand."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pysqlite3.dbapi2 as pysqlite
import pytest

from tests.crash.bench_process import BenchProcess, Ended
from tests.crash.judge import losses
from tests.crash.kill_loop import Bench, Kill, kill_loop
from tests.crash.real_bench import killable
from tests.end_to_end.bench import new_shop

SEED = 20261121


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The real bench in the demo shop; what it leaves in its temporary folder when it is killed goes at the end."""
    made = killable(new_shop(tmp_path).data, tmp_path)
    with TemporaryDirectory() as folder:
        yield replace(made, environment={**made.environment, "TMPDIR": folder})


def _in_hand(state: dict[str, Any]) -> str | None:
    item = state.get("item")
    return item["lpn"] if item else None


def _finished(database: Path) -> set[str]:
    with closing(pysqlite.connect(str(database))) as connection:
        return {lpn for (lpn,) in connection.execute("SELECT subject FROM facts WHERE kind IN ('item.graded', 'item.held')")}


def _vanished(before: Kill, kill: Kill, finished: set[str]) -> list[str]:
    """The unit that was in hand before the last kill, if it is neither in hand, parked or finished, nor was its first step taken back."""
    lpn = _in_hand(before.last)
    if lpn is None or lpn == _in_hand(kill.first) or lpn in str(kill.first["parked"]) or lpn in finished or before.line == "RS-UNDO":
        return []
    return [lpn]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kills", [20, pytest.param(60, marks=pytest.mark.prove)])
def test_that_no_kill_loses_anything_acknowledged_and_the_bench_resumes(bench: Bench, library: Path, tmp_path: Path, kills: int) -> None:
    in_saves = resumed = 0
    before: Kill | None = None
    for kill in kill_loop(bench, library, kills, SEED, tmp_path):
        assert losses(bench.data, kill.acknowledged) == []
        in_saves += kill.in_a_save
        if kill.first:
            if before is not None:
                assert _vanished(before, kill, _finished(bench.data / "station.db")) == []
                resumed += _in_hand(before.last) is not None
            before = kill
    assert in_saves > kills / 2
    assert resumed > kills / 4
    assert len(kill.acknowledged) > kills / 2


def test_that_a_bench_that_ends_by_itself_is_reported_with_its_last_words(tmp_path: Path) -> None:
    program = "import sys; sys.exit('the port is gone')"
    process = BenchProcess((sys.executable, "-c", program), tmp_path / "errors.txt")
    with pytest.raises(Ended, match="the port is gone"):
        process.state()
    assert process.close() == 1
