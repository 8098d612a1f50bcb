"""What a person at the bench has to hear about labels: states of printing and label facts in, sentences out, each thing once."""

from collections.abc import Callable, Sequence
from typing import Final

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, Outcome, PrinterState
from station.model.facts import LABEL_UNCONFIRMED, Fact
from station.printing.rejections import Rejection
from station.printing.worker import PrintingState
from station.texts import counted, notice, word

Tell = Callable[[Sequence[str]], None]
_DOUBTS: Final = frozenset(Doubt)
_TWICE: Final = "LABEL_TWICE"  # the one refusal after which the unit has its label


class LabelNews:
    """Tells what is new. `on_state` and `on_facts` are called on the printing thread, `at_start` and `at_end` around it."""

    def __init__(self, rejections: Callable[[], list[Rejection]], tell: Tell, language: str) -> None:
        self._rejections = rejections
        self._tell = tell
        self._language = language
        self._trouble: tuple[str, bool] | None = None
        self._refused: set[int] = set()
        self._doubted = ""

    def at_start(self, state: PrinterState) -> None:
        """How the printer is before the first label; nothing to say if all is well."""
        self._printer(state, 0)

    def on_state(self, state: PrintingState) -> None:
        """A trouble when it begins, changes or ends; each label that cannot be printed as it is."""
        self._printer(state.printer, state.queued)
        if state.rejected > len(self._refused):
            self._tell_refused()

    def on_facts(self, facts: Sequence[Fact]) -> None:
        """Labels of which nobody knows whether they came out: somebody has to look."""
        for fact in facts:
            if fact.kind == LABEL_UNCONFIRMED and fact.payload["detail"] in _DOUBTS:
                self._doubted = str(fact.payload["detail"])
                why = Delivery(Outcome.UNCONFIRMED, self._doubted).sentence(str(fact.payload["printer"]), self._language)
                self._say(word("LABEL_IN_DOUBT", self._language, lpn=fact.subject), why)

    def waiting(self, state: PrintingState) -> None:
        """At the end of input, while labels are still being printed."""
        self._say(counted("LABELS_STILL_PRINTING", state.queued, self._language))

    def at_end(self, state: PrintingState) -> None:
        """What was not printed and stays queued; nothing to say if every label is out."""
        if state.queued:
            self._say(counted("LABELS_NOT_PRINTED", state.queued, self._language))
        lacking = [each for each in self._rejections() if each.error.code != _TWICE] if state.rejected else []
        if lacking:
            self._say(counted("LABELS_REFUSED", len(lacking), self._language))

    def _printer(self, state: PrinterState, queued: int) -> None:
        # Said again when the first label begins to wait for it.
        trouble = (repr(state.trouble), queued > 0) if state.trouble else None
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if state.trouble is None:
            self._say(state.sentence(self._language))
        elif state.trouble.code != self._doubted:  # that one was told with its label
            waiting = f"{counted('LABELS_WAIT', queued, self._language)} " if queued else ""
            self._say(f"{waiting}{state.sentence(self._language)}")
        self._doubted = ""

    def _tell_refused(self) -> None:
        for each in self._rejections():
            if each.seq not in self._refused:
                self._refused.add(each.seq)
                told = notice(each.error, self._language)
                lacks = each.error.code != _TWICE
                what = [word("LABEL_REFUSED", self._language, lpn=each.lpn)] if lacks else []
                self._say(*what, told.message, told.advice)

    def _say(self, *lines: str) -> None:
        self._tell(lines)
