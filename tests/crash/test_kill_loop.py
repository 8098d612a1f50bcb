"""kill -9 at any moment, sixty times over: nothing acknowledged is lost, nothing is half, and it always starts again."""

import sys
from pathlib import Path

import pytest

from tests.crash.bench_process import BenchProcess, Ended
from tests.crash.judge import losses
from tests.crash.kill_loop import Bench, kill_loop

SEED = 20261121


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    data = tmp_path / "data"
    command = (sys.executable, "-m", "tests.crash.worker", "--data", str(data))
    return Bench(command, data, lambda _state, _random: "unit")


@pytest.mark.usefixtures("small_ballast")
@pytest.mark.parametrize("kills", [20, pytest.param(60, marks=[pytest.mark.prove, pytest.mark.timeout(600)])])
def test_that_no_kill_loses_anything_acknowledged(bench: Bench, library: Path, tmp_path: Path, kills: int) -> None:
    saved = in_saves = facts = 0
    for kill in kill_loop(bench, library, kills, SEED, tmp_path):
        if kill.resumed_at:
            # It starts from at least what was acknowledged: the kill may have come between the commit and the answer.
            assert kill.resumed_at["facts"] >= facts
        assert losses(bench.data, kill.acknowledged) == []
        in_saves += kill.in_a_save
        saved, facts = len(kill.acknowledged), max((fact["seq"] for fact in kill.acknowledged), default=0)
    assert in_saves > kills / 2
    assert saved > kills


def test_that_a_bench_that_ends_by_itself_is_reported_with_its_last_words(tmp_path: Path) -> None:
    program = "import sys; sys.exit('the port is gone')"
    process = BenchProcess((sys.executable, "-c", program), tmp_path / "errors.txt")
    with pytest.raises(Ended, match="the port is gone"):
        process.state()
    assert process.close() == 1
