"""Whatever went wrong in, a sentence on stderr out: what, where and what next. A window opens with this and without any command.

Anything unexpected is named a bug; its traceback goes to the log only.
"""

import platform
import sys
import traceback
from pathlib import Path
from typing import Final

from platformdirs import user_log_path

from station import __version__
from station.cli.output import say, say_json
from station.clock import SystemClock, stamp
from station.errors import Bug, StationError
from station.texts import Notice, notice

NAME: Final = "restock-station"


def told(error: Exception, data: Path | None) -> Notice:
    """What to say about anything that was raised at work on this folder; what is no StationError is a bug, and logged."""
    if not isinstance(error, StationError):
        return _logged(sentence(Bug("UNEXPECTED", what=type(error).__name__), data), error, data)
    said = sentence(error, data)
    return _logged(said, error, data) if isinstance(error, Bug) else said


def sentence(error: StationError, data: Path | None) -> Notice:
    """What to say about it, in the language of the site where that can be read."""
    from station.settings import load_settings  # noqa: PLC0415 -- what goes well needs none of it

    try:
        language = load_settings(data).site.language if data else "en"
    except StationError:
        language = "en"
    try:
        return notice(error, language)
    except StationError as worse:
        # The texts themselves are broken; what was to be said is still said.
        return Notice(error.code, "bug", f"{error} ({worse})", "Note this and tell whoever looks after the station.")


def refuse(said: Notice, *, as_json: bool) -> None:
    """Say it: to people on stderr, to programs as an object on stdout."""
    if as_json:
        say_json({"refused": {"code": said.code, "message": said.message, "advice": said.advice}})
    else:
        mark = "BUG " if said.severity == "bug" else ""
        say(f"{mark}{said.code}: {said.message}\n{said.advice}", to=sys.stderr)


def _logged(said: Notice, error: BaseException, data: Path | None) -> Notice:
    """The same notice, with where the traceback went."""
    folder = data / "log" if data and data.is_dir() else user_log_path(NAME, appauthor=False)
    now = stamp(SystemClock().now())
    file = folder / f"bug-{now.replace(':', '')}.txt"
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{now} {NAME} {__version__} Python {platform.python_version()} {platform.platform()}\n{text}", encoding="utf-8")
    except OSError:
        return Notice(said.code, said.severity, said.message, f"{said.advice} (Its log could not be written to {folder}.)")
    return Notice(said.code, said.severity, said.message, f"{said.advice} {file}")
