"""The one place where the rooms are wired together: a data folder in, a station out, to work with or to look into.

A room is loaded when something asks for it first: a window is on the screen before what it does not need yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from station.clock import Clock
from station.exchange.owed import Owing as Owing  # noqa: PLC0414 -- screens get it from here
from station.ledger.ledger import Ledger
from station.settings import FILE_NAME, Settings, load_settings, write_default
from station.store.folder import DataFolder

if TYPE_CHECKING:
    from station.devices.printers import LabelPrinter, Routing
    from station.insight.bench_cards import Cards as Cards  # noqa: PLC0414 -- as above
    from station.knowledge.documents import Document, Documents
    from station.knowledge.knowledge import Knowledge
    from station.labels.catalogue import Layouts
    from station.people.people import People
    from station.photos.store import PhotoStore
    from station.scan.patterns import Patterns
    from station.session import BatchSession
    from station.session.camera import Camera

STATION: str = "station"  # who does what nobody at the bench did: publishing documents, importing


@dataclass(frozen=True)
class Station:
    """Everything that works on one data folder. One that was opened for reading refuses to write (query_only, no lock)."""

    folder: DataFolder
    settings: Settings
    clock: Clock
    reader: Engine
    ledger: Ledger
    closing: ExitStack
    """What ends with it."""

    @cached_property
    def knowledge(self) -> "Knowledge":
        from station.knowledge.knowledge import Knowledge

        return self.closing.enter_context(Knowledge(self.reader))

    @cached_property
    def documents(self) -> "Documents":
        from station.knowledge.documents import Documents

        return Documents(self.folder.documents)

    @cached_property
    def photos(self) -> "PhotoStore":
        from station.photos.store import PhotoStore

        return PhotoStore(self.folder.photos)

    @cached_property
    def people(self) -> "People":
        from station.people.people import People

        return People(self.reader, self.ledger, self.clock)

    @property
    def zone(self) -> ZoneInfo:
        """The site's zone, in which days and hours are shown."""
        return ZoneInfo(self.settings.site.time_zone)

    @property
    def language(self) -> str:
        return self.settings.site.language

    @property
    def patterns(self) -> "Patterns":
        """What this site's codes look like."""
        from station.scan.patterns import Patterns

        return Patterns(**self.settings.patterns.model_dump())

    @property
    def exports(self) -> Path:
        """Where batches for the main system go."""
        return Path(self.settings.exports.folder) if self.settings.exports.folder else self.folder.exports

    def printer(self, url: str = "") -> "LabelPrinter":
        """The printer at `url`, or that of the settings. Raises Refusal PRINTER_URL or PRINTER_OPTION."""
        from station.devices.printers import open_printer

        labels = self.settings.labels
        return open_printer(url or labels.printer, self.folder.labels, labels.dpi, labels.stock)

    def routing(self, url: str = "") -> "Routing":
        """The printers of the settings and which labels each has; with `url` that printer alone. Raises what `open_routing` raises."""
        from station.devices.printers import Routing, open_routing

        labels = self.settings.labels
        if url:
            return Routing(self.printer(url))
        return open_routing(labels.printer, labels.others, labels.fall_back, self.folder.labels, labels.dpi, labels.stock)

    @cached_property
    def layouts(self) -> "Layouts":
        """What its labels look like: each is read once, so a new edition counts from the next start."""
        from station.session.layouts import layouts_of

        return layouts_of(self.documents, self.folder.station)

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
        _rebuild(opened)
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
    return Station(folder, load_settings(folder.path), clock, reader, Ledger(writer, reader, clock), stack)


def _rebuild(opened: Station) -> None:
    from station.ledger.rebuild import needs_rebuild, rebuild

    if needs_rebuild(opened.ledger):
        rebuild(opened.ledger)


def _publish(opened: Station) -> None:
    """Keep every edition of a document that may decide something from now on, with the fact that says since when."""
    from station.knowledge.documents import publication

    with opened.reader.connect() as connection:
        new = opened.documents.unpublished(connection)
    if new:
        opened.ledger.append(STATION, [publication(document) for document in new], lambda connection, _: _insert(connection, new))


def _insert(connection: Connection, new: "list[Document]") -> None:
    from station.knowledge.documents import insert_document

    for document in new:
        insert_document(connection, document)


def bench_of(opened: Station, camera: "Camera | None" = None, *, takes_itself: bool | None = None) -> "BatchSession":
    """The bench of an open station, as it was left. Without people nobody needs to sign in.

    `takes_itself`: due pictures are taken without a key; None as the settings say. Raises Refusal POLICY_WRONG or
    DOCUMENT_UNREADABLE when a policy cannot be used; units of a rubric that cannot be used are held.
    """
    from station.bench.labels import ScanBack
    from station.rules.calendars import promised
    from station.session import BatchSession
    from station.session.alerts import AlertList
    from station.session.resolving import Resolver
    from station.session.rulebook import load_rulebook
    from station.session.units import Units

    alerts = AlertList(opened.knowledge, opened.clock, opened.zone)
    units = Units(opened.ledger, opened.knowledge, alerts)
    rules = replace(load_rulebook(opened.documents)[0], fnsku=opened.settings.patterns.fnsku, promise=promised(opened.settings))
    session = BatchSession(
        opened.ledger,
        lambda spare, aside: Resolver(opened.knowledge, opened.people, units, alerts, opened.patterns, opened.clock, spare, aside),
        units,
        opened.photos,
        rules,
        opened.clock,
        camera=camera,
        takes_itself=opened.settings.photos.takes_itself if takes_itself is None else takes_itself,
        needs_sign_in=opened.people.any(),
        scan_back=ScanBack(opened.settings.labels.scan_back, opened.settings.labels.sample_percent),
        language=opened.language,
        make_room=opened.folder.free_ballast,
    )
    session.idle_minutes = opened.settings.people.idle_minutes
    return session


def owing_of(opened: Station) -> tuple[Owing, ...]:
    """What each target still owes the main system."""
    from station.exchange.owing import owing

    return owing(opened.ledger, opened.exports)


def cards_of(opened: Station, languages: Sequence[str] = ()) -> "Mapping[str, Cards]":
    """The cards of an open station in each of these languages; in all that it speaks without them."""
    from station.insight.bench_cards import bench_cards
    from station.session.rulebook import load_rulebook
    from station.texts import languages as all_languages

    rules, _problems = load_rulebook(opened.documents)
    return {language: bench_cards(rules, language) for language in languages or all_languages()}
