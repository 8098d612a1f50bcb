"""What a window needs only later is not loaded before it: each of these would hold up the first question of every start."""

import subprocess
import sys
from importlib.util import find_spec
from typing import Final

import pytest

from tests.architecture.tree import ROOT

# What is read, drawn, sent or asked for only once somebody works.
LATE: Final = (
    "biip", "fontTools", "numpy", "openpyxl", "pyqtgraph", "qtawesome", "reportlab", "rich", "xlsxwriter",
    "station.cli.bench", "station.demo", "station.exchange.export", "station.handheld", "station.labels.rendering",
    "station.printing.worker", "station.shift",
)  # fmt: skip
# What the supervisor's desk needs as soon as it reads the folder, and its window does not.
READING: Final = ("alembic", "argon2", "pydantic", "sqlalchemy", "station.assembly", "station.bench", "station.settings", "typer")
WORKING: Final = ("station.bench", "station.rules.rulebook", "station.scan", "station.session")  # and what nobody needs who only reads

_LOADED: Final = "import sys, ui.main, {}; print(*sys.modules, sep='\\n')"


@pytest.mark.parametrize("name", [*LATE, *READING, *WORKING])
def test_that_what_is_not_to_be_loaded_is_there_under_that_name(name: str) -> None:
    assert find_spec(name)


def test_that_a_window_opens_without_what_is_needed_later() -> None:
    loaded = _loaded("ui.application")
    assert {"sqlalchemy", "station.assembly", "ui.window"} <= loaded
    assert [name for name in LATE if name in loaded] == []


def test_that_the_desk_is_on_the_screen_before_what_reads_the_folder_is_loaded() -> None:
    loaded = _loaded("ui.desk_application")
    assert "ui.supervisor.window" in loaded
    assert [name for name in (*LATE, *READING, *WORKING) if name in loaded] == []


def test_that_the_first_page_of_the_desk_is_told_without_the_bench() -> None:
    loaded = _loaded("ui.desk_application, ui.supervisor.today, station.supervisor.reading")
    assert {"sqlalchemy", "station.assembly", "ui.supervisor.today"} <= loaded
    assert [name for name in (*LATE, *WORKING) if name in loaded] == []


def _loaded(modules: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(modules)], capture_output=True, check=True, cwd=ROOT, text=True, timeout=120
    )
    return set(done.stdout.split())
