"""The edge of the program: global options in; whatever went wrong out, as a sentence with an exit status.

A refusal and a fault say what, where and what next. Anything unexpected is named a bug; its traceback goes to the log only.
"""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from station import __version__
from station.cli.opening import FOLDER, open_bench, usual_folder
from station.cli.output import say
from station.cli.telling import NAME, refuse, sentence, told
from station.clock import SystemClock
from station.errors import StationError
from station.texts import Notice, notice

if TYPE_CHECKING:
    from station.assembly import Station

_JSON: Final = "restock-station.json"
_SAID: Final = "restock-station.said"


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command: the data folder, and the pid of the station that started this process, if one did."""

    data: Path
    under: int | None


class Edge(TyperGroup):
    """The group of all commands; nothing that a command raises gets past it as a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 -- as the class above it has it
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read our output has gone; the library ends quietly
            refuse(told(error, _data(ctx)), as_json=bool(ctx.meta.get(_JSON)))
        raise typer.Exit(1)


app: Final = typer.Typer(
    cls=Edge,
    name=NAME,
    help="Grading returned goods at a packing bench: scan, inspect, photograph, label, hand over.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def station(
    ctx: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", envvar=FOLDER, help="The station's data folder.")] = None,
    under: Annotated[int | None, typer.Option("--under", envvar="RESTOCK_STATION_UNDER", hidden=True)] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")] = False,  # noqa: ARG001
) -> None:
    """The station; with a command: that and nothing else."""
    ctx.obj = Options(data or usual_folder(), under)
    if ctx.invoked_subcommand is None:
        open_bench(ctx.obj.data)


def _noted(ctx: typer.Context, as_json: bool) -> bool:
    ctx.meta[_JSON] = as_json
    return as_json


Json = Annotated[bool, typer.Option("--json", callback=_noted, help="One JSON object instead of sentences.")]


def options(ctx: typer.Context) -> Options:
    """What stood before the command."""
    found: Options = ctx.obj
    return found


@contextmanager
def looking(ctx: typer.Context) -> "Iterator[Station]":
    """The station to look into: no lock, nothing is made. Raises Refusal FOLDER_MISSING where there is none."""
    from station.assembly import read_station  # noqa: PLC0415 -- a window is on the screen before any of it is loaded

    with read_station(options(ctx).data, SystemClock()) as opened:
        yield opened


@contextmanager
def working(ctx: typer.Context) -> "Iterator[Station]":
    """The station to work with, under its lock; made if there is none. What opening it noticed is said on stderr, once."""
    from station.assembly import open_station  # noqa: PLC0415 -- as above

    given, said = options(ctx), ctx.meta.setdefault(_SAID, set())
    with open_station(given.data, SystemClock(), under=given.under) as opened:
        for found in opened.folder.notices:
            noticed = notice(found, opened.language)
            if noticed.message not in said:
                said.add(noticed.message)
                say(f"{noticed.message} {noticed.advice}", to=sys.stderr)
        yield opened


def sentence_of(error: StationError, ctx: typer.Context) -> Notice:
    """What to say about it, in the language of the site where that can be read."""
    return sentence(error, _data(ctx))


def _data(ctx: typer.Context) -> Path | None:
    """The folder that was asked for; None where the command line is wrong before that."""
    return options(ctx).data if ctx.obj else None
