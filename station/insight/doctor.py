"""Is this station well? A data folder in, one line for each thing that was looked at out. Changes nothing, works on broken folders too."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from station.clock import Clock, moment
from station.devices.printers import open_routing
from station.errors import Fault, Refusal, StationError
from station.knowledge.documents import CATALOGUE, Documents
from station.knowledge.knowledge import Knowledge
from station.model.rights import Right
from station.people.roster import Roster
from station.photos.store import PhotoState, PhotoStore
from station.settings import Settings, load_settings
from station.store.ballast import BALLAST_BYTES
from station.store.engines import ENGINE_VERSION, affected
from station.store.faults import guarded
from station.store.folder import DataFolder
from station.store.lock import FolderLock
from station.texts import ENGLISH, as_number, listed, notice, sentences, word

LITTLE_BYTES: Final = 1_000_000_000
TOO_LITTLE_BYTES: Final = 100_000_000
PHOTOS_LOOKED_AT: Final = 200
_CLOCK_SLACK: Final = timedelta(minutes=5)

_LAST_PHOTOS: Final = "SELECT sha256 FROM item_photos WHERE erased_seq IS NULL ORDER BY seq DESC LIMIT ?"
_LABELS_REJECTED: Final = (
    "SELECT f.subject FROM reader_exceptions AS e JOIN facts AS f ON f.seq = e.seq"
    " WHERE e.state = 'rejected' AND e.reader = ? ORDER BY e.seq"
)
_DRAFTS: Final = "SELECT lpn, body FROM drafts ORDER BY saved_at, lpn"
_PRINTING: Final = "printing"  # the reader that makes labels
_NAMED: Final = 5


ReadRules = Callable[[Documents], tuple[object, Sequence[Refusal]]]


@dataclass(frozen=True, slots=True)
class Check:
    """One line: `name` of what was looked at, `level` ok, warn or bad, what was found, and what to do about it ("" if nothing).

    `language` is that of its sentences: the site's, as far as the settings could be read.
    """

    name: str
    level: str
    message: str
    advice: str = ""
    language: str = ENGLISH

    @property
    def told(self) -> tuple[str, str, str]:
        """The line as people read it: level, what was looked at, what was found with what to do."""
        return self.level, word(f"DOCTOR_OF_{self.name.upper()}", self.language), sentences((self.message, self.advice), self.language)

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "level": self.level, "message": self.message, "advice": self.advice}


def examine(data: Path, clock: Clock, read_draft: Callable[[str], object], read_rules: ReadRules) -> list[Check]:
    """Look at everything, in the order in which one thing builds on another.

    `read_draft` raises Refusal for a text that is no draft; `read_rules` gives what a bench starts with and why rubrics are missing
    from it, or raises Refusal for documents with which none starts.
    """
    return list(_Examination(data.absolute(), clock, read_draft, read_rules).checks())


class _Examination:
    """One look at one folder. A check gives its sentence, or raises what is wrong."""

    def __init__(self, data: Path, clock: Clock, read_draft: Callable[[str], object], read_rules: ReadRules) -> None:
        self._data = data
        self._clock = clock
        self._read_draft = read_draft
        self._read_rules = read_rules
        self._settings = Settings()

    def checks(self) -> Iterator[Check]:
        yield self._checked("settings", self._look_at_settings)
        yield self._checked("engine", self._look_at_engine)
        found = self._checked("folder", self._look_at_folder)
        yield found
        if found.level == "bad":
            return
        yield self._checked("lock", self._look_at_lock)
        yield self._checked("disk", self._look_at_disk)
        yield self._checked("ballast", self._look_at_ballast)
        yield self._checked("printer", self._look_at_printer, trouble="warn")
        yield self._checked("documents", self._look_at_documents)
        yield from self._inside()

    def _inside(self) -> Iterator[Check]:
        with DataFolder.open_reading(self._data) as folder:
            reader = folder.reader()
            try:
                yield self._checked("database", lambda: self._look_at_database(reader, folder))
                yield self._checked("photos", lambda: self._look_at_photos(reader, folder))
                yield self._checked("categories", lambda: self._look_at_categories(reader))
                yield self._checked("people", lambda: self._look_at_people(reader))
                yield self._checked("drafts", lambda: self._look_at_drafts(reader))
                yield self._checked("labels", lambda: self._look_at_labels(reader))
                yield self._checked("clock", lambda: self._look_at_clock(reader))
            finally:
                reader.dispose()

    def _checked(self, name: str, look: Callable[[], str], trouble: str = "bad") -> Check:
        """`trouble` is the level of a fault: without a printer, say, work goes on."""
        try:
            with guarded(self._data):
                return Check(name, "ok", look(), language=self._settings.site.language)
        except StationError as error:
            told = notice(error, self._settings.site.language)
            levels = {"warning": "warn", "fault": trouble}
            return Check(name, levels.get(told.severity, "bad"), told.message, told.advice, self._settings.site.language)

    def _look_at_settings(self) -> str:
        self._settings = load_settings(self._data)
        return self._word("DOCTOR_SETTINGS", station=self._settings.station, printer=self._settings.labels.printer)

    def _look_at_engine(self) -> str:
        version = ".".join(map(str, ENGINE_VERSION))
        if affected():
            raise Fault("SQLITE_AFFECTED", version=version)
        return self._word("DOCTOR_ENGINE", version=version)

    def _look_at_folder(self) -> str:
        with DataFolder.open_reading(self._data) as folder:
            return self._word("DOCTOR_FOLDER", folder=folder.path, station=folder.station, ledger=folder.ledger)

    def _look_at_lock(self) -> str:
        if (self._data / "station.lock").exists():
            try:
                FolderLock(self._data).release()
            except Refusal as held:
                return self._word("DOCTOR_LOCK_HELD", pid=held.params["pid"])
        return self._word("DOCTOR_LOCK_FREE")

    def _look_at_disk(self) -> str:
        free = shutil.disk_usage(self._data).free
        if free < TOO_LITTLE_BYTES:
            raise Fault("DISK_NEARLY_FULL", folder=self._data, free=_megabytes(free, self._settings.site.language))
        if free < LITTLE_BYTES:
            raise Fault("DISK_FILLING", folder=self._data, free=_megabytes(free, self._settings.site.language))
        return self._word("DOCTOR_DISK", free=_megabytes(free, self._settings.site.language))

    def _look_at_ballast(self) -> str:
        file = self._data / "ballast.bin"
        if not file.is_file() or file.stat().st_size != BALLAST_BYTES:
            raise Fault("BALLAST_MISSING", folder=self._data)
        return self._word("DOCTOR_BALLAST", size=_megabytes(BALLAST_BYTES, self._settings.site.language))

    def _look_at_printer(self) -> str:
        labels, language = self._settings.labels, self._settings.site.language
        routing = open_routing(labels.printer, labels.others, labels.fall_back, self._data / "labels", labels.dpi, labels.stock)
        instead = [routing.fall_back] if routing.fall_back else []
        states = {printer.name: printer.look() for printer in (*routing.printers, *instead)}
        for state in states.values():
            if state.trouble:
                raise state.trouble
        return sentences((state.sentence(language) for state in states.values()), language)

    def _look_at_documents(self) -> str:
        documents = Documents(self._data / "documents")
        problems = documents.problems() or self._read_rules(documents)[1]
        if problems:
            raise problems[0]
        rubrics = (name for name in documents.names("rubric") if name != CATALOGUE)
        return self._word("DOCTOR_DOCUMENTS", rubrics=listed(rubrics, self._settings.site.language))

    def _look_at_categories(self, reader: Engine) -> str:
        known = Documents(self._data / "documents").categories()
        with Knowledge(reader) as knowledge:
            unmapped = [row for row in knowledge.unmapped(known) if row[1]]
        if unmapped:
            language = self._settings.site.language
            named = (word("DOCTOR_CATEGORY", language, name=name, client=client, count=count) for client, name, count in unmapped[:_NAMED])
            names = listed(named, language)
            raise Fault("CATEGORIES_UNMAPPED", count=sum(products for _client, _category, products in unmapped), names=names)
        return self._word("DOCTOR_CATEGORIES")

    def _look_at_database(self, reader: Engine, folder: DataFolder) -> str:
        with reader.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            facts = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM facts").scalar_one()
            schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        if mode != "wal" and folder.wal:
            raise Fault("WAL_NOT_POSSIBLE", folder=self._data)
        return self._word("DOCTOR_DATABASE", facts=facts, schema=schema, mode=str(mode).upper())

    def _look_at_photos(self, reader: Engine, folder: DataFolder) -> str:
        store = PhotoStore(folder.photos)
        with reader.connect() as connection:
            names = list(dict.fromkeys(connection.exec_driver_sql(_LAST_PHOTOS, (PHOTOS_LOOKED_AT,)).scalars()))
        if wrong := [name for name in names if store.check(name) is not PhotoState.OK]:
            raise Fault("PHOTOS_WRONG", wrong=len(wrong), looked_at=len(names))
        return self._word("DOCTOR_PHOTOS", looked_at=len(names))

    def _look_at_people(self, reader: Engine) -> str:
        team = Roster(reader)
        if not team.any():
            raise Refusal("NOBODY_HERE")
        if not team.anybody_may(Right.DECIDE):
            raise Refusal("SUPERVISOR_MISSING", people=len(team.list()))
        return self._word("DOCTOR_PEOPLE", people=len(team.list()))

    def _look_at_drafts(self, reader: Engine) -> str:
        with reader.connect() as connection:
            drafts = [(str(lpn), str(body)) for lpn, body in connection.exec_driver_sql(_DRAFTS)]
        unreadable = [lpn for lpn, body in drafts if not self._can_be_read(body)]
        if unreadable:
            raise Fault("DRAFTS_UNREADABLE", count=len(unreadable), of=len(drafts), first=unreadable[0])
        return self._word("DOCTOR_DRAFTS", drafts=len(drafts))

    def _can_be_read(self, body: str) -> bool:
        try:
            self._read_draft(body)
        except Refusal:
            return False
        return True

    def _look_at_labels(self, reader: Engine) -> str:
        with reader.connect() as connection:
            plates = connection.exec_driver_sql(_LABELS_REJECTED, (_PRINTING,)).scalars().all()
        if plates:
            raise Fault("LABELS_REJECTED", count=len(plates), first=plates[0])
        return self._word("DOCTOR_LABELS")

    def _look_at_clock(self, reader: Engine) -> str:
        with reader.connect() as connection:
            last = connection.exec_driver_sql("SELECT at FROM facts ORDER BY seq DESC LIMIT 1").scalar_one_or_none()
        now = self._clock.now()
        if last and now < moment(last) - _CLOCK_SLACK:
            raise Fault("CLOCK_BEHIND", now=f"{now:%Y-%m-%d %H:%M} UTC", last=last)
        return self._word("DOCTOR_CLOCK", now=f"{now:%Y-%m-%d %H:%M} UTC", zone=self._settings.site.time_zone)

    def _word(self, key: str, **params: object) -> str:
        return word(key, self._settings.site.language, **params)


def _megabytes(count: int, language: str) -> str:
    return f"{as_number(count // 1_000_000, language)} MB"
