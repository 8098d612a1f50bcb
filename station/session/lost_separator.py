"""A code whose separator seems to be lost: it is taken, since it is well-formed, but somebody has to look. A text in, the warning out."""

from station.errors import Refusal
from station.model.codes import Reading
from station.scan.compounds import fields, is_announced, untold
from station.scan.symbology import symbol


def lost_separator(text: str) -> Refusal | None:
    """Which part of a GS1 code may have swallowed its neighbour; None for a code that nothing is wrong with, and any other text."""
    scanned = symbol(text.strip())
    verdict = fields(scanned) if is_announced(scanned) else untold(scanned.body)
    part = verdict.parts.get("doubtful") if isinstance(verdict, Reading) else None
    return Refusal("SEPARATOR_MAYBE_LOST", part=f"@SCAN_PART_{part.upper()}") if part else None
