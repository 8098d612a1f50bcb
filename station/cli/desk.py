"""The command desk: the supervisor's pages on a data folder, also beside a bench that works on it."""

import typer

from station.cli.edge import app, options
from station.cli.opening import DESKS, has_display
from station.errors import Refusal


@app.command()
def desk(ctx: typer.Context) -> None:
    """The supervisor's desk in a window: today, decisions, items, restock, people, the report. It may be opened beside a working bench."""
    if not DESKS or not has_display():
        raise Refusal("DESK_NO_DISPLAY")
    if status := DESKS[-1](options(ctx).data):
        raise typer.Exit(status)
