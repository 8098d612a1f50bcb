"""The one place where the rooms are wired together: a data folder in, a station out, to work with or to look into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from station.clock import Clock
from station.devices.printers import LabelPrinter, open_printer
from station.errors import Refusal
from station.exchange.owing import Owing as Owing  # noqa: PLC0414 -- screens get it from here
from station.exchange.owing import owing
from station.insight.cards import hold_cards
from station.knowledge import Document, Documents, Knowledge, insert_document, publication
from station.labels import render
from station.labels.cards import Card, command_cards, language_cards
from station.ledger.ledger import Ledger
from station.ledger.rebuild import needs_rebuild, rebuild
from station.model.facts import Fact
from station.people.people import People
from station.photos.store import PhotoStore
from station.printing import Printing, PrintingState
from station.printing.jobs import Render
from station.rules.rulebook import Rulebook
from station.scan.patterns import Patterns
from station.session import BatchSession
from station.session.alerts import AlertList
from station.session.camera import Camera
from station.session.resolving import Resolver
from station.session.rulebook import load_rulebook
from station.session.units import Units
from station.settings import FILE_NAME, Settings, load_settings, write_default
from station.store.folder import DataFolder
from station.texts import ENGLISH, text_of
from station.texts import languages as all_languages

_WORDS_DO_NOT_FIT = frozenset({"TEXT_TOO_LONG", "GLYPH_MISSING"})
STATION: str = "station"  # who does what nobody at the bench did: publishing documents, importing


@dataclass(frozen=True)
class Station:
    """Everything that works on one data folder. One that was opened for reading refuses to write (query_only, no lock)."""

    folder: DataFolder
    settings: Settings
    clock: Clock
    reader: Engine
    ledger: Ledger
    knowledge: Knowledge
    documents: Documents
    photos: PhotoStore
    people: People

    @property
    def zone(self) -> ZoneInfo:
        """The site's zone, in which days and hours are shown."""
        return ZoneInfo(self.settings.site.time_zone)

    @property
    def language(self) -> str:
        return self.settings.site.language

    @property
    def patterns(self) -> Patterns:
        """What this site's codes look like."""
        return Patterns(**self.settings.patterns.model_dump())

    @property
    def exports(self) -> Path:
        """Where batches for the main system go."""
        return Path(self.settings.exports.folder) if self.settings.exports.folder else self.folder.exports

    def printer(self, url: str = "") -> LabelPrinter:
        """The printer at `url`, or that of the settings. Raises Refusal PRINTER_URL or PRINTER_OPTION."""
        return open_printer(url or self.settings.labels.printer, self.folder.labels, self.settings.labels.dpi)

    def name_of(self, actor: str) -> str:
        """What to call the actor of a fact: a person's name, or the word itself for what no person did."""
        person = self.people.by_id(actor)
        return person.name if person else actor


@contextmanager
def open_station(data: Path, clock: Clock, station: str | None = None, under: int | None = None) -> Iterator[Station]:
    """A station to work with; makes the folder, its database and its settings if there are none, and holds the lock until the end.

    `station` names a new one (else its settings do); `under` is the pid of a running station whose child this process is.
    Raises what `DataFolder.open_writing` and `load_settings` raise.
    """
    asked = station or (load_settings(data).station if (data / FILE_NAME).is_file() else None)
    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder.open_writing(data, clock, asked, under))
        write_default(folder.path, folder.station)
        writer, reader = folder.writer(), folder.reader()
        stack.callback(writer.dispose)
        opened = _assembled(stack, folder, writer, reader, clock)
        opened.photos.sweep()
        if needs_rebuild(opened.ledger):
            rebuild(opened.ledger)
        _publish(opened)
        yield opened


@contextmanager
def read_station(data: Path, clock: Clock) -> Iterator[Station]:
    """A station to look into: no lock, and nothing is made or changed. Raises what `DataFolder.open_reading` raises."""
    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder.open_reading(data))
        reader = folder.reader()
        yield _assembled(stack, folder, reader, reader, clock)


def _assembled(stack: ExitStack, folder: DataFolder, writer: Engine, reader: Engine, clock: Clock) -> Station:
    stack.callback(reader.dispose)
    ledger = Ledger(writer, reader, clock)
    knowledge = stack.enter_context(Knowledge(reader))
    people = People(reader, ledger, clock)
    settings = load_settings(folder.path)
    return Station(folder, settings, clock, reader, ledger, knowledge, Documents(folder.documents), PhotoStore(folder.photos), people)


def _publish(opened: Station) -> None:
    """Keep every edition of a document that may decide something from now on, with the fact that says since when."""
    with opened.reader.connect() as connection:
        new = opened.documents.unpublished(connection)
    if new:
        opened.ledger.append(STATION, [publication(document) for document in new], lambda connection, _: _insert(connection, new))


def _insert(connection: Connection, new: list[Document]) -> None:
    for document in new:
        insert_document(connection, document)


def bench_of(opened: Station, camera: Camera | None = None, *, takes_itself: bool | None = None) -> BatchSession:
    """The bench of an open station, as it was left. Without people nobody needs to sign in.

    `takes_itself`: due pictures are taken without a key; None as the settings say. Raises Refusal POLICY_WRONG or
    DOCUMENT_UNREADABLE when a policy cannot be used; units of a rubric that cannot be used are held.
    """
    alerts = AlertList(opened.knowledge, opened.clock, opened.zone)
    units = Units(opened.ledger, opened.knowledge, alerts)
    rules, _problems = load_rulebook(opened.documents)
    return BatchSession(
        opened.ledger,
        lambda spare, aside: Resolver(opened.knowledge, opened.people, units, alerts, opened.patterns, opened.clock, spare, aside),
        units,
        opened.photos,
        rules,
        opened.clock,
        camera=camera,
        takes_itself=opened.settings.photos.takes_itself if takes_itself is None else takes_itself,
        needs_sign_in=opened.people.any(),
        language=opened.language,
        make_room=opened.folder.free_ballast,
    )


def owing_of(opened: Station) -> tuple[Owing, ...]:
    """What each target still owes the main system."""
    return owing(opened.ledger, opened.exports)


@dataclass(frozen=True)
class Cards:
    """What a bench can be told by a card: its commands, and the reasons for which somebody else decides."""

    commands: tuple[Card, ...]
    holds: tuple[Card, ...]


def cards_of(opened: Station, languages: Sequence[str] = ()) -> Mapping[str, Cards]:
    """The cards of an open station in each of these languages; in all that it speaks without them."""
    rules, _problems = load_rulebook(opened.documents)
    return {language: _cards(rules, language) for language in languages or all_languages()}


def _cards(rules: Rulebook, language: str) -> Cards:
    """A hold's title is its bare reason, since a screen asks for it in its own words."""
    labels = {code: text_of(reason.label, language) for code, reason in rules.holds.reasons.items()}
    holds = tuple(replace(card, title=labels[card.code.removeprefix("RS-HOLD-")]) for card in hold_cards(rules, language))
    return Cards((*command_cards(language), *language_cards(language)), holds)


def printing_of(
    opened: Station,
    url: str = "",
    on_facts: Callable[[Sequence[Fact]], None] = lambda _facts: None,
    on_state: Callable[[PrintingState], None] = lambda _state: None,
) -> Printing:
    """The printing thread of an open station, not yet started."""
    printer = opened.printer(url)
    return Printing(opened.ledger, printer, _in_words_of(opened.language), on_facts=on_facts, on_state=on_state)


def _in_words_of(language: str) -> Render:
    """Labels in the site's language; in English where that does not fit, or has signs that this machine cannot draw: better than none."""

    def drawn(layout: str, fields: Mapping[str, object], fmt: str, dpi: int) -> bytes:
        try:
            return render(layout, fields, fmt, dpi, language=language)
        except Refusal as refusal:
            if language == ENGLISH or refusal.code not in _WORDS_DO_NOT_FIT:
                raise
            return render(layout, fields, fmt, dpi, language=ENGLISH)

    return drawn
