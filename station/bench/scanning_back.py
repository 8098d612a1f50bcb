"""Labels that are scanned back, labels in doubt, and the way out where there is none: transitions of `labelling`, pure.

With labels.scan_back "always" (or for one of a sample) the facts of a unit are committed as ever, and the bench then waits in
`labelling` until that very label was scanned. Nothing else is taken meanwhile, but the way on is never closed:

- labels that waited through a trouble come out one by one, and one of another unit may be the first: its scan is taken, said loudly;
- another label is printed (RS-REPRINT, with a reason): the earlier one is voided, and the new one is what is waited for;
- the printer is in trouble: whoever stands here sets the unit aside without its label (key 2). The label stays queued, the next unit
  is refused while that is the naked one (NAKED_PILE), and when the printer works the label comes out and is scanned then;
- no trouble is known, yet there is no label: a supervisor's badge lets the unit go. Where no supervisor is, nobody is asked;
- the grade was wrong: RS-UNDO, RS-GRADE, RS-REWORK and RS-RETAKE work as after any unit, and RS-STOP is always taken;
- somebody else takes over: a badge, or RS-SIGN-OUT; the wait goes on.

Either way out is the fact label.waived, so that nobody reads a scan out of its absence. A hazard is not waited for: it is not
touched any more. Nor is the label or plate of a unit that is set aside: it is scanned when the unit is taken up again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from station.bench import arriving, labelling
from station.bench.agreeing import right_asked
from station.bench.asking import must_not_be_closing
from station.bench.events import Answered, Done, Event, LabelDoubted, PlateScanned, ReprintAsked, SignedIn, SignOut, UndoAsked
from station.bench.label_prompts import REPRINT_REASONS
from station.bench.label_scans import OPERATOR, confirmed, is_due_elsewhere, label_first, must_count, not_printed
from station.bench.labels import LabelDue, LabelStep, Why, label_code
from station.bench.prompts import prompt_of
from station.bench.regrading import ask_undo
from station.bench.states import Bench, State, Step
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.people import NOBODY
from station.model.rights import Right, is_allowed, must_agree
from station.rules.rulebook import Rulebook

NOT_PRINTED: Final = "NOT_PRINTED"

Transition = Callable[[Bench, Any, Rulebook], Step]


def scan(bench: Bench, event: PlateScanned, _rules: Rulebook) -> Step:
    """The label that is waited for; whoever steps adds the fact that it was scanned. A doubt is settled by it, too.

    A label of another unit that is due as well is seen on that one, and the wait goes on: else, after a trouble, the label that is
    waited for would never come out, since that other one has to be scanned first.
    """
    due = due_of(bench)
    if is_due_elsewhere(bench, event):
        return Step(_put_on(bench, event.lpn))
    if event.lpn == due.lpn:
        must_count(event)
    if (event.lpn, event.copy) != (due.lpn, due.copy):
        raise Refusal("LABEL_OF_ANOTHER", scanned=label_code(event.lpn, event.copy), label=due.code, title=due.title or due.lpn)
    if event.label is None or not event.label.on_paper:
        raise not_printed(due, trouble=bench.trouble)
    # What the label took is not counted again as time that finding the next unit took.
    return Step(replace(_put_on(closed(bench), event.lpn), idle_ms=event.ms))


def answer(bench: Bench, event: Answered, _rules: Rulebook) -> Step:
    """The choice of this key."""
    prompt = prompt_of(bench)
    choice = prompt.choice(event.key) if prompt else None
    if choice is None:
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    match choice.answer:
        case "LEAVE":
            return Step(_at(bench, LabelStep.SCAN))
        case "REPRINT":
            return Step(_at(bench, LabelStep.REPRINT))
        case "CAME_OUT":
            return Step(closed(bench), (confirmed(due_of(bench), OPERATOR),))
        case "NO_LABEL":
            return _waived(bench, "PRINTER_TROUBLE")
        case "NO_SCAN":
            return _without_scan(bench, event)
        case why if why == NOT_PRINTED or why in REPRINT_REASONS:
            return _again(bench, why)
        case _:  # an answer that nothing here knows must not print a label
            raise Refusal("NO_SUCH_CHOICE", key=event.key)


def reprint(bench: Bench, _event: ReprintAsked, _rules: Rulebook) -> Step:
    """RS-REPRINT: why another one is printed. In a doubt that is known: it did not come out."""
    if due_of(bench).why is Why.DOUBT:
        return _again(bench, NOT_PRINTED)
    return Step(_at(bench, LabelStep.REPRINT))


def leave(bench: Bench, _event: Done, _rules: Rulebook) -> Step:
    """RS-DONE: back to the label; it does not end the wait."""
    due = due_of(bench)
    if due.step is LabelStep.SCAN:
        raise label_first(due, trouble=bench.trouble)
    return Step(_at(bench, LabelStep.SCAN))


def undo(bench: Bench, event: UndoAsked, rules: Rulebook) -> Step:
    """RS-UNDO: one step back, or about the grade of the unit whose label is waited for."""
    if due_of(bench).step is not LabelStep.SCAN:
        return Step(_at(bench, LabelStep.SCAN))
    return of_its_unit(ask_undo)(bench, event, rules)


def of_its_unit(transition: Transition) -> Transition:
    """A transition about the unit whose label is waited for. In a doubt nobody can mean that unit: it was finished long ago."""

    def taken(bench: Bench, event: Event, rules: Rulebook) -> Step:
        due = due_of(bench)
        if due.why is Why.DOUBT:
            raise label_first(due, trouble=bench.trouble)
        must_not_be_closing(bench)
        return transition(_at(bench, LabelStep.SCAN), event, rules)

    return taken


def badge(bench: Bench, event: SignedIn, rules: Rulebook) -> Step:
    """A supervisor agrees that the unit goes on without a scan, where that is asked; else somebody takes the bench over."""
    if due_of(bench).step is not LabelStep.BADGE:
        return arriving.sign_in(bench, event, rules)
    must_agree(event.person, right_asked(bench))
    return _waived(bench, "SUPERVISOR", event.person.id)


def sign_out(bench: Bench, event: SignOut, rules: Rulebook) -> Step:
    """The label waits for whoever signs in next."""
    return arriving.sign_out(_at(bench, LabelStep.SCAN), event, rules)


def doubt(bench: Bench, event: LabelDoubted, _rules: Rulebook) -> Step:
    """Nobody knows whether a label came out: it is asked before the next unit is taken."""
    return Step(replace(bench, label=event.due, state=State.LABELLING))


def due_of(bench: Bench) -> LabelDue:
    """The label that is waited for or asked about; Refusal NO_LABEL_DUE if there is none."""
    if bench.label is None:
        raise Refusal("NO_LABEL_DUE")
    return bench.label


def closed(bench: Bench) -> Bench:
    """The bench without the label that it waited for: back to what that interrupted."""
    free = replace(bench, label=None)
    if bench.state is not State.LABELLING:
        return free
    return replace(free, state=State.DECIDING if free.question else free.resting)


def _again(bench: Bench, why: str) -> Step:
    """label.voided and another label.queued, with its reason."""
    due = due_of(bench)
    void = NewFact(kinds.LABEL_VOIDED, due.lpn, {"job": due.job, "why": "not_printed" if why == NOT_PRINTED else "reprinted"})
    return Step(closed(bench), (void, labelling.label(due.lpn, due.kind, due.fields, due.copies + 1, why)))


def _without_scan(bench: Bench, event: Answered) -> Step:
    person = bench.person or NOBODY
    if is_allowed(person, Right.WAIVE):
        return _waived(bench, "SUPERVISOR", person.id)
    if not event.somebody_may:
        return _waived(bench, "NO_SUPERVISOR")
    return Step(_at(bench, LabelStep.BADGE))


def _waived(bench: Bench, why: str, agreed: str | None = None) -> Step:
    """label.waived: the unit goes on although nobody scanned its label."""
    due = due_of(bench)
    fact = NewFact(kinds.LABEL_WAIVED, due.lpn, {"job": due.job, "why": why, "by": agreed})
    return Step(closed(bench), (fact,))


def _put_on(bench: Bench, lpn: str) -> Bench:
    """The label that came out alone is on its unit; printing tells which one is the next."""
    return replace(bench, on_paper=None) if bench.on_paper and bench.on_paper.lpn == lpn else bench


def _at(bench: Bench, step: LabelStep) -> Bench:
    return replace(bench, label=replace(due_of(bench), step=step))
