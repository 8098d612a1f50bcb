"""The first run of a station: whether there is one already, what is proposed, and five answers made into a data folder.

Comes in: a folder and answers. Goes out: its settings, and a supervisor where one was named. Nothing is made before all is right.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.assembly import open_station
from station.clock import Clock
from station.errors import Refusal
from station.model.people import Person, Role
from station.people.pins import pin_hash
from station.settings import FILE_NAME, Settings, change_settings, write_default
from station.store.remains import remains
from station.texts import languages

_STATION: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_SITE_MAX: Final = 80
_LINKS: Final = (Path("/etc/localtime"), Path("/var/db/timezone/localtime"))


@dataclass(frozen=True, slots=True)
class Answers:
    """The five answers and the zone. `supervisor` "" skips the person: then nobody is asked to sign in; `exports` "" is exports/ there.

    The PIN is in no text that is made of this.
    """

    site: str
    station: str
    language: str
    supervisor: str
    pin: str
    exports: str
    time_zone: str

    def __repr__(self) -> str:
        return f"Answers(site={self.site!r}, station={self.station!r})"


def is_first_run(data: Path) -> bool:
    """Whether nobody ever worked in this folder: it is not there, or holds neither settings nor anything that a station leaves."""
    made = any((data / name).exists() for name in (FILE_NAME, "station.db", "station.json"))
    return not made and remains(data) is None


def proposed(language: str = "") -> Answers:
    """What is there where somebody only presses Enter; `language` is that of the machine, used where the station speaks it."""
    usual = Settings()
    spoken = language if language in languages() else usual.site.language
    return Answers(usual.site.name, usual.station, spoken, "", "", "", machine_zone())


def check(answers: Answers) -> None:
    """Raises Refusal for the first answer that cannot be: SITE_NAME_WRONG, BENCH_NAME_WRONG, PIN_NOT_DIGITS and the like."""
    if not 1 <= len(answers.site.strip()) <= _SITE_MAX or not answers.site.isprintable():
        raise Refusal("SITE_NAME_WRONG", most=_SITE_MAX)
    if not _STATION.fullmatch(answers.station):
        raise Refusal("BENCH_NAME_WRONG")
    if answers.supervisor.strip():
        pin_hash(answers.pin)
    elif answers.pin:
        raise Refusal("PIN_OF_NOBODY")


def begin(data: Path, answers: Answers, clock: Clock) -> Person | None:
    """Make the folder with these settings, and the supervisor with a PIN.

    Raises what `check`, `open_station` and `People.add` raise; Refusal FOLDER_NOT_WRITABLE, or EXPORT_FOLDER where there can be none.
    """
    check(answers)
    _make(data, "FOLDER_NOT_WRITABLE")
    if answers.exports.strip():
        _make(Path(answers.exports.strip()), "EXPORT_FOLDER")
    write_default(data, answers.station)
    site = {"site.name": answers.site.strip(), "site.language": answers.language, "site.time_zone": answers.time_zone}
    change_settings(data, {**site, "exports.folder": answers.exports.strip()})
    with open_station(data, clock, answers.station) as opened:
        if not answers.supervisor.strip():
            return None
        person, _badge = opened.people.add(answers.supervisor, Role.SUPERVISOR, answers.language)
        opened.people.set_pin(person, answers.pin)
        return person


def _make(folder: Path, refusal: str) -> None:
    """The folder, if there is none; whether it can be written is found out by who writes into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(refusal, folder=str(folder), detail=error.strerror or str(error)) from error


def machine_zone() -> str:
    """The machine's time zone by its IANA name; UTC where it does not say."""
    told = os.environ.get("TZ", "").lstrip(":")
    linked = (str(link.resolve()).partition("zoneinfo/")[2] for link in _LINKS if link.is_symlink())
    for name in (told, *linked):
        try:
            return str(ZoneInfo(name)) if name else "UTC"
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"
