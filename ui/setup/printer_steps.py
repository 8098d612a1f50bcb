"""Where somebody is on the printers' page: a code that was chosen in; the next step, what the desk shall do and what to say out. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from station.devices.simulated_status import SimulatedFault
from ui.bench.screen import Screen
from ui.setup import printer_choices as choices
from ui.setup import printer_screens as screens
from ui.setup.printer_address import Address
from ui.setup.printer_news import PrinterNews
from ui.setup.printer_practice import FAULT, HEAL, practising
from ui.setup.printer_setup import Configured, Draft, PrinterSetup, Use, changes, draft_of, without

LIST, ONE, DRAFT, ASK, TYPE, FAULTS = "list", "one", "draft", "ask", "type", "faults"


@dataclass(frozen=True)
class Known:
    """What the page draws from. `faults` are those that a simulated printer suffers from; None where no printer is simulated."""

    news: PrinterNews | None = None
    setup: PrinterSetup = field(default_factory=PrinterSetup)
    may_set_up: bool = False
    faults: frozenset[SimulatedFault] | None = None


@dataclass(frozen=True)
class Steps:
    """`path` are the steps from the list of printers to the one that is shown, each with what it is about; `turned` how many pages on."""

    path: tuple[tuple[str, str], ...] = ((LIST, ""),)
    draft: Draft | None = None
    turned: int = 0

    @property
    def now(self) -> tuple[str, str]:
        """What is shown."""
        return self.path[-1]

    def to(self, step: str, about: str = "") -> "Steps":
        """One step on."""
        return replace(self, path=(*self.path, (step, about)), turned=0)

    def back(self) -> "Steps":
        """One step back; from the first there is none."""
        return replace(self, path=self.path[:-1] or self.path, turned=0)


@dataclass(frozen=True)
class Taken:
    """What came of a choice: where it leads, what the desk shall do (`wanted` with `value`), the key of what is said.

    `passes`: it is none of this page's, but of the window.
    """

    steps: Steps
    wanted: str = ""
    value: Any = None
    told: str = ""
    passes: bool = False


def shown(steps: Steps, known: Known, language: str) -> Screen:
    """The screen of a step. A printer that is gone meanwhile leads to the list."""
    step, about = steps.now
    printer = printer_of(about, known.setup) if step == ONE else None
    if step == ONE and printer:
        practises = known.faults is not None and printer.use is Use.REST
        return screens.one(printer, known.news, known.setup, language, may_set_up=known.may_set_up, practises=practises)
    if step == FAULTS:
        return practising(known.faults or frozenset(), language)
    if steps.draft and step == DRAFT:
        return choices.drafting(steps.draft, known.setup, language)
    if steps.draft and step == ASK:
        return choices.choosing(about, steps.draft, known.setup, language, steps.turned)
    if steps.draft and step == TYPE:
        return choices.typing(steps.draft, language)
    return screens.listing(known.news, known.setup, language, steps.turned, may_set_up=known.may_set_up)


def printer_of(url: str, setup: PrinterSetup) -> Configured | None:
    """The printer with this address."""
    return next((each for each in setup.all if each.url == url), None)


def taken(code: str, steps: Steps, known: Known) -> Taken:
    """What comes of a choice."""
    for begins, act in _ACTS.items():
        if code == begins or (begins.endswith(":") and code.startswith(begins)):
            return act(code.removeprefix(begins), steps, known)
    return Taken(steps, passes=True)


def typed(text: str, steps: Steps) -> Taken:
    """A place that was typed: back to what it is for."""
    if steps.draft is None:
        return Taken(steps)
    draft = choices.placed(steps.draft.parts.way, text, steps.draft)
    return Taken(replace(steps.back(), draft=draft))


def _more(_rest: str, steps: Steps, _known: Known) -> Taken:
    return Taken(replace(steps, turned=steps.turned + 1))


def _one(number: str, steps: Steps, known: Known) -> Taken:
    return Taken(steps.to(ONE, known.setup.all[int(number)].url))


def _add(_rest: str, steps: Steps, known: Known) -> Taken:
    """The first real printer takes every label; one beside it only some."""
    use = Use.REST if known.setup.printer == PrinterSetup.printer else Use.SOME
    return Taken(replace(steps, draft=Draft(use, Address("tcp"))).to(DRAFT).to(ASK, "way"))


def _change(_rest: str, steps: Steps, known: Known) -> Taken:
    printer = printer_of(steps.now[1], known.setup)
    return Taken(replace(steps, draft=draft_of(printer)).to(DRAFT) if printer else steps)


def _remove(_rest: str, steps: Steps, known: Known) -> Taken:
    printer = printer_of(steps.now[1], known.setup)
    if printer is None:
        return Taken(steps)
    return Taken(steps.back(), "change", changes(known.setup, without(known.setup, printer)))


def _ask(name: str, steps: Steps, _known: Known) -> Taken:
    return Taken(steps.to(TYPE) if name == "place" else steps.to(ASK, name))


def _chosen(value: str, steps: Steps, _known: Known) -> Taken:
    name = steps.now[1]
    if steps.draft is None:
        return Taken(steps)
    draft = choices.chosen(name, value, steps.draft)
    if name in choices.SEVERAL:
        return Taken(replace(steps, draft=draft))
    after = replace(steps.back(), draft=draft)
    return Taken(after.to(TYPE) if name == "way" and choices.lacks_place(draft.parts) else after)


def _found(number: str, steps: Steps, known: Known) -> Taken:
    found = known.setup.found[int(number)]
    draft = choices.placed(found.way, found.place, steps.draft) if steps.draft else None
    return Taken(replace(steps.back(), draft=draft))


def _done(_rest: str, steps: Steps, _known: Known) -> Taken:
    return typed("", steps) if steps.now[0] == TYPE else Taken(steps.back())


def _save(_rest: str, steps: Steps, known: Known) -> Taken:
    if steps.draft is None:
        return Taken(steps)
    return Taken(steps, "change", steps.draft.saved(known.setup))  # what is wrong with it is said while it can still be changed


def _fault(value: str, steps: Steps, known: Known) -> Taken:
    fault = SimulatedFault(value)
    return Taken(steps, "fault", (fault, fault not in (known.faults or ())))


_ACTS: Final[Mapping[str, Callable[[str, Steps, Known], Taken]]] = {
    screens.MORE: _more,
    screens.ONE: _one,
    screens.ADD: _add,
    screens.CHANGE: _change,
    screens.REMOVE: _remove,
    screens.PRACTISE: lambda _rest, steps, _known: Taken(steps.to(FAULTS)),
    screens.AGAIN: lambda seq, steps, _known: Taken(steps, "again", int(seq), "PRINTERS_AGAIN_BEGUN"),
    screens.TEST: lambda _rest, steps, _known: Taken(steps, "test", steps.now[1], "PRINTER_TESTING"),
    screens.INSTEAD: lambda other, steps, _known: Taken(steps, "instead", (steps.now[1], other)),
    screens.BACK_AGAIN: lambda _rest, steps, _known: Taken(steps, "instead", (steps.now[1], "")),
    choices.ASK: _ask,
    choices.CHOSEN: _chosen,
    choices.FOUND: _found,
    choices.DONE: _done,
    choices.SAVE: _save,
    FAULT: _fault,
    HEAL: lambda _rest, steps, _known: Taken(steps, "fault", (None, False)),
}
