"""What a desk tells, gathered into one story: a desk's signals in, `moved` out whenever there is something else to draw."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from station.errors import Fault, StationError
from station.model.facts import Fact
from station.model.people import SignInName
from station.session import HandOver, Snapshot
from ui.bench.describing import describe
from ui.bench.heard import heard
from ui.bench.labelling import Beside, asked_about, is_naked
from ui.bench.screen import BACK, DESK, HOLD_PAGE, MORE_NAMES, PIN_OF, STOP_PAGE, Shown
from ui.bench.signing_in import SigningIn
from ui.bench.story import Site, Story, after, left, with_labels
from ui.desk import Desk, PrinterNews
from ui.desk_beside import start_desk
from ui.devices.tried import masked
from ui.sounds import Sound

# Refusals after which the same person types again; the last ones are of what was scanned instead.
_PIN_AGAIN: Final = ("PIN_WRONG", "PIN_NOT_DIGITS", "PIN_LOCKED", "SIGN_IN_FIRST", "CODE_UNKNOWN", "CHECK_DIGIT")


class Moments(QObject):
    """`moved`: there is another page to draw; `answered`: because an input was answered; `stirred`: only details changed.

    `turned`: there is another page since printing told something; what somebody opened over the bench stays.

    `opened` carries the Site, `failed` a StationError, `heard` a Sound.
    """

    moved = Signal()
    answered = Signal()
    stirred = Signal()
    turned = Signal()
    opened = Signal(object)
    failed = Signal(object)
    heard = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.site: Site | None = None
        self.story: Story | None = None
        self.printer: PrinterNews | None = None
        self._facts: Sequence[Fact] = ()
        self._refusal: StationError | None = None
        self._notice: StationError | None = None
        self._holding = self._stopping = False
        self._signing = SigningIn()
        self._people: Sequence[SignInName] = ()
        self._labels, self._desk = desk.labels, desk
        self._photos: dict[str, str] = {}
        self._later = ""
        self._tried = False
        desk.labels.tried.connect(self.on_tried)
        desk.opened.connect(self.on_opened)
        desk.noticed.connect(self.on_noticed)
        desk.printer.connect(self.on_printer)
        desk.labelled.connect(self.on_labelled)
        desk.bridge.committed.connect(self.on_committed)
        desk.bridge.refused.connect(self.on_refused)
        desk.bridge.noticed.connect(self.on_noticed)
        desk.bridge.changed.connect(self.on_changed)
        desk.bridge.handed.connect(self.on_handed)
        desk.bridge.told.connect(self.on_told)
        desk.labels.refused.connect(self.refuse)
        desk.bridge.failed.connect(self.failed)

    @property
    def news(self) -> PrinterNews | None:
        """How the printer is, where somebody has to look."""
        return self.printer if self.printer and self.printer.trouble else None

    def shown(self) -> Shown | None:
        """Everything that is drawn now; None until the first state."""
        if self.story is None or self.site is None:
            return None
        about = Beside(self.printer, self._photos, self._later, self._tried)
        return describe(self.story, self.site, holding=self._holding, stopping=self._stopping, signing=self._signing, about=about)

    def hold(self) -> None:
        """The inspector is choosing why somebody else shall decide."""
        self._holding = True
        self.moved.emit()

    def stop(self) -> None:
        """The inspector is choosing which unit is the hazard."""
        self._stopping = True
        self.moved.emit()

    def ask_pin(self, who: str) -> None:
        """Somebody chose a name: their PIN is asked for."""
        found = next((each for each in self._people if each.id == who), None)
        self._signing = replace(self._signing, who=found)
        self.moved.emit()

    def more_names(self) -> None:
        """The next page of names; after the last the first again."""
        self._signing = replace(self._signing, page=self._signing.page + 1)
        self.moved.emit()

    def back(self) -> None:
        """Out of what covers the page: a PIN, the reasons for a hold, which unit is a hazard, or a result that was read."""
        if self._signing.who:
            self._signing = replace(self._signing, who=None)
        elif self.story and not self._holding and not self._stopping:
            label = self.story.snapshot.label
            self._later = label["code"] if label and not self.story.result else self._later
            self.story = left(self.story)
        self._holding = self._stopping = False
        self.moved.emit()

    def do(self, code: str) -> None:
        """A code that only covers or uncovers a page, or opens another window."""
        if code.startswith(PIN_OF):
            self.ask_pin(code.removeprefix(PIN_OF))
        elif code == HOLD_PAGE:
            self.hold()
        elif code == STOP_PAGE:
            self.stop()
        elif code == MORE_NAMES:
            self.more_names()
        elif code == BACK:
            self.back()
        elif code == DESK and self._desk.data and not start_desk(self._desk.data):
            self.refuse(Fault("DESK_NOT_STARTED"))

    def refuse(self, error: StationError) -> None:
        """Something that came to nothing before the bench heard of it."""
        if self.story:
            told = {name: masked(value) if isinstance(value, str) else value for name, value in error.params.items()}
            self.story = replace(self.story, refusal=type(error)(error.code, **told))
            self.stirred.emit()
            self.heard.emit(Sound.REFUSED)

    def on_opened(self, site: Site) -> None:
        """The station is there; its first state follows."""
        self.site = site
        self.opened.emit(site)

    def on_committed(self, facts: Sequence[Fact]) -> None:
        """The facts of the outcome whose state comes next."""
        self._facts = facts

    def on_refused(self, error: StationError) -> None:
        """Why the outcome whose state comes next gave no facts."""
        self._refusal = error

    def on_noticed(self, error: StationError) -> None:
        """What is said beside the state that comes next; or what opening the station noticed."""
        self._notice = error

    def on_changed(self, snapshot: Snapshot) -> None:
        """One outcome, or the first state."""
        before = self.story
        self.story = after(before, snapshot, self._facts, self._refusal, self._notice)
        again = self._refusal is not None and self._refusal.code in _PIN_AGAIN
        self._facts, self._refusal, self._notice = (), None, None
        self._holding = self._stopping = self._tried = False
        self._signing = self._signing if again else SigningIn()
        self._people = snapshot.awaited or self._people
        self._find_photo()
        self.moved.emit()
        self.answered.emit()
        if sound := heard(before, self.story):
            self.heard.emit(sound)

    def on_told(self, snapshot: Snapshot) -> None:
        """What printing told the bench: another page only where something else is asked now. A unit refused for it may be taken."""
        if self.story is None:
            return
        before = self.shown()
        mended = is_naked(self.story) and not snapshot.printer_trouble
        self.story = replace(self.story, snapshot=snapshot, refusal=None if mended else self.story.refusal)
        self._find_photo()
        now = self.shown()
        (self.turned if now and before and now.screen.page is not before.screen.page else self.stirred).emit()

    def _find_photo(self) -> None:
        """Of the unit whose label is asked for, once."""
        lpn = asked_about(self.story) if self.story else ""
        if lpn and lpn not in self._photos:
            self._photos[lpn] = ""
            self._labels.find_photo(lpn, partial(self.on_photo, lpn))

    def on_photo(self, lpn: str, digest: str) -> None:
        """A photograph of a unit."""
        self._photos = {**self._photos, lpn: digest}
        self.stirred.emit()

    def on_handed(self, handed: HandOver) -> None:
        """Those who may take over can be asked for their PIN."""
        self._people = handed.people

    def on_labelled(self, facts: Sequence[Fact]) -> None:
        """News of the printer about units."""
        if self.story:
            self.story = with_labels(self.story, facts)
            self.stirred.emit()

    def on_tried(self) -> None:
        """Somebody said that a printer works again; what comes of it is told by the printer."""
        self._tried = True
        self.stirred.emit()

    def on_printer(self, news: PrinterNews) -> None:
        """How the printer is."""
        self.printer = news
        self.stirred.emit()
