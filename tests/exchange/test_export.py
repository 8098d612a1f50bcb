"""The export to a folder: whole files or none, each fact once, the same names and bytes whenever a run is repeated."""

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

from station.errors import Fault, Refusal
from station.exchange.batches import Delivery
from station.exchange.export import FolderExport
from station.exchange.flat import COLUMNS
from station.ledger.digest import digest_of
from station.ledger.exports import check_exports, in_manifests
from station.ledger.findings import Findings
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from tests.exchange.outgoing import facts, parcel_worked
from tests.ledger.builders import FakeClock, graded, held, label, open_ledger, overridden, plate, received, reopened

EXPORT = "station.exchange.export.FolderExport"


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


@pytest.fixture
def export(ledger: Ledger, exports: Path) -> FolderExport:
    return FolderExport(ledger, exports)


def _cells(batch: Delivery) -> list[dict[str, str]]:
    with batch.files[1].path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folder(batch: Delivery) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in batch.files[0].path.parent.iterdir()}


def test_that_parcels_and_items_leave_as_they_stand_in_the_ledger_and_labels_do_not(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger)
    (batch,) = export.run()
    assert facts(batch) == [fact.as_json() for fact in ledger.facts(kinds=("parcel.*", "item.*"))]
    assert [line["kind"] for line in facts(batch)] == ["parcel.arrived", "item.received", "item.graded"]


def test_that_every_exported_fact_proves_itself(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger)
    (batch,) = export.run()
    for line in facts(batch):
        assert digest_of(Fact(**line)) == line["digest"]


def test_that_the_manifest_tells_the_truth_about_its_files(ledger: Ledger, export: FolderExport, exports: Path) -> None:
    parcel_worked(ledger)
    (batch,) = export.run()
    folder = exports / "folder"
    manifest = json.loads(batch.files[-1].path.read_text(encoding="utf-8"))
    name = f"B01-{ledger.ledger_id}-folder-000000001-000000003"
    assert manifest == {
        "format": 1,
        "station": "B01",
        "ledger": ledger.ledger_id,
        "target": "folder",
        "client": None,
        "kinds": ["parcel.*", "item.*", "lot.*"],
        "count": 3,
        "first_seq": 1,
        "last_seq": 3,
        "head": {"seq": 4, "digest": ledger.head().digest},
        "files": manifest["files"],
        "written_at": "2026-11-21T20:18:25.123Z",
    }
    assert [file["name"] for file in manifest["files"]] == [f"{name}.jsonl", f"{name}.csv"]
    assert sorted(_folder(batch)) == sorted([f"{name}.jsonl", f"{name}.csv", f"{name}.manifest.json"])
    for file in manifest["files"]:
        data = (folder / file["name"]).read_bytes()
        assert (sha256(data).hexdigest(), len(data), 3) == (file["sha256"], file["bytes"], file["rows"])


def test_that_verify_reads_the_manifest_and_names_a_changed_file(ledger: Ledger, export: FolderExport, exports: Path) -> None:
    parcel_worked(ledger)
    (batch,) = export.run()
    anchors = {(anchor.seq, anchor.digest) for anchor in in_manifests(exports, "B01")}
    assert anchors == {(4, ledger.head().digest), (3, "")}
    *files, manifest = batch.files
    for path in (file.path for file in files):
        whole = path.read_bytes()
        for data, codes in ((whole, []), (whole.replace(b"northwind", b"southwind", 1), ["EXPORT_CHANGED"])):
            path.write_bytes(data)
            findings = Findings()
            assert check_exports(exports, {manifest.path.name: manifest.sha256}, findings, lambda _step, _done, _all: None) == 1
            assert list(findings.counts) == codes
        path.write_bytes(whole)


def test_that_the_csv_has_one_row_a_fact_with_what_a_warehouse_needs(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger)
    ledger.append("S-01", [overridden(plate(1), "B", "C", "salvage")])
    ledger.append("I-04", [received(plate(2)), held(plate(2))])
    ledger.append("I-04", [received(plate(3)), graded(plate(3), "B"), reopened(plate(3), "B01:x:9")])
    (batch,) = export.run()
    rows = _cells(batch)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["kind"], row["lpn"], row["parcel"]) for row in rows[:3]] == [
        ("parcel.arrived", "", "B01-P000001-X"),
        ("item.received", plate(1), "B01-P000001-X"),
        ("item.graded", plate(1), ""),
    ]
    was_received, was_graded, was_overridden, was_held, was_reopened = rows[1], rows[2], rows[3], rows[5], rows[8]
    assert (was_received["rma"], was_received["order"], was_received["reason"], was_received["price_paid"], was_received["currency"]) == (
        "RMA-10023", "SO-88120", "TOO_SMALL", "39.90", "EUR",
    )  # fmt: skip
    wanted = (
        "sku",
        "gtin",
        "client",
        "grade",
        "disposition",
        "bin",
        "seal",
        "because",
        "findings",
        "photos",
        "ebay",
        "google",
        "amazon",
        "value",
    )
    assert [was_graded[name] for name in wanted] == [
        "YL-BLK-M", "09521321000012", "northwind", "B", "outlet", "OUT-03", "NONE_EXPECTED", "TAG_MISSING", "TAG_MISSING", "a" * 64,
        "1500", "used", "UsedLikeNew", "39.90",
    ]  # fmt: skip
    assert (was_overridden["grade_before"], was_overridden["grade"], was_overridden["disposition"]) == ("B", "C", "salvage")
    assert (was_held["grade"], was_held["disposition"], was_held["hold_for"], was_held["hold_reasons"]) == ("", "hold", "CLIENT", "PRICE")
    assert (was_reopened["grade_before"], was_reopened["grade"]) == ("B", "")


def test_that_a_csv_for_machines_stays_verbatim(ledger: Ledger, export: FolderExport) -> None:
    ledger.append("I-04", [received(title='=HYPERLINK("x")\n"big", Größe', sku="-1")])
    (batch,) = export.run()
    assert (_cells(batch)[0]["title"], _cells(batch)[0]["sku"]) == ('=HYPERLINK("x")\n"big", Größe', "-1")


def test_that_nothing_new_writes_no_file(ledger: Ledger, export: FolderExport) -> None:
    assert export.run() == ()
    assert not export.folder.exists()
    parcel_worked(ledger)
    (batch,) = export.run()
    before = _folder(batch)
    ledger.append("printer", [label(plate(1), 2)])
    assert export.run() == ()
    assert _folder(batch) == before


def test_that_the_next_run_takes_only_what_is_new(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger, 1)
    export.run()
    parcel_worked(ledger, 2)
    (batch,) = export.run()
    assert [line["seq"] for line in facts(batch)] == [5, 6, 7]
    counts = export.counts()
    assert (counts.captured, counts.acknowledged, counts.pending, counts.rejected) == (6, 6, 0, 0)


def test_that_an_erased_context_and_a_missing_photo_stop_nothing(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger)
    with ledger.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE facts SET context = NULL")
    (batch,) = export.run()
    assert [line["context"] for line in facts(batch)] == [None, None, None]
    assert [row["rma"] for row in _cells(batch)] == ["", "", ""]


def test_that_a_disk_that_fails_leaves_no_half_file_and_nothing_counts_as_exported(
    ledger: Ledger, export: FolderExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel_worked(ledger)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("station.exchange.folder_target.os.fsync", full)
    with pytest.raises(Fault) as raised:
        export.run()
    monkeypatch.undo()
    assert (raised.value.code, raised.value.params["detail"]) == ("EXPORT_NOT_WRITTEN", "No space left on device")
    assert list(export.folder.glob("*.part")) == list(export.folder.glob("*.jsonl")) == []
    assert export.counts().pending == 3
    (batch,) = export.run()
    assert batch.acknowledged == 3


def test_that_a_folder_that_cannot_be_made_is_refused_by_name(ledger: Ledger, exports: Path, tmp_path: Path) -> None:
    parcel_worked(ledger)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal) as raised:
        FolderExport(ledger, exports, out=tmp_path / "file" / "out").run()
    assert raised.value.code == "EXPORT_FOLDER"


def test_that_two_targets_each_get_everything(ledger: Ledger, exports: Path, tmp_path: Path) -> None:
    parcel_worked(ledger)
    (here,), (there,) = FolderExport(ledger, exports).run(), FolderExport(ledger, exports, "wms", tmp_path / "wms").run()
    assert {file.path.parent for file in there.files} == {tmp_path / "wms"}
    assert [file.sha256 for file in here.files[:-1]] == [file.sha256 for file in there.files[:-1]]
    assert here.files[-1].path.name != there.files[-1].path.name


@pytest.mark.parametrize("target", ["", "../x", "a/b", "a b", "wms.1", "größe"])
def test_that_a_target_is_a_plain_word(ledger: Ledger, exports: Path, target: str) -> None:
    with pytest.raises(Refusal) as raised:
        FolderExport(ledger, exports, target)
    assert raised.value.code == "EXPORT_TARGET"


def test_that_a_second_run_of_the_same_target_is_refused_while_one_is_at_work(ledger: Ledger, export: FolderExport, exports: Path) -> None:
    parcel_worked(ledger)
    with FileLock(exports / "folder.lock"), pytest.raises(Refusal) as raised:
        export.run()
    assert raised.value.code == "EXPORT_RUNNING"
    assert len(export.run()) == 1


def test_that_the_station_remembers_its_manifests(ledger: Ledger, export: FolderExport) -> None:
    parcel_worked(ledger)
    (batch,) = export.run()
    with ledger.reader.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM batches").all()
    data = batch.files[-1].path.read_bytes()
    head = f"4:{ledger.head().digest}"
    assert tuple(row) == ("export:folder", 1, 3, 3, batch.files[-1].path.name, sha256(data).hexdigest(), head, "2026-11-21T20:18:25.123Z")
