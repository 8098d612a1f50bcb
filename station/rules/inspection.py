"""One inspection so far: what was raised, answered and photographed. Events change it, `steps` says what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from station.model.goods import Component
from station.model.grades import Basis, Outcome, worst
from station.rules.components import AND, pieces
from station.rules.rubric import Answer, Condition, Finding, FollowUp, Rubric


@dataclass(frozen=True)
class Mark:
    """A circle around a place of a photograph, in thousandths: `x` and `radius` of its width, `y` of its height."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True)
class Shot:
    """A photograph that was taken: what it shows, for which finding, its SHA-256, and which kind of camera took it.

    `marks` lie over it and never change it; `doubt` says what was wrong with one that was kept all the same.
    """

    shot: str
    sha256: str
    finding: str | None = None
    source: str = "camera"
    marks: tuple[Mark, ...] = ()
    doubt: str = ""


@dataclass(frozen=True)
class Raised:
    """A finding that was raised, with the answers to its follow-ups (id -> code; several pieces are joined by "|")."""

    finding: str
    basis: Basis
    answers: Mapping[str, str] = field(default_factory=dict)
    reworked: bool = False
    released: bool = False

    @property
    def relieved(self) -> bool:
        """Its rework is done, or the person who decides has released it."""
        return self.reworked or self.released


@dataclass(frozen=True)
class Inspection:
    """What is known about one unit under one rubric.

    `answered` holds the own checks (code -> answer codes), `shots` the pictures that its identification demands.
    `tracks` is what the product is told apart by (none, serial, imei, lot, lot+expiry), `own_codes` its codes (14 digits or capitals),
    `sold` the serials that the order names, `parts` what codes told (serial, imei, lot, expiry, best_before; the outer box's serial is
    box_serial), `today` the site's date (ISO), `scanned` the checks that a scan answered (code -> findings that it ruled out),
    `decided` findings that somebody has decided about: no look-up raises them again, and a comparison only for another code than the
    one in `held`, which is what was traced when the decision was made.
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
    tracks: str = "none"
    own_codes: tuple[str, ...] = ()
    sold: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    today: str = ""
    scanned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)

    # cached_property writes to __dict__, which a frozen dataclass without slots allows.
    @cached_property
    def known(self) -> Mapping[str, bool]:
        """Attributes as the product states them, else as the category assumes, with what checks taught and codes told."""
        learned = {name: value for code, answer in self.check_answers for name, value in answer.learns.items()}
        date, lot = bool(self.parts.get("expiry") or self.parts.get("best_before")), bool(self.parts.get("lot"))
        read = {"date_read": date, "lot_read": lot, "lot_open": self.tracks.startswith("lot") and not lot}
        return {**self.rubric.assume, **self.attributes, **learned, **read}

    @cached_property
    def check_answers(self) -> tuple[tuple[str, Answer], ...]:
        """Every answer given to an own check."""
        return tuple((code, self.rubric.checks[code].answer(given)) for code, answers in self.answered.items() for given in answers)

    def applies(self, condition: Condition) -> bool:
        """Every key must match; an attribute that nobody knows counts as met, a reason that nobody gave does not."""
        for name, wanted in condition.items():
            if name == "reason":
                if not self.gives_reason(str(wanted)):
                    return False
            elif self.known.get(name, wanted) != wanted:
                return False
        return True

    def gives_reason(self, kind: str) -> bool:
        """Whether the customer's reason is of this kind; its case, and the CR- that a marketplace puts in front, do not count."""
        return _reason(self.reason) in {_reason(code) for code in self.rubric.reasons.get(kind, ())}

    def has(self, finding: str) -> bool:
        return any(raised.finding == finding for raised in self.raised)

    def stands(self, finding: str) -> bool:
        """Whether it was raised, and neither put right nor released since."""
        return any(raised.finding == finding and not raised.relieved for raised in self.raised)

    def definition(self, raised: Raised) -> Finding:
        return self.rubric.findings[raised.finding]

    def follow_up_answers(self, raised: Raised) -> tuple[Answer, ...]:
        """The answers given so far about a raised finding."""
        follow_ups = self.definition(raised).follow_ups
        given = ((each, code) for each in follow_ups if each.id in raised.answers for code in raised.answers[each.id].split(AND))
        return tuple(self.answer_of(each, code) for each, code in given)

    def answer_of(self, follow_up: FollowUp, code: str) -> Answer:
        """One answer by code: a missing piece of the set where there is a component list, else the follow-up's own."""
        listed = pieces(self.components) if follow_up.source == "components" else {}
        return listed.get(code) or follow_up.answer(code)

    def outcome(self, raised: Raised) -> Outcome | None:
        """What this finding forces now; None while a follow-up is open."""
        finding = self.definition(raised)
        if any(follow_up.id not in raised.answers for follow_up in finding.follow_ups):
            return None
        parts: list[Answer] | list[Finding] = list(self.follow_up_answers(raised)) if finding.follow_ups else [finding]
        forced = [_after(raised, finding, part.after) or part.forces for part in parts]
        return worst([outcome for outcome in forced if outcome])

    @property
    def ending(self) -> tuple[Raised, ...]:
        """The findings that end the inspection: nothing else is asked, only their photographs are still taken."""
        return tuple(
            raised
            for raised in self.raised
            if not raised.released and (self.definition(raised).surely_ends or self.outcome(raised) is Outcome.QUARANTINE)
        )


def _after(raised: Raised, finding: Finding, after: Outcome | None) -> Outcome | None:
    """What replaces `forces`: a rework may have an "afterwards" of its own; otherwise it is the same as after a release."""
    if raised.reworked and finding.rework and finding.rework.after:
        return finding.rework.after
    return after if raised.relieved else None


def _reason(code: str) -> str:
    return code.strip().upper().removeprefix("CR-")


def raise_finding(inspection: Inspection, finding: str, basis: Basis) -> Inspection:
    """The inspection with one more finding; a tile that surely ends it closes the board and answers no board check."""
    ends = inspection.rubric.findings[finding].surely_ends
    raised = (*inspection.raised, Raised(finding, basis))
    return replace(inspection, raised=raised, page=0, board_closed=inspection.board_closed and not ends)


def update(inspection: Inspection, finding: str, **changes: object) -> Inspection:
    """The inspection with one raised finding changed."""
    raised = tuple(replace(each, **changes) if each.finding == finding else each for each in inspection.raised)  # type: ignore[arg-type]  # names are Raised's own
    return replace(inspection, raised=raised)
