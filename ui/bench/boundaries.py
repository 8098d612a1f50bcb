"""Where A ends and B begins: whether the board offers a look at it, and for which findings. Options in, Options out; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from station.texts import word
from ui.bench.function_keys import key_of
from ui.bench.screen import BOUNDARY, DESK, Option, Page, Screen

A_OR_B_SCAN: Final = "RS-A-OR-B"  # what its card says
# Scans that the window answers itself, by the code of its own that they stand for; the bench never hears of them.
WINDOW_SCANS: Final[Mapping[str, str]] = {A_OR_B_SCAN: BOUNDARY, "RS-DESK": DESK}


def with_boundary(screen: Screen, pairs: Collection[str], language: str) -> Screen:
    """The same screen; on a board with a finding that has a pair of pictures, "A or B?" stands among its commands."""
    if screen.page is not Page.BOARD or not paired(screen.options, pairs):
        return screen
    look = Option(key_of(BOUNDARY), BOUNDARY, word("BOUNDARY_A_OR_B", language))
    return replace(screen, commands=(*screen.commands, look))


def paired(options: Sequence[Option], pairs: Collection[str]) -> tuple[Option, ...]:
    """The findings that have a pair, those that were chosen first: they are what somebody is in doubt about."""
    found = [option for option in options if option.finding in pairs]
    return tuple(sorted(found, key=lambda option: not option.chosen))
