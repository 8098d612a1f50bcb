"""Commands that work: bench (each line on stdin is one scan or one key) and demo (a throw-away station with the demo shop)."""

import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Final

import typer

from station.cli.edge import Json, app, options
from station.cli.output import say
from station.clock import SystemClock
from station.handheld import Order
from station.serving import Batches
from station.shift import run_bench, run_demo
from station.texts import word

Opener = Callable[[Path | None], int]  # a data folder, None for the demo; its exit status when the window is closed

# Whoever draws windows puts itself here: nothing below the window may import it, and commands stay quick without it.
WINDOWS: Final[list[Opener]] = []


@app.command()
def bench(
    ctx: typer.Context,
    as_json: Json = False,
    photos: Annotated[Path | None, typer.Option("--photos", help="Each shot is the next picture of this folder.")] = None,
    who: Annotated[str, typer.Option("--as", help="Sign this inspector in, by name or id.")] = "",
    printer: Annotated[str, typer.Option("--printer", help="folder:DIR or tcp://HOST:PORT; else that of the settings.")] = "",
    columns: Annotated[str, typer.Option("--columns", help='Of a handheld\'s file without names, such as "code,device,time,date".')] = "",
    dates: Annotated[Order | None, typer.Option("--dates", help="How a handheld's file writes 03/04/2026: day or month first.")] = None,
) -> None:
    """The bench in the terminal: each line is one scan or one key; at the end of input it waits for labels.

    A file of a handheld scanner (a time and a code in each line) is taken at the times of its lines: bench < FILE.
    """
    run_bench(
        options(ctx).data,
        SystemClock(),
        _scans(),
        sys.stdout,
        as_json=as_json,
        photos=photos,
        who=who,
        printer=printer,
        batches=Batches(columns, dates),
    )


@app.command()
def demo() -> None:
    """The demo shop on a station of its own, left for you to look at: in a window, without a display as a shift in the terminal."""
    if not _in_window(None):
        run_demo(SystemClock(), sys.stdout)


def open_bench(data: Path) -> None:
    """The station itself: its window, or without a display the terminal as its bench, which it says."""
    if _in_window(data):
        return
    say(word("WINDOW_NO_DISPLAY"), to=sys.stderr)
    run_bench(data, SystemClock(), _scans(), sys.stdout, as_json=False)


def _in_window(data: Path | None) -> bool:
    """Work in a window until it is closed; False where there is nobody to draw one, or no display."""
    if not WINDOWS or not _has_display():
        return False
    if status := WINDOWS[-1](data):
        raise typer.Exit(status)
    return True


def _scans() -> Iterable[str]:
    """Standard input, with its line ends and with bytes that are no text, so that a file is known again by its very bytes."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    return sys.stdin


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
