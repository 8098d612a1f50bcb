"""What is said about the files of another system (--mapping FILE.toml, or a shipped preset): names of columns, defaults, numbers, dates."""

import codecs
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from station.errors import Refusal
from station.exchange.columns import Columns, plain

Sign = Literal[".", ","]
Value = str | int | bool

_ENCODINGS: Final = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1251", "cp437", "cp850", "cp852",
    "iso8859-1", "iso8859-2", "iso8859-15", "mac-roman", "gb18030", "gbk", "big5", "shift_jis", "cp932", "euc_kr",
)  # fmt: skip
_MOMENT: Final = datetime(2026, 11, 21, 20, 18, 25)  # noqa: DTZ001 -- only to try a format on


def _encoding(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        found = ""
    if found not in _ENCODINGS:
        raise ValueError(f"{name} is none of the encodings that are read: {', '.join(_ENCODINGS)}")
    return found


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name} is no time zone such as Europe/Berlin") from error
    return name


def _date_format(form: str) -> str:
    try:
        read_back = datetime.strptime(_MOMENT.strftime(form), form)  # noqa: DTZ007 -- a date, or a local time whose zone is declared beside it
    except ValueError as error:
        raise ValueError(f"{form} is no date format such as %d.%m.%Y") from error
    if read_back.date() != _MOMENT.date():
        raise ValueError(f"{form} leaves out day, month or year")
    return form


class Format(BaseModel):
    """How the file is written. `encoding` and `delimiter` are found out when they are not given; `decimal` is never guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Sign | None = None
    thousands: Literal[".", ",", " ", "'"] | None = None
    date: Annotated[str, AfterValidator(_date_format)] | None = None
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    ignore: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _signs_differ(self) -> Self:
        if self.thousands is not None and self.thousands == (self.decimal or "."):
            raise ValueError("decimal and thousands are the same sign")
        return self


class Mapping(BaseModel):
    """One mapping file. `columns`: our name = their header, which must be there. `defaults`: our name = value of an empty cell.

    `aliases`: our name = headers that may be there, the best first.
    `decimals`: our name = the decimal sign of that column, where it differs from `format.decimal`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[str, str] = Field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    defaults: dict[str, Value] = Field(default_factory=dict)
    decimals: dict[str, Sign] = Field(default_factory=dict)
    format: Format = Field(default_factory=Format)

    def sign(self, column: str) -> tuple[Sign, bool]:
        """The decimal sign of a column, and whether somebody declared it."""
        declared = self.decimals.get(column) or self.format.decimal
        return declared or ".", declared is not None

    def theirs(self) -> dict[str, str]:
        """The plain form of each header that this mapping names -> our name."""
        found = {plain(header): ours for ours, headers in self.aliases.items() for header in headers}
        return found | {plain(header): ours for ours, header in self.columns.items()}

    def chosen(self, present: set[str]) -> tuple[dict[str, str], set[str]]:
        """Of `theirs`, what counts in a file with these headers (plain), and the headers that others stand in for.

        The aliases of a column are in the order in which they are preferred.
        """
        theirs = self.theirs()
        passed = set()
        for ours, headers in self.aliases.items():
            there = [plain(header) for header in headers if plain(header) in present and theirs[plain(header)] == ours]
            passed |= set(there[1:])
        return {header: ours for header, ours in theirs.items() if header not in passed}, passed

    def default(self, column: str) -> str:
        """The value of an empty cell as a file would write it; "" if there is none."""
        value = self.defaults.get(column, "")
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def with_client(self, client: str) -> Self:
        """The same, with this client for rows that name none; "" changes nothing."""
        return self.model_copy(update={"defaults": self.defaults | {"client": client}}) if client else self


NO_MAPPING: Final = Mapping()


def read_mapping(path: Path, known: Columns) -> Mapping:
    """The mapping in a TOML file (UTF-8) for files of one kind.

    Raises Refusal MAPPING_UNREADABLE, MAPPING_WRONG (naming the entry) or MAPPING_COLUMN_UNKNOWN.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal("MAPPING_UNREADABLE", file=str(path), detail=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Refusal("MAPPING_UNREADABLE", file=str(path), detail=str(error)) from error
    return mapping_of(text, str(path), known)


def mapping_of(text: str, file: str, known: Columns) -> Mapping:
    """The same for a text, of which `file` is the name that errors tell."""
    try:
        mapping = Mapping.model_validate(tomllib.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal("MAPPING_WRONG", file=file, entry=".".join(map(str, first["loc"][:2])), detail=first["msg"]) from error
    except tomllib.TOMLDecodeError as error:
        raise Refusal("MAPPING_UNREADABLE", file=file, detail=str(error)) from error
    for name in (*mapping.columns, *mapping.aliases, *mapping.defaults, *mapping.decimals):
        if name not in known.names:
            nearest = known.nearest(name) or ", ".join(known.names)
            raise Refusal("MAPPING_COLUMN_UNKNOWN", file=file, column=name, kind=known.kind, nearest=nearest)
    return mapping
