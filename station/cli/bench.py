"""Commands that work: bench (each line on stdin is one scan or one key) and demo (a throw-away station with the demo shop)."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from station.cli.edge import Json, app, options
from station.cli.opening import in_window, scans
from station.clock import SystemClock
from station.handheld import DateOrder
from station.serving import Batches
from station.shift import run_bench, run_demo


@app.command()
def bench(
    ctx: typer.Context,
    as_json: Json = False,
    photos: Annotated[Path | None, typer.Option("--photos", help="Each shot is the next picture of this folder.")] = None,
    who: Annotated[str, typer.Option("--as", help="Sign this inspector in, by name or id.")] = "",
    printer: Annotated[str, typer.Option("--printer", help="folder:DIR or tcp://HOST:PORT; else that of the settings.")] = "",
    columns: Annotated[str, typer.Option("--columns", help='Of a handheld\'s file without names, such as "code,device,time,date".')] = "",
    dates: Annotated[DateOrder | None, typer.Option("--dates", help="How a handheld's file writes 03/04/2026: day or month first.")] = None,
) -> None:
    """The bench in the terminal: each line is one scan or one key; at the end of input it waits for labels.

    A file of a handheld scanner (a time and a code in each line) is taken at the times of its lines: bench < FILE.
    """
    run_bench(
        options(ctx).data,
        SystemClock(),
        scans(),
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
    if not in_window(None):
        run_demo(SystemClock(), sys.stdout)
