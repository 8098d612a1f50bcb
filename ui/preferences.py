"""What a window keeps for the next time, beside the settings of the site: how large its text is. A data folder in and out.

Read and written on the threads that open and close the station, never on the window's own.
"""

import json
from pathlib import Path
from typing import Final

FILE_NAME: Final = "window.json"
_SMALLEST: Final = 1.0
_LARGEST: Final = 2.0


def load_scale(folder: Path) -> float:
    """The text scale, 1.0 to 2.0; 1.0 where nothing usable was kept."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))["text_scale"]
        return min(_LARGEST, max(_SMALLEST, float(kept)))
    except (OSError, ValueError, KeyError, TypeError):
        return _SMALLEST


def save_scale(folder: Path, scale: float) -> None:
    """Keep it. A disk that does not take it costs nobody anything: the text is as large as before the next time."""
    if load_scale(folder) == scale:
        return
    half = folder / f"{FILE_NAME}.tmp"
    try:
        half.write_text(json.dumps({"text_scale": scale}), encoding="utf-8")
        half.replace(folder / FILE_NAME)
    except OSError:
        half.unlink(missing_ok=True)
