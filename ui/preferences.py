"""What a window keeps for the next time, beside the settings of the site: text size, theme, full screen. A data folder in and out.

Read and written on the threads that open and close the station, never on the window's own.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

FILE_NAME: Final = "window.json"
LOOKS: Final = ("system", "light", "dark")
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
        kept: dict[str, Any] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        scale = min(_LARGEST, max(_SMALLEST, float(kept["text_scale"])))
        look = kept.get("look")
        return Preferences(scale, look if look in LOOKS else LOOKS[0], kept.get("full_screen") is True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Preferences()


def save_preferences(folder: Path, wanted: Preferences) -> None:
    """Keep them. A disk that does not take it costs nobody anything: the window is as it was before the next time."""
    if load_preferences(folder) == wanted:
        return
    half = folder / f"{FILE_NAME}.tmp"
    try:
        half.write_text(json.dumps(asdict(wanted)), encoding="utf-8")
        half.replace(folder / FILE_NAME)
    except OSError:
        half.unlink(missing_ok=True)
