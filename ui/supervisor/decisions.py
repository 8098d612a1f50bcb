"""The page Decisions: who waits for whom, and since when; what is needed to decide, with its photographs; one decision for several units.

Keys 1 to 9 decide. A scan of a plate chooses its unit, a scan while a code is asked for answers that.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.supervisor.acts import Act, Answer
from station.supervisor.acts_decisions import Decide, DecideRaise, SendQuestions
from station.supervisor.decisions import RAISE_DECISIONS, Deciding, Decisions, deciding, decisions
from station.texts import word
from ui.supervisor.decisions_detail import DecisionCard
from ui.supervisor.decisions_done import Decided, Done, DoneCard, done_of
from ui.supervisor.decisions_halves import scrolled, side_by_side
from ui.supervisor.decisions_owners import OwnerChips
from ui.supervisor.decisions_questions import ClientQuestions
from ui.supervisor.decisions_rows import columns, rows
from ui.supervisor.look import GRID, DeskCard
from ui.supervisor.page import DeskPage, DeskView, refusal_of
from ui.supervisor.photo_gallery import PhotoGallery
from ui.supervisor.table import DeskTable
from ui.supervisor.table_tools import TableTools

_LIST: Final = "decisions"
_DETAIL: Final = "deciding"


class DecisionsPage(DeskPage):
    """The list at the left, what is chosen in it at the right. May be opened with a plate."""

    code = "@DECISIONS"
    name = "DESK_DECISIONS"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Decisions | None = None
        self._owner, self._wanted = "", ()  # type: tuple[str, tuple[str, ...]]
        self.table, self.detail, self.photos = DeskTable(several=True), DecisionCard(), PhotoGallery()
        self.tools, self.questions = TableTools(self, self.table, _LIST), ClientQuestions(self)
        self.chips, self.done = OwnerChips(), DoneCard()
        self._first, self._done, self._under_way = True, Done(), None  # type: tuple[bool, Done, Decided | None]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignLeft)
        chips.addWidget(self.questions)
        self._list = DeskCard()
        self._list.body.addWidget(self.tools)
        self._list.body.addWidget(self.table, 1)
        self._right = scrolled(self.detail, self.photos, self.done)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addLayout(chips)
        whole.addWidget(side_by_side(self._list, self._right), 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.photos.viewer)

    def _connect(self) -> None:
        self.chips.chosen.connect(self.on_owner)
        self.table.marked.connect(self.on_marked)
        self.table.chosen.connect(self.on_opened)
        self.detail.opened.connect(self.on_opened)
        self.done.opened.connect(self.on_opened)
        self.detail.decided.connect(self.on_decided)
        self.detail.all_wanted.connect(self.on_all_wanted)
        self.photos.enlarged.connect(lambda: self._stack.setCurrentWidget(self.photos.viewer))
        self.photos.viewer.left.connect(self.on_viewer_left)
        self.questions.performed.connect(self.performed)
        self.questions.told.connect(self.told)

    def show_desk(self, view: DeskView) -> None:
        if view.person != self.view.person:
            self._under_way, self._done = None, Done()
        self.table.speak(view.language, view.zone)
        self.tools.speak(view.language)
        self.detail.speak(view)
        super().show_desk(view)
        if self.found:
            self._draw(self.found)

    def open_page(self, what: object = None) -> None:
        self._first = True
        if isinstance(what, str) and what:
            self._owner, self._wanted = "", (what,)
            self.tools.field.clear()
        super().open_page(what)

    def refresh(self) -> None:
        if self.reader is None:
            return
        self.table.show_loading()
        view = self.view
        self.reader.ask(_LIST, partial(decisions, language=view.language, client=view.client), self.on_found, self.table.show_error)

    def close_page(self) -> None:
        for key in (_LIST, _DETAIL):
            if self.reader:
                self.reader.forget(key)

    def takes_key(self, name: str) -> bool:
        if name == "Esc":
            return self.detail.leave() if self._stack.currentIndex() == 0 else self.on_viewer_left()
        return self._stack.currentIndex() == 0 and self.detail.press(name)

    def takes_scan(self, text: str) -> bool:
        if self.detail.takes_scan(text):
            return True
        plate = text.strip().upper().split("/")[0]
        if self.found is None or plate not in {unit.lpn for unit in self.found.units}:
            return False
        self.tools.field.clear()
        self.show_owner("")
        self._choose((plate,))
        return True

    def show_owner(self, owner: str) -> None:
        """Only those that wait for this owner; "" for all."""
        self._owner = owner
        if self.found:
            self._draw(self.found)

    def show_answer(self, act: Act, answer: Answer) -> None:
        if not self.questions.answered(act, answer):
            self._tell(answer)
        self.refresh()

    def on_owner(self, owner: str) -> None:
        """Another chip is touched."""
        self._first = True
        self.show_owner(owner)

    def on_found(self, found: Decisions) -> None:
        """Who waits now."""
        self.found = found
        self._draw(found)

    def on_marked(self, plates: tuple[str, ...]) -> None:
        """One row is chosen, or several."""
        if self.reader is None:
            return
        if not plates:
            self.reader.forget(_DETAIL)
            self._show_detail(None)
            return
        if self.detail.shown and self.detail.shown.lpns != plates:
            self.detail.show_nothing()  # a key shall not decide what is chosen no more
        self._done = Done()
        self.reader.ask(_DETAIL, partial(deciding, lpns=plates, language=self.view.language), self._show_detail)

    def on_opened(self, plate: str) -> None:
        """The unit's own page."""
        self.turned.emit("@ITEM", plate)

    def on_decided(self, code: str, more: str, note: str) -> None:
        """A decision about all that are chosen; none before the last one has its answer."""
        if self.detail.shown is None or self._under_way:
            return
        self._under_way, plates = Decided(code, self.detail.shown), self.detail.shown.lpns
        if code in RAISE_DECISIONS:
            self.performed.emit(DecideRaise(plates, agree=code == RAISE_DECISIONS[0], note=note))
        else:
            self.performed.emit(Decide(plates, code, more, note))

    def on_all_wanted(self, plates: tuple[str, ...]) -> None:
        """Everything of one SKU that waits for the same, of what the list shows."""
        self._choose(plates)

    def on_viewer_left(self) -> bool:
        """Back to the list."""
        self._stack.setCurrentIndex(0)
        self.table.view.setFocus()
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        if not event.spontaneous() and self.reader:
            self.photos.begin(self.reader.data / "photos")
            self.table.view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        if not event.spontaneous():
            self.photos.end()

    def _draw(self, found: Decisions) -> None:
        language = self.view.language
        self.chips.show_counts(found, self._owner, language)
        self._list.name(word("DECIDE_LIST", language), word("DECIDE_LIST_TEXT", language))
        self.questions.offer(found.to_ask, language, self.view.may_not(SendQuestions.right))
        shown = rows(found, self._owner, language, self.view.zone)
        before, place = self.table.selection(), self.table.view.currentIndex().row()
        self.table.show_rows(columns(language, self._owner), shown, word("DECIDE_NOTHING", language))
        self._keep_chosen(before, place)

    def _keep_chosen(self, before: tuple[str, ...], place: int) -> None:
        """What was wanted, else what was chosen, else the first of a list just opened; nothing after a decision: a key decides once."""
        there = {row.what for row in self.table.shown}
        wanted, self._wanted = self._wanted, ()
        if wanted:
            self._choose(wanted)
        elif still := tuple(plate for plate in before if plate in there):
            self.on_marked(still)
        elif self._first:
            self._choose(tuple(row.what for row in self.table.shown[:1]))
        else:
            self.table.stand_at(place)
            self._show_detail(None)
        self._first = False

    def _choose(self, plates: tuple[str, ...]) -> None:
        with QSignalBlocker(self.table):  # nothing is chosen, but only for a moment
            self.table.view.clearSelection()
        self.table.select(plates)
        if not self.table.selection():
            self.on_marked(())
        self.table.view.scrollTo(self.table.view.currentIndex())

    def _show_detail(self, shown: Deciding | None) -> None:
        more = bool(self.table.shown)
        self._right.setVisible(bool(shown or more or self._done.said))
        self.detail.setVisible(shown is not None)
        self.photos.setVisible(shown is not None and shown.alike)
        self.done.setVisible(shown is None)
        if shown:
            self.detail.show_deciding(shown)
            self.photos.show_pictures(shown.photos, self.view.language)
        else:
            self.detail.show_nothing()
            self.done.show_done(self._done, self.view.language, more=more)

    def _tell(self, answer: Answer) -> None:
        """A refusal leaves what is chosen; after a decision somebody chooses the next."""
        decided, self._under_way = self._under_way, None
        if (refused := refusal_of(answer)) or decided is None:
            self.told.emit(refused or "")
            return
        self._done = done_of(decided, answer, self.view.language)
        self.told.emit(self._done.said)
        self.table.view.clearSelection()
        self.table.view.setFocus()
