"""An export that goes on: beside a bench, after faults, and until somebody stops it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.cli.following import Following
from station.cli.stopping import Stop
from station.clock import SystemClock
from station.errors import Fault, Refusal
from station.store.folder import DataFolder
from station.texts import notice
from tests.ledger.builders import graded, open_ledger, plate, received


class Turns:
    """Runs that end as was foretold, one after the other."""

    def __init__(self, *ends: Exception | None) -> None:
        self._ends = iter(ends)

    def __call__(self) -> str:
        if end := next(self._ends):
            raise end
        return "en"


def _full() -> Fault:
    return Fault("EXPORT_NOT_WRITTEN", file="a.jsonl", detail="no room")


def _busy() -> Refusal:
    return Refusal("SECOND_INSTANCE", folder="bench", pid="7")


def _gone() -> Refusal:
    return Refusal("EXPORT_FOLDER", folder="x", detail="gone")


def _pauses(every_s: float, *ends: Exception | None) -> list[float]:
    following = Following(Turns(*ends), every_s, notice)
    pauses = []
    for _end in ends:
        following.turn()
        pauses.append(following.pause_s)
    return pauses


def test_that_the_pause_grows_with_each_fault_is_said_when_it_changes_and_is_the_old_one_after_a_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _pauses(200, None, _full(), _full(), _full(), _full(), None, _full()) == [200, 400, 800, 900, 900, 200, 400]
    said = capsys.readouterr().err.splitlines()
    assert [next(word for word in line.split() if word.isdigit()) for line in said] == ["400", "800", "900", "200", "400"]
    assert said[0].startswith("The export did not succeed: The export a.jsonl could not be written: no room.")
    assert said[3] == "the export works again; it looks every 200 seconds"


def test_that_a_long_pause_grows_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert _pauses(3_600, _full(), _full()) == [7_200, 7_200]
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_that_a_folder_in_which_somebody_works_is_said_once_and_tried_at_the_next_turn(capsys: pytest.CaptureFixture[str]) -> None:
    assert _pauses(5, _busy(), _busy(), None, _busy()) == [5, 5, 5, 5]
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[0].startswith("The export waits: A station already works in bench (process 7).")


def test_that_a_drive_that_goes_away_is_waited_for_and_one_that_never_was_is_refused() -> None:
    assert _pauses(5, None, _gone(), None) == [5, 10, 5]
    with pytest.raises(Refusal, match="EXPORT_FOLDER"):
        _pauses(5, _gone())


def test_that_what_cannot_pass_by_itself_ends_it() -> None:
    with pytest.raises(Refusal, match="EXPORT_KIND"):
        _pauses(5, None, Refusal("EXPORT_KIND", kind="x", families="", known=""))


def test_that_a_stop_is_seen_before_the_next_run() -> None:
    stop = Stop()
    stop.status = 130
    Following(Turns(), 5, notice).until(stop)
    stop.wait(3_600)


@contextmanager
def _following(data: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "ui.main", "--data", str(data), "export", "--follow", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        try:
            yield process
        finally:
            process.kill()


def _line(read: Callable[[], str], starts: str) -> str:
    """The next line that begins so; "" when there is none any more."""
    return next(line for line in iter(read, None) if not line or line.startswith(starts))


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_that_a_bench_and_an_export_share_a_folder_until_a_signal(tmp_path: Path, number: int, status: int) -> None:
    data = tmp_path / "data"
    with open_ledger(data) as ledger:
        ledger.append("I-04", [received(plate(1)), graded(plate(1))])
    with DataFolder.open_writing(data, SystemClock()) as bench, _following(data) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert str(os.getpid()) in _line(process.stderr.readline, "The export waits")
        bench.close()
        assert process.stdout.readline() == "2 facts exported (1 to 2)\n"
        while process.stdout.readline().rstrip()[-14:] != ".manifest.json":
            pass
        process.send_signal(number)
        rest, said = process.communicate(timeout=30)
    assert (process.returncode, rest, said) == (status, "", "")
    with DataFolder.open_writing(data, SystemClock()):
        pass
