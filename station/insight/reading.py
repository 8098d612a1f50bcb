"""What the station makes of a code: text in, the readings that hold here out."""

from typing import Any

from station.knowledge.knowledge import Knowledge
from station.knowledge.resolve import resolve
from station.model.codes import Reading, Scan
from station.scan.patterns import Patterns
from station.scan.reading import read


def read_code(text: str, patterns: Patterns, knowledge: Knowledge) -> Scan:
    """The readings of a text, those first that are likelier. Raises the Refusal that the bench would show."""
    return resolve(read(text, patterns), knowledge)


def reading_json(reading: Reading) -> dict[str, Any]:
    """{"kind", "value", "parts"}; field names are a promise."""
    return {"kind": reading.kind.value, "value": reading.value, "parts": dict(reading.parts)}
