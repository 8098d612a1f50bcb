"""One inspection so far: what was raised, answered and photographed. Events change it, `steps` says what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from station.model.goods import Component
from station.model.grades import Basis, Outcome, worst
from station.rules.rubric import Answer, Condition, Finding, FollowUp, Rubric


@dataclass(frozen=True)
class Shot:
    """A photograph that was taken: what it shows, for which finding, its SHA-256, and which kind of camera took it."""

    shot: str
    sha256: str
    finding: str | None = None
    source: str = "camera"


@dataclass(frozen=True)
class Raised:
    """A finding that was raised, with the answers to its follow-ups (id -> code)."""

    finding: str
    basis: Basis
    answers: Mapping[str, str] = field(default_factory=dict)
    reworked: bool = False
    released: bool = False


@dataclass(frozen=True)
class Inspection:
    """What is known about one unit under one rubric.

    `answered` holds the own checks (code -> answer codes), `shots` the pictures that its identification demands.
    """

    rubric: Rubric
    attributes: Mapping[str, bool] = field(default_factory=dict)
    reason: str = ""
    components: tuple[Component, ...] = ()
    looked_up: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    board_closed: bool = False
    page: int = 0
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choosing: tuple[str, ...] = ()
    reworking: str | None = None
    photos: tuple[Shot, ...] = ()
    waived: bool = False

    # cached_property writes to __dict__, which a frozen dataclass without slots allows.
    @cached_property
    def known(self) -> Mapping[str, bool]:
        """Attributes as the product states them, else as the category assumes, with what checks taught."""
        learned = {name: value for code, answer in self.check_answers for name, value in answer.learns.items()}
        return {**self.rubric.assume, **self.attributes, **learned}

    @cached_property
    def check_answers(self) -> tuple[tuple[str, Answer], ...]:
        """Every answer given to an own check."""
        return tuple((code, self.rubric.checks[code].answer(given)) for code, answers in self.answered.items() for given in answers)

    def applies(self, condition: Condition) -> bool:
        """Every key must match; an attribute that nobody knows counts as met, a reason that nobody gave does not."""
        for name, wanted in condition.items():
            if name == "reason":
                if self.reason not in self.rubric.reasons.get(str(wanted), ()):
                    return False
            elif self.known.get(name, wanted) != wanted:
                return False
        return True

    def has(self, finding: str) -> bool:
        return any(raised.finding == finding for raised in self.raised)

    def definition(self, raised: Raised) -> Finding:
        return self.rubric.findings[raised.finding]

    def follow_up_answers(self, raised: Raised) -> tuple[Answer, ...]:
        """The answers given so far about a raised finding."""
        follow_ups = self.definition(raised).follow_ups
        return tuple(self.answers_of(each, raised.answers[each.id]) for each in follow_ups if each.id in raised.answers)

    def answers_of(self, follow_up: FollowUp, code: str) -> Answer:
        """One answer by code; with a component list the missing piece is the answer: essential forces C, any other B."""
        if follow_up.source == "components" and self.components:
            piece = next(piece for piece in self.components if piece_code(piece) == code)
            return component_answer(piece)
        return follow_up.answer(code)

    def outcome(self, raised: Raised) -> Outcome | None:
        """What this finding forces now; None while a follow-up is open."""
        finding = self.definition(raised)
        parts: list[Answer] | list[Finding] = list(self.follow_up_answers(raised)) if finding.follow_ups else [finding]
        if len(parts) < max(1, len(finding.follow_ups)):
            return None
        relieved = raised.reworked or raised.released
        return worst([part.after if relieved and part.after else part.forces for part in parts if part.forces])

    @property
    def ending(self) -> tuple[Raised, ...]:
        """The findings that end the inspection: nothing else is asked, only their photographs are still taken."""
        return tuple(
            raised
            for raised in self.raised
            if not raised.released and (self.definition(raised).surely_ends or self.outcome(raised) is Outcome.QUARANTINE)
        )


def piece_code(piece: Component) -> str:
    """The answer code of a component: its SKU in capitals, other signs as underscores."""
    code = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in piece.sku.upper())
    return code if code[:1].isalpha() else f"P{code}"


def component_answer(piece: Component) -> Answer:
    """A missing component as an answer."""
    return Answer(code=piece_code(piece), label=piece.sku, forces=Outcome.C if piece.essential else Outcome.B)


def raise_finding(inspection: Inspection, finding: str, basis: Basis) -> Inspection:
    """The inspection with one more finding; a tile that surely ends it closes the board and answers no board check."""
    ends = inspection.rubric.findings[finding].surely_ends
    raised = (*inspection.raised, Raised(finding, basis))
    return replace(inspection, raised=raised, page=0, board_closed=inspection.board_closed and not ends)


def update(inspection: Inspection, finding: str, **changes: object) -> Inspection:
    """The inspection with one raised finding changed."""
    raised = tuple(replace(each, **changes) if each.finding == finding else each for each in inspection.raised)  # type: ignore[arg-type]  # names are Raised's own
    return replace(inspection, raised=raised)
