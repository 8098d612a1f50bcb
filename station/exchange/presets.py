"""Shipped mappings for the files of platforms: a name in, the mapping out."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from station.errors import Refusal
from station.exchange.columns import Columns, columns
from station.exchange.kinds import KINDS, Kind
from station.exchange.mapping import Mapping, mapping_of
from station.resources import resource_names, resource_text

_FOLDER: Final = "exchange/presets"


@dataclass(frozen=True, slots=True)
class Preset:
    """One shipped mapping: its name, the kind of file that it is for, and what file that is, in its own words."""

    name: str
    kind: Kind
    about: str


def presets() -> tuple[Preset, ...]:
    """All that are shipped, by name."""
    return tuple(_preset(PurePosixPath(file).stem, resource_text(file)) for file in resource_names(_FOLDER))


def preset(name: str, known: Columns) -> Mapping:
    """The mapping of this name. Raises Refusal PRESET_UNKNOWN, or PRESET_KIND for one that is for another kind of file."""
    shipped = {each.name: each for each in presets()}
    found = shipped.get(name.strip().casefold())
    if found is None:
        raise Refusal("PRESET_UNKNOWN", preset=name, presets=", ".join(shipped))
    if found.kind != known.kind:
        raise Refusal("PRESET_KIND", preset=found.name, kind=found.kind, asked=known.kind)
    return mapping_of(resource_text(f"{_FOLDER}/{found.name}.toml"), f"{found.name}.toml", columns(found.kind))


def _preset(name: str, text: str) -> Preset:
    """The first two lines of its text say the kind and what it is about: "# returns", "# The … report"."""
    kind, about = (line.lstrip("# ").strip() for line in text.splitlines()[:2])
    return Preset(name, next(each for each in KINDS if each == kind), about)
