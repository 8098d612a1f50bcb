"""The edge of the program: global options in; whatever went wrong out, as a sentence with an exit status.

A refusal and a fault say what, where and what next. Anything unexpected is named a bug; its traceback goes to the log only.
"""

import errno
import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from platformdirs import user_data_path, user_log_path
from typer.core import TyperGroup

from station import __version__
from station.assembly import Station, open_station, read_station
from station.cli.output import say, say_json
from station.clock import SystemClock, stamp
from station.errors import Bug, StationError
from station.settings import load_settings
from station.texts import Notice, notice

NAME: Final = "restock-station"
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
        except StationError as error:
            told = sentence_of(error, ctx)
            if isinstance(error, Bug):
                told = _logged(told, error, ctx)
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read our output has gone; the library ends quietly
            told = _logged(sentence_of(Bug("UNEXPECTED", what=type(error).__name__), ctx), error, ctx)
        _refuse(told, as_json=bool(ctx.meta.get(_JSON)))
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
    data: Annotated[Path | None, typer.Option("--data", envvar="RESTOCK_STATION_DATA", help="The station's data folder.")] = None,
    under: Annotated[int | None, typer.Option("--under", envvar="RESTOCK_STATION_UNDER", hidden=True)] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")] = False,  # noqa: ARG001
) -> None:
    """The station; with a command: that and nothing else."""
    ctx.obj = Options(data or user_data_path(NAME, appauthor=False), under)
    if ctx.invoked_subcommand is None:
        from station.cli.opening import open_bench  # noqa: PLC0415 -- the commands import this module, which names them only here

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
def looking(ctx: typer.Context) -> Iterator[Station]:
    """The station to look into: no lock, nothing is made. Raises Refusal FOLDER_MISSING where there is none."""
    with read_station(options(ctx).data, SystemClock()) as opened:
        yield opened


@contextmanager
def working(ctx: typer.Context) -> Iterator[Station]:
    """The station to work with, under its lock; made if there is none. What opening it noticed is said on stderr, once."""
    given, said = options(ctx), ctx.meta.setdefault(_SAID, set())
    with open_station(given.data, SystemClock(), under=given.under) as opened:
        for found in opened.folder.notices:
            told = notice(found, opened.language)
            if told.message not in said:
                said.add(told.message)
                say(f"{told.message} {told.advice}", to=sys.stderr)
        yield opened


def sentence_of(error: StationError, ctx: typer.Context) -> Notice:
    """What to say about it, in the language of the site where that can be read."""
    try:
        language = load_settings(options(ctx).data).site.language if ctx.obj else "en"
    except StationError:
        language = "en"
    try:
        return notice(error, language)
    except StationError as worse:
        # The texts themselves are broken; what was to be said is still said.
        return Notice(error.code, "bug", f"{error} ({worse})", "Note this and tell whoever looks after the station.")


def _logged(told: Notice, error: BaseException, ctx: typer.Context) -> Notice:
    """The same notice, with where the traceback went."""
    folder = options(ctx).data / "log" if ctx.obj and options(ctx).data.is_dir() else user_log_path(NAME, appauthor=False)
    now = stamp(SystemClock().now())
    file = folder / f"bug-{now.replace(':', '')}.txt"
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{now} {NAME} {__version__} Python {platform.python_version()} {platform.platform()}\n{text}", encoding="utf-8")
    except OSError:
        return Notice(told.code, told.severity, told.message, f"{told.advice} (Its log could not be written to {folder}.)")
    return Notice(told.code, told.severity, told.message, f"{told.advice} {file}")


def _refuse(told: Notice, *, as_json: bool) -> None:
    if as_json:
        say_json({"refused": {"code": told.code, "message": told.message, "advice": told.advice}})
    else:
        mark = "BUG " if told.severity == "bug" else ""
        say(f"{mark}{told.code}: {told.message}\n{told.advice}", to=sys.stderr)
