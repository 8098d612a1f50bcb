"""The address of a label printer taken apart, so that each part can be chosen, and put together again. Text in, text out; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote

from station.errors import Refusal
from station.settings.addresses import DPI, FORMATS, parse_address

WAYS: Final = tuple(FORMATS)
DOTS: Final = tuple(str(each) for each in DPI)
SPEEDS: Final = ("9600", "19200", "38400", "57600", "115200")  # the usual ones; the settings know more
STATUS: Final = ("ask", "none")
_ASKED: Final = ("tcp", "serial")  # ways by which a printer can be asked how it is
_SLASHES: Final = {"tcp": "//"}
_ORDER: Final = ("format", "dpi", "stock", "status", "baud", "for", "clients")


@dataclass(frozen=True)
class Address:
    """`way` is one of WAYS; `place` what comes after it: HOST[:PORT], a serial port, the name of a queue, a folder."""

    way: str
    place: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """As the settings keep it."""
        given = sorted(self.options.items(), key=lambda each: _ORDER.index(each[0]) if each[0] in _ORDER else len(_ORDER))
        query = "&".join(f"{name}={quote(value, safe=',:/ ')}" for name, value in given if value)
        return f"{self.way}:{_SLASHES.get(self.way, '')}{self.place}{'?' if query else ''}{query}"

    @property
    def formats(self) -> tuple[str, ...]:
        """The languages that a printer may be spoken to by this way, the usual one first."""
        return FORMATS[self.way]

    @property
    def may_ask(self) -> bool:
        """Whether it can be asked how it is."""
        return self.way in _ASKED

    @property
    def speeds(self) -> bool:
        """Whether the line has a speed: USB does not mind, and has one all the same."""
        return self.way == "serial"

    def option(self, name: str, otherwise: str = "") -> str:
        """The value of an option, or what holds without it."""
        return self.options.get(name, otherwise)

    def several(self, name: str) -> tuple[str, ...]:
        """The values of an option that takes several: `for` and `clients`."""
        return tuple(part.strip() for part in self.options.get(name, "").split(",") if part.strip())

    def having(self, name: str, value: str) -> "Address":
        """The same with another value of one option; "" takes the option away."""
        rest = {key: kept for key, kept in self.options.items() if key != name}
        return replace(self, options=MappingProxyType({**rest, name: value} if value else rest))

    def toggled(self, name: str, value: str) -> "Address":
        """The same with one more value of an option that takes several, or one less."""
        now = self.several(name)
        after = tuple(each for each in now if each != value) if value in now else (*now, value)
        return self.having(name, ",".join(after))

    def at(self, way: str, place: str) -> "Address":
        """Connected in another way: what does not go with it falls away."""
        kept = self if way == self.way else replace(self, options=MappingProxyType(_of_any_way(self.options)))
        return replace(kept, way=way, place=place)


def address(text: str) -> Address:
    """Taken apart as far as it can be; what is wrong with it is said when it is used."""
    way, _, rest = text.partition(":")
    place, _, query = rest.partition("?")
    return Address(way, place.removeprefix(_SLASHES.get(way, "")), MappingProxyType(dict(parse_qsl(query, keep_blank_values=True))))


def is_same(url: str, other: str) -> bool:
    """Whether both are addresses of one printer, whatever each is used for; a text that is no address is only like itself."""
    try:
        return parse_address(url).name == parse_address(other).name
    except Refusal:
        return url == other


def _of_any_way(options: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in options.items() if name in ("dpi", "stock", "for", "clients")}
