"""Which units are wanted: client, state, grade, day and so on in, one SQL condition with its values out. Pure but for the site's zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from json import dumps
from typing import Final
from zoneinfo import ZoneInfo

from station.clock import stamp

Params = tuple[str | int, ...]
Part = tuple[str, Params]

PERSON: Final = "coalesce(graded_by, actor)"  # who graded it; who received it, as long as nobody has
_IN_WORDS: Final = ("title", "sku", "lpn", "rma", "order_number", "gtin", "serial")
_Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Local days of the site from `first` to `last`, both among them; None is open at that end."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return bool(self.first or self.last)

    def bounds(self, zone: ZoneInfo) -> tuple[str, str]:
        """The stamps from which, and before which; "" where it is open."""
        begin = stamp(_midnight(self.first, zone)) if self.first else ""
        return begin, stamp(_midnight(self.last + timedelta(days=1), zone)) if self.last else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of units shows. Each field narrows it down, an empty one does not; of several values of a field one is enough.

    `people` are ids of who graded the unit, or received it where nobody did. `received` and `graded` are days of the site. `plates`, `skus`
    (client and SKU), `tote`, `lot` and `bin` are what a code stands for; `text` is part of a title or of any code, capitals or not.
    """

    clients: _Values = ()
    states: _Values = ()
    grades: _Values = ()
    dispositions: _Values = ()
    people: _Values = ()
    categories: _Values = ()
    received: Days = Days()
    graded: Days = Days()
    text: str = ""
    plates: _Values | None = None
    skus: tuple[tuple[str, str], ...] | None = None
    tote: str = ""
    lot: str = ""
    bin: str = ""

    @property
    def everything(self) -> bool:
        """Whether it leaves nothing out."""
        return self == Wanted()

    def condition(self, zone: ZoneInfo) -> Part:
        """All of it as SQL about `items`, such as "client IN (?, ?) AND tote = ?"; "1" for everything."""
        parts = [*self.few(zone), *self._many(zone)]
        return " AND ".join(sql for sql, _ in parts) or "1", tuple(value for _, values in parts for value in values)

    def few(self, zone: ZoneInfo) -> Iterator[Part]:
        """The parts that an index of `items` answers, those that leave fewest first."""
        if self.plates is not None:
            yield "lpn IN (SELECT value FROM json_each(?))", (dumps(self.plates),)
        if self.skus is not None:
            yield (
                "(client, sku) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))",
                (dumps(self.skus),),
            )
        for column in ("tote", "lot"):
            if value := getattr(self, column):
                yield f"{column} = ?", (value,)
        if self.bin:
            yield "bin = ? AND state = 'restocked'", (self.bin,)
        if self.states:
            yield _one_of("state", self.states)
        if self.received:
            sql, values = _between("received_at", self.received.bounds(zone))
            yield f"state IN ({EVERY_STATE}) AND {sql}", values

    def _many(self, zone: ZoneInfo) -> Iterator[Part]:
        columns = {"client": self.clients, "grade": self.grades, "disposition": self.dispositions}
        columns |= {PERSON: self.people, "category": self.categories}
        yield from (_one_of(column, values) for column, values in columns.items() if values)
        if self.graded:
            yield _between("graded_at", self.graded.bounds(zone))
        if self.text:
            pattern = f"%{_literal(self.text)}%"
            told = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in _IN_WORDS)
            yield f"({told})", (pattern,) * len(_IN_WORDS)


EVERY_STATE: Final = """
    WITH RECURSIVE every(state) AS (
        SELECT min(state) FROM items
        UNION ALL SELECT (SELECT min(state) FROM items WHERE state > every.state) FROM every WHERE every.state IS NOT NULL
    ) SELECT state FROM every WHERE state IS NOT NULL"""
"""Each state that any unit is in, by a step into the index for each: with it that index also answers for days."""


def _one_of(column: str, values: Sequence[str]) -> Part:
    return f"{column} IN ({', '.join('?' * len(values))})", tuple(values)


def _between(column: str, bounds: tuple[str, str]) -> Part:
    begin, end = bounds
    parts = [(f"{column} >= ?", begin), (f"{column} < ?", end)]
    told = [(sql, value) for sql, value in parts if value]
    return " AND ".join(sql for sql, _ in told), tuple(value for _, value in told)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
