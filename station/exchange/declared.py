"""Values whose form a mapping declares: amounts of money, dates. Taken by that rule, never by a guess at single cells."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from station.clock import stamp
from station.errors import Refusal
from station.exchange.mapping import Format, Sign
from station.exchange.values import Convert, remembered

_YEARS: Final = range(1970, 2200)
_WEEK: Final = re.compile(r"([0-9]{4})-?[Ww]([0-9]{2})")


def money(sign: Sign, declared: bool, thousands: str | None = None) -> Convert:
    """An amount whose decimal sign is `sign`; digits are never grouped unless `thousands` says by what.

    Three digits after a sign that nobody declared are refused: they may be thousands, and a guess would be a factor of 1,000.
    """
    other = "," if sign == "." else "."
    plain = re.compile(rf"([0-9]{{1,12}})(?:{re.escape(sign)}([0-9]{{1,6}}))?")
    grouped = re.compile(rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+(?:{re.escape(sign)}[0-9]{{1,6}})?") if thousands else None
    mixed = re.compile(rf"[0-9.\s']*[0-9]{re.escape(other)}[0-9]+" if other == "," else rf"[0-9,\s']*[0-9]\{other}[0-9]+")

    @remembered
    def amount(cell: str) -> Decimal:
        digits = cell.replace(thousands, "") if thousands and grouped and grouped.fullmatch(cell) else cell
        found = plain.fullmatch(digits)
        if found is None:
            raise Refusal("CELL_DECIMAL" if mixed.fullmatch(cell) else "CELL_MONEY", sign=sign, other=other)
        whole, part = found[1], found[2] or ""
        if len(part) == 3 and not declared:
            raise Refusal("CELL_THOUSANDS", sign=sign, other=other)
        if len(part) > 2:
            part = part.rstrip("0").ljust(2, "0")
        return Decimal(f"{whole}.{part}" if part else whole)

    return amount


def moment(form: Format) -> Convert:
    """A date or a date with time, ISO 8601 or as `form.date` says; a time without a zone is one of `form.zone`.

    Gives "2026-11-21" for a date and "2026-11-21T20:18:25.000Z" (UTC) for a date with time.
    """
    zone = ZoneInfo(form.zone)

    @remembered
    def read(cell: str) -> str:
        try:
            found = _declared(cell, form.date) if form.date else _iso(cell)
        except ValueError:
            raise Refusal("CELL_DATE", format=form.date or "ISO 8601, 2026-11-21") from None
        if found.year not in _YEARS:
            raise Refusal("CELL_DATE_YEAR", first=_YEARS.start, last=_YEARS.stop - 1)
        if not isinstance(found, datetime):
            return found.isoformat()
        return stamp((found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC))

    return read


def exact_money() -> Convert:
    """An amount that the file holds as a number, which has a value rather than a decimal sign."""
    return money(".", declared=True)


def day(form: Format) -> Convert:
    """A date; the time of a date with time does not count. Gives "2026-11-21"."""
    read = moment(form)
    return lambda cell: str(read(cell))[: len("2026-11-21")]


def week(cell: str) -> str:
    """A week as ISO 8601 counts them, "2026-W47"; the hyphen may be missing."""
    found = _WEEK.fullmatch(cell)
    try:
        date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        found = None
    if found is None or int(found[1]) not in _YEARS:
        raise Refusal("CELL_WEEK")
    return f"{found[1]}-W{found[2]}"


def _iso(cell: str) -> date:
    return date.fromisoformat(cell) if len(cell) <= len("2026-11-21") else datetime.fromisoformat(cell)


def _declared(cell: str, form: str) -> date:
    found = datetime.strptime(cell, form)  # noqa: DTZ007 -- the zone is declared beside the format
    return found if any(part in form for part in ("%H", "%I", "%T", "%X", "%c")) else found.date()
