"""A workbook that cannot be finished: whoever looks finds nothing of it, and is told which disk it was."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from string import ascii_letters
from typing import Any

import pytest

from station.errors import Fault, Refusal
from station.exchange.batches import Batch, Plan, Rows
from station.exchange.folder_target import FolderTarget
from tests.exchange.outgoing import deliver, fact_rows


def test_that_a_disk_that_fills_in_the_middle_of_a_workbook_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = [0]

    def write(self: Any, data: bytes) -> int:
        written[0] += 1
        if written[0] > 1:
            raise OSError(28, "No space left on device")
        return int(self._out.write(data))

    monkeypatch.setattr("station.exchange.folder_target._Growing.write", write)
    with pytest.raises(Fault) as raised:
        deliver(tmp_path, fact_rows(_noise(60)), ["xlsx"], page=5)
    assert (raised.value.code, raised.value.params["detail"]) == ("EXPORT_NOT_WRITTEN", "No space left on device")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    "step", ["xlsxwriter.worksheet.Worksheet._write_single_row", "zipfile.ZipFile.write"], ids=["while rows come", "while they are packed"]
)
def test_that_a_temporary_folder_without_room_is_named_and_left_empty(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    with pytest.raises(Fault) as raised:
        deliver(tmp_path / "out", fact_rows(["A", "B"]), ["xlsx"], page=1)
    assert (raised.value.code, raised.value.params["detail"]) == ("EXPORT_NOT_WRITTEN", "No space left on device")
    assert temporary in Path(str(raised.value.params["file"])).parents
    assert list(temporary.iterdir()) == list((tmp_path / "out").iterdir()) == []


def test_that_a_workbook_whose_rows_stop_coming_leaves_nothing(tmp_path: Path, temporary: Path) -> None:
    def pages() -> Iterator[Rows]:
        yield fact_rows(["A"])
        raise Refusal("EXPORT_RUNNING", target="wms")

    plan = Plan("B01", "7f3a9c", "wms", 1, 2, 2, "0" * 64, "2026-11-21T20:18:25.123Z", formats=("xlsx",))
    with pytest.raises(Refusal):
        FolderTarget(tmp_path / "out").deliver(Batch(plan, pages))
    assert list(temporary.iterdir()) == list((tmp_path / "out").iterdir()) == []


def _noise(titles: int) -> list[str]:
    """Texts that cannot be packed."""
    signs = Random(7)
    return ["".join(signs.choices(ascii_letters, k=3_000)) for _ in range(titles)]
