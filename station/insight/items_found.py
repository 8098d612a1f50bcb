"""What was typed or scanned to find units: a text in, the units that it stands for out. Any text is something: at worst part of a title.

Tried in this order: the station's own codes of places, whatever `find_subject` knows, a tote, lot or bin by name, a product's code, each of
them also without what symbols and carriers put around a code, and last the text itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from station.errors import Refusal
from station.insight.items_wanted import Wanted
from station.insight.subjects import Subject, find_subject
from station.knowledge.knowledge import Knowledge
from station.model.codes import Reading
from station.scan.commands import command
from station.scan.patterns import Patterns
from station.scan.reading import read
from station.scan.texts import cleaned, shown
from station.store.faults import guarded

_PLACES: Final = {"tote": "tote", "lot": "lot", "bin": "bin", "count": "bin"}  # by the kind of their code: what they are here
_PARTS: Final = ("serial", "gtin")  # of a code with several parts, those that say more first
_HOLDING: Final = {
    "tote": "SELECT 1 FROM totes WHERE tote = ?",
    "lot": "SELECT 1 FROM lots WHERE lot = ?",
    "bin": "SELECT 1 FROM items WHERE bin = ? AND state = 'restocked' LIMIT 1",
}


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` is one of `Subject`'s, or tote, lot, bin, product, text. `units` has but the fields set that the text stands for.

    `subject` is what a sentence can be told of; a place, a product and a text have none.
    """

    kind: str
    code: str
    units: Wanted
    subject: Subject | None = None


def find_items(reader: Engine, knowledge: Knowledge, patterns: Patterns, text: str) -> Found:
    """What this text stands for.

    Raises Refusal CODE_EMPTY, CODE_TOO_LONG or CODE_NOT_READABLE; COMMAND_UNKNOWN or ITEMS_NOT_A_PLACE for a code of ours that finds none.
    """
    asked = cleaned(text)
    if own := command(asked):
        return _own(own)
    for code in dict.fromkeys((asked, *_other_forms(asked, patterns))):
        for found in (_subject(reader, knowledge, code), _place(reader, code), _product(knowledge, code)):
            if found:
                return found
    return Found("text", shown(asked), Wanted(text=asked))


def _own(code: Reading | Refusal) -> Found:
    """A place; any other code of ours commands a bench and finds nothing."""
    if isinstance(code, Refusal):
        raise code
    if code.kind not in _PLACES:
        raise Refusal("ITEMS_NOT_A_PLACE", text=shown(f"RS-{code.value}"))
    return _in_place(_PLACES[code.kind], code.value)


def _other_forms(text: str, patterns: Patterns) -> Iterator[str]:
    """The codes that a scanned text holds: without what symbols and carriers put around it."""
    try:
        readings = read(text, patterns).readings
    except Refusal:
        return
    for reading in readings:
        yield from (reading.parts[part] for part in _PARTS if part in reading.parts)
        yield reading.value


def _subject(reader: Engine, knowledge: Knowledge, code: str) -> Found | None:
    try:
        subject = find_subject(reader, knowledge, code)
    except Refusal:
        return None
    return Found(subject.kind, subject.code, Wanted(plates=tuple(unit["lpn"] for unit in subject.units)), subject)


def _place(reader: Engine, code: str) -> Found | None:
    with guarded(str(reader.url.database)), reader.connect() as connection:
        for kind, holding in _HOLDING.items():
            if connection.exec_driver_sql(holding, (code.upper(),)).first():
                return _in_place(kind, code.upper())
    return None


def _in_place(kind: str, code: str) -> Found:
    return Found(kind, code, Wanted(**{kind: code}))  # type: ignore[arg-type]  # the three of them are texts


def _product(knowledge: Knowledge, code: str) -> Found | None:
    skus = tuple(dict.fromkeys((product.client, product.sku) for product in knowledge.products(code)))
    return Found("product", code, Wanted(skus=skus)) if skus else None
