"""What every test shares: Qt draws into memory, what is always the same is made once a process, and nobody leaves files behind."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything loads Qt, which looks at it once; a developer's own choice stays.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The first draw of a process reads the constants of every module that is loaded; beside other tests that alone may take seconds.
settings.register_profile("beside_others", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside_others")


@pytest.fixture(scope="session", autouse=True)
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """See tests/once.py."""
    from tests import once  # noqa: PLC0415 -- Qt's platform is chosen first

    once.install(tmp_path_factory.mktemp("once"))
    yield
    assert once.changed() == []


@pytest.fixture(scope="session", autouse=True)
def system_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What stands in for the system's temporary folder, also for child processes: short, since the path of a socket may not be long."""
    tmp_path_factory.getbasetemp()  # that one lies where it lay
    folder = Path(tempfile.mkdtemp(prefix="rs-"))
    folder.chmod(0o755)  # a spooler works as another user
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr("tempfile.tempdir", None)
        patch.setenv("PULSE_RUNTIME_PATH", str(tmp_path_factory.getbasetemp() / "pulse"))  # else the sound library makes itself a folder
        yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_left_behind(system_temporary_folder: Path) -> Iterator[None]:
    """Neither the program nor a test leaves anything in the system's temporary folder."""
    before = set(system_temporary_folder.iterdir())
    yield
    assert sorted(set(system_temporary_folder.iterdir()) - before) == []
