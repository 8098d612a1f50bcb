"""How printing is, as screens show it: a frozen snapshot for each thing that happened, with one entry for each printer."""

from collections.abc import Callable
from dataclasses import dataclass

from station.devices.label_printer import PrinterState


@dataclass(frozen=True, slots=True)
class PrinterStanding:
    """One printer: what facts call it, how it is, how many labels wait for it, and which printer takes its labels for now ("": itself).

    `one_by_one`: its labels waited through a trouble and come out singly; `on_paper` is the plate of the one that is out. `holds`: it
    took a label and keeps it until its trouble is mended.
    """

    name: str
    state: PrinterState
    queued: int = 0
    instead: str = ""
    one_by_one: bool = False
    on_paper: str | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True)
class PrintingState:
    """A snapshot for screens: jobs that wait, that need a person to mend them, that need a person to look; and the printers.

    `printer` is the one that a person has to hear of first; `fall_back` the name of the one that takes another's labels on request.
    """

    queued: int
    rejected: int
    unconfirmed: int
    printer: PrinterState
    printers: tuple[PrinterStanding, ...] = ()
    fall_back: str = ""

    @property
    def trouble(self) -> bool:
        """Whether a label waits for a printer that is in trouble, or is held by it."""
        return any((each.queued or each.holds) and each.state.trouble for each in self.printers)

    @property
    def one_by_one(self) -> bool:
        """Whether labels that waited come out singly now, each after the one before it is on its unit."""
        return any(each.one_by_one for each in self.printers)

    @property
    def on_paper(self) -> str | None:
        """The plate of the unit that the label which is out belongs to."""
        return next((each.on_paper for each in self.printers if each.on_paper), None)

    def sentence(self, language: str = "en") -> str:
        """How the printer is and, if something is wrong, what to do."""
        return self.printer.sentence(language)


OnState = Callable[[PrintingState], None]


def snapshot(printers: tuple[PrinterStanding, ...], rejected: int, unconfirmed: int, fall_back: str) -> PrintingState:
    """All printers together; one with a trouble that labels wait for comes before any other trouble, and that before none."""
    worst = max(printers, key=lambda each: (each.state.trouble is not None, each.state.trouble is not None and each.queued > 0))
    return PrintingState(sum(each.queued for each in printers), rejected, unconfirmed, worst.state, printers, fall_back)
