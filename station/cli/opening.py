"""Opening the station itself: its window, or where nothing can be drawn the terminal as its bench. A data folder in.

Apart from the commands: a window is open before any of them is loaded.
"""

import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from station.cli.output import say
from station.cli.telling import NAME
from station.clock import SystemClock
from station.texts import word

Opener = Callable[[Path | None], int]  # a data folder, None for the demo; its exit status when the window is closed

FOLDER: Final = "RESTOCK_STATION_DATA"  # the environment may name it

# Whoever draws windows puts itself here: nothing below the window may import it, and commands stay quick without it.
WINDOWS: Final[list[Opener]] = []
DESKS: Final[list[Callable[[Path], int]]] = []  # the same for the supervisor's desk


def open_bench(data: Path) -> None:
    """The station itself: its window, or without a display the terminal as its bench, which it says."""
    if in_window(data):
        return
    from station.shift import run_bench  # noqa: PLC0415 -- a window needs nothing of it

    say(word("WINDOW_NO_DISPLAY"), to=sys.stderr)
    run_bench(data, SystemClock(), scans(), sys.stdout, as_json=False)


def in_window(data: Path | None) -> bool:
    """Work in a window until it is closed; False where there is nobody to draw one, or no display."""
    if not WINDOWS or not has_display():
        return False
    if status := WINDOWS[-1](data):
        import typer  # noqa: PLC0415 -- a window that is opened by no command needs nothing of it

        raise typer.Exit(status)
    return True


def scans() -> Iterable[str]:
    """Standard input, with its line ends and with bytes that are no text, so that a file is known again by its very bytes."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    return sys.stdin


def usual_folder() -> Path:
    """The data folder where the command line names none."""
    return Path(os.environ.get(FOLDER) or user_data_path(NAME, appauthor=False))


def has_display() -> bool:
    """Whether there is anything to draw a window on."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
