"""Keys that came close together and are held back, until it is clear whether they are a scan."""

from dataclasses import dataclass, field
from enum import Enum, auto
from statistics import median
from typing import Final

from ui.devices.scan_codes import Modifier

LONGEST: Final = 4096  # characters; the largest symbol in use (a GS1 Data Matrix) holds 3116 digits
# Our own line, not a measured one: a USB keyboard reports every 8 ms at the latest, and a scanner lets a key go in its next report;
# a finger has to turn back and takes several times as long. The median forgives a radio that stumbles.
BY_HAND_MS: Final = 60
# Measured: wired scanners leave 0 to 20 ms between keys. Nobody types six digits of a PIN with so little between them.
BY_MACHINE_MS: Final = 35
_LEAST_OF_A_CODE: Final = 6  # digits; fewer may be two or three fingers that came down together
_CLOCK: Final = 1 << 32  # X11 and Windows count milliseconds in 32 bits and begin anew after 49 days


class Action(Enum):
    """What happened to a key; COMPOSED is a text made of several keys, such as an accent and its letter (empty: still being made)."""

    PRESSED = auto()
    RELEASED = auto()
    COMPOSED = auto()


@dataclass(frozen=True)
class KeyStroke:
    """One key event: native scan code, text under the layout in use, what was held beside it, its own time in milliseconds.

    `modifier` is True for Shift, Ctrl and the like themselves. `event` is whatever the caller wants back with it.
    """

    code: int
    text: str
    modifiers: Modifier
    at_ms: int
    action: Action = Action.PRESSED
    repeated: bool = False
    modifier: bool = False
    event: object = field(default=None, compare=False, repr=False)


def between(first_ms: int, then_ms: int) -> int:
    """Milliseconds from one time to a later one."""
    return (then_ms - first_ms) % _CLOCK


class Burst:
    """Characters closer together than the threshold, with everything that happened between them."""

    def __init__(self) -> None:
        self.text = ""
        self.strokes: list[KeyStroke] = []
        self.asides: list[KeyStroke] = []  # of the strokes, those that are no part of a code: Shift, keys that were typed before
        self.gaps_ms: list[int] = []
        self.began_at = self.last_at = 0
        self.last_pressed: int | None = None
        self._down: dict[int, int] = {}
        self._held_ms: list[int] = []

    def __bool__(self) -> bool:
        return bool(self.strokes)

    def add(self, stroke: KeyStroke, sign: str) -> None:
        """One more character."""
        if self.text:
            self.gaps_ms.append(between(self.last_at, stroke.at_ms))
        else:
            self.began_at = stroke.at_ms
        self.last_at = stroke.at_ms
        self.text += sign
        self.strokes.append(stroke)
        if stroke.action is Action.PRESSED:
            self._down[stroke.code] = stroke.at_ms
            self.last_pressed = stroke.code

    def end(self, stroke: KeyStroke) -> None:
        """The key behind the last character."""
        self.gaps_ms.append(between(self.last_at, stroke.at_ms))
        self.last_at = stroke.at_ms

    def let_go(self, stroke: KeyStroke) -> None:
        """A character's key comes up."""
        self.strokes.append(stroke)
        if stroke.code in self._down:
            self._held_ms.append(between(self._down.pop(stroke.code), stroke.at_ms))

    def add_aside(self, stroke: KeyStroke) -> None:
        """Something that is no part of a code."""
        self.strokes.append(stroke)
        self.asides.append(stroke)

    def compose(self, stroke: KeyStroke) -> None:
        """A text from several keys: in a scan, the garbled form of its characters. Qt hands it over before those keys come up."""
        self.strokes.append(stroke)

    @property
    def quick(self) -> bool:
        """Whether all its keys are up again, sooner than fingers let them go: more of a slow scanner may follow."""
        return bool(self._held_ms) and not self._down and not self.by_hand(over=False)

    def by_hand(self, *, over: bool) -> bool:
        """Whether its keys were held down as long as fingers do; once it is `over`, a key that is still down counts as that."""
        held = self._held_ms + [BY_HAND_MS + 1] * (len(self._down) if over else 0)
        return bool(held) and median(held) > BY_HAND_MS

    @property
    def by_machine(self) -> bool:
        """Whether no person can have typed it: a bar code of digits, where somebody is asked for a PIN."""
        return len(self.text) >= _LEAST_OF_A_CODE and median(self.gaps_ms) <= BY_MACHINE_MS
