"""What a target is made for is agreed once and remembered; each target counts for itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.clock import SystemClock
from station.errors import Refusal
from station.exchange.batches import FORMATS, KINDS
from station.exchange.export import FolderExport
from station.exchange.owed import LastBatch
from station.exchange.purposes import Purpose, remembered
from station.exchange.standings import standings
from station.ledger.backup import backup
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts
from station.ledger.rebuild import rebuild
from station.ledger.restore import restore
from station.photos.store import PhotoStore
from station.store.folder import DataFolder
from tests.exchange.outgoing import facts, mixed, unit
from tests.ledger.builders import FakeClock, open_ledger, plate


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    return tmp_path / "station" / "exports"


def _refusal(ledger: Ledger, exports: Path, target: str, **said: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        FolderExport(ledger, exports, target, **said)
    return raised.value


def test_that_a_later_run_need_not_say_what_the_target_is_made_for(ledger: Ledger, exports: Path, tmp_path: Path) -> None:
    mixed(ledger)
    out = tmp_path / "shelf"
    FolderExport(ledger, exports, "north", out, ["xlsx", "jsonl", "xlsx"], client="northwind", kinds=["item.held", "item.graded"]).run()
    assert remembered(ledger, "north") == Purpose("northwind", ("item.graded", "item.held"), ("xlsx", "jsonl"), str(out))
    _mixed_again(ledger)
    (delivery,) = FolderExport(ledger, exports, "north").run()
    assert [file.path.suffix for file in delivery.files] == [".xlsx", ".jsonl", ".json"]
    assert {file.path.parent for file in delivery.files} == {out}
    assert [fact["kind"] for fact in map(json.loads, delivery.files[1].path.read_text("utf-8").splitlines())] == ["item.graded"] * 2


def _mixed_again(ledger: Ledger) -> None:
    unit(ledger, 11, "northwind")
    unit(ledger, 12, "southwind")


def test_that_a_target_is_never_turned_to_another_client_or_other_kinds(ledger: Ledger, exports: Path) -> None:
    mixed(ledger)
    said: dict[str, Any] = {"client": "northwind", "kinds": ["item.held", "item.graded"]}
    FolderExport(ledger, exports, "north", **said).run()
    for other in ({"client": "southwind"}, {"kinds": ["item.graded"]}, {"kinds": ["item.*"]}):
        refusal = _refusal(ledger, exports, "north", **said | other)
        assert (refusal.code, refusal.params["kinds"]) == ("EXPORT_TARGET_DIFFERS", "item.graded, item.held")
    FolderExport(ledger, exports, "north", client="northwind", kinds=["item.graded", "item.held"])
    FolderExport(ledger, exports).run()
    assert _refusal(ledger, exports, "folder", client="northwind").params["client"] == "@EXPORT_EVERY_CLIENT"
    FolderExport(ledger, exports, kinds=["parcel.*", "lot.*", "item.*"])


def test_that_formats_and_folder_may_change_and_are_kept_once_they_have_served(ledger: Ledger, exports: Path, tmp_path: Path) -> None:
    unit(ledger, 1, "northwind")
    FolderExport(ledger, exports).run()
    assert remembered(ledger, "folder") == Purpose(None, KINDS, FORMATS, "")
    unit(ledger, 2, "northwind")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal, match="EXPORT_FOLDER"):
        FolderExport(ledger, exports, out=tmp_path / "file" / "out", formats=["csv"]).run()
    assert remembered(ledger, "folder") == Purpose(None, KINDS, FORMATS, "")
    (delivery,) = FolderExport(ledger, exports, out=tmp_path / "other", formats=["csv"]).run()
    assert [(file.path.parent, file.path.suffix) for file in delivery.files] == [
        (tmp_path / "other", ".csv"),
        (tmp_path / "other", ".json"),
    ]
    assert remembered(ledger, "folder") == Purpose(None, KINDS, ("csv",), str(tmp_path / "other"))


def test_that_a_run_that_was_cut_off_keeps_its_formats_whatever_the_next_one_says(
    ledger: Ledger, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit(ledger, 1, "northwind")

    def cut(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("station.exchange.export.Export._finish", cut)
    with pytest.raises(KeyboardInterrupt):
        FolderExport(ledger, exports, formats=["xlsx", "people-csv"]).run()
    monkeypatch.undo()
    before = {path.name: path.read_bytes() for path in (exports / "folder").iterdir()}
    unit(ledger, 2, "northwind")
    first, second = FolderExport(ledger, exports, formats=["csv"]).run()
    assert {file.path.name: file.path.read_bytes() for file in first.files} == before
    assert len(second.files) == 2


def test_that_what_a_target_is_made_for_survives_a_rebuild_and_a_restore(tmp_path: Path) -> None:
    data, copy = tmp_path / "station", tmp_path / "copy"
    with open_ledger(data) as ledger:
        mixed(ledger)
        FolderExport(ledger, data / "exports", "north", formats=["jsonl", "xlsx"], client="northwind", kinds=["item.*"]).run()
        made, counts = remembered(ledger, "north"), standings(ledger, data / "exports")[0].counts
        rebuild(ledger)
        assert (remembered(ledger, "north"), standings(ledger, data / "exports")[0].counts) == (made, counts)
    with DataFolder.open_reading(data) as folder:
        backup(folder, tmp_path / "b.zip", PhotoStore(folder.photos).path, FakeClock())
    restore(tmp_path / "b.zip", copy, SystemClock())
    with open_ledger(copy) as ledger:
        assert remembered(ledger, "north") == made
        assert FolderExport(ledger, copy / "exports", "north").run() == ()
        unit(ledger, 9, "northwind")
        (delivery,) = FolderExport(ledger, copy / "exports", "north").run()
        assert {file.path.parent for file in delivery.files} == {copy / "exports" / "north"}
        assert {fact["subject"] for fact in facts(delivery)} == {plate(9)}


def test_that_a_target_of_an_earlier_program_is_made_for_everything(ledger: Ledger, exports: Path) -> None:
    mixed(ledger)
    FolderExport(ledger, exports).run()
    with ledger.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'export:folder'")
    assert remembered(ledger, "folder") == Purpose()
    unit(ledger, 4, "northwind")
    (delivery,) = FolderExport(ledger, exports).run()
    assert delivery.acknowledged == 7


def test_that_every_target_is_shown_with_its_counts_and_its_last_batch(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "station", clock) as ledger:
        exports = tmp_path / "station" / "exports"
        assert standings(ledger, exports) == ()
        mixed(ledger)
        (first,) = FolderExport(ledger, exports, "north", client="northwind").run()
        FolderExport(ledger, exports, "lots", tmp_path / "lots", kinds=["lot.*"]).run()
        clock.move(hours=1)
        unit(ledger, 4, "northwind")
        (second,) = FolderExport(ledger, exports, "north").run()
        unit(ledger, 5, "northwind")
        lots, north = standings(ledger, exports)
    assert (lots.target, lots.counts, lots.last, lots.folder) == ("lots", Counts(0, 0, 0, 0), None, tmp_path / "lots")
    assert (north.target, north.purpose.client, north.counts) == ("north", "northwind", Counts(21, 14, 7, 0))
    assert north.folder == exports / "north"
    assert north.last == LastBatch(second.files[-1].path.name, 7, "2026-11-21T21:18:25.123Z")
    assert first.files[-1].path.name != north.last.file
