"""The address of a label printer: a text in, its checked parts out. Pure; nothing is contacted.

tcp://HOST[:PORT], serial:PORT or serial:usb:VVVV:PPPP[:SERIAL], queue:NAME (CUPS), windows:NAME, folder:DIR; options after "?".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from station.errors import Refusal
from station.model.labels import LABEL_KINDS, LANGUAGES, STOCKS

DPI: Final = (203, 300, 600)
# What a printer of each way may be sent, the usual one first.
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "tcp": (*LANGUAGES, "pdf", "png"),
    "serial": LANGUAGES,
    "queue": ("pdf", *LANGUAGES),
    "windows": LANGUAGES,
    "folder": (*LANGUAGES, "pdf", "png"),
}
SPEEDS: Final = (300, 600, 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400, 460800, 921600)
RAW_PORT: Final = 9100

_EVERY: Final = ("format", "dpi", "stock", "for", "clients")
_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {"tcp": (*_EVERY, "status"), "serial": (*_EVERY, "status", "baud")}
_CLIENT: Final = re.compile(r"\S(?:[^,]*\S)?")
_SERIAL: Final = re.compile(r"usb:[0-9a-f]{4}:[0-9a-f]{4}(?::[^:\s]+)?|(?!usb:)[^:\s]\S*")
# What CUPS allows in a name, without the comma, at which lpstat parts names; no name is taken for an option of lp.
_QUEUE: Final = re.compile(r"""(?!-)[^\s/#?'",\\]+""")
_WINDOWS: Final = re.compile(r"[^\s,?](?:[^,?]*[^\s,?])?")


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """`place` is a host, a serial port or its identity, a queue or a folder ("": the station's own). None: as the settings have it."""

    way: str
    place: str
    port: int = 0
    fmt: str = "zpl"
    dpi: int | None = None
    stock: str | None = None
    asks: bool = True
    baud: int = 9600
    kinds: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What facts and screens call it; of a folder the last name only, since facts are kept for ever and say nothing of this machine."""
        if self.way == "tcp":
            return f"tcp://{self.place}:{self.port}"
        return f"{self.way}:{PurePath(self.place).name if self.way == 'folder' else self.place}"

    @property
    def device(self) -> "PrinterAddress":
        """The same printer without what it is used for."""
        return replace(self, kinds=(), clients=())


def parse_address(url: str) -> PrinterAddress:
    """The parts of an address. Raises Refusal PRINTER_URL for what is none, PRINTER_OPTION with what is possible."""
    way, colon, rest = url.partition(":")
    place, _question, query = rest.partition("?")
    if not colon or way not in FORMATS:
        raise Refusal("PRINTER_URL", url=url)
    host, port = _place(url, way, place)
    options = _options(url, query, _OPTIONS.get(way, _EVERY))
    dpi = _chosen(url, options, "dpi", tuple(str(each) for each in DPI))
    return PrinterAddress(
        way,
        host,
        port,
        _chosen(url, options, "format", FORMATS[way]) or FORMATS[way][0],
        int(dpi) if dpi else None,
        _chosen(url, options, "stock", tuple(STOCKS)) or None,
        _chosen(url, options, "status", ("ask", "none")) != "none",
        int(_chosen(url, options, "baud", tuple(str(each) for each in SPEEDS)) or 9600),
        _several(url, options, "for", LABEL_KINDS.__contains__, ",".join(LABEL_KINDS)),
        _several(url, options, "clients", lambda client: bool(_CLIENT.fullmatch(client)), "a,b"),
    )


def parse_route(url: str) -> PrinterAddress:
    """The address of one of several printers, which has to say what it is for. Raises also Refusal PRINTER_ROUTE."""
    address = parse_address(url)
    if not (address.kinds or address.clients):
        raise Refusal("PRINTER_ROUTE", url=url)
    return address


def check_apart(addresses: Sequence[PrinterAddress]) -> None:
    """Raise Refusal PRINTER_TWICE where two would have one name: a printer with two sets of options, or two folders called alike."""
    seen: dict[str, PrinterAddress] = {}
    for address in addresses:
        if seen.setdefault(address.name, address.device) != address.device:
            raise Refusal("PRINTER_TWICE", printer=address.name)


def is_serial_port(text: str) -> bool:
    """Whether the settings may name a serial port like this: "usb:VVVV:PPPP:SERIAL", or a port such as "/dev/ttyUSB0" or "COM3"."""
    return bool(_SERIAL.fullmatch(text))


def _place(url: str, way: str, place: str) -> tuple[str, int]:
    if way == "tcp":
        return _host(url, place)
    forms = {"serial": _SERIAL, "queue": _QUEUE, "windows": _WINDOWS}
    if way in forms and not forms[way].fullmatch(place):
        raise Refusal("PRINTER_URL", url=url)
    return place, 0


def _host(url: str, place: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"tcp:{place}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refusal("PRINTER_URL", url=url) from error
    if not host or port == 0 or parts.path.strip("/") or parts.username:
        raise Refusal("PRINTER_URL", url=url)
    return host, port or RAW_PORT


def _options(url: str, query: str, known: tuple[str, ...]) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in known:
            raise Refusal("PRINTER_OPTION", url=url, option=name, known=", ".join(known))
    return options


def _chosen(url: str, options: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The value of an option, "" where it is not given."""
    value = options.get(name)
    if value is not None and value not in allowed:
        raise Refusal("PRINTER_OPTION", url=url, option=f"{name}={value}", known=f"{name}={' or '.join(allowed)}")
    return value or ""


def _several(url: str, options: Mapping[str, str], name: str, is_one: Callable[[str], bool], known: str) -> tuple[str, ...]:
    """The values of an option that takes several, parted by commas; `known` says what they may be."""
    if name not in options:
        return ()
    values = tuple(part.strip() for part in options[name].split(","))
    if not all(map(is_one, values)):
        raise Refusal("PRINTER_OPTION", url=url, option=f"{name}={options[name]}", known=f"{name}={known}")
    return values
