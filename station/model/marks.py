"""The mark of a unit, at the bench and at the desk: what is known of it in, a letter or a sign out. How marks look: `ui.widgets.marks`."""

from typing import Final

from station.model.grades import Disposition

HOLD: Final = "H"
HAZARD: Final = "!"


def mark_of(grade: str | None, disposition: str | None, *, held: bool) -> str:
    """A, B or C; a hazard outranks a hold, and both outrank the letter. "" where nothing is decided."""
    if disposition == Disposition.QUARANTINE.value:
        return HAZARD
    return HOLD if held else grade or ""
