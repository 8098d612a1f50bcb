"""The verdict on a finished inspection: outcome, because of what, the seal, and what was asked, assumed or unknown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from station.model.grades import Basis, Grade, Outcome, Seal, worst
from station.rules.board import board_checks, shown_on_board
from station.rules.inspection import Inspection
from station.rules.seals import gave_seal, seal_of

SEAL: Final = "SEAL"  # the reason where the seal alone decided, and no finding says how it came to be open


@dataclass(frozen=True)
class Verdict:
    """`because` names the findings that forced the outcome, SEAL where only the seal did.

    `holds` is every hold that stands (finding -> outcome).
    """

    outcome: Outcome
    because: tuple[str, ...]
    seal: Seal
    seal_basis: Basis
    forces: Mapping[str, Outcome]
    absent: Mapping[Basis, tuple[str, ...]]

    @property
    def grade(self) -> Grade | None:
        return self.outcome.grade

    @property
    def holds(self) -> Mapping[str, Outcome]:
        return {finding: outcome for finding, outcome in self.forces.items() if outcome.is_hold}


def judge(inspection: Inspection) -> Verdict:
    """The worst of every `forces`, of what the category forces for the seal, and of its best grade."""
    forces = {raised.finding: outcome for raised in inspection.raised if (outcome := inspection.outcome(raised))}
    seal, basis = seal_of(inspection)
    rubric = inspection.rubric
    by_seal = [rubric.seal_forces[seal]] if seal in rubric.seal_forces else []
    outcome = worst([Outcome(rubric.best.value), *forces.values(), *by_seal])
    because = [finding for finding, forced in forces.items() if forced is outcome and outcome is not Outcome.A]
    if outcome in by_seal and outcome is not Outcome.A:
        because += [finding for finding in gave_seal(inspection, seal) if finding not in because] or ([] if because else [SEAL])
    return Verdict(outcome, tuple(because), seal, basis, forces, _absent(inspection))


def _absent(inspection: Inspection) -> Mapping[Basis, tuple[str, ...]]:
    """Each finding that was not raised, by the strongest basis that holds. An inspection that ended early records none.

    A scan rules out only what its comparison ruled out: a serial with nothing to compare it with says nothing about a swap.
    """
    if inspection.ending or not inspection.board_closed:
        return {}
    by_strength: tuple[tuple[Basis, Collection[str]], ...] = (
        (Basis.HIDDEN, _hidden(inspection)),
        (Basis.PROMPT, _asked_by_key(inspection)),
        (Basis.SCAN, {finding for ruled_out in inspection.scanned.values() for finding in ruled_out}),
        (Basis.BOARD, {finding for check in board_checks(inspection) for finding in check.findings}),
        (Basis.LOOKUP, inspection.looked_up),
        (Basis.SHOWN, shown_on_board(inspection)),
    )
    found: dict[Basis, list[str]] = {}
    for code in inspection.rubric.findings:
        if not inspection.has(code):
            basis = next((basis for basis, codes in by_strength if code in codes), Basis.NOT_SHOWN)
            found.setdefault(basis, []).append(code)
    return {basis: tuple(found[basis]) for basis in Basis if basis in found}


def _asked_by_key(inspection: Inspection) -> set[str]:
    """The findings that a prompt asked for; of a check that scans only what its keys name, and only where a key was pressed."""
    asked = set[str]()
    for code, given in inspection.answered.items():
        check = inspection.rubric.checks[code]
        if not check.scans:
            asked |= set(check.findings)
        elif any(check.answer(answer).by == "key" and not check.answer(answer).learns for answer in given):
            asked |= {answer.finding for answer in check.answers if answer.by == "key" and answer.finding}
    return asked


def _hidden(inspection: Inspection) -> set[str]:
    """What could not be seen: hidden by what still stands, or by what was put right since and not asked for again."""
    again = _asked_by_key(inspection)
    hidden = set[str]()
    for raised in inspection.raised:
        hides = set(inspection.definition(raised).hides)
        hidden |= hides - again if raised.relieved else hides
    return hidden
