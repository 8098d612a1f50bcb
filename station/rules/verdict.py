"""The verdict on a finished inspection: outcome, because of what, the seal, and what was asked, assumed or unknown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from station.model.grades import Basis, Grade, Outcome, Seal, worst
from station.rules.inspection import Inspection
from station.rules.steps import board_checks, shown_on_board


@dataclass(frozen=True)
class Verdict:
    """`because` names the findings that forced the outcome; `holds` every hold that stands (finding -> outcome)."""

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
    seal, basis = _seal(inspection)
    rubric = inspection.rubric
    by_seal = [rubric.seal_forces[seal]] if seal in rubric.seal_forces else []
    outcome = worst([Outcome(rubric.best.value), *forces.values(), *by_seal])
    because = tuple(finding for finding, forced in forces.items() if forced is outcome and outcome is not Outcome.A)
    return Verdict(outcome, because, seal, basis, forces, _absent(inspection))


def _seal(inspection: Inspection) -> tuple[Seal, Basis]:
    """The worst seal state that an answer gave; else none expected, or opened and intact: never sealed by assumption."""
    given: list[tuple[Seal, Basis]] = []
    if inspection.board_closed and not inspection.ending:
        given += [(check.as_new.seal, Basis.BOARD) for check in board_checks(inspection) if check.as_new.seal]
    given += [(answer.seal, Basis.PROMPT) for _, answer in inspection.check_answers if answer.seal]
    for raised in inspection.raised:
        given += [(answer.seal, Basis.PROMPT) for answer in inspection.follow_up_answers(raised) if answer.seal]
    if given:
        return max(given, key=lambda pair: pair[0].rank)
    sealed = inspection.known.get("factory_sealed")
    basis = Basis.LOOKUP if "factory_sealed" in inspection.attributes else Basis.NOT_SHOWN
    return (Seal.NONE_EXPECTED if sealed is False else Seal.OPENED_INTACT), basis


def _absent(inspection: Inspection) -> Mapping[Basis, tuple[str, ...]]:
    """Each finding that was not raised, by the strongest basis that holds. An inspection that ended early records none."""
    if inspection.ending or not inspection.board_closed:
        return {}
    hidden = {code for raised in inspection.raised for code in inspection.definition(raised).hides}
    checks = inspection.rubric.checks
    by_strength: tuple[tuple[Basis, Collection[str]], ...] = (
        (Basis.HIDDEN, hidden),
        (Basis.PROMPT, {finding for check in inspection.answered for finding in checks[check].findings}),
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
