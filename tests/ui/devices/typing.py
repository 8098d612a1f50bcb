"""Texts in, the strokes of a scanner or of a hand out; and what a wedge made of a stream, as lists that can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ui.devices.burst import Action, KeyStroke, between
from ui.devices.scan_codes import X11, Modifier
from ui.devices.wedge import Ignored, Partial, Replayed, Scanned, Wedge

ENTER: Final = 36
GS: Final = "\x1d"
_BRACKET: Final = 35
_KEYS: Final = {sign: (code, shift) for code, pair in X11.characters.items() for shift, sign in enumerate(pair)}
PRINTABLE: Final = "".join(sorted(_KEYS))


def key_of(sign: str) -> tuple[int, Modifier]:
    """The X11 code and what is held beside it."""
    if sign == GS:
        return _BRACKET, Modifier.CONTROL
    if sign in "\r\t":
        return {"\r": ENTER, "\t": 23}[sign], Modifier.NONE
    code, shift = _KEYS[sign]
    return code, Modifier.SHIFT if shift else Modifier.NONE


def strokes(text: str, gaps_ms: Sequence[int] = (), start_ms: int = 1000, held_ms: int = 0, garbled: str = "¤") -> list[KeyStroke]:
    """Each key down and up, in the order of their times; the last of `gaps_ms` goes on for ever. The text of each is `garbled`."""
    made, at = [], start_ms
    for place, sign in enumerate(text):
        if place and gaps_ms:
            at += gaps_ms[min(place - 1, len(gaps_ms) - 1)]
        code, modifiers = key_of(sign)
        made.append(KeyStroke(code, garbled, modifiers, at))
        made.append(KeyStroke(code, garbled, modifiers, at + held_ms, Action.RELEASED))
    return sorted(made, key=lambda stroke: stroke.at_ms)


@dataclass
class Heard:
    """What came of a stream: everything that was decided, and the strokes that reached the window, in order."""

    scans: list[Scanned | Partial | Ignored] = field(default_factory=list)
    keys: list[KeyStroke] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The codes alone."""
        return [scan.text for scan in self.scans if isinstance(scan, Scanned)]


def heard(wedge: Wedge, stream: Iterable[KeyStroke], *, punctual: bool = True, ends: bool = True) -> Heard:
    """Feed a stream. A punctual timer fires in each pause that is long enough; otherwise only the next key tells of it."""
    result, last = Heard(), None
    for stroke in stream:
        waits = wedge.waits_ms
        if punctual and waits is not None and last is not None and between(last, stroke.at_ms) > waits:
            _note(result, wedge.lapse())
        answer = wedge.feed(stroke)
        _note(result, answer.decisions)
        if not answer.taken:
            result.keys.append(stroke)
        if stroke.action is Action.PRESSED and not stroke.modifier:
            last = stroke.at_ms
    if ends:
        _note(result, wedge.lapse())
    return result


def _note(result: Heard, decisions: Iterable[Scanned | Partial | Ignored | Replayed]) -> None:
    for decision in decisions:
        if isinstance(decision, Replayed):
            result.keys.extend(decision.strokes)
        else:
            result.scans.append(decision)
