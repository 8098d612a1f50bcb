"""Text into a box: how large, broken where, and cut with an ellipsis only where the layout allows. Text in, lines out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from station.labels.fonts import ABOVE, BELOW, clusters

PITCH: Final = 1150  # from baseline to baseline, in thousandths of an em
ELLIPSIS: Final = "…"
Measure = Callable[[str], int]  # a text's width in thousandths of an em


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit at a `size` (em, in tenths of a mm). `whole` is False when something was cut off."""

    lines: tuple[str, ...]
    size: int
    whole: bool = True

    @property
    def height(self) -> int:
        """From the top of the first line to the bottom of the last, in tenths of a mm."""
        return block_height(len(self.lines), self.size)


def fit(text: str, measure: Measure, width: int, height: int, size: int, smallest: int, lines: int) -> Fitted:
    """The largest size from `size` down to `smallest` at which the text fits in at most `lines`; else cut at the smallest.

    All lengths in tenths of a mm.
    """
    ink = measure(text.replace(" ", ""))
    for tried in range(size, smallest - 1, -1):
        most, limit = _most_lines(tried, height, lines), width * 1000 // tried
        if ink <= most * limit and len(wrapped := tuple(wrap(text, measure, limit, most + 1))) <= most:
            return Fitted(wrapped, tried)
    most, limit = max(1, _most_lines(smallest, height, lines)), width * 1000 // smallest
    wrapped = tuple(wrap(text, measure, limit, most))
    return Fitted((*wrapped[:-1], _cut(wrapped[-1], measure, limit)), smallest, whole=False)


def wrap(text: str, measure: Measure, limit: int, most: int) -> Iterator[str]:
    """At most `most` lines no wider than `limit` (thousandths of an em), broken at spaces, inside a word only if it must be."""
    line = ""
    for word in text.split(" "):
        together = f"{line} {word}" if line else word
        if measure(together) <= limit:
            line = together
            continue
        if line:
            yield line
            most -= 1
        *full, line = _broken(word, measure, limit, most)
        yield from full
        most -= len(full)
        if most <= 0:
            return
    if line:
        yield line


def block_height(lines: int, size: int) -> int:
    """The height of so many lines at a size, in the size's unit."""
    return ((lines - 1) * PITCH + ABOVE + BELOW) * size // 1000


def _most_lines(size: int, height: int, lines: int) -> int:
    return next((n for n in range(lines, 0, -1) if block_height(n, size) <= height), 0)


def _broken(word: str, measure: Measure, limit: int, most: int) -> list[str]:
    """A word in pieces that fit; what lies beyond `most` lines is left off."""
    if measure(word) <= limit:
        return [word]
    pieces = [""]
    for cluster in clusters(word):
        if pieces[-1] and measure(pieces[-1] + cluster) > limit:
            if len(pieces) > most:
                break
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _cut(line: str, measure: Measure, limit: int) -> str:
    """The line with an ellipsis at its end, as much of it as leaves room for that."""
    parts = clusters(line)
    while parts and measure("".join(parts).rstrip() + ELLIPSIS) > limit:
        parts.pop()
    return "".join(parts).rstrip() + ELLIPSIS
