"""The state of the factory seal: one a unit, the worst that an answer gave, never sealed by assumption."""

from station.model.grades import Basis, Seal
from station.rules.board import board_checks
from station.rules.inspection import Inspection


def seal_of(inspection: Inspection) -> tuple[Seal, Basis]:
    """The worst seal state that an answer gave, and how we know; else none expected, or opened and intact."""
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


def gave_seal(inspection: Inspection, seal: Seal) -> tuple[str, ...]:
    """The raised findings by whose answers the seal is in this state."""
    return tuple(each.finding for each in inspection.raised if any(answer.seal is seal for answer in inspection.follow_up_answers(each)))
