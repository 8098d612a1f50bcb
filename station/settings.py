"""The settings of one data folder: settings.toml in, frozen and checked values out. Unknown keys and wrong types are refused by name."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tomlkit
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from tomlkit.items import Table

from station.errors import Fault, Refusal
from station.expressions import slow_part
from station.resources import resources

FILE_NAME: Final = "settings.toml"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError('a time zone such as "Europe/Berlin"') from error
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
        slow = slow_part(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"a regular expression ({error})") from error
    if slow:
        raise ValueError(f"a regular expression that is quick on every text ({slow} may take for ever)")
    return text


def _language(code: str) -> str:
    spoken = sorted(folder.name for folder in resources().joinpath("texts").iterdir() if folder.is_dir())
    if code not in spoken:
        raise ValueError(f"one of {', '.join(spoken)}")
    return code


def _printer(url: str) -> str:
    if not re.fullmatch(r"folder:.*|tcp://[^/\s]\S*", url):
        raise ValueError('"folder:DIR" or "tcp://HOST:PORT"')
    return url


Pattern = Annotated[str, AfterValidator(_pattern)]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Site(_Group):
    """Where the bench stands."""

    name: str = Field(default="Returns", min_length=1, max_length=80, description="on screens and reports")
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(default="UTC", description='of days and hours, such as "Europe/Berlin"')
    language: Annotated[str, AfterValidator(_language)] = Field(default="en", description="of the texts, two letters")
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$", description="of values that name none, ISO 4217")


class Patterns(_Group):
    """What the codes of this site look like."""

    rma: Pattern = Field(default=r"RMA-?[A-Z0-9-]+", description="return numbers")
    lpn: Pattern = Field(default=r"[A-Z0-9]{1,8}-[0-9]{6,12}-[A-Z0-9]", description="plates; their check character is tested too")
    fnsku: Pattern = Field(default=r"X00[A-Z0-9]{7}", description="Amazon's own item codes")
    amazon_lpn: Pattern = Field(
        default=r"LPN[A-Z]{1,4}[0-9]{6,10}", description="Amazon's labels of returned units; read as return numbers"
    )


class Photos(_Group):
    """What happens to photos."""

    retention_days: int = Field(default=180, ge=1, le=3650, description="then the photo is erased; its fact stays")
    takes_itself: bool = Field(default=False, description="take due photos without a key; off, since it may photograph hands")


class Labels(_Group):
    """The label printer."""

    printer: Annotated[str, AfterValidator(_printer)] = Field(
        default="folder:", description="tcp://HOST:9100, folder:DIR, folder: for labels/ here"
    )
    dpi: Literal[203, 300, 600] = Field(default=203, description="dots an inch: 203, 300 or 600")


class Exports(_Group):
    """What leaves for the main system."""

    folder: str = Field(default="", description="where batches go; empty for exports/ here")


class Settings(_Group):
    """Everything that a site decides; every value has a default."""

    station: str = Field(
        default="B01",
        pattern=r"^[A-Z][A-Z0-9]{0,7}$",
        description="This bench: the first part of every plate. Fixed when the data folder is made",
    )
    site: Site = Field(default=Site(), description="Where the bench stands")
    patterns: Patterns = Field(default=Patterns(), description="This site's own codes: regular expressions for the whole code, in any case")
    photos: Photos = Field(default=Photos(), description="Photos")
    labels: Labels = Field(default=Labels(), description="The label printer")
    exports: Exports = Field(default=Exports(), description="What leaves for the main system")


def load_settings(folder: Path) -> Settings:
    """The settings of a data folder; defaults if it has no file.

    Raises Refusal SETTINGS_WRONG naming file, key and what is expected; Fault SETTINGS_UNREADABLE if the disk does not give it.
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
    half = file.with_suffix(".tmp")
    try:
        half.write_text(default_text(station), encoding="utf-8")
        half.replace(file)
    except OSError as error:
        raise Fault("SETTINGS_UNREADABLE", file=file, why=error.strerror or str(error)) from error
    return file


def default_text(station: str = "B01") -> str:
    """The settings as a commented TOML document."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of this station. Change a value, then run: restock-station doctor"))
    defaults = Settings(station=station)
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        document.add(tomlkit.nl())
        entry = _table(value) if isinstance(value, _Group) else tomlkit.item(value)
        document.add(name, entry.comment(str(field.description)))
    return tomlkit.dumps(document)


def _table(group: _Group) -> Table:
    table = tomlkit.table()
    for name, field in type(group).model_fields.items():
        entry = tomlkit.item(getattr(group, name))
        table.add(name, entry.comment(str(field.description)))
    return table
