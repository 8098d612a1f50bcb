"""Which sound goes with what happened, and which words and sign stand on its visible twin. Pure: two stories in."""

from typing import Final

from station.model.marks import HAZARD
from station.texts import word
from ui.bench.labelling import is_of_other_unit
from ui.bench.story import Story
from ui.sounds import Sound

_ASKING: Final = ("choosing", "inspecting", "photographing", "deciding")
SIGNS: Final = {Sound.ACCEPTED: "✓", Sound.QUESTION: "?", Sound.REFUSED: "✗", Sound.FINISHED: "✓✓", Sound.HAZARD: "!"}


def heard(before: Story | None, after: Story) -> Sound | None:
    """The sound of one outcome; nothing for the first state, which nobody asked for. What must be said aloud sounds like a hazard."""
    if before is None:
        return None
    if after.refusal:
        return Sound.REFUSED
    if after.finished:
        return Sound.HAZARD if after.units and after.units[0].mark == HAZARD else Sound.FINISHED
    if any(alert not in before.snapshot.alerts for alert in after.snapshot.alerts):
        return Sound.HAZARD
    # A label that was scanned beside the one that is waited for: somebody has to look which is whose.
    return Sound.QUESTION if after.snapshot.state in _ASKING or is_of_other_unit(after) else Sound.ACCEPTED


def seen(sound: Sound, language: str) -> str:
    """The sign and the word of the band that goes with a sound."""
    return f"{SIGNS[sound]}  {word(f'HEARD_{sound.upper()}', language)}"
