"""What a window needs only later is not loaded before it: each of these would hold up the first question of every start."""

import subprocess
import sys
from typing import Final

from tests.architecture.tree import ROOT

# What is read, drawn, sent or asked for only once somebody works.
LATE: Final = (
    "biip", "fontTools", "numpy", "openpyxl", "pyqtgraph", "qtawesome", "reportlab", "rich", "xlsxwriter",
    "station.cli.bench", "station.demo", "station.exchange.export", "station.handheld", "station.labels.rendering",
    "station.printing.worker", "station.shift",
)  # fmt: skip
_LOADED: Final = "import sys, ui.main, ui.application; print(*sys.modules, sep='\\n')"


def test_that_a_window_opens_without_what_is_needed_later() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, check=True, cwd=ROOT, text=True, timeout=120)
    loaded = set(done.stdout.split())
    assert {"sqlalchemy", "station.assembly", "ui.window"} <= loaded
    assert [name for name in LATE if name in loaded] == []
