"""Public holidays of countries and their parts: codes and years in, days out, from the package `holidays`.

The package is loaded only by those who ask: a station whose calendar names no country starts without it.
"""

from collections.abc import Container
from datetime import date
from functools import cache


@cache
def supported_regions(country: str) -> tuple[str, ...]:
    """The parts of a country (ISO 3166-2 without the country) whose holidays differ; none for one that is not known."""
    return tuple(_supported().get(country, ()))


def supported_countries() -> tuple[str, ...]:
    """Country codes, ISO 3166-1, two letters."""
    return tuple(code for code in _supported() if len(code) == 2)


@cache
def public_holidays(country: str, region: str = "") -> Container[date]:
    """The public holidays of any year; nothing for no country."""
    if not country:
        return frozenset()
    import holidays  # noqa: PLC0415 -- a tenth of a second that no start should pay

    return holidays.country_holidays(country, subdiv=region or None)


@cache
def _supported() -> dict[str, list[str]]:
    import holidays  # noqa: PLC0415 -- as above

    return holidays.list_supported_countries()
