"""What the bench lets hear: a kind of sound in, its samples out. Made here from sines and triangles; pure, nothing is played.

Each is short, and told from the others without listening for it: accepted is one high tone, a question rises, a finished unit is a
chord of three steps, a refusal two low buzzes, a hazard a siren.
"""

from array import array
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import asin, pi, sin
from typing import Final

RATE: Final = 48_000  # samples a second, one channel, 16 bits, signed
_LOUDEST: Final = 0.85  # of full scale, so that no device clips
_RAMP: Final = 0.006  # seconds in which a tone begins and ends: a hard edge would click


class Sound(StrEnum):
    """What can be heard."""

    ACCEPTED = "accepted"
    QUESTION = "question"
    REFUSED = "refused"
    FINISHED = "finished"
    HAZARD = "hazard"


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone: hertz (0 is a rest), seconds, and how much of it is a triangle, which is rougher than a sine."""

    hertz: float
    seconds: float
    rough: float = 0.0


_TONES: Final[dict[Sound, tuple[Tone, ...]]] = {
    Sound.ACCEPTED: (Tone(1318.5, 0.09),),
    Sound.QUESTION: (Tone(659.3, 0.07), Tone(987.8, 0.11)),
    Sound.FINISHED: (Tone(784.0, 0.07), Tone(1046.5, 0.07), Tone(1568.0, 0.13)),
    Sound.REFUSED: (Tone(138.6, 0.12, 1.0), Tone(0, 0.04), Tone(123.5, 0.13, 1.0)),
    Sound.HAZARD: tuple(Tone(hertz, 0.07, 0.6) for hertz in (1760.0, 1174.7, 1760.0, 1174.7)),
}


def seconds(sound: Sound) -> float:
    """How long it lasts."""
    return sum(tone.seconds for tone in _TONES[sound])


@cache
def samples(sound: Sound, volume: int, rate: int = RATE) -> bytes:
    """Its samples (16 bits, signed, the machine's byte order, one channel) at a volume of 0 to 100."""
    # What is heard as half as loud is far less than half the amplitude.
    loud = _LOUDEST * (min(100, max(0, volume)) / 100) ** 2 * 32_767
    found = array("h")
    for tone in _TONES[sound]:
        count = round(tone.seconds * rate)
        found.extend(round(loud * _envelope(place, count, rate) * _wave(tone, place / rate)) for place in range(count))
    return found.tobytes()


def _wave(tone: Tone, at: float) -> float:
    if not tone.hertz:
        return 0.0
    pure = sin(2 * pi * tone.hertz * at)
    return (1 - tone.rough) * pure + tone.rough * asin(pure) * 2 / pi


def _envelope(place: int, count: int, rate: int) -> float:
    ramp = max(1, round(_RAMP * rate))
    return min(1.0, place / ramp, (count - 1 - place) / ramp)
