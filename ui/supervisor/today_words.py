"""Figures of Today in words: spans of time, values, days, who decides. Values and a language in, short texts out. Pure; no widget."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from station.supervisor.today import Figures, Hold, Today
from station.texts import as_day, as_money, as_number, as_time, as_whole_money, counted, listed, table, word

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_LONG: Final = 10  # hours from which nobody wants to know the minutes


def unbroken(text: str) -> str:
    """No line ends within it: a number stays beside its unit, an amount beside its currency."""
    return text.replace(" ", "\u00a0")


def span(length: timedelta, language: str) -> str:
    """ "40 min", "1 h 40 min", "27 h" (up to two days), "3 d"; whole units that have passed, on one line."""
    return unbroken(_span(length, language))


def _span(length: timedelta, language: str) -> str:
    if length >= 2 * _DAY:
        return word("TODAY_SPAN_DAYS", language, days=as_number(length // _DAY, language))
    if length < _HOUR:
        return word("TODAY_SPAN_MINUTES", language, minutes=max(0, length // _MINUTE))
    hours, minutes = length // _HOUR, length % _HOUR // _MINUTE
    if hours >= _LONG or not minutes:
        return word("TODAY_SPAN_HOURS", language, hours=hours)
    return word("TODAY_SPAN_HOURS_MINUTES", language, hours=hours, minutes=minutes)


def money(values: Mapping[str, Decimal], language: str) -> str:
    """What units are worth, each currency on its own, the largest first; "" where nothing is known."""
    largest_first = sorted(values.items(), key=lambda pair: -pair[1])
    return listed((unbroken(as_money(amount, currency, language)) for currency, amount in largest_first), language)


def whole_money(values: Mapping[str, Decimal], language: str) -> str:
    """The same without cents, for where there is little room."""
    largest_first = sorted(values.items(), key=lambda pair: -pair[1])
    return listed((unbroken(as_whole_money(amount, currency, language)) for currency, amount in largest_first), language)


def days_in_words(first: date, last: date, language: str) -> str:
    """One day, or the first and the last."""
    if first == last:
        return as_day(first, language)
    return word("TODAY_DAYS", language, first=as_day(first, language), last=as_day(last, language))


def title_of_days(first: date, last: date, language: str) -> str:
    """The same with the day of the week of a single day."""
    told = days_in_words(first, last, language)
    return word("TODAY_WEEKDAY", language, weekday=QLocale(language).dayName(first.isoweekday()), day=told) if first == last else told


def hour_and_minute(at: datetime, language: str, zone: ZoneInfo) -> str:
    """The time of day: "08:00"."""
    return as_time(at.replace(second=0), language, zone).removesuffix(":00")


def grades_in_words(part: Figures, language: str) -> str:
    """ "A 28, B 9, C 4, put on hold 1, received 30"; what is none is left out, but for the grades."""
    told = [word("TODAY_GRADE_UNITS", language, grade=grade, units=as_number(units, language)) for grade, units in part.grades.items()]
    if part.held:
        told.append(word("TODAY_HELD_UNITS", language, units=as_number(part.held, language)))
    if part.received:
        told.append(word("TODAY_RECEIVED_UNITS", language, units=as_number(part.received, language)))
    return listed(told, language)


def owner_in_words(owner: str, language: str, *, supervises: bool) -> str:
    """Who decides; "you" to whoever is one of them."""
    return word("TODAY_YOU" if owner == "SUPERVISOR" and supervises else f"OWNER_{owner}", language)


def decides(hold: Hold, told: Today, language: str, *, supervises: bool) -> str:
    """Who decides, and how long it has waited; where something happens by itself, when and what."""
    owner = owner_in_words(hold.owner, language, supervises=supervises)
    if hold.due is None or hold.owner == "SUPERVISOR":
        return word("TODAY_DECIDE_SINCE", language, owner=owner, span=span(told.now - hold.since, language))
    if hold.due <= told.now:
        return word("TODAY_DECIDE_OVER", language, owner=owner)
    left, then = span(hold.due - told.now, language), default_in_words(hold.default, language)
    return word("TODAY_DECIDE_UNTIL", language, owner=owner, span=left, default=then)


def default_in_words(default: str, language: str, owner: str = "") -> str:
    """What happens by itself when nobody has decided: the unit goes somewhere, or the supervisor decides; for whom that is, nothing."""
    if default == "escalate" and owner == "SUPERVISOR":
        return word("DEFAULT_STAYS", language)
    key = "OWNER_SUPERVISOR" if default == "escalate" else f"DISPOSITION_{default.upper()}"
    return word(key, language) if key in table(language, "words") else default


def effort_in_words(total: Figures, language: str) -> str:
    """What a unit takes on average, and what one without a finding takes; "" while nothing is graded."""
    if total.seconds_per_unit is None:
        return ""
    actions, clean = total.actions_per_unit or Decimal(), total.actions_per_clean_unit or Decimal()
    told = [word("TODAY_TIME_NOTE", language, seconds=as_number(total.seconds_per_unit, language), actions=as_number(actions, language))]
    if total.clean:
        seconds = as_number(total.seconds_per_clean_unit or 0, language)
        told.append(counted("TODAY_TIME_CLEAN", total.clean, language, seconds=seconds, actions=as_number(clean, language)))
    return "\n".join(told)


def at_most(count: int, most: int, language: str) -> str:
    """A count that goes no further than `most`."""
    return word("TODAY_AND_MORE", language, count=as_number(most - 1, language)) if count >= most else as_number(count, language)
