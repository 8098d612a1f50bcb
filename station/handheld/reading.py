"""The text of a batch in, its lines out: each with its number, its code and its moment, or why nothing of it can be taken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from station.errors import Refusal
from station.handheld.columns import Columns
from station.handheld.moments import DateOrder, dates, decided, is_time, moment_of, parted
from station.scan.texts import shown

AHEAD: Final = timedelta(minutes=5)  # the clock of a handheld is set by hand
OLDEST: Final = timedelta(days=31)
_ONE: Final = re.compile(r"\+?0*1(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TimedLine:
    """One line: `number` as an editor shows it, `code` as far as it could be read, and `told` its moment, or why it has none."""

    number: int
    code: str
    told: datetime | Refusal

    @property
    def at(self) -> datetime | None:
        return self.told if isinstance(self.told, datetime) else None


@dataclass(frozen=True, slots=True)
class Batch:
    """A whole file. `sha256` is that of its bytes; two files with one digest are the same batch."""

    sha256: str
    lines: tuple[TimedLine, ...]

    @property
    def subject(self) -> str:
        """What its facts are about."""
        return f"BATCH-{self.sha256[:12].upper()}"


def read_batch(texts: Sequence[str], columns: Columns, zone: ZoneInfo, now: datetime, order: DateOrder | None = None) -> Batch:
    """All lines of a batch; local times are those of `zone`. Blank lines and comments (#) are no lines.

    A line is refused (BATCH_LINE_UNREADABLE, BATCH_QUANTITY, BATCH_TIME_UNREADABLE, BATCH_TIME_AHEAD, BATCH_TIME_OLD or
    BATCH_TIME_BACKWARDS) with nothing of it taken. Raises Refusal BATCH_DATES_UNCLEAR or BATCH_DATES_MIXED for the whole
    batch, unless `order` says in which order its dates are written; BATCH_TIME_WITHOUT_DATE where the first line has no date.
    """
    digest = sha256("".join(texts).encode("utf-8", "surrogateescape")).hexdigest()
    parsed = [(number, text, columns.values(text)) for number, text in _numbered(texts, columns)]
    if undated := next((values["moment"] for _, _, values in parsed[:1] if values and is_time(values.get("moment", ""))), ""):
        raise Refusal("BATCH_TIME_WITHOUT_DATE", time=undated)
    today = now.astimezone(zone).date()
    reader = _Reader(zone, now, order or decided((_written(values)[0] for _, _, values in parsed if values), today))
    return Batch(digest, tuple(reader.line(number, text, values) for number, text, values in parsed))


class _Reader:
    """Gives the lines their moments, one after the other: a time is compared with those above it."""

    def __init__(self, zone: ZoneInfo, now: datetime, order: DateOrder) -> None:
        self._zone, self._now, self._order = zone, now, order
        self._above: datetime | None = None

    def line(self, number: int, text: str, values: Mapping[str, str] | None) -> TimedLine:
        try:
            if values is None:
                raise Refusal("BATCH_LINE_UNREADABLE", line=number, text=shown(text))
            moment = self._moment(number, values)
        except Refusal as refusal:
            return TimedLine(number, values["code"] if values else text, refusal)
        self._above = moment
        return TimedLine(number, values["code"], moment)

    def _moment(self, number: int, values: Mapping[str, str]) -> datetime:
        day, clock = _written(values)
        date = dates(day, self._now.astimezone(self._zone).date()).get(self._order)
        moment = moment_of(date, clock, self._zone, self._above) if date else None
        written = values.get("moment") or f"{values.get('date', '')} {values.get('time', '')}"
        if moment is None:
            raise Refusal("BATCH_TIME_UNREADABLE", line=number, time=written)
        if moment > self._now + AHEAD:
            raise Refusal("BATCH_TIME_AHEAD", line=number, time=written)
        if moment < self._now - OLDEST:
            raise Refusal("BATCH_TIME_OLD", line=number, time=written, days=OLDEST.days)
        if self._above and moment < self._above:
            raise Refusal("BATCH_TIME_BACKWARDS", line=number, time=written)
        if not _ONE.fullmatch(values.get("quantity") or "1"):
            raise Refusal("BATCH_QUANTITY", line=number, quantity=values["quantity"])
        return moment


def _written(values: Mapping[str, str]) -> tuple[str, str]:
    """The texts of date and time; empty where the cell does not hold them."""
    if "moment" in values:
        return parted(values["moment"]) or ("", "")
    return values["date"], values["time"]


def _numbered(texts: Sequence[str], columns: Columns) -> Iterator[tuple[int, str]]:
    """The lines that count, from 1, without their ends, the byte order mark and the line that names the columns."""
    header = columns.header
    for number, whole in enumerate(texts, start=1):
        text = whole.rstrip("\r\n").removeprefix("\ufeff")
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if not header:
            yield number, text
        header = False
