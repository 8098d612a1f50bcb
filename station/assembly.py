"""The one place where the rooms are wired together: a data folder in, a station out, to work with or to look into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from station.bench.labels import ScanBack
from station.clock import Clock
from station.exchange.owed import Owing as Owing  # noqa: PLC0414 -- screens get it from here
from station.insight.bench_cards import Cards as Cards  # noqa: PLC0414 -- screens get it from here
from station.insight.bench_cards import bench_cards
from station.knowledge import Document, Documents, Knowledge, insert_document, publication
from station.ledger.ledger import Ledger
from station.ledger.rebuild import needs_rebuild, rebuild
from station.model.facts import Fact
from station.people.people import People
from station.photos.store import PhotoStore
from station.rules.calendars import promised
from station.scan.patterns import Patterns
from station.session import BatchSession
from station.session.alerts import AlertList
from station.session.camera import Camera
from station.session.resolving import Resolver
from station.session.rulebook import load_rulebook
from station.session.units import Units
from station.settings import FILE_NAME, Settings, load_settings, write_default
from station.store.folder import DataFolder
from station.texts import languages as all_languages

if TYPE_CHECKING:
    from station.devices.printers import Delivery, LabelPrinter, Routing
    from station.insight.previews import Preview
    from station.labels.catalogue import Layouts
    from station.printing import Printing, PrintingState
    from station.printing.jobs import Render

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

    def printer(self, url: str = "") -> "LabelPrinter":
        """The printer at `url`, or that of the settings. Raises Refusal PRINTER_URL or PRINTER_OPTION."""
        from station.devices.printers import open_printer  # noqa: PLC0415 -- a window opens without what printers are made of

        labels = self.settings.labels
        return open_printer(url or labels.printer, self.folder.labels, labels.dpi, labels.stock)

    def routing(self, url: str = "") -> "Routing":
        """The printers of the settings and which labels each has; with `url` that printer alone. Raises what `open_routing` raises."""
        from station.devices.printers import Routing, open_routing  # noqa: PLC0415 -- as above

        labels = self.settings.labels
        if url:
            return Routing(self.printer(url))
        return open_routing(labels.printer, labels.others, labels.fall_back, self.folder.labels, labels.dpi, labels.stock)

    @cached_property
    def layouts(self) -> "Layouts":
        """What its labels look like: each is read once, so a new edition counts from the next start."""
        from station.session.layouts import layouts_of  # noqa: PLC0415 -- as above

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
    from station.exchange.owing import owing  # noqa: PLC0415 -- it loads all exports, for which no window waits

    return owing(opened.ledger, opened.exports)


def cards_of(opened: Station, languages: Sequence[str] = ()) -> Mapping[str, Cards]:
    """The cards of an open station in each of these languages; in all that it speaks without them."""
    rules, _problems = load_rulebook(opened.documents)
    return {language: bench_cards(rules, language) for language in languages or all_languages()}


def printing_of(
    opened: Station,
    url: str = "",
    on_facts: Callable[[Sequence[Fact]], None] = lambda _facts: None,
    on_state: "Callable[[PrintingState], None]" = lambda _state: None,
) -> "Printing":
    """The printing threads of an open station, not yet started: for the printers of its settings, or for the one at `url` alone.

    Raises what `Station.routing` raises.
    """
    from station.printing import Printing  # noqa: PLC0415 -- a window opens without what printers are made of

    return Printing(opened.ledger, opened.routing(url), drawing_of(opened), on_facts=on_facts, on_state=on_state)


def drawing_of(opened: Station) -> "Render":
    """Labels for a printer, in the site's language, as the site and the client want them."""

    def drawn(kind: str, fields: Mapping[str, object], printer: "LabelPrinter", client: str) -> bytes:
        return _drawn(opened, kind, fields, (printer.fmt, printer.dpi, printer.stock), client)

    return drawn


def preview_of(opened: Station, kind: str, stock: str, client: str = "") -> "Preview":
    """A label as a picture, and what keeps it from being used. Raises Refusal LAYOUT_UNKNOWN."""
    from station.insight.previews import preview  # noqa: PLC0415 -- it loads fonts and pages, which only a label needs

    made_for = "png", opened.settings.labels.dpi, stock
    return preview(opened.reader, opened.layouts, kind, client, lambda fields: _drawn(opened, kind, fields, made_for, client))


def trial_label_of(opened: Station, kind: str, printer: "LabelPrinter", client: str = "") -> bytes:
    """A label that says that it is a test, in the bytes of this printer. Raises what `render` raises."""
    from station.insight.previews import fields_of_test  # noqa: PLC0415 -- as above

    return drawing_of(opened)(kind, fields_of_test(kind, opened.folder.station, opened.language), printer, client)


def print_trial(opened: Station, kind: str, printer: "LabelPrinter", client: str = "") -> "Delivery":
    """Print that label, as a job with a name of its own. Raises also the printer's Fault."""
    return printer.deliver(f"test-{kind}-{time_ns() // 1_000_000}", trial_label_of(opened, kind, printer, client))


def _drawn(opened: Station, kind: str, fields: Mapping[str, object], made_for: tuple[str, int, str], client: str) -> bytes:
    """`made_for` is a format, its dots an inch, and the stock."""
    from station.labels.rendering import render_or_english  # noqa: PLC0415 -- as above

    fmt, dpi, stock = made_for
    return render_or_english(kind, fields, fmt, dpi, language=opened.language, stock=stock, layouts=opened.layouts, client=client)
