"""What a person at the bench has to hear about labels: states of printing and label facts in, sentences out, each thing once."""

from collections.abc import Callable, Sequence
from typing import Final

from station.devices.conditions import Doubt
from station.devices.label_printer import Delivery, Outcome
from station.model.facts import LABEL_UNCONFIRMED, Fact
from station.printing.rejections import TWICE, Rejection
from station.printing.state import PrinterStanding, PrintingState
from station.texts import counted, notice, word

Tell = Callable[[Sequence[str]], None]
_DOUBTS: Final = frozenset(Doubt)


class LabelNews:
    """Tells what is new. `on_state` and `on_facts` are called on the printing threads, one at a time; the others around them."""

    def __init__(self, rejections: Callable[[], list[Rejection]], tell: Tell, language: str) -> None:
        self._rejections = rejections
        self._tell = tell
        self._language = language
        self._troubles: dict[str, tuple[str, bool]] = {}
        self._instead: dict[str, str] = {}
        self._refused: set[int] = set()
        self._doubted: dict[str, str] = {}
        self._on_paper: str | None = None

    def on_state(self, state: PrintingState) -> None:
        """A trouble when it begins, changes or ends; which label is whose, where they come singly; each that cannot be printed."""
        for each in state.printers:
            self._printer(each)
        if state.on_paper != self._on_paper:
            self._on_paper = state.on_paper
            if state.on_paper:
                self._say(word("LABEL_ONE_BY_ONE", self._language, lpn=state.on_paper))
        if state.rejected > len(self._refused):
            self._tell_refused()

    def on_facts(self, facts: Sequence[Fact]) -> None:
        """Labels of which nobody knows whether they came out: somebody has to look."""
        for fact in facts:
            if fact.kind == LABEL_UNCONFIRMED and fact.payload["detail"] in _DOUBTS:
                printer, detail = str(fact.payload["printer"]), str(fact.payload["detail"])
                self._doubted[printer] = detail
                why = Delivery(Outcome.UNCONFIRMED, detail).sentence(printer, self._language)
                self._say(word("LABEL_IN_DOUBT", self._language, lpn=fact.subject), why)

    def waiting(self, state: PrintingState) -> None:
        """At the end of input, while labels are still being printed."""
        self._say(counted("LABELS_STILL_PRINTING", state.queued, self._language))

    def at_end(self, state: PrintingState) -> None:
        """What was not printed and stays queued; nothing to say if every label is out."""
        if state.queued:
            self._say(counted("LABELS_NOT_PRINTED", state.queued, self._language))
        lacking = [each for each in self._rejections() if each.error.code != TWICE] if state.rejected else []
        if lacking:
            self._say(counted("LABELS_REFUSED", len(lacking), self._language))

    def _printer(self, now: PrinterStanding) -> None:
        if now.instead != self._instead.get(now.name, ""):
            self._instead[now.name] = now.instead
            key = "PRINTER_INSTEAD" if now.instead else "PRINTER_ITSELF_AGAIN"
            self._say(word(key, self._language, printer=now.name, other=now.instead))
        self._trouble(now)

    def _trouble(self, now: PrinterStanding) -> None:
        before, trouble = self._troubles.get(now.name), now.state.trouble
        if trouble is None:
            if self._troubles.pop(now.name, None):
                self._say(now.state.sentence(self._language))
            return
        self._troubles[now.name] = repr(trouble), now.queued > 0
        # Said again when the first label begins to wait for it.
        if before and before[0] == repr(trouble) and before[1] >= (now.queued > 0):
            return
        if trouble.code != self._doubted.pop(now.name, ""):  # that one was told with its label
            waiting = f"{counted('LABELS_WAIT', now.queued, self._language)} " if now.queued else ""
            self._say(f"{waiting}{now.state.sentence(self._language)}")

    def _tell_refused(self) -> None:
        for each in self._rejections():
            if each.seq not in self._refused:
                self._refused.add(each.seq)
                told = notice(each.error, self._language)
                lacks = each.error.code != TWICE
                what = [word("LABEL_REFUSED", self._language, lpn=each.lpn)] if lacks else []
                self._say(*what, told.message, told.advice)

    def _say(self, *lines: str) -> None:
        self._tell(lines)
