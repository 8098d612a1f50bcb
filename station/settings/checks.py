"""What a value of the settings may be, where a type does not say it: a text in, the same text out.

Each raises ValueError with what is expected.
"""

import re
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from station.errors import Refusal
from station.expressions import slow_part
from station.public_holidays import supported_countries
from station.resources import resources
from station.settings.addresses import PrinterAddress, is_serial_port, parse_address, parse_route


def known_zone(name: str) -> str:
    """The name of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError('a time zone such as "Europe/Berlin"') from error
    return name


def quick_pattern(text: str) -> str:
    """A regular expression that is quick on every text."""
    try:
        re.compile(text)
        slow = slow_part(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"a regular expression ({error})") from error
    if slow:
        raise ValueError(f"a regular expression that is quick on every text ({slow} may take for ever)")
    return text


def spoken_language(code: str) -> str:
    """The two letters of a language that the station speaks."""
    spoken = sorted(folder.name for folder in resources().joinpath("texts").iterdir() if folder.is_dir())
    if code not in spoken:
        raise ValueError(f"one of {', '.join(spoken)}")
    return code


def time_of_day(text: str) -> str:
    """A time of day such as "09:00"."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError('a time of day such as "09:00"')
    return text


def time_or_never(text: str) -> str:
    """The same, or ""."""
    return time_of_day(text) if text else text


def iso_day(text: str) -> str:
    """A date such as "2026-12-24"."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValueError('a date such as "2026-12-24"') from error


def known_country(code: str) -> str:
    """Two capital letters of a country whose holidays are known, or ""."""
    if code and code not in supported_countries():
        raise ValueError("two capital letters of a country, ISO 3166, such as DE, GB or US")
    return code


def printer_address(url: str) -> str:
    """The address of a printer."""
    _address(parse_address, url)
    return url


def printer_or_none(url: str) -> str:
    """The same, or ""."""
    return printer_address(url) if url else ""


def printer_route(url: str) -> str:
    """The address of a printer with the labels and clients that it is for."""
    _address(parse_route, url)
    return url


def _address(parse: Callable[[str], PrinterAddress], url: str) -> PrinterAddress:
    try:
        return parse(url)
    except Refusal as refused:
        if refused.code == "PRINTER_OPTION":
            raise ValueError(f"{refused.params['known']} (not {refused.params['option']})") from refused
        if refused.code == "PRINTER_ROUTE":
            raise ValueError("for=KIND or clients=CLIENT in the address of each of several printers") from refused
        raise ValueError('"tcp://HOST:PORT", "serial:PORT", "queue:NAME", "windows:NAME" or "folder:DIR"') from refused


def scanner_port(text: str) -> str:
    """A scanner on a serial port."""
    if not is_serial_port(text):
        raise ValueError('"usb:VVVV:PPPP:SERIAL" (hexadecimal, small letters), or a port such as "/dev/ttyACM0" or "COM3"')
    return text
