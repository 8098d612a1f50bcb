"""settings.toml: read and checked, written with every default and what it means, changed with its comments kept.

Unknown keys and wrong types are refused by name. Changing is for one process at a time (it has the folder's lock), on any of its threads.
"""

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Final

from pydantic import ValidationError

from station.errors import Fault, Refusal
from station.settings.groups import Settings

FILE_NAME: Final = "settings.toml"
_MADE: Final = "station.json"  # stands in every folder in which a station was made
_CHANGING: Final = Lock()  # the scanners' thread and the bench's both keep settings: one reads, changes and writes at a time


def load_settings(folder: Path) -> Settings:
    """The settings of a data folder; defaults if it has no file.

    Raises Refusal SETTINGS_WRONG naming file, key and what is expected;
    Fault SETTINGS_UNREADABLE if the disk does not give it, SETTINGS_EMPTY if it lost it.
    """
    file = folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except UnicodeDecodeError as error:
        raise Refusal("SETTINGS_WRONG", file=file, key="(the whole file)", expected="text in UTF-8") from error
    except OSError as error:
        raise Fault("SETTINGS_UNREADABLE", file=file, why=error.strerror or str(error)) from error
    if not text.strip() and (folder / _MADE).exists():
        raise Fault("SETTINGS_EMPTY", file=file)  # a disk lost it: its defaults would be those of another bench
    return _checked(text, file)


def _checked(text: str, file: Path) -> Settings:
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refusal("SETTINGS_WRONG", file=file, key="(the whole file)", expected=f"TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise Refusal("SETTINGS_WRONG", file=file, key=key, expected=_expected(first["type"], first["msg"])) from error


def _expected(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "no such key: see the names in docs, or remove it"
    return message.removeprefix("Value error, ").removeprefix("Input should be ")


def write_default(folder: Path, station: str = "B01") -> Path:
    """Write settings.toml with every default and what it means, unless there is one; the file's path. Raises Fault SETTINGS_UNREADABLE."""
    file = folder / FILE_NAME
    if file.exists():
        return file
    from station.settings.document import default_text  # noqa: PLC0415 -- who only reads them needs nothing that writes TOML

    _write(file, default_text(station))
    return file


def change_settings(folder: Path, changes: Mapping[str, Any]) -> Settings:
    """Set values by dotted key, such as {"camera.device": "C920"}; comments and everything else in the file stay. The settings after it.

    Raises Refusal SETTINGS_WRONG if the file or a value is wrong (then nothing is written), Fault SETTINGS_UNREADABLE.
    """
    with _CHANGING:
        file = write_default(folder, load_settings(folder).station)
        text = _changed(file, changes)
        after = _checked(text, file)
        _write(file, text)
        return after


def _changed(file: Path, changes: Mapping[str, Any]) -> str:
    from station.settings.document import changed  # noqa: PLC0415 -- as in `write_default`

    try:
        return changed(file.read_text(encoding="utf-8-sig"), changes)
    except OSError as error:
        raise Fault("SETTINGS_UNREADABLE", file=file, why=error.strerror or str(error)) from error
    except Exception as error:
        # TOML allows spellings that cannot be changed in place, such as a group in two parts; tomlkit raises anything on them.
        raise Refusal("SETTINGS_WRONG", file=file, key=", ".join(changes), expected="each group once, under its [name]") from error


def _write(file: Path, text: str) -> None:
    half = file.with_suffix(f".{os.getpid()}-{get_ident()}.tmp")  # nobody else's, so that none is renamed half written
    try:
        with half.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())  # else a power cut leaves the new name with nothing in it
        half.replace(file)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise Fault("SETTINGS_UNREADABLE", file=file, why=error.strerror or str(error)) from error
