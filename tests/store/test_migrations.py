"""Migrations: they give exactly the tables that the program declares, and a step that fails changes nothing."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from station.assembly import open_station
from station.clock import SystemClock
from station.errors import Fault, Refusal
from station.ledger.archive import DATABASE, FORMAT, ArchiveWriter, Manifest
from station.ledger.restore import restore
from station.ledger.verify import verify
from station.model.goods import ExpectedLine
from station.photos.store import PhotoStore
from station.store import engines, migrations
from station.store.folder import DataFolder
from station.store.inspection import inspect_database
from station.store.schema import PROJECTIONS_VERSION, metadata
from tests.ledger.builders import plate
from tests.store.old_station import FACTS, LINES, make_old_station


def shape(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name != 'alembic_version'")
        return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split())) for name, sql in found}


def test_that_the_migrated_schema_equals_the_declared_one(tmp_path: Path) -> None:
    migrated, declared = engines.writer(tmp_path / "a.db"), engines.writer(tmp_path / "b.db")
    try:
        migrations.migrate(migrated, None, "")
        with declared.begin() as connection:
            metadata.create_all(connection)
        assert shape(migrated) == shape(declared)
    finally:
        migrated.dispose()
        declared.dispose()


def test_that_the_newest_revision_is_the_one_that_alembic_sees(tmp_path: Path) -> None:
    engine = engines.writer(tmp_path / "a.db")
    try:
        migrations.migrate(engine, None, "")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == migrations.HEAD
    finally:
        engine.dispose()


def test_that_a_failed_migration_leaves_the_schema_and_keeps_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DataFolder.open_writing(tmp_path, SystemClock()) as folder:
        engine = folder.reader()
        before = shape(engine)
        engine.dispose()

    def half_a_step(connection: Connection, _revision: str) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x INTEGER)")
        raise RuntimeError("the second half")

    for module in ("station.store.migrations", "station.store.opening", "station.store.inspection"):
        monkeypatch.setattr(f"{module}.HEAD", "9999")
        monkeypatch.setattr(f"{module}.REVISIONS", (*migrations.REVISIONS, "9999"), raising=False)
    monkeypatch.setattr(migrations, "upgrade", half_a_step)
    with pytest.raises(Fault, match="MIGRATION_FAILED") as caught:
        DataFolder.open_writing(tmp_path, SystemClock())
    kept = Path(str(caught.value.params["backup"]))
    assert kept.parent == tmp_path / "backups"
    for file in (tmp_path / "station.db", kept):
        engine = engines.reader(file)
        assert shape(engine) == before
        engine.dispose()


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    engine = engines.reader(database)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]
    finally:
        engine.dispose()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_old_station(tmp_path / "data")


def test_that_a_station_of_the_first_version_gets_exactly_the_declared_tables(old: Path, tmp_path: Path) -> None:
    DataFolder.open_writing(old, SystemClock()).close()
    migrated, declared = engines.reader(old / "station.db"), engines.writer(tmp_path / "declared.db")
    with declared.begin() as connection:
        metadata.create_all(connection)
    assert shape(migrated) == shape(declared)
    migrated.dispose()
    declared.dispose()


def test_that_it_is_migrated_in_place_with_everything_in_it_and_a_copy_from_before(old: Path) -> None:
    kept = ("facts", "products", "product_codes", "expected_lines", "expected_tracking", "parcels", "labels", "quarter_hours")
    before = {table: rows(old / "station.db", f"SELECT * FROM {table} ORDER BY 1, 2") for table in kept}  # noqa: S608 -- names above
    DataFolder.open_writing(old, SystemClock()).close()
    assert {table: rows(old / "station.db", f"SELECT * FROM {table} ORDER BY 1, 2") for table in kept} == before  # noqa: S608 -- names above
    assert all(before.values())
    (copy,) = (old / "backups").glob("before-0003-*.db")
    assert inspect_database(copy).revision == "0001"
    assert inspect_database(old / "station.db").revision == migrations.HEAD


def test_that_the_serial_numbers_of_stored_lines_are_filed(old: Path) -> None:
    DataFolder.open_writing(old, SystemClock()).close()
    assert rows(old / "station.db", "SELECT * FROM expected_serials ORDER BY code") == [
        ("490154203237518", "northwind", "RMA-10023", "1"),
        ("F2LX99", "northwind", "RMA-10023", "1"),
    ]


def test_that_its_first_start_rebuilds_the_projections_and_everything_is_found_and_in_order(old: Path) -> None:
    with open_station(old, SystemClock()) as opened:
        assert [line.serial for line in opened.knowledge.by_serial("f2lx99")] == [LINES[0].serial]
        assert opened.knowledge.alerts([("rma", "RMA-10023")], "2026-11-21") == ()
        product = opened.knowledge.product("northwind", "PHONE-1")
        assert product is not None
        assert (product.rubric, product.codes, product.style) == ("", (), "")
    assert rows(old / "station.db", "SELECT lpn, state, serial FROM items ORDER BY lpn") == [
        (plate(1), "graded", "F2LX99"),
        (plate(2), "received", None),
    ]
    assert rows(old / "station.db", "SELECT value FROM meta WHERE key = 'projections_version'") == [(str(PROJECTIONS_VERSION),)]
    assert verify(old / "station.db", old / "exports", PhotoStore(old / "photos").check).clean


def test_that_it_is_not_migrated_by_whoever_only_looks(old: Path) -> None:
    before = (old / "station.db").read_bytes()
    with pytest.raises(Refusal, match="OLDER_DATABASE") as caught:
        DataFolder.open_reading(old)
    assert caught.value.params["found"] == "0001"
    assert (old / "station.db").read_bytes() == before


def test_that_a_step_that_fails_among_the_rows_leaves_the_first_version(old: Path) -> None:
    engine = engines.writer(old / "station.db", wal=False)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE expected_lines SET body = 'torn' WHERE client = 'contoso'")
    engine.dispose()
    with pytest.raises(Fault, match="MIGRATION_FAILED") as caught:
        DataFolder.open_writing(old, SystemClock())
    assert caught.value.params["step"] == "0002"
    assert inspect_database(old / "station.db").revision == "0001"
    assert rows(old / "station.db", "SELECT name FROM sqlite_schema WHERE name IN ('alerts', 'expected_serials')") == []


def test_that_a_backup_of_the_first_version_is_restored_into_the_new_one(old: Path, tmp_path: Path) -> None:
    found = inspect_database(old / "station.db")
    ((seq, digest),) = rows(old / "station.db", "SELECT seq, digest FROM facts ORDER BY seq DESC LIMIT 1")
    with (tmp_path / "old.backup").open("wb") as out:
        archive = ArchiveWriter(out)
        sha256 = archive.add(DATABASE, old / "station.db")
        marker = found.marker
        names = (FORMAT, marker.station, marker.ledger, marker.created_at, "2026-11-21T21:00:00.000Z", found.revision)
        archive.finish(Manifest(*names, int(str(seq)), str(digest), sha256, 0, archive.bytes))
    restore(tmp_path / "old.backup", tmp_path / "new", SystemClock(), "S-01")
    with open_station(tmp_path / "new", SystemClock()) as opened:
        assert opened.ledger.head().seq == len(FACTS) + 1 + len(opened.documents.names("rubric")) + len(opened.documents.names("policy"))
        found_lines: tuple[ExpectedLine, ...] = opened.knowledge.by_serial("490154203237518")
        assert [line.rma for line in found_lines] == ["RMA-10023"]
    assert rows(tmp_path / "new" / "station.db", "SELECT serial FROM items WHERE serial IS NOT NULL") == [("F2LX99",)]
