"""What a text can be to a session: an event of the bench, or something that the bench itself knows nothing of."""

from dataclasses import dataclass

from station.bench.events import Event


@dataclass(frozen=True)
class Resume:
    """RS-RESUME, or the plate of a parked unit: which one, "" for the only one. Not an event: it changes drafts."""

    lpn: str = ""


@dataclass(frozen=True)
class Undo:
    """RS-UNDO while something is in hand: it takes back the last event of the draft."""


@dataclass(frozen=True)
class Speak:
    """RS-LANG: the language (two small letters) that the bench shall speak."""

    language: str


Input = Event | Resume | Undo | Speak
