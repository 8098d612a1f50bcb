"""A power cut at any moment loses nothing that was acknowledged and leaves nothing half; and the proof itself bites.

Fifty cuts in the suite, a thousand under the marker `prove`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.power_cut import Loss, Shift, record_shift, survive
from tests.crash.real_bench import recorded_shift

SEED = 20261121
Cutting = Callable[..., list[Loss]]

pytestmark = pytest.mark.usefixtures("small_ballast")
COUNTS = pytest.mark.parametrize("count", [50, pytest.param(1000, marks=[pytest.mark.prove, pytest.mark.timeout(900)])])


@pytest.fixture(scope="module")
def shifts(library: Path, scratch: Path) -> Callable[..., Shift]:
    """Records a shift under some options of the worker, each only once."""
    done: dict[tuple[str, ...], Shift] = {}

    def recorded(*options: str) -> Shift:
        if options not in done:
            folder = scratch / f"shift-{len(done)}"
            folder.mkdir()
            done[options] = record_shift(library, folder, *options)
        return done[options]

    return recorded


@pytest.fixture(scope="module")
def real_shift(library: Path, scratch: Path) -> Shift:
    folder = scratch / "real"
    folder.mkdir()
    return recorded_shift(library, folder)


@pytest.fixture
def cut(shifts: Callable[..., Shift], scratch: Path) -> Cutting:
    """Cuts the power of a shift so many times; what was lost."""
    return lambda count, *options: survive(shifts(*options), count, SEED, scratch / "cut")


@COUNTS
def test_that_no_power_cut_loses_anything_acknowledged(cut: Cutting, count: int) -> None:
    assert cut(count) == []


@COUNTS
def test_that_no_power_cut_loses_anything_of_the_real_bench(real_shift: Shift, scratch: Path, count: int) -> None:
    assert survive(real_shift, count, SEED, scratch / "cut") == []


@COUNTS
def test_that_no_power_cut_loses_anything_on_an_affected_sqlite(cut: Cutting, count: int) -> None:
    assert cut(count, "--affected") == []


@COUNTS
def test_that_the_replay_finds_the_losses_of_synchronous_normal(cut: Cutting, count: int) -> None:
    lost = cut(count, "--synchronous", "NORMAL")
    assert len(lost) > count / 4
    assert any("acknowledged and lost: fact" in problem for loss in lost for problem in loss.problems)


@COUNTS
def test_that_the_replay_finds_the_losses_of_full_without_wal(cut: Cutting, count: int) -> None:
    # The journal's removal is the commit, and FULL does not sync the folder afterwards; EXTRA, which the station sets, does.
    lost = cut(count, "--affected", "--synchronous", "FULL")
    assert lost
    assert all(problem.startswith("acknowledged and lost: fact") for loss in lost for problem in loss.problems)


@COUNTS
def test_that_the_replay_finds_photos_that_were_plainly_written(cut: Cutting, count: int) -> None:
    lost = cut(count, "--plain-photos")
    assert len(lost) > count / 4
    problems = [problem for loss in lost for problem in loss.problems]
    assert any(problem.startswith("verify: PHOTO_CHANGED") for problem in problems)
    assert all("PHOTO_" in problem or "lost: photo" in problem for problem in problems)
