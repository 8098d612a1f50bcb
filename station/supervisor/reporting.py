"""The daily report that is made by itself: the site's hour in, files in its folder out. Run by whichever process holds the folder's lock.

Each report is made by a child process (the command `report daily`), so that drawing it holds nobody up.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.assembly import Station
from station.clock import Clock, moment, stamp
from station.errors import StationError
from station.settings import Settings, load_settings
from station.store.files import replace_file

_USUAL: Final = Path("exports") / "reports"
RECORD: Final = "report.json"  # what became of the last one; beside the settings
LOOK_SECONDS: Final = 20.0
_MOST: Final = 200  # reports that are listed
AGAIN: Final = timedelta(minutes=10)  # after one that could not be made
_STEP_SECONDS: Final = 0.1
_JOIN_SECONDS: Final = 1.9
_LOG: Final = logging.getLogger(__name__)

Run = Callable[[Sequence[str]], str]  # the arguments of a command; "" or why it came to nothing


@dataclass(frozen=True, slots=True)
class LastReport:
    """The last that was tried: its day (ISO), when (a stamp), its files; `why` there are none, "" where all went well."""

    day: str
    at: str
    files: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """When ("" never), where and as what reports are made by themselves, and the last that was. `usual` is where they go unasked."""

    at: str
    folder: str
    usual: str
    forms: tuple[str, ...]
    last: LastReport | None


def report_plan(opened: Station) -> ReportPlan:
    """As the settings say now, which others may have changed since the station was opened."""
    data = opened.folder.path
    settings = load_settings(data)
    return ReportPlan(
        settings.report.at, str(folder_of(data, settings)), str(data / _USUAL), tuple(settings.report.forms), last_report(data)
    )


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that lies in the folder: its path, when it was written, how many bytes."""

    file: Path
    at: datetime
    size: int


def made_reports(opened: Station) -> tuple[MadeReport, ...]:
    """The latest in the folder where reports go by themselves, newest first; none where that is not there."""
    data = opened.folder.path
    found = []
    with suppress(OSError):
        for file in folder_of(data, load_settings(data)).glob("daily-*.*"):
            told = file.stat()
            found.append(MadeReport(file, datetime.fromtimestamp(told.st_mtime, UTC), told.st_size))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:_MOST])


def report_folder(opened: Station) -> Path:
    """Where reports go, there from now on: whoever saves one is asked there first. One that cannot be made is told when it is written."""
    folder = folder_of(opened.folder.path, load_settings(opened.folder.path))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def folder_of(data: Path, settings: Settings) -> Path:
    """Where reports go."""
    return Path(settings.report.folder) if settings.report.folder else data / _USUAL


def last_report(data: Path) -> LastReport | None:
    """What became of the last one; None for a station that has made none, or whose record nobody can read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told: dict[str, Any] = json.loads((data / RECORD).read_text(encoding="utf-8"))
        return LastReport(str(told["day"]), str(told["at"]), tuple(map(str, told["files"])), str(told["why"]))
    return None


def due_day(at: str, now: datetime, zone: ZoneInfo, last: LastReport | None) -> date | None:
    """The day whose report should be there and is not: today's from its hour on, before it yesterday's. `at` as "18:00", "" for never.

    One that failed is tried again after a while.
    """
    if not at:
        return None
    near = now.astimezone(zone)
    day = near.date() if f"{near:%H:%M}" >= at else near.date() - timedelta(days=1)
    if last is None or last.day != day.isoformat():
        return day
    return day if last.why and now - moment(last.at) >= AGAIN else None


class ReportWatch:
    """Looks every few seconds from a thread of its own. `run` is the child process, or what stands for it."""

    def __init__(self, data: Path, clock: Clock, run: Run | None = None) -> None:
        self._data = data
        self._clock = clock
        self._run_command = run or self._child
        self._ended = Event()
        self._thread = Thread(target=self._run, name="daily report", daemon=True)

    def start(self) -> None:
        """Begin with a first look."""
        self._thread.start()

    def stop(self) -> bool:
        """End, and end the child too: its file appears whole or not at all. True if it ended in time."""
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def look(self) -> LastReport | None:
        """Make what is due; what became of it, None where nothing is. Raises what `load_settings` raises."""
        settings = load_settings(self._data)
        day = due_day(settings.report.at, self._clock.now(), ZoneInfo(settings.site.time_zone), last_report(self._data))
        if day is None:
            return None
        made, why = self._make(day, settings)
        if self._ended.is_set() and why:
            return None  # it was cut off: whoever opens the folder next makes it
        told = LastReport(day.isoformat(), stamp(self._clock.now()), made, why)
        replace_file(self._data / RECORD, json.dumps(asdict(told)).encode())
        return told

    def _make(self, day: date, settings: Settings) -> tuple[tuple[str, ...], str]:
        folder = folder_of(self._data, settings)
        files: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return (), f"{folder}: {error.strerror or error}"
        for form in settings.report.forms:
            out = folder / f"daily-{day.isoformat()}.{form}"
            if why := self._run_command(["report", "daily", "--from", day.isoformat(), "--out", str(out)]):
                return tuple(files), why
            files.append(str(out))
        return tuple(files), ""

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with suppress(StationError):  # settings that nobody can read are told by whoever works with them
                    self.look()
            except Exception:  # noqa: BLE001 -- it is logged, and the next report is made all the same
                _LOG.exception("the daily report")
            self._ended.wait(LOOK_SECONDS)

    def _child(self, arguments: Sequence[str]) -> str:
        environment = {**os.environ, "RESTOCK_STATION_UNDER": str(os.getpid()), "PYTHONUTF8": "1"}
        with subprocess.Popen(
            [*_program(), "--data", str(self._data), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
        ) as child:  # fmt: skip
            while child.poll() is None:
                if self._ended.wait(_STEP_SECONDS):
                    child.kill()
            said = child.stderr.read().decode(errors="replace") if child.stderr else ""
        return "" if child.returncode == 0 else said.strip() or str(child.returncode)


def _program() -> list[str]:
    """A frozen program is itself; else the interpreter runs the commands."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "station.cli"]
