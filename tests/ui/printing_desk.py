"""A window on a shop whose labels go to simulated printers, one of them in whatever trouble a test wants."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from station.devices.simulated_printer import SimulatedZplPrinter
from station.model.facts import Fact
from station.settings import change_settings
from tests.ui.shop import PATIENCE_MS, Desktop, cut, desktop, facts
from ui.bench.screen import Page
from ui.theme import Theme


class PrintingDesk(Desktop):
    """The same hands, and what can be waited for of labels."""

    def __init__(self, desk: Desktop, qtbot: QtBot, data: Path) -> None:
        super().__init__(desk.window, qtbot)
        self.data = data
        self._bot = qtbot

    def words(self) -> list[str]:
        """What stands small on the buttons, too."""
        return [*super().words(), *(button.option.small for button in self.buttons())]

    def until(self, text: str) -> None:
        """Until this is written on the screen."""
        self._bot.waitUntil(lambda: any(text in words for words in self.words()), timeout=PATIENCE_MS)

    def until_page(self, page: Page) -> None:
        """Until this page is shown."""
        self._bot.waitUntil(lambda: self.page() is page, timeout=PATIENCE_MS)

    def until_naked(self) -> None:
        """Until the bench knows that a unit waits for its label and the printer is in trouble."""
        self._bot.waitUntil(lambda: bool(self._naked()), timeout=PATIENCE_MS)

    def _naked(self) -> tuple[str, ...]:
        story = self.window.moments.story if self.window.moments else None
        return story.snapshot.naked if story else ()

    def until_laid_out(self) -> None:
        """Until nothing on the screen is cut."""
        self._bot.waitUntil(lambda: not cut(self.window), timeout=PATIENCE_MS)

    def until_facts(self, kind: str, count: int = 1) -> list[Fact]:
        """Until so many facts of this kind are in the ledger; those facts."""
        self._bot.waitUntil(lambda: len(facts(self.data, kind)) >= count, timeout=PATIENCE_MS)
        return facts(self.data, kind)

    def grade(self, *codes: str) -> None:
        """One more unit, as new, with its pictures."""
        self.scan(*codes, "RS-AS-NEW")
        while self.page() is Page.PHOTO:
            self.scan("RS-PHOTO")


@contextmanager
def printing_desk(data: Path, qtbot: QtBot, theme: Theme, printer: SimulatedZplPrinter, **labels: Any) -> Iterator[PrintingDesk]:
    """A window on this folder that prints there; `labels` are more settings of labels."""
    change_settings(data, {"labels.printer": printer.url, **{f"labels.{name}": value for name, value in labels.items()}})
    with desktop(data, qtbot, theme) as desk:
        found = PrintingDesk(desk, qtbot, data)
        found.window.frame.middle.use_album(data / "photos")
        yield found
        found.window.frame.middle.end()
