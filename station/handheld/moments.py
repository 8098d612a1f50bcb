"""Dates and times as handheld scanners write them: cells in, moments of the site out. Whether 03/04 is in March is never guessed.

Written so by: Opticon OPN, PX and OPL (14:41:03 and 23/11/2009 in two cells), Opticon OPH (one cell, month or day first), Zebra and
Datalogic (both orders, two or four digits a year), KoamTac (20261121140322), and everything that writes ISO 8601.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from station.errors import Refusal


class DateOrder(StrEnum):
    """In which order a device writes day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_DATE: Final = "|".join(
    rf"\d{{4}}{sign}\d{{1,2}}{sign}\d{{1,2}}|\d{{1,2}}{sign}\d{{1,2}}{sign}(?:\d{{4}}|\d{{2}})" for sign in ("-", "/", r"\.")
)
_TIME: Final = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?"
_IS_DATE: Final = re.compile(_DATE, re.ASCII)
_IS_TIME: Final = re.compile(_TIME, re.ASCII | re.IGNORECASE)
_IS_MOMENT: Final = re.compile(rf"(?P<date>{_DATE})(?:T| +)(?P<time>{_TIME})", re.ASCII | re.IGNORECASE)
_PARTS: Final = re.compile(
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:\.(?P<part>\d{1,6}))?)? ?(?P<half>[AP]M)?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT_DATE: Final = re.compile(r"\d{8}", re.ASCII)
_COMPACT: Final = re.compile(r"(?P<date>\d{8})[T ]?(?P<time>\d{6})", re.ASCII)
_CENTURY: Final = 2000
_NEAR: Final = timedelta(days=183)


def is_date(cell: str) -> bool:
    """Whether this can only be a date. A date without signs between its parts is not: it may be a code."""
    return _IS_DATE.fullmatch(cell) is not None


def is_time(cell: str) -> bool:
    """Whether this can only be a time of day."""
    return _IS_TIME.fullmatch(cell) is not None


def is_moment(cell: str) -> bool:
    """Whether this can only be a date with a time."""
    return _IS_MOMENT.fullmatch(cell) is not None


def parted(cell: str) -> tuple[str, str] | None:
    """The date and the time of a cell that is said to hold both; None if it does not."""
    found = _IS_MOMENT.fullmatch(cell) or _COMPACT.fullmatch(cell)
    return (found["date"], found["time"]) if found else None


def dates(text: str, today: date) -> dict[DateOrder, date]:
    """The dates that this text is in each order in which it is one; all the same where the year comes first with four digits.

    A year of two digits is one that is near: 25/08/26 may be in August 2026 or 2025, but hardly both.
    """
    if _COMPACT_DATE.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if not _IS_DATE.fullmatch(text):
        return {}
    first, second, third = re.split(r"[-/.]", text)
    if len(first) == 4:
        found = _date(first, second, third)
        return dict.fromkeys(DateOrder, found) if found else {}
    readings = {DateOrder.DMY: _date(third, second, first)}
    if "." not in text:  # nobody writes the month before the day with stops between
        readings[DateOrder.MDY] = _date(third, first, second)
    if len(third) == 2:
        readings[DateOrder.YMD] = _date(first, second, third)
    return {order: found for order, found in readings.items() if found and (len(third) == 4 or abs(found - today) < _NEAR)}


def decided(texts: Iterable[str], today: date) -> DateOrder:
    """The order that all dates of a batch have in common. Dates that are none in any order decide nothing.

    Raises Refusal BATCH_DATES_UNCLEAR where two orders fit and give different days, BATCH_DATES_MIXED where none fits all.
    """
    fitting, unclear = list(DateOrder), ""
    known = {text: dates(text, today) for text in dict.fromkeys(texts)}
    for text, readings in known.items():
        left = [order for order in fitting if order in readings] if readings else fitting
        if not left:
            raise Refusal("BATCH_DATES_MIXED", date=text)
        fitting = left
    for text, readings in known.items():
        if len({readings[order] for order in fitting if order in readings}) > 1:
            unclear = unclear or text
    if unclear:
        raise Refusal("BATCH_DATES_UNCLEAR", date=unclear)
    return fitting[0]


def moment_of(day: date, text: str, zone: ZoneInfo, above: datetime | None) -> datetime | None:
    """The moment in UTC of a local time of day (or of one with its own offset); None if it is no time, or none that the day had.

    In the night in which an hour comes twice it is the first of both, unless the line above is later than that.
    """
    found = _PARTS.fullmatch(text)
    clock = _time_of_day(found) if found else None
    if found is None or clock is None:
        return None
    try:
        if found["zone"]:
            return datetime.combine(day, clock, _offset(found["zone"])).astimezone(UTC)
        moments = [moment for fold in (0, 1) if (moment := _local(datetime.combine(day, clock), zone, fold))]
    except (OverflowError, ValueError):
        return None
    later = [moment for moment in moments if above is None or moment >= above]
    return next(iter(later or moments), None)


def _local(naive: datetime, zone: ZoneInfo, fold: int) -> datetime | None:
    """The moment of a time of the site; None in the hour that was left out when the clocks went forward."""
    moment = naive.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == naive else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (_CENTURY if len(year) <= 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _time_of_day(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").upper()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "PM" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0), int((found["part"] or "0").ljust(6, "0")))
    except ValueError:
        return None


def _offset(text: str) -> tzinfo:
    if text.upper() == "Z":
        return UTC
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size)
