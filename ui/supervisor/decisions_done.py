"""What was decided last, and how it is taken back: a decision and its answer in; words, and a card that shows them, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from station.supervisor.acts import Answer
from station.supervisor.decided_words import decision_in_words, left_to_do
from station.supervisor.decisions import RAISE_DECISIONS, Deciding
from station.texts import counted, notice, sentences, word
from ui.supervisor.look import DeskCard, button
from ui.widgets.words import Words

_STOPPED_AT_BENCH: Final = ("RELEASE", "INSPECT_AGAIN", "IDENTIFY", "CATEGORY")  # they go on there, and can be put on hold again
_MOST_TOLD: Final = 3  # refusals of one answer


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on its way: which one, and about what."""

    code: str
    shown: Deciding


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the sentence, how it is taken back, and the plate whose page is offered, "" for none."""

    said: str = ""
    back: str = ""
    plate: str = ""


def done_of(decided: Decided, answer: Answer, language: str) -> Done:
    """An answer that is no refusal, in words: unit and decision by name."""
    done: Sequence[str] = answer.done.get("done", ())
    not_taken = [notice(each, language).message for each in answer.left_out][:_MOST_TOLD]
    if not done:
        return Done(sentences(not_taken, language))
    unit = decided.shown.unit
    named = unit.title or unit.sku if len(done) > 1 else " · ".join(part for part in (done[0], unit.title) if part)
    said = counted("DECIDE_DONE", len(done), language, unit=named, decision=decision_in_words(answer, decided.code, language))
    return Done(
        sentences([said, left_to_do(answer, language), *not_taken], language),
        word(f"DECIDE_BACK_{_back(decided.code)}", language),
        done[0] if len(done) == 1 else "",
    )


def _back(code: str) -> str:
    if code in RAISE_DECISIONS:
        return "REOPEN"
    return "HOLD" if code in _STOPPED_AT_BENCH else "NONE"


class DoneCard(DeskCard):
    """In the place of what is decided, while nothing is chosen. `opened` carries the plate of the unit whose own page is wanted."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = Done()
        self._said, self._back, self._next, self._open = Words("strong"), Words(), Words("muted"), button()
        for part in (self._said, self._back):
            self.body.addWidget(part)
        self.body.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._next)
        self._open.clicked.connect(lambda: self.opened.emit(self._done.plate))

    def show_done(self, done: Done, language: str, *, more: bool) -> None:
        """This; `more`: there are units to choose from."""
        self._done = done
        self._said.say(done.said)
        self._back.say(done.back)
        self._open.setText(word("DECIDE_OPEN", language))
        self._open.setVisible(bool(done.plate))
        self._next.say(word("DECIDE_NEXT", language) if more else "")
