"""What a desk tells, gathered into one story: a desk's signals in, `moved` out whenever there is something else to draw."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from station.errors import StationError
from station.model.facts import Fact
from station.session import Snapshot
from ui.bench.describing import describe
from ui.bench.screen import Shown
from ui.bench.story import Site, Story, after, left, with_labels
from ui.desk import Desk, PrinterNews


class Moments(QObject):
    """`moved`: there is another page to draw; `answered`: because an input was answered; `stirred`: only details changed.

    `opened` carries the Site, `failed` a StationError.
    """

    moved = Signal()
    answered = Signal()
    stirred = Signal()
    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.site: Site | None = None
        self.story: Story | None = None
        self.printer: PrinterNews | None = None
        self._facts: Sequence[Fact] = ()
        self._refusal: StationError | None = None
        self._holding = False
        desk.opened.connect(self.on_opened)
        desk.noticed.connect(self.on_refused)
        desk.printer.connect(self.on_printer)
        desk.labelled.connect(self.on_labelled)
        desk.bridge.committed.connect(self.on_committed)
        desk.bridge.refused.connect(self.on_refused)
        desk.bridge.changed.connect(self.on_changed)
        desk.bridge.failed.connect(self.failed)

    @property
    def news(self) -> PrinterNews | None:
        """How the printer is, where somebody has to look."""
        return self.printer if self.printer and self.printer.trouble else None

    def shown(self) -> Shown | None:
        """Everything that is drawn now; None until the first state."""
        return describe(self.story, self.site, holding=self._holding) if self.story and self.site else None

    def hold(self) -> None:
        """The inspector is choosing why somebody else shall decide."""
        self._holding = True
        self.moved.emit()

    def back(self) -> None:
        """Out of what covers the page: the reasons for a hold, or a result that was read."""
        if self.story and not self._holding:
            self.story = left(self.story)
        self._holding = False
        self.moved.emit()

    def refuse(self, error: StationError) -> None:
        """Something that came to nothing before the bench heard of it."""
        if self.story:
            self.story = replace(self.story, refusal=error)
            self.stirred.emit()

    def on_opened(self, site: Site) -> None:
        """The station is there; its first state follows."""
        self.site = site
        self.opened.emit(site)

    def on_committed(self, facts: Sequence[Fact]) -> None:
        """The facts of the outcome whose state comes next."""
        self._facts = facts

    def on_refused(self, error: StationError) -> None:
        """Why the outcome whose state comes next gave no facts; or what opening the station noticed."""
        self._refusal = error

    def on_changed(self, snapshot: Snapshot) -> None:
        """One outcome, or the first state."""
        language = self.site.language if self.site else "en"
        self.story = after(self.story, snapshot, self._facts, self._refusal, language)
        self._facts, self._refusal = (), None
        self._holding = False
        self.moved.emit()
        self.answered.emit()

    def on_labelled(self, facts: Sequence[Fact]) -> None:
        """News of the printer about units."""
        if self.story and self.site:
            self.story = with_labels(self.story, facts, self.site.language)
            self.stirred.emit()

    def on_printer(self, news: PrinterNews) -> None:
        """How the printer is."""
        self.printer = news
        self.stirred.emit()
