"""What a process of the suite works out only once: the schema of a new database, default settings, shipped documents and rubrics.

A test that opens a new station gets these results again instead of having them made again; a child process makes its own, and the
tests of the store itself (`as_installed`) do as an installed station does.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

import pysqlite3.dbapi2 as pysqlite
import pytest
from sqlalchemy import Engine

from station.knowledge import documents
from station.knowledge.documents import Document
from station.rules.rubric import Rubric, compile_rubric
from station.session import rulebook
from station.settings import document
from station.store import ballast, engines, migrations, opening

Made = TypeVar("Made")

BALLAST: Final = "ballast.bin"
_MIGRATE: Final = migrations.migrate
_DOCUMENT_OF: Final = documents.document_of
_RESTORE: Final = ballast.Ballast.restore
_ROOM: Final = 1024 * 1024 * 1024  # on a smaller disk every byte counts, and the test is about that
_ONE: Final = Lock()

_read: dict[tuple[str, str, str, bytes], Document] = {}
_compiled: dict[tuple[int, int], Rubric] = {}
_folders: list[Path] = []
_made: dict[tuple[object, ...], tuple[Path, Any]] = {}


def install(folder: Path) -> None:
    """From now on in this process; what was made once is kept in this folder, which is there until the end."""
    _folders.append(folder)
    opening.migrate = _migrate_once  # type: ignore[attr-defined]
    documents.document_of = _read_once
    rulebook.compile_rubric = _compile_once  # type: ignore[attr-defined]
    document.default_text = cache(document.default_text)
    ballast.Ballast.restore = _hollow  # type: ignore[method-assign]


def as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """For this test a new station is made as everywhere: step by step, its ballast of real blocks."""
    monkeypatch.setattr(opening, "migrate", _MIGRATE)
    monkeypatch.setattr(ballast.Ballast, "restore", _RESTORE)


def changed() -> list[str]:
    """The documents that some test changed for all that came after it: there must be none."""
    fresh = ((each, documents.parsed(each.source, each.text)) for each in _read.values())
    return [f"{each.kind} {each.name}" for each, data in fresh if data != each.data]


def copied(make: Callable[..., Made], to: Path, *of: object) -> Made:
    """The folder that `make(folder, *of)` makes and closes again, copied to `to`; what it gave is the same for every copy."""
    asked = (make, *of)
    if asked not in _made:
        folder = Path(tempfile.mkdtemp(dir=_folders[-1]))
        _made[asked] = folder, make(folder, *of)
    made, given = _made[asked]
    copy_folder(made, to)
    return given  # type: ignore[no-any-return]  # made by this very function


def copy_folder(made: Path, to: Path) -> Path:
    """A copy of a closed data folder, or of one around it; returns `to`. Its ballast is of the same size, but of no blocks."""
    shutil.copytree(made, to, ignore=shutil.ignore_patterns(BALLAST), dirs_exist_ok=True)
    for file in made.rglob(BALLAST):
        _hole(to / file.relative_to(made), file.stat().st_size)
    return to


def _hole(file: Path, size: int) -> None:
    with file.open("wb") as out:
        out.truncate(size)


@cache
def _schema() -> Any:
    """A database in memory as the migrations make it."""
    kept = pysqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    with tempfile.TemporaryDirectory() as folder:
        engine = engines.writer(Path(folder) / "new.db", wal=False)
        try:
            _MIGRATE(engine, None, "none: the folder is new")
            with engine.connect() as connection:
                connection.connection.driver_connection.backup(kept)  # type: ignore[union-attr]
        finally:
            engine.dispose()
    return kept


def _migrate_once(engine: Engine, present: str | None, backup: str) -> None:
    if present is not None:
        _MIGRATE(engine, present, backup)
        return
    with _ONE, engine.connect() as connection:
        _schema().backup(connection.connection.driver_connection)


def _read_once(kind: str, name: str, source: str, content: bytes, *, own: bool) -> Document:
    if own:
        return _DOCUMENT_OF(kind, name, source, content, own=own)
    asked = (kind, name, source, content)
    if asked not in _read:
        _read[asked] = _DOCUMENT_OF(kind, name, source, content, own=own)
    return _read[asked]


def _compile_once(catalogue: Mapping[str, Any], category: Mapping[str, Any]) -> Rubric:
    asked = (id(catalogue), id(category))
    if not set(asked) <= {id(each.data) for each in _read.values()}:  # others may be gone, and their numbers those of something else
        return compile_rubric(catalogue, category)
    if asked not in _compiled:
        _compiled[asked] = compile_rubric(catalogue, category)
    return _compiled[asked]


def _hollow(self: ballast.Ballast) -> bool:
    """A ballast of the right size and of no blocks."""
    if not self.path.exists() and shutil.disk_usage(self.path.parent).free > _ROOM:
        _hole(self.path, ballast.BALLAST_BYTES)
    return _RESTORE(self)
