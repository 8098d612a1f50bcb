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
from station.model.marks import HAZARD, HOLD, mark_of
from station.session import Snapshot
from station.texts import table, word
from ui.bench.screen import LastUnit, Option

KEPT: Final = 6  # finished units that are shown
_RESTING: Final = ("ready", "parcel", "counting")
_OUTCOMES: Final = {kinds.LABEL_SENT: "SENT", kinds.LABEL_CONFIRMED: "CONFIRMED"}
_BEGAN: Final = (kinds.LABEL_STARTED, kinds.LABEL_SENT, kinds.LABEL_CONFIRMED, kinds.LABEL_UNCONFIRMED)
_PLAIN: Final = {
    kinds.LABEL_QUEUED: "WINDOW_LABEL_QUEUED",
    kinds.LABEL_STARTED: "WINDOW_LABEL_STARTED",
    kinds.LABEL_VOIDED: "WINDOW_LABEL_VOIDED",
}


Cards = tuple[tuple[Option, ...], tuple[Option, ...]]  # of commands, and of reasons to hold


@dataclass(frozen=True)
class Site:
    """What stands fast while a station is open. `cards` are those of its commands, and of its reasons to hold, by language.

    `camera` is what takes pictures: "" nothing, "camera", or "stand-in". `scans` are the lines of a shift that somebody is led through,
    `examples` codes to try afterwards. `volume` of the sounds, and whether pictures take themselves, as the settings say.
    `pairs` are the findings that have a boundary pair of pictures.
    """

    station: str
    name: str
    language: str
    zone: ZoneInfo
    camera: str = ""
    scans: tuple[str, ...] = ()
    pairs: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    cards: Mapping[str, Cards] = field(default_factory=dict)
    volume: int = 0
    photographs_itself: bool = False

    @property
    def commands(self) -> tuple[Option, ...]:
        """The cards of the commands."""
        return self.cards.get(self.language, ((), ()))[0]

    @property
    def holds(self) -> tuple[Option, ...]:
        """The cards of the reasons to hold."""
        return self.cards.get(self.language, ((), ()))[1]

    def speaking(self, language: str) -> "Site":
        """The same in another language."""
        return self if language == self.language else replace(self, language=language)


@dataclass(frozen=True)
class Finished:
    """A unit that was finished: what the session told of it then, and what it is."""

    last: Mapping[str, Any]
    title: str = ""
    sku: str = ""

    @property
    def lpn(self) -> str:
        return str(self.last["lpn"])

    @property
    def mark(self) -> str:
        return mark_of(self.last.get("grade"), self.last.get("disposition"), held=bool(self.last.get("reasons")))


@dataclass(frozen=True)
class Story:
    """`result`: the unit that the last input finished is told at large until the next input. `labels` are the last facts by plate.

    `done` is that unit as it was in hand, for as long as it is told. `notice` is said and blocks nothing.
    `outdated` are plates of units that may still wear a label from before their grade was taken back.
    """

    snapshot: Snapshot
    units: tuple[Finished, ...] = ()
    labels: Mapping[str, Fact] = field(default_factory=dict)
    refusal: StationError | None = None
    result: bool = False
    finished: bool = False
    done: Mapping[str, Any] | None = None
    notice: StationError | None = None
    outdated: frozenset[str] = frozenset()


def after(
    story: Story | None,
    snapshot: Snapshot,
    facts: Sequence[Fact],
    refusal: StationError | None,
    notice: StationError | None = None,
) -> Story:
    """The story after one outcome; the first has no story before it."""
    if story is None:
        return Story(snapshot, refusal=refusal, notice=notice)
    last = snapshot.last
    gone = _taken_back(facts, str(last["fact"]) if last else "")
    finished = last is not None and last["lpn"] not in gone and any(fact.id == last["fact"] for fact in facts)
    units = tuple(unit for unit in story.units if unit.lpn not in gone)
    if finished and last:
        unit = Finished(last, **_item_of(story.snapshot, last["lpn"], facts))
        units = (unit, *(each for each in units if each.lpn != unit.lpn))[:KEPT]
    return Story(
        snapshot,
        units,
        labelled(story.labels, facts),
        refusal,
        result=finished and snapshot.state in _RESTING,
        finished=finished,
        done=story.snapshot.item if finished else None,
        notice=notice,
        outdated=_outdated(story, facts),
    )


def _outdated(story: Story, facts: Sequence[Fact]) -> frozenset[str]:
    """A label that began to be printed is on its unit, or will be: voided, it has to come off."""
    worn = {lpn for lpn, fact in story.labels.items() if fact.kind in _BEGAN}
    voided = {fact.subject for fact in facts if fact.kind == kinds.LABEL_VOIDED and fact.payload.get("why") == "reopened"}
    scanned = {fact.subject for fact in facts if fact.kind == kinds.LABEL_CONFIRMED and fact.payload.get("detail") == "SCANNED"}
    return (story.outdated | (worn & voided)) - scanned


def _taken_back(facts: Sequence[Fact], decided: str) -> set[str]:
    """The plates that were opened again and not decided about since: a picture that takes itself does both in one outcome."""
    gone = set[str]()
    for fact in facts:
        if fact.kind == kinds.ITEM_REOPENED:
            gone.add(fact.subject)
        elif fact.id == decided:
            gone.discard(fact.subject)
    return gone


def with_labels(story: Story, facts: Sequence[Fact]) -> Story:
    """The same after news of the printer; the page stays."""
    return replace(story, labels=labelled(story.labels, facts))


def left(story: Story) -> Story:
    """The result, and whatever was said, was read: the page behind it."""
    return replace(story, result=False, finished=False, done=None, refusal=None, notice=None)


def labelled(labels: Mapping[str, Fact], facts: Sequence[Fact]) -> dict[str, Fact]:
    """The last fact about each unit's label."""
    told = (fact for fact in facts if fact.kind.startswith("label.") and fact.kind != kinds.LABEL_WAIVED)  # which says nothing of the label
    return {**labels, **{fact.subject: fact for fact in told}}


def label_words(fact: Fact | None, language: str) -> str:
    """What is known of a label, as a sentence; "" where nothing is."""
    if fact is None:
        return ""
    if fact.kind == kinds.LABEL_UNCONFIRMED:
        return word("LABEL_IN_DOUBT", language, lpn=fact.subject)
    if fact.kind in _PLAIN:
        return word(_PLAIN[fact.kind], language)
    key = f"LABEL_{_OUTCOMES.get(fact.kind, '')}_{fact.payload.get('detail')}"
    return word(key, language, printer=fact.payload.get("printer", "")) if key in table(language, "words") else ""


def label_in_short(fact: Fact | None, language: str) -> str:
    """The same in a few words, for a list; "" where nothing is known."""
    if fact is None:
        return ""
    state = fact.kind.rsplit(".", 1)[-1].upper()
    if state == "CONFIRMED" and str(fact.payload.get("detail")).startswith("FILE"):
        state = "FILED"  # nothing came out of a printer
    return word(f"LABEL_STATE_{state}", language)


def told_units(story: Story, language: str) -> tuple[LastUnit, ...]:
    """The finished units for the screen, the newest first."""
    return tuple(_told(unit, story, language) for unit in story.units)


def _told(unit: Finished, story: Story, language: str) -> LastUnit:
    last = unit.last  # what the session tells anew in whichever language is spoken now are its sentences
    return LastUnit(
        mark=unit.mark,
        grade=_grade_words(unit.mark, language),
        lpn=unit.lpn,
        title=unit.title,
        place=last.get("bin") or "–",
        why=story.snapshot.said.get(last["fact"], last["say"]),
        sku=unit.sku,
        label=label_in_short(story.labels.get(unit.lpn), language),
    )


def _grade_words(mark: str, language: str) -> str:
    if mark == HAZARD:
        return word("DISPOSITION_QUARANTINE", language)
    if mark == HOLD:
        return word("DISPOSITION_HOLD", language)
    return word("WINDOW_GRADE", language, grade=mark) if mark else word("WINDOW_NO_GRADE", language)


def _item_of(before: Snapshot, lpn: str, facts: Sequence[Fact]) -> dict[str, str]:
    """Title and SKU of the unit that was in hand, or as item.received tells them."""
    if before.item and before.item["lpn"] == lpn:
        return {name: before.item[name] or "" for name in ("title", "sku")}
    received = next((fact.payload for fact in facts if fact.kind == kinds.ITEM_RECEIVED and fact.subject == lpn), {})
    return {name: str(received.get(name) or "") for name in ("title", "sku")}
