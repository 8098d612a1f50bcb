"""Which cell of a line is the code and which its time: the first line of a batch in, its columns out. What is unclear is refused.

Makers differ (code, quantity, reader's number, time, date; or date, time, kind, code), so columns have names or can only be one thing.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from station.errors import Refusal
from station.handheld.moments import is_date, is_moment, is_time

SEPARATORS: Final = (",", ";", "\t")

# What a column may be called, written without spaces and signs. A column with any other name may matter, so it is never passed over.
_NAMES: Final = {
    "code": ("code", "barcode", "data", "barcodedata", "scan", "scanned", "value", "ean", "gtin", "lpn", "plate", "strichcode"),
    "moment": ("timestamp", "datetime", "dateandtime", "datetimestamp", "scantime", "scannedat", "at", "when", "zeitstempel"),
    "date": ("date", "scandate", "datestamp", "datum"),
    "time": ("time", "timeofday", "uhrzeit", "zeit"),
    "quantity": ("quantity", "qty", "count", "menge", "anzahl"),
    "passed": (
        "device", "deviceid", "scanner", "scannerid", "reader", "readerid", "terminal", "serial", "serialnumber", "type", "codetype",
        "barcodetype", "codeid", "symbology", "no", "nr", "number", "index", "line", "row",
    ),
}  # fmt: skip
_ROLE_OF: Final = {name: role for role, names in _NAMES.items() for name in names}
_UNTIMED: Final = ("quantity", "passed", "blank")


@dataclass(frozen=True)
class Columns:
    """The cells of a line: `roles` are code, moment, date, time, quantity, passed (over) or blank. `header`: the first line names them."""

    separator: str
    roles: tuple[str, ...]
    header: bool = False

    def values(self, text: str) -> dict[str, str] | None:
        """The cells of a line by role, without spaces around; None if it has not these columns.

        A code at either end of the line may hold the separator itself.
        """
        cells = split(text, self.separator)
        if cells is None:
            return None
        more = len(cells) - len(self.roles)
        if more > 0 and '"' not in text:
            cells = self._joined(cells, more)
        elif more < 0 and all(role in _UNTIMED for role in self.roles[more:]):
            cells = [*cells, *[""] * -more]
        if len(cells) != len(self.roles):
            return None
        named = [(role, cell.strip(" ")) for role, cell in zip(self.roles, cells, strict=True)]
        return None if any(cell for role, cell in named if role == "blank") else dict(named)

    def _joined(self, cells: list[str], more: int) -> list[str]:
        if self.roles[-1] == "code":
            return [*cells[: -more - 1], self.separator.join(cells[-more - 1 :])]
        if self.roles[0] == "code":
            return [self.separator.join(cells[: more + 1]), *cells[more + 1 :]]
        return cells


def columns_of(first: str) -> Columns | None:
    """The columns of a batch that begins with this line; None for a line that has no time, as the scans of a bench have none.

    Raises Refusal BATCH_COLUMNS_UNCLEAR for a time with more than one other column, or with a column whose name is not known;
    BATCH_TIME_WITHOUT_DATE for a time of day of no date.
    """
    for separator in SEPARATORS:
        cells = split(first, separator) or []
        if roles := _named(cells):
            return Columns(separator, roles, header=True)
        if roles := _shaped(cells):
            return Columns(separator, roles)
    return None


def columns_named(names: str, first: str) -> Columns:
    """The columns as somebody names them ("code,device,time,date"), separated as they are in the line.

    Raises Refusal BATCH_COLUMNS_UNCLEAR where the names are not known, name no time, or not as many cells as the line has.
    """
    listed = next((cells for each in SEPARATORS if (cells := split(names, each)) and len(cells) > 1), [names])
    roles = _named(listed)
    if roles is None:
        raise Refusal("BATCH_COLUMNS_UNCLEAR", columns=" | ".join(listed))
    for separator in SEPARATORS:
        found = Columns(separator, roles)
        if found.values(first) is not None:
            return found
    raise Refusal("BATCH_COLUMNS_UNCLEAR", columns=first)


def split(text: str, separator: str) -> list[str] | None:
    """The cells of one line; None where its quotes are broken."""
    try:
        return next(csv.reader([text.strip("\r\n")], delimiter=separator, strict=True, skipinitialspace=separator != "\t"), None)
    except csv.Error:
        return None


def _named(cells: Sequence[str]) -> tuple[str, ...] | None:
    roles = [_ROLE_OF.get(_plain(cell), "unknown" if cell.strip() else "blank") for cell in cells]
    if "code" not in roles or not {"time", "date", "moment"} & set(roles):
        return None
    if "date" not in roles and "moment" not in roles:
        roles = ["moment" if role == "time" else role for role in roles]
    return _whole(cells, roles)


def _shaped(cells: Sequence[str]) -> tuple[str, ...] | None:
    roles = [_shape(cell.strip(" ")) for cell in cells]
    if len(cells) > 1 and "time" in roles and not {"moment", "date"} & set(roles):
        raise Refusal("BATCH_TIME_WITHOUT_DATE", time=cells[roles.index("time")].strip(" "))
    timed = "moment" in roles or {"date", "time"} <= set(roles)
    return _whole(cells, roles) if timed and "code" in roles else None


def _whole(cells: Sequence[str], roles: Sequence[str]) -> tuple[str, ...]:
    counts = [roles.count(role) for role in ("code", "moment", "date", "time", "unknown")]
    if counts not in ([1, 1, 0, 0, 0], [1, 0, 1, 1, 0]):
        raise Refusal("BATCH_COLUMNS_UNCLEAR", columns=" | ".join(cells))
    return tuple(roles)


def _shape(cell: str) -> str:
    if is_moment(cell):
        return "moment"
    if is_date(cell):
        return "date"
    if is_time(cell):
        return "time"
    return "code" if cell else "blank"


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
