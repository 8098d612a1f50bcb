"""What the window remembers beside the snapshot: the units finished since it opened, what became of their labels, the last refusal.

Pure: a story and one outcome in, the next story out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.errors import StationError
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.grades import Disposition
from station.session import Snapshot
from station.texts import table, word
from ui.bench.screen import LastUnit, Option
from ui.widgets.signs import HAZARD, HOLD

KEPT: Final = 6  # finished units that are shown
_RESTING: Final = ("ready", "parcel", "counting")
_OUTCOMES: Final = {kinds.LABEL_SENT: "SENT", kinds.LABEL_CONFIRMED: "CONFIRMED"}


@dataclass(frozen=True)
class Site:
    """What stands fast while a station is open. `commands` and `holds` are its cards.

    `camera` is what takes pictures: "" nothing, "camera", or "stand-in". `scans` are the lines of a shift that somebody is led through.
    """

    station: str
    name: str
    language: str
    zone: ZoneInfo
    commands: tuple[Option, ...] = ()
    holds: tuple[Option, ...] = ()
    camera: str = ""
    scans: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """`result`: the unit that the last input finished is told at large until the next input. `labels` are sentences by plate.

    `done` is that unit as it was in hand, for as long as it is told.
    """

    snapshot: Snapshot
    units: tuple[LastUnit, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    refusal: StationError | None = None
    result: bool = False
    finished: bool = False
    done: Mapping[str, Any] | None = None


def after(story: Story | None, snapshot: Snapshot, facts: Sequence[Fact], refusal: StationError | None, language: str) -> Story:
    """The story after one outcome; the first has no story before it."""
    if story is None:
        return Story(snapshot, refusal=refusal)
    last = snapshot.last
    finished = bool(last) and any(fact.id == last["fact"] for fact in facts) if last else False
    units = story.units
    if finished and last:
        unit = last_unit(last, _item_of(story.snapshot, last["lpn"], facts), language)
        units = (unit, *(each for each in units if each.lpn != unit.lpn))[:KEPT]
    gone = {fact.subject for fact in facts if fact.kind == kinds.ITEM_REOPENED}
    return Story(
        snapshot,
        tuple(unit for unit in units if unit.lpn not in gone),
        labelled(story.labels, facts, language),
        refusal,
        result=finished and snapshot.state in _RESTING,
        finished=finished,
        done=story.snapshot.item if finished else None,
    )


def with_labels(story: Story, facts: Sequence[Fact], language: str) -> Story:
    """The same after news of the printer; the page stays."""
    return replace(story, labels=labelled(story.labels, facts, language))


def left(story: Story) -> Story:
    """The result was read: the page behind it."""
    return replace(story, result=False, finished=False, done=None, refusal=None)


def labelled(labels: Mapping[str, str], facts: Sequence[Fact], language: str) -> dict[str, str]:
    """What is known of each unit's label, as a sentence."""
    told = dict(labels)
    for fact in facts:
        if sentence := _label_sentence(fact, language):
            told[fact.subject] = sentence
    return told


def _label_sentence(fact: Fact, language: str) -> str:
    if fact.kind == kinds.LABEL_QUEUED:
        return word("WINDOW_LABEL_QUEUED", language)
    if fact.kind == kinds.LABEL_STARTED:
        return word("WINDOW_LABEL_STARTED", language)
    if fact.kind == kinds.LABEL_UNCONFIRMED:
        return word("LABEL_IN_DOUBT", language, lpn=fact.subject)
    if fact.kind == kinds.LABEL_VOIDED:
        return word("WINDOW_LABEL_VOIDED", language)
    key = f"LABEL_{_OUTCOMES.get(fact.kind, '')}_{fact.payload.get('detail')}"
    return word(key, language, printer=fact.payload.get("printer", "")) if key in table(language, "words") else ""


def last_unit(last: Mapping[str, Any], item: Mapping[str, str], language: str) -> LastUnit:
    """A finished unit for the screen; `item` tells its title and SKU where they are known."""
    return LastUnit(
        mark=mark_of(last),
        grade=_grade_words(last, language),
        lpn=last["lpn"],
        title=item.get("title", ""),
        place=last.get("bin") or "–",
        why=last["say"],
        sku=item.get("sku", ""),
    )


def mark_of(last: Mapping[str, Any]) -> str:
    """Which mark a unit gets; a hazard and a hold outrank its letter. "" where it has none."""
    if last.get("disposition") == Disposition.QUARANTINE.value:
        return HAZARD
    return HOLD if last.get("reasons") else str(last.get("grade") or "")


def _grade_words(last: Mapping[str, Any], language: str) -> str:
    mark = mark_of(last)
    if mark == HAZARD:
        return word("DISPOSITION_QUARANTINE", language)
    if mark == HOLD:
        return word("DISPOSITION_HOLD", language)
    return word("WINDOW_GRADE", language, grade=mark) if mark else word("WINDOW_NO_GRADE", language)


def _item_of(before: Snapshot, lpn: str, facts: Sequence[Fact]) -> Mapping[str, str]:
    """Title and SKU of the unit that was in hand, or as item.received tells them."""
    if before.item and before.item["lpn"] == lpn:
        return {name: before.item[name] or "" for name in ("title", "sku")}
    received = next((fact.payload for fact in facts if fact.kind == kinds.ITEM_RECEIVED and fact.subject == lpn), {})
    return {name: str(received.get(name) or "") for name in ("title", "sku")}
