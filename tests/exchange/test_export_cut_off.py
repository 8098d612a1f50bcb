"""An export that is cut off anywhere: nothing is lost, nothing doubled, and what has left never leaves as something else."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from station.exchange.batches import Delivery
from station.exchange.export import FolderExport
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts
from tests.exchange.outgoing import facts, parcel_worked
from tests.ledger.builders import FakeClock, graded, open_ledger, plate, received

EXPORT: Final = "station.exchange.export.FolderExport"
ROOT: Final = Path(__file__).parents[2]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def ledger(tmp_path: Path, clock: FakeClock) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station", clock) as opened:
        yield opened


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    return tmp_path / "station" / "exports"


def _folder(batch: Delivery) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in batch.files[0].path.parent.iterdir()}


def _graded(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        ledger.append("I-04", [received(plate(number)), graded(plate(number))])


class PowerCutError(Exception):
    """The moment at which a test cuts."""


def _run_cut_at(step: str, ledger: Ledger, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_args: object) -> None:
        raise PowerCutError

    monkeypatch.setattr(step, cut)
    with pytest.raises(PowerCutError):
        FolderExport(ledger, exports).run()
    monkeypatch.undo()


def test_that_a_cut_between_file_and_cursor_is_repeated_with_the_same_names_and_bytes(
    ledger: Ledger, exports: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel_worked(ledger, 1)
    _run_cut_at(f"{EXPORT}._finish", ledger, exports, monkeypatch)
    written = {path.name: path.read_bytes() for path in (exports / "folder").iterdir()}
    assert len(written) == 3
    clock.move(hours=1)
    parcel_worked(ledger, 2)
    first, second = FolderExport(ledger, exports).run()
    after = _folder(second)
    assert {name: after[name] for name in written} == written
    assert sorted(after.keys() - written.keys()) == sorted(file.path.name for file in second.files)
    ids = [line["id"] for batch in (first, second) for line in facts(batch)]
    assert ids == [fact.id for fact in ledger.facts(kinds=("parcel.*", "item.*"))]
    assert FolderExport(ledger, exports).run() == ()


def test_that_a_cut_before_the_manifest_is_repeated_too(ledger: Ledger, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel_worked(ledger)
    _run_cut_at("station.exchange.folder_target._manifest", ledger, exports, monkeypatch)
    left = sorted((exports / "folder").iterdir())
    assert [path.suffix for path in left] == [".csv", ".jsonl"]
    (batch,) = FolderExport(ledger, exports).run()
    assert sorted((exports / "folder").iterdir()) == sorted([*left, batch.files[-1].path])


def test_that_a_cut_after_the_cursor_writes_nothing_again(ledger: Ledger, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel_worked(ledger)
    _run_cut_at(f"{EXPORT}._forget_plan", ledger, exports, monkeypatch)
    assert (exports / "folder.plan.json").exists()
    assert FolderExport(ledger, exports).run() == ()


def test_that_a_damaged_plan_starts_the_batch_anew(ledger: Ledger, exports: Path) -> None:
    parcel_worked(ledger)
    (exports / "folder.plan.json").write_text('{"station": "B0', encoding="utf-8")
    (batch,) = FolderExport(ledger, exports).run()
    assert batch.acknowledged == 3


# Dies as a process does that is killed, when so many pages are written and none of its files is whole.
_DYING: Final = """
import os, signal, sys
from pathlib import Path
from station.exchange import export
from tests.ledger.builders import open_ledger

export._PAGE = 50
class Dying(export.FolderExport):
    def _pages(self, plan):
        for number, page in enumerate(super()._pages(plan)):
            if number == int(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)
            yield page

with open_ledger(Path(sys.argv[1])) as ledger:
    Dying(ledger, Path(sys.argv[1]) / "exports", formats=["jsonl", "csv", "xlsx", "people-csv"], client="northwind").run()
"""


@pytest.mark.parametrize("pages", [0, 1, 7])
def test_that_a_process_that_is_killed_in_the_middle_of_a_batch_loses_and_doubles_nothing(tmp_path: Path, pages: int) -> None:
    data = tmp_path / "station"
    with open_ledger(data) as ledger:
        _graded(ledger, *range(1, 201))
        ledger.append("I-04", [received(plate(201), client="southwind")])
    command = [sys.executable, "-c", _DYING, str(data), str(pages)]
    own = {**os.environ, "TMPDIR": str(tmp_path)}  # what a killed process leaves in a temporary folder nobody can clear away
    died = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, check=False, timeout=100)
    assert (died.returncode, died.stderr) == (-signal.SIGKILL, b"")
    left = sorted((data / "exports" / "folder").iterdir())
    assert [path.suffix for path in left] == [".part"] * 4
    with open_ledger(data) as ledger:
        _graded(ledger, 301)
        export = FolderExport(ledger, data / "exports")
        assert export.counts() == Counts(402, 0, 402, 0)
        first, second = export.run()
        assert [first.acknowledged, second.acknowledged] == [400, 2]
        assert [path.name.removesuffix(".part") for path in left] == sorted(file.path.name for file in first.files[:-1])
        assert sorted((data / "exports" / "folder").iterdir()) == sorted(file.path for each in (first, second) for file in each.files)
        assert export.counts() == Counts(402, 402, 0, 0)
        again = FolderExport(ledger, data / "exports", "again", formats=["jsonl"], client="northwind")
        (whole,) = again.run()
    lines = [file.path.read_bytes() for file in (first.files[0], second.files[0])]
    assert b"".join(lines) == whole.files[0].path.read_bytes()
