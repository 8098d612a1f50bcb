"""What a window keeps for the next time, beside the settings of the site: text size, theme, full screen. A data folder in and out.

Read and written on the threads that open and close the station, never on the window's own.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import get_ident
from typing import Any, Final

FILE_NAME: Final = "window.json"
LOOKS: Final = ("system", "light", "dark")
_MOST_BYTES: Final = 10_000  # of a file of three short lines; what is cut off there is not usable
_SMALLEST: Final = 1.0
_LARGEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """`text_scale` 1.0 to 2.0, `look` one of LOOKS."""

    text_scale: float = _SMALLEST
    look: str = LOOKS[0]
    full_screen: bool = False


def load_preferences(folder: Path) -> Preferences:
    """What was kept; of what is not usable the default."""
    try:
        with (folder / FILE_NAME).open("rb") as file:
            kept: dict[str, Any] = json.loads(file.read(_MOST_BYTES))
        scale = min(_LARGEST, max(_SMALLEST, float(kept["text_scale"])))
        look = kept.get("look")
        return Preferences(scale, look if look in LOOKS else LOOKS[0], kept.get("full_screen") is True)
    except (OSError, ArithmeticError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Preferences()


def save_preferences(folder: Path, wanted: Preferences) -> None:
    """Keep them. A disk that does not take it costs nobody anything: the window is as it was before the next time."""
    if load_preferences(folder) == wanted:
        return
    half = folder / f"{FILE_NAME}.{os.getpid()}-{get_ident()}.tmp"
    try:
        half.write_text(json.dumps(asdict(wanted)), encoding="utf-8")
        half.replace(folder / FILE_NAME)
    except (OSError, ValueError):
        with suppress(OSError):
            half.unlink(missing_ok=True)
