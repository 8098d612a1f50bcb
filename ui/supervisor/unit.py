"""The page of one unit: a plate in; all that is known about it, and what may be done, out. It asks anew when somebody has written."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.supervisor.acts import Act, Answer
from station.supervisor.unit import UnitView, unit_view
from station.texts import word
from ui.supervisor.look import GRID
from ui.supervisor.page import DeskPage, DeskView, refusal_of, told_as
from ui.supervisor.photo_gallery import PhotoGallery
from ui.supervisor.unit_answers import done_in_words, doubts_in_words
from ui.supervisor.unit_form import ActForm
from ui.supervisor.unit_head import DECIDE, UnitHead
from ui.supervisor.unit_judged import JudgedCard
from ui.supervisor.unit_sections import CAME, DOCUMENTS, EXPORTS, HAPPENED, LABELS, ListCard
from ui.theme import scaled
from ui.widgets.words import Words

_TWO_COLUMNS: Final = 1000  # px at the text scale 1
_NOTHING: Final = 420  # px of height for words where there is no unit
_ASKED: Final = "unit"


class UnitPage(DeskPage):
    """Opened with a plate. Photographs are loaded as long as the page is shown."""

    code = "@ITEM"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit: UnitView | None = None
        self.head, self.form, self.photos, self.judged = UnitHead(), ActForm(), PhotoGallery(), JudgedCard()
        self.lists = {what: ListCard(what) for what in (CAME, HAPPENED, LABELS, EXPORTS, DOCUMENTS)}
        self.viewer, self.nothing = self.photos.viewer, Words("lead")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(20, 2 * GRID, 20, 20)
        column.setSpacing(GRID + 6)
        for part in (self.nothing, self.head, self.form):
            column.addWidget(part)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(GRID + 6)
        self._beside.addLayout(_stacked(self.photos, self.judged, self.lists[EXPORTS]), 3)
        self._beside.addLayout(_stacked(self.lists[HAPPENED], self.lists[CAME], self.lists[LABELS], self.lists[DOCUMENTS]), 2)
        column.addLayout(self._beside)
        column.addStretch(1)
        self.form.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.viewer)

    def _connect(self) -> None:
        self.head.asked.connect(self.on_asked)
        self.form.given.connect(self.on_given)
        self.form.left.connect(self.on_form_left)
        self.photos.enlarged.connect(lambda: self._stack.setCurrentWidget(self.viewer))
        self.viewer.left.connect(self.on_viewer_left)

    def title(self, language: str) -> str:
        return word("UNIT_PAGE", language, lpn=self.what or "")

    def open_page(self, what: object = None) -> None:
        if what != self.what or self.unit is None:
            self._draw_nothing(word("DESK_LOADING" if what else "UNIT_NONE", self.view.language))
        super().open_page(what)

    def refresh(self) -> None:
        if self.reader and self.what:
            question = partial(unit_view, lpn=str(self.what), language=self.view.language, zone=self.view.zone)
            self.reader.ask(_ASKED, question, self.on_answered, self.on_failed)

    def close_page(self) -> None:
        self.form.hide()
        if self.reader:
            self.reader.forget(_ASKED)

    def takes_key(self, name: str) -> bool:
        if name == "Esc" and self._stack.currentWidget() is self.viewer:
            self.on_viewer_left()
        elif name == "Esc" and self.form.isVisible():
            self.on_form_left()
        else:
            return False
        return True

    def show_desk(self, view: DeskView) -> None:
        self.unit = None if view.language != self.view.language else self.unit
        super().show_desk(view)
        if self.unit:
            self._draw(self.unit)

    def show_answer(self, act: Act, answer: Answer) -> None:
        """Said beside what was entered where it was refused; else above, and what became doubtful beside the unit.

        An answer about a unit that is shown no more is said above only.
        """
        language, shown = self.view.language, self.unit is not None and self.unit.lpn == getattr(act, "lpn", "")
        if refused := refusal_of(answer):
            if shown and not self.form.isHidden():
                self.form.refuse(*told_as(refused, language))
            else:
                self.told.emit(refused)
        else:
            if shown:
                self.form.hide()
                self.head.say_doubts(doubts_in_words(answer, language))
            self.told.emit(done_in_words(act, answer, language))
        self.refresh()

    def on_answered(self, unit: UnitView) -> None:
        """How the unit is now; what is the same is left alone."""
        if unit != self.unit:
            self._draw(unit)

    def on_failed(self, error: StationError) -> None:
        """There is no such unit, or it cannot be read."""
        self._draw_nothing("\n".join(told_as(error, self.view.language)))

    def on_asked(self, what: str) -> None:
        """A button of the head."""
        if what == "back":
            self.turned.emit("@ITEMS", None)
        elif what == DECIDE and self.unit:
            self.turned.emit("@DECISIONS", self.unit.lpn)
        elif self.unit:
            self.form.ask(what, self.unit, self.view.language)
            self._scroll.ensureWidgetVisible(self.form)

    def on_given(self, act: Act) -> None:
        """It was filled in."""
        self.head.say_doubts("")
        self.performed.emit(act)

    def on_form_left(self) -> None:
        """Nothing is done."""
        self.form.hide()
        self.setFocus()

    def on_viewer_left(self) -> None:
        """Back to the unit."""
        self._stack.setCurrentWidget(self._scroll)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Two columns where there is room for both, by the size of the text."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        if not event.spontaneous() and self.reader:
            self.photos.begin(self.reader.data / "photos")

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        if not event.spontaneous():
            self.photos.end()

    def _arrange(self) -> None:
        narrow = self.width() < scaled(_TWO_COLUMNS)
        self._beside.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _draw(self, unit: UnitView) -> None:
        other = self.unit is None or unit.lpn != self.unit.lpn
        self.unit, language = unit, self.view.language
        self.nothing.say("")
        self.nothing.setMinimumHeight(0)
        if other:
            self.form.hide()
            self.head.say_doubts("")
        self.head.show_unit(unit, self.view)
        self.photos.show_pictures(unit.photos, language)
        self.judged.show_judgements(unit.judgements, language)
        for each in self.lists.values():
            each.show_unit(unit, language)
        self._show_parts(shown=True)

    def _draw_nothing(self, words: str) -> None:
        self.unit = None
        self.nothing.say(words)
        self.nothing.setMinimumHeight(scaled(_NOTHING))
        self.form.hide()
        self._stack.setCurrentWidget(self._scroll)
        self._show_parts(shown=False)

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self.head, self.photos, self.judged, *self.lists.values()):
            part.setVisible(shown)


def _stacked(*cards: QWidget) -> QVBoxLayout:
    """Cards under one another, each as high as it has to be."""
    column = QVBoxLayout()
    column.setSpacing(GRID + 6)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
