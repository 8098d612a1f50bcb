"""The pictograms of findings for paper: a code in; its lines and surfaces out, on a grid of 48, which every renderer draws.

The drawings in resources/pictograms keep to this much of SVG: `path` (absolute M, L, H, V, C, Z) and `circle`, drawn in lines of
2 or filled. A test holds every file to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from defusedxml.ElementTree import fromstring

from station.resources import resource_names, resource_text

GRID: Final = 48
LINE: Final = 2
_FOLDER: Final = "pictograms"
_ROUND: Final = 0.5523  # how far the handles of four Bézier curves reach that make a circle of radius 1
_TOKEN: Final = re.compile(r"[MLHVCZ]|-?\d*\.?\d+")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}

Step = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One line or surface: steps "M", "L", "C", "Z" with absolute points. `dash` are lengths of stroke and gap, () for a whole line."""

    steps: tuple[Step, ...]
    filled: bool
    lined: bool
    dash: tuple[float, ...] = ()


@cache
def drawn_findings() -> frozenset[str]:
    """The codes of all findings that have a pictogram."""
    return frozenset(name.rsplit("/", 1)[-1].removesuffix(".svg") for name in resource_names(_FOLDER, ".svg"))


@cache
def shapes(finding: str) -> tuple[Shape, ...]:
    """What its pictogram consists of; raises FileNotFoundError for a finding without one."""
    return tuple(_shape(element) for element in fromstring(resource_text(f"{_FOLDER}/{finding}.svg")))


def _shape(element: Any) -> Shape:  # noqa: ANN401 -- an element of any XML library
    steps = _circle(element) if element.tag.endswith("}circle") else tuple(_steps(element.get("d")))
    dash = tuple(float(length) for length in element.get("stroke-dasharray", "").split())
    return Shape(steps, element.get("fill") == "currentColor", element.get("stroke") != "none", dash)


def _circle(element: Any) -> tuple[Step, ...]:  # noqa: ANN401 -- as above
    x, y, r = (float(element.get(name)) for name in ("cx", "cy", "r"))
    k = r * _ROUND
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("Z", ()),
    )


def _steps(path: str) -> Iterator[Step]:
    """The commands of a path; H and V become L, and numbers after the first of an M are L."""
    tokens = _TOKEN.findall(path)[::-1]
    command, x, y = "", 0.0, 0.0
    while tokens:
        command = tokens.pop() if tokens[-1] in _TAKES else {"M": "L"}.get(command, command)
        values = [float(tokens.pop()) for _ in range(_TAKES[command])]
        if command in "HV":
            values = [values[0], y] if command == "H" else [x, values[0]]
        if values:
            x, y = values[-2:]
        yield ("L" if command in "HV" else command), tuple(values)
