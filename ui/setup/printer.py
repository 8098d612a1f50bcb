"""The printers' page: each with what is known of it and what waits, setting one up, labels that cannot be made, practising faults.

News and settings in. Out: codes of the window (`taken`), and what the desk shall do (`wanted`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.devices.simulated_status import SimulatedFault
from station.texts import word
from ui.bench.screen import PRINTER
from ui.devices.news import DeviceNews
from ui.setup.asking import AskingPage
from ui.setup.printer_news import PrinterNews
from ui.setup.printer_setup import PrinterSetup
from ui.setup.printer_steps import Known, Steps, Taken, shown, taken, typed

# What is wrong, in a word or two; anything else is said on the page.
_IN_SHORT: Final[Mapping[str, str]] = {
    "PRINTER_MEDIA_OUT": "PRINTER_CHIP_NO_LABELS",
    "PRINTER_RIBBON_OUT": "PRINTER_CHIP_NO_RIBBON",
    "PRINTER_HEAD_OPEN": "PRINTER_CHIP_OPEN",
    "PRINTER_PAUSED": "PRINTER_CHIP_PAUSED",
    "PRINTER_JAM": "PRINTER_CHIP_JAM",
    "PRINTER_NO_ANSWER": "PRINTER_CHIP_SILENT",
    "PRINTER_REFUSED": "PRINTER_CHIP_OFF",
    "PRINTER_UNREACHABLE": "PRINTER_CHIP_OFF",
    "PRINTER_OFFLINE": "PRINTER_CHIP_OFF",
}


def printer_chip(news: PrinterNews, language: str) -> DeviceNews:
    """What the chip says: only what is known."""
    wanted = news.trouble or bool(news.rejected)
    if wanted:
        name = word(_IN_SHORT.get(news.code, "WINDOW_PRINTER_TROUBLE"), language)
    elif news.queued:
        name = word("WINDOW_PRINTER_WAITS", language, count=news.queued)
    else:
        name = word("WINDOW_PRINTER", language)
    return DeviceNews(PRINTER, name, news.says, trouble=wanted)


class PrinterPage(AskingPage):
    """`wanted` carries what the desk shall do, and with what: ("find", None), ("again", the number of a refused label),
    ("test", an address), ("instead", (an address, that of the printer that takes its labels for now, or "")),
    ("change", settings by dotted key), ("fault", (a SimulatedFault or None for all, whether it shall hold)).
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._steps, self._said = Known(), Steps(), ""

    def open_page(self, language: str) -> None:
        super().open_page(language)
        if not self.isVisible():
            self._steps, self._said = Steps(), ""
            self.wanted.emit("find", None)
        self._draw()

    def show_news(self, news: PrinterNews | None, language: str, *, may_set_up: bool) -> None:
        """How printing is now, and whether whoever is here may set printers up."""
        self.language = language
        self._know(replace(self._known, news=news, may_set_up=may_set_up))

    def show_setup(self, setup: PrinterSetup, told: str = "") -> None:
        """What the settings say from now on, and what was found; `told`: something was changed, and the list shows it."""
        if told:
            self._steps, self._said = Steps(), told
        self._know(replace(self._known, setup=setup))

    def show_faults(self, faults: frozenset[SimulatedFault] | None) -> None:
        """What the simulated printer suffers from; None: none is simulated."""
        self._know(replace(self._known, faults=faults))

    def say(self, text: str) -> None:
        """What came of something that was wanted."""
        self._said = text
        self._know(self._known)

    def on_chosen(self, code: str) -> None:
        """A choice, by key or touch."""
        self._go(taken(code, self._steps, self._known), code)

    def on_typed(self, text: str) -> None:
        """A place was typed."""
        self._go(typed(text, self._steps), "")

    def steps_back(self) -> bool:
        """One step back; False at the list of printers."""
        before = self._steps
        self._steps, self._said = before.back(), ""
        self._draw()
        return self._steps.path != before.path

    def _go(self, came: Taken, code: str) -> None:
        if came.passes:
            self.taken.emit(code)
            return
        self._steps = came.steps
        self._said = word(came.told, self.language) if came.told else ""
        if came.wanted:
            self.wanted.emit(came.wanted, came.value)
        self._draw()

    def _know(self, known: Known) -> None:
        """Drawn at once where the page is open."""
        self._known = known
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        self.draw(shown(self._steps, self._known, self.language), self._said)
