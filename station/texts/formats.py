"""Numbers, dates, times and money as people of a language write them (CLDR, by Babel): exact values in, text for a screen out.

Only for screens and paper: facts, exports and JSON keep ISO dates, points in decimals, and UTC.
"""

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_currency, format_decimal

# English is read all over the world: days before months, and 24 hours. A language that CLDR does not know is written as English.
_ENGLISH: Final = "en_GB"
_LOCALES: Final = {"de": "de_DE", "en": _ENGLISH, "es": "es_ES", "fr": "fr_FR", "pl": "pl_PL", "zh": "zh_Hans_CN"}


@cache
def locale_of(language: str) -> Locale:
    """The conventions of a language."""
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ENGLISH)


def name_of_language(code: str, language: str) -> str:
    """What a language calls another one, or itself, with a capital: "Deutsch", "Polish"."""
    name = str(locale_of(code).get_language_name(language) or code)
    return name[:1].upper() + name[1:]


def as_number(value: int | Decimal, language: str) -> str:
    """A quantity: 12,345 or 12.345."""
    return _spaced(format_decimal(value, locale=locale_of(language)))


def as_money(amount: Decimal | str, currency: str, language: str) -> str:
    """An amount with its currency (ISO 4217); one that is no number stays as it came."""
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        return f"{amount} {currency}".strip()
    if not currency or not exact.is_finite():
        return f"{amount} {currency}".strip()
    return _spaced(format_currency(exact, currency, locale=locale_of(language)))


def as_whole_money(amount: Decimal, currency: str, language: str) -> str:
    """An amount without its cents, rounded, for where there is little room; with its currency (ISO 4217)."""
    locale = locale_of(language)
    pattern = str(locale.currency_formats["standard"].pattern).replace(".00", "")
    return _spaced(format_currency(round(amount), currency, pattern, locale=locale, currency_digits=False))


def as_day(day: date | str, language: str) -> str:
    """A date, also one as "2026-11-21" or a longer stamp that begins so; anything else (a month alone) stays as it came."""
    try:
        when = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return _spaced(format_date(when, "medium", locale=locale_of(language)))


def as_time(moment: datetime, language: str, zone: tzinfo = UTC) -> str:
    """An aware moment as the time of day in a zone, with seconds."""
    return _spaced(format_time(moment.astimezone(zone), "medium", locale=locale_of(language)))


def as_moment(moment: datetime, language: str, zone: tzinfo = UTC) -> str:
    """An aware moment as date and time of day in a zone, to the minute."""
    near, locale = moment.astimezone(zone), locale_of(language)
    together = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    time = format_time(near, "short", locale=locale)
    return _spaced(together.replace("{0}", time).replace("{1}", format_date(near, "medium", locale=locale)))


def as_country(code: str, language: str) -> str:
    """A country by its two letters, in words; anything else stays as it came."""
    return str(locale_of(language).territories.get(code.upper(), code))


def _spaced(text: str) -> str:
    """With plain spaces: CLDR's narrow ones are no signs that a terminal or a label printer knows."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
