"""Which column of a file is which of ours: names and aliases from resources/exchange/columns.toml, and the nearest for a wrong one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from station.resources import resource_text

_SILENT = str.maketrans("", "", " \t\n\r\u00a0_-./\\()[]#:'\"\ufeff")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of file.

    `require` lists the columns that must be there; an entry "sku|gtin" is met by either. `known` leads from the
    `plain` form of every name and alias to our name.
    """

    kind: str
    names: tuple[str, ...]
    require: tuple[str, ...]
    known: Mapping[str, str]

    def find(self, header: str) -> str | None:
        """Our name for a header of a file, or None."""
        return self.known.get(plain(header))

    def nearest(self, header: str) -> str | None:
        """Our name for the name or alias that looks most like `header`; None when nothing does."""
        close = get_close_matches(plain(header), self.known, n=1, cutoff=0.7)
        return self.known[close[0]] if close else None

    def missing(self, present: set[str]) -> tuple[str, ...]:
        """The requirements that `present` does not meet."""
        return tuple(need for need in self.require if present.isdisjoint(need.split("|")))


def plain(header: str) -> str:
    """A header without case, spaces, underscores and the other signs that do not count."""
    return header.translate(_SILENT).casefold()


@cache
def columns(kind: str) -> Columns:
    """The columns of a kind such as "products"; raises KeyError for a kind that there is not."""
    table = tomllib.loads(resource_text("exchange/columns.toml"))[kind]
    aliases: Mapping[str, list[str]] = table["columns"]
    known = {plain(alias): name for name, others in aliases.items() for alias in others}
    known |= {plain(name): name for name in aliases}
    return Columns(kind, tuple(aliases), tuple(table["require"]), MappingProxyType(known))
