"""Migrations: they give exactly the tables that the program declares, and a step that fails changes nothing."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from station.clock import SystemClock
from station.errors import Fault
from station.store import engines, migrations
from station.store.folder import DataFolder
from station.store.schema import metadata


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
    monkeypatch.setattr(migrations, "REVISIONS", ("0001", "9999"))
    monkeypatch.setattr(migrations, "upgrade", half_a_step)
    with pytest.raises(Fault, match="MIGRATION_FAILED") as caught:
        DataFolder.open_writing(tmp_path, SystemClock())
    kept = Path(str(caught.value.params["backup"]))
    assert kept.parent == tmp_path / "backups"
    for file in (tmp_path / "station.db", kept):
        engine = engines.reader(file)
        assert shape(engine) == before
        engine.dispose()
