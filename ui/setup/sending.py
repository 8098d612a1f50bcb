"""The page of what leaves for the main system: what waits, what was sent last, what was refused, and sending it now."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.assembly import Owing
from station.texts import counted, word
from ui.bench.screen import BACK, SENDING, Option
from ui.devices.news import DeviceNews
from ui.jobs import Job, JobEnd
from ui.setup.page import OwnPage
from ui.widgets.words import Pairs, Words

SEND_NOW: Final = "@send-now"


def sending_chip(owings: Sequence[Owing], language: str) -> DeviceNews:
    """How much waits; only what was refused for good wants somebody."""
    pending, rejected = sum(each.pending for each in owings), sum(each.rejected for each in owings)
    if rejected:
        name = counted("SENDING_CHIP_REFUSED", rejected, language)
    else:
        name = counted("SENDING_CHIP", pending, language) if pending else word("SENDING_CHIP_NONE", language)
    return DeviceNews(SENDING, name, word("SENDING_LEAD", language), trouble=bool(rejected))


class SendingPage(OwnPage):
    """`written`: something has left.

    One target after the other. `sent` would be told by the main system; a folder only tells that a file is written."""

    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owings: Sequence[Owing] = ()
        self._data: Path | None = None
        self._zone = ZoneInfo("UTC")
        self._job: Job | None = None
        self._told = ""
        self._pairs, self._news = Pairs(), Words("strong")
        for widget in (self._pairs, self._news):
            self.column.body.addWidget(widget)
        self.column.body.addStretch(1)

    def show_station(self, data: Path, zone: ZoneInfo) -> None:
        """Whose facts they are, and in which zone its people live."""
        self._data, self._zone = data, zone

    def show_owings(self, owings: Sequence[Owing], language: str) -> None:
        """How it stands now; drawn at once where the page is open."""
        self._owings, self.language = owings, language
        if self.isVisible():
            self._draw()

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._told = ""
        self._draw()

    def send_now(self) -> None:
        """Write a batch for every target; one at a time, and once."""
        if self._data and not self._job:
            self._told = word("SENDING_BEGUN", self.language)
            self._next([each.target for each in self._owings])
            self._draw()

    def on_row_taken(self, code: str) -> None:
        """A button of this page's own."""
        if code == SEND_NOW:
            self.send_now()
        else:
            super().on_row_taken(code)

    def end(self) -> None:
        """The window closes."""
        if self._job:
            self._job.stop()
            self._job = None

    def _next(self, targets: Sequence[str], before: tuple[JobEnd, ...] = ()) -> None:
        if not targets or self._data is None or (before and not before[-1].ok):
            self._done(before)
            return
        job = self._job = Job(self._data, ["export", targets[0]], self)
        job.ended.connect(lambda end: self._next(targets[1:], (*before, end)))
        job.ended.connect(job.deleteLater)
        job.start()

    def _done(self, ends: tuple[JobEnd, ...]) -> None:
        self._job = None
        failed = next((end for end in ends if not end.ok), None)
        if failed:
            told = f"{failed.refusal} {failed.advice}".strip()
            self._told = told or word("SENDING_FAILED", self.language)
        else:
            facts = sum(int(said.get("count", 0)) for end in ends for said in end.said)
            self._told = counted("SENDING_WRITTEN", facts, self.language) if facts else word("EXPORT_NOTHING", self.language)
        self.written.emit()
        self._draw()

    def _draw(self) -> None:
        language = self.language
        self.title.say(word("SENDING_TITLE", language))
        self.lead.say(word("SENDING_LEAD", language))
        self._pairs.show_pairs([pair for each in self._owings for pair in self._pairs_of(each)])
        self._news.say(self._told)
        now = (Option("1", SEND_NOW, word("SENDING_NOW", language)),) if self._data and not self._job else ()
        self.row.show_commands("", now, Option("Esc", BACK, word("WINDOW_BACK", language)))

    def takes_key(self, name: str) -> bool:
        if name == "1":
            self.send_now()
        return name == "1"

    def _pairs_of(self, owing: Owing) -> list[tuple[str, str]]:
        language = self.language
        rows = [
            (owing.target, counted("SENDING_WAITS", owing.pending, language)),
            ("", str(owing.folder)),
            ("", self._last(owing)),
        ]
        if owing.rejected:
            rows.append(("", counted("SENDING_REJECTED", owing.rejected, language)))
        return rows

    def _last(self, owing: Owing) -> str:
        if owing.last is None:
            return word("SENDING_NEVER", self.language)
        at = datetime.fromisoformat(owing.last.written_at).astimezone(self._zone)
        return counted("SENDING_LAST", owing.last.count, self.language, at=f"{at:%Y-%m-%d %H:%M}", file=Path(owing.last.file).name)
