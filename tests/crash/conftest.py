"""What the crash proofs share: the compiled recorder, and a scratch folder in memory where there is one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.crash.recording import build_recorder

_MEMORY = Path("/dev/shm")  # noqa: S108 -- a fresh folder with a random name is made in it


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """recorder.c, compiled once; without a C compiler the test fails and says what to install."""
    try:
        return build_recorder(tmp_path_factory.mktemp("recorder"))
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for thousands of small files that nobody keeps; the replay needs no real disk, it plays one."""
    if not _MEMORY.is_dir():
        yield tmp_path_factory.mktemp("scratch")
        return
    folder = Path(mkdtemp(dir=_MEMORY, prefix="restock-station-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four kilobytes instead of four megabytes, which would only measure the test's own disk."""
    monkeypatch.setattr("station.store.ballast.BALLAST_BYTES", 4096)
