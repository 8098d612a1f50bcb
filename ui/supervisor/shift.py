"""The page that closes a shift: what is left open in, drawn; to whom it is handed over, and a note for them, out as an act."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station.errors import StationError
from station.supervisor.acts import NOTE_MAX, Act, Answer
from station.supervisor.acts_shift import CloseShift
from station.supervisor.shift import MOST_NAMED, ShiftNow, shift_now
from station.texts import word
from ui.supervisor.choice import Choice
from ui.supervisor.look import GRID, button
from ui.supervisor.page import DeskPage, DeskView, refusal_of, told_as
from ui.supervisor.whole import Middle
from ui.widgets.words import Words

_ASKED: Final = "shift"


class ShiftPage(DeskPage):
    """Today leads here, and it leads back there once the shift is closed."""

    code = "@SHIFT"
    name = "CLOSE_THE_SHIFT"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._middle, self.left_open = Middle(), Words("strong")
        self.open_units = tuple(button("quiet") for _ in range(MOST_NAMED))
        self.to, self.note = Choice(), QLineEdit()
        self._to, self._note = QLabel(), QLabel()
        self.do, self.leave = button("primary"), button()
        self.note.setMaxLength(NOTE_MAX)
        self.do.clicked.connect(self.on_given)
        self.leave.clicked.connect(lambda: self.turned.emit("@TODAY", None))
        self._lay_out()

    def _lay_out(self) -> None:
        body = self._middle.card.body
        body.addWidget(self.left_open)
        for each in self.open_units:
            body.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
            each.hide()
            each.clicked.connect(lambda _checked=False, each=each: self.turned.emit("@ITEM", each.property("lpn")))
        for label, field in ((self._to, self.to), (self._note, self.note)):
            label.setBuddy(field)
            pair = QVBoxLayout()
            pair.setSpacing(GRID // 2)
            pair.addWidget(label)
            pair.addWidget(field)
            body.addLayout(pair)
        buttons = QHBoxLayout()
        buttons.addWidget(self.do)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        body.addLayout(buttons)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._middle)

    def show_desk(self, view: DeskView) -> None:
        spoken = view.language
        if view.person != self.view.person:
            self.note.clear()
        self._middle.title.say(word("CLOSE_THE_SHIFT", spoken))
        self._middle.lead.say(word("SHIFT_LEAD", spoken))
        self._to.setText(word("SHIFT_TO", spoken))
        self._note.setText(word("SHIFT_NOTE", spoken))
        self.do.setText(word("CLOSE_THE_SHIFT", spoken))
        self.do.setEnabled(view.may(CloseShift.right))
        self.do.setToolTip(view.may_not(CloseShift.right))
        self.leave.setText(word("UNIT_FORM_CANCEL", spoken))
        super().show_desk(view)

    def refresh(self) -> None:
        self._middle.fit()
        if self.reader:
            question = partial(shift_now, person=self.view.person, language=self.view.language)
            self.reader.ask(_ASKED, question, self.on_told, self.on_failed)

    def close_page(self) -> None:
        if self.reader:
            self.reader.forget(_ASKED)

    def on_told(self, now: ShiftNow) -> None:
        """What is left open; whom somebody has chosen stays chosen."""
        self._middle.lead.say(word("SHIFT_LEAD", self.view.language) if now.lines else "")
        self.left_open.say("\n".join(now.lines) or word("SHIFT_NOTHING_OPEN", self.view.language))
        self._show_unlabelled(now.unlabelled)
        self.to.offer([("", word("SHIFT_TO_NOBODY", self.view.language)), *now.others])
        for each in (self._to, self.to):
            each.setVisible(bool(now.others))

    def _show_unlabelled(self, plates: tuple[str, ...]) -> None:
        """Each leads to its unit, where its label is printed again."""
        for place, each in enumerate(self.open_units):
            lpn = plates[place] if place < len(plates) else ""
            each.setProperty("lpn", lpn)
            each.setText(word("SHIFT_UNLABELLED", self.view.language, lpn=lpn))
            each.setVisible(bool(lpn))

    def on_failed(self, error: StationError) -> None:
        """It cannot be counted."""
        self.left_open.say("\n".join(told_as(error, self.view.language)))

    def on_given(self) -> None:
        """Close it; not twice."""
        self.do.setEnabled(False)
        self.performed.emit(CloseShift(self.to.data, self.note.text().strip()))

    def show_answer(self, act: Act, answer: Answer) -> None:
        self.do.setEnabled(self.view.may(CloseShift.right))
        super().show_answer(act, answer)
        if refusal_of(answer) is None and isinstance(act, CloseShift):
            self.note.clear()
            if self.isVisible():
                self.turned.emit("@TODAY", None)
            self.told.emit(self._done_word(act))
        self.refresh()

    def _done_word(self, act: CloseShift) -> str:
        if not act.to:
            return word("SHIFT_DONE", self.view.language)
        return word("SHIFT_DONE_TO", self.view.language, name=self.to.itemText(self.to.findData(act.to)))
