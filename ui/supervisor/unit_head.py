"""The head of a unit's page: what it is, where it is in one sentence to copy, and what may be done about it. A view in, `asked` out."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.supervisor.acts import Act
from station.supervisor.acts_decisions import Decide
from station.supervisor.acts_units import Correct, Hold, Reopen, Reprint
from station.supervisor.unit import UnitView
from station.texts import word
from ui.supervisor.flow import Flow
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskView
from ui.widgets.marks import Mark
from ui.widgets.words import Words

CORRECT: Final = "correct"
HOLD: Final = "hold"
REPRINT: Final = "reprint"
REOPEN: Final = "reopen"
DECIDE: Final = "decide"
ACTS: Final[Mapping[str, type[Act]]] = {CORRECT: Correct, HOLD: Hold, DECIDE: Decide, REPRINT: Reprint, REOPEN: Reopen}
"""Every button, and the act whose right it needs."""


class UnitHead(DeskCard):
    """`asked` carries one of ACTS, or "back"."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._title, self._plate = Mark(44), Words("title"), Words("muted")
        self._say, self._notice, self._doubts = Words(), Words("strong"), Words("strong")
        self._copy, self._back = button(), button("quiet")
        self._buttons = {name: button() for name in ACTS}
        self._language = "en"
        for words in (self._title, self._plate, self._say):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._copy.clicked.connect(self.on_copy)
        self._back.clicked.connect(lambda: self.asked.emit("back"))
        for name, each in self._buttons.items():
            each.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._plate)
        first = QHBoxLayout()
        first.setSpacing(2 * GRID)
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(words, 1)
        first.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        said = QHBoxLayout()
        said.setSpacing(2 * GRID)
        said.addWidget(self._say, 1)
        said.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        acts = Flow()
        for each in self._buttons.values():
            acts.add(each)
        self.body.addLayout(first)
        self.body.addLayout(said)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._doubts)
        self.body.addWidget(acts)

    def show_unit(self, unit: UnitView, view: DeskView) -> None:
        """This one; what may not be done to it says why."""
        language = self._language = view.language
        self.setAccessibleName(unit.title)
        self._mark.show_mark(unit.mark, unit.standing)
        self._title.say(unit.title)
        self._plate.say(" · ".join(part for part in (unit.lpn, unit.client, unit.standing) if part))
        self._say.say(unit.say)
        self._notice.say(unit.in_hand)
        self._copy.setText(word("UNIT_PAGE_COPY", language))
        self._copy.setAccessibleName(word("UNIT_PAGE_COPY_SENTENCE", language))
        self._back.setText(word("UNIT_PAGE_BACK", language))
        why = {CORRECT: unit.possible.correct, HOLD: unit.possible.hold, REPRINT: unit.possible.reprint, REOPEN: unit.possible.reopen}
        for name, each in self._buttons.items():
            each.setText(word(f"UNIT_PAGE_{name.upper()}", language))
            self._offer(name, why.get(name, ""), view)
        self._buttons[DECIDE].setVisible(bool(unit.possible.decisions))

    def say_doubts(self, text: str) -> None:
        """What the last correction made doubtful; "" for nothing."""
        self._doubts.say(text)

    def on_copy(self) -> None:
        """The sentence, for a mail or the phone."""
        QGuiApplication.clipboard().setText(self._say.text())
        self._copy.setText(word("UNIT_PAGE_COPIED", self._language))

    def _offer(self, name: str, why_not: str, view: DeskView) -> None:
        each, why = self._buttons[name], why_not or view.may_not(ACTS[name].right)
        each.setEnabled(not why)
        each.setToolTip(why)
        each.setAccessibleDescription(why)
