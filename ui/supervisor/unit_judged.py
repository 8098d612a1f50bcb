"""How a unit was judged: the standing judgement open, earlier ones behind a touch. Judgements in, nothing out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.supervisor.unit_judged import AnswerLine, Judgement
from station.texts import word
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.unit_lines import Cell, Line, Lines
from ui.widgets.marks import Mark
from ui.widgets.words import Words

_MARK: Final = 30


class JudgementRow(QFrame):
    """One judgement; its answers are shown when somebody wants to see them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._what, self._because, self._small = Mark(_MARK), Words("strong"), Words(), Words("small")
        self._more, self._answers = button("quiet"), Lines()
        self._told: Judgement | None = None
        self._language = "en"
        self._more.clicked.connect(self.on_more)
        words = QVBoxLayout()
        words.setSpacing(2)
        for each in (self._what, self._because, self._small):
            words.addWidget(each)
        first = QHBoxLayout()
        first.setSpacing(2 * GRID)
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(words, 1)
        first.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(first)
        column.addWidget(self._answers)

    def show_judgement(self, told: Judgement, language: str, *, newest: bool) -> None:
        """This one. What somebody opened stays open as long as it is the same."""
        if told.seq != (self._told.seq if self._told else 0):
            self._answers.setVisible(newest)
        opened, self._told, self._language = not self._answers.isHidden(), told, language
        self._mark.show_mark(told.mark, told.what)
        self._what.say(told.what if told.stands else word("UNIT_PAGE_NO_LONGER", language, what=told.what))
        self._because.say(told.because)
        corrects = word("UNIT_PAGE_CORRECTS", language, number=told.of) if told.of else ""
        named = word("UNIT_PAGE_FACT", language, number=told.seq)
        self._small.say(" · ".join(part for part in (told.shown, told.who, told.place, told.took, named, corrects) if part))
        self._answers.show_lines([_line(each) for each in told.answers])
        self._answers.setVisible(opened and bool(told.answers))
        self._more.setVisible(bool(told.answers))
        self._name_more()

    def on_more(self) -> None:
        """Its answers, or without them."""
        self._answers.setVisible(self._answers.isHidden())
        self._name_more()

    def _name_more(self) -> None:
        self._more.setText(word("UNIT_PAGE_ANSWERS" if self._answers.isHidden() else "UNIT_PAGE_HIDE_ANSWERS", self._language))


def _line(told: AnswerLine) -> Line:
    """What decided is in ink, the rest in grey."""
    role = "" if told.forces else "muted"
    return Cell(told.about, role, 5), Cell(told.answer, role, 6), Cell(told.how, "small", 3), Cell(told.forces, "strong", 2)


class JudgedCard(DeskCard):
    """All of them, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[JudgementRow] = []
        self._empty = Words("muted")
        self.head.setStretch(0, 3)  # headings are whole sentences here
        self.body.setSpacing(2 * GRID)
        self.body.addWidget(self._empty)

    def show_judgements(self, told: Sequence[Judgement], language: str) -> None:
        """These."""
        self.name(word("UNIT_PAGE_JUDGED", language))
        while len(self._rows) < len(told):
            self._rows.append(JudgementRow())
            self.body.addWidget(self._rows[-1])
        for place, row in enumerate(self._rows):
            if place < len(told):
                row.show_judgement(told[place], language, newest=place == 0)
            row.setVisible(place < len(told))
        self._empty.say("" if told else word("UNIT_PAGE_NOT_JUDGED", language))
