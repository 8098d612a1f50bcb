"""One unit as its page at the desk shows it: a station and a plate in; sentence, timeline, judgements, photographs, labels, exports out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from station.assembly import Station
from station.errors import Refusal
from station.insight.details import answer_names
from station.insight.finding_words import finding_names
from station.insight.story import Teller
from station.insight.subjects import Row, Subject, find_subject
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.marks import mark_of
from station.session.alerts import AlertList
from station.session.rulebook import load_rulebook
from station.session.units import Units
from station.session.why import came_with
from station.store.schema import facts as fact_rows
from station.store.schema import item_photos
from station.supervisor.unit_documents import DocumentRow, Editions
from station.supervisor.unit_exports import Carried, Carrying
from station.supervisor.unit_judged import Judge, Judgement
from station.supervisor.unit_labels import LabelRow, label_rows
from station.supervisor.unit_photos import Picture, Pictures
from station.supervisor.unit_possible import Possible, possible
from station.supervisor.unit_timeline import Happening, timeline
from station.texts import notice, word

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything in words of one language, but codes. `mark` is A, B, C, H or !, "" where nothing stands; `state` as in the projection.

    `say` is the sentence for the phone. `came` and `known` are what came with it and what was found out about it. `erased`: return,
    order and notes were taken away on purpose. `in_hand` says who has it at the bench just now, "" for nobody.
    """

    lpn: str
    title: str
    client: str
    state: str
    standing: str
    mark: str
    say: str
    in_hand: str
    came: tuple[Pair, ...]
    known: tuple[str, ...]
    erased: bool
    timeline: tuple[Happening, ...]
    judgements: tuple[Judgement, ...]
    photos: tuple[Picture, ...]
    labels: tuple[LabelRow, ...]
    exports: tuple[Carried, ...]
    documents: tuple[DocumentRow, ...]
    possible: Possible


def unit_view(opened: Station, lpn: str, language: str, zone: ZoneInfo) -> UnitView:
    """The unit of this plate. Raises Refusal UNIT_UNKNOWN for one that was never begun here."""
    subject = _found(opened, lpn)
    unit = subject.units[0]
    teller = Teller(opened.ledger, opened.name_of, finding_names(opened.documents, language), zone, language)
    story = teller.tell(subject)
    rules = load_rulebook(opened.documents)[0]
    units = Units(opened.ledger, opened.knowledge, AlertList(opened.knowledge, opened.clock, zone))
    known, editions = units.known(subject.code), Editions(opened, rules)
    facts = [*story.facts, *_of_its_lot(opened, unit, story.facts)]
    happened = timeline(facts, teller.moment, opened.name_of, language)
    told = {each.seq: each.what for each in happened}
    at_bench = _at_bench(subject)
    return UnitView(
        lpn=subject.code,
        title=str(unit["title"] or word("NO_TITLE", language)),
        client=str(unit["client"] or ""),
        state=story.state,
        standing=teller.state_of(unit),
        mark=mark_of(unit["grade"], unit["disposition"], held=unit["state"] == "held"),
        say=story.say,
        in_hand=notice(at_bench, language).message if at_bench else "",
        came=came_with(known, language) if known else (),
        known=tuple(replace(story.details, photos=()).lines(opened.name_of, answer_names(opened.documents, language), language)),
        erased=any(fact.context is None and fact.payload.get("context_digest") for fact in story.facts),
        timeline=happened,
        judgements=Judge(editions, opened.name_of, zone, language).told(story.facts),
        photos=Pictures(opened.photos, editions, zone, language).of(story.facts, _erasures(opened, subject.code)),
        labels=label_rows(units.labels.of(subject.code), story.facts, zone, language),
        exports=Carrying(opened, told, zone, language).of(story.facts),
        documents=editions.rows(story.facts, zone, language),
        possible=possible(known, at_bench, rules, language),
    )


def _found(opened: Station, lpn: str) -> Subject:
    try:
        subject = find_subject(opened.reader, opened.knowledge, lpn)
    except Refusal as refusal:
        raise Refusal("UNIT_UNKNOWN", lpn=lpn) from refusal
    if subject.kind != "unit":
        raise Refusal("UNIT_UNKNOWN", lpn=lpn)
    return subject


def _of_its_lot(opened: Station, unit: Row, facts: Sequence[Fact]) -> list[Fact]:
    """What happened to the lot that it lies in, since it does: its own facts do not tell that the lot was shipped."""
    since = next((fact.seq for fact in reversed(facts) if fact.kind == kinds.ITEM_LOTTED), 0)
    if not unit.get("lot") or not since:
        return []
    return list(opened.ledger.facts(since, kinds=("lot.*",), subject=str(unit["lot"])))


def _at_bench(subject: Subject) -> Refusal | None:
    """Who has it just now: nothing is done behind their back."""
    if not subject.aside:
        return None
    return Refusal("UNIT_AT_BENCH" if subject.aside[0].state == "in_hand" else "UNIT_SET_ASIDE", lpn=subject.code)


def _erasures(opened: Station, lpn: str) -> Mapping[str, str]:
    """When each of its photographs was erased, by digest."""
    wanted = select(item_photos.c.sha256, fact_rows.c.at).join(fact_rows, fact_rows.c.seq == item_photos.c.erased_seq)
    with opened.reader.connect() as connection:
        return {str(sha256): str(at) for sha256, at in connection.execute(wanted.where(item_photos.c.lpn == lpn))}
