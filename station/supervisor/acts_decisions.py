"""Acts that decide: holds and raised grades of one unit or of several; questions that went to clients, and their answers.

What the bench has a step for is done by its own scans, so that the rules and facts are those of the bench.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench.menu import RAISE_DECISIONS, decisions_of
from station.errors import Refusal
from station.insight.fetching import fetch_from
from station.model.facts import QUESTION_ANSWERED, QUESTION_SENT, NewFact
from station.model.grades import Owner
from station.model.rights import Right
from station.model.units import KnownUnit
from station.supervisor.acts import Act, note_of
from station.supervisor.alike import must_be_alike
from station.supervisor.choosing import codes_for
from station.supervisor.doing import MOST_UNITS, Doing, Performers
from station.supervisor.question_files import publish_questions

_TO_INSPECT: Final = ("received", "reopened")


@dataclass(frozen=True)
class Decide(Act):
    """One decision about units on hold: an answer of the bench's own menu (RELEASE, INSPECT_AGAIN, RETURN_TO_CUSTOMER, REFUSE, …).

    `code` is what IDENTIFY scans, or the rubric that CATEGORY chooses.
    """

    right: ClassVar[Right] = Right.DECIDE

    lpns: tuple[str, ...]
    decision: str
    code: str = ""
    note: str = ""


@dataclass(frozen=True)
class DecideRaise(Act):
    """Whether the units get the better grades that were asked for at the bench."""

    right: ClassVar[Right] = Right.RAISE_GRADE

    lpns: tuple[str, ...]
    agree: bool
    note: str = ""


@dataclass(frozen=True)
class SendQuestions(Act):
    """Questions that were written into `folder` by `question_files.prepare` go out: (plate, id of the hold's fact) of each.

    `sha256` is that of their JSON file.
    """

    right: ClassVar[Right] = Right.ASK_CLIENTS

    client: str
    folder: str
    sha256: str
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TakeAnswers(Act):
    """A client's answers as `answer_files.read_answers` reads them: (plate, decision, note) of each, and what their file is called.

    `client` is whose answers the file says they are; about another client's units they are refused. "" where it says nothing.
    """

    right: ClassVar[Right] = Right.ASK_CLIENTS

    file: str
    sha256: str
    answers: tuple[tuple[str, str, str], ...]
    client: str = ""


def decide(doing: Doing, act: Decide) -> Mapping[str, Any]:
    """`done` and `refused` plates, and what was `decided` about the done, as `decided_words` tells it.

    Raises of a single one what the bench refuses, NOT_ON_HOLD, DECISION_NOT_HERE, NOTE_TOO_LONG. Of several also what
    `must_be_alike` raises: then none of them is decided.
    """
    if act.decision in RAISE_DECISIONS:
        raise Refusal("DECISION_NOT_HERE", lpn=", ".join(act.lpns), decision=f"@UNIT_{act.decision}")
    return _each(doing, act.lpns, act.decision, act.code, act.note)


def decide_raise(doing: Doing, act: DecideRaise) -> Mapping[str, Any]:
    """The same about raises."""
    return _each(doing, act.lpns, RAISE_DECISIONS[0] if act.agree else RAISE_DECISIONS[1], "", act.note)


def send_questions(doing: Doing, act: SendQuestions) -> Mapping[str, Any]:
    """`sent` plates and the `folder` as it is called now; units that were decided meanwhile are not asked about.

    Raises Refusal NO_QUESTIONS where that is all of them, QUESTIONS_GONE where the folder is not there any more.
    """
    still = [(lpn, hold) for lpn, hold in act.asked if _waits_for_client(doing.session.known(lpn), hold)]
    if not still:
        raise Refusal("NO_QUESTIONS", client=act.client)
    folder = publish_questions(doing.opened.exports, act.folder)
    payload = {"client": act.client, "folder": folder.name, "sha256": act.sha256}
    doing.append([NewFact(QUESTION_SENT, lpn, {**payload, "hold": hold}) for lpn, hold in still])
    return {"sent": [lpn for lpn, _ in still], "folder": str(folder)}


def take_answers(doing: Doing, act: TakeAnswers) -> Mapping[str, Any]:
    """`done` plates that are decided, `kept` those whose answer is written down for the supervisor, who decides too, and `refused`."""
    kept: list[str] = []
    said = {lpn: (decision, note) for lpn, decision, note in act.answers}

    def take(lpn: str) -> None:
        decision, note = said[lpn][0], note_of(said[lpn][1])
        known = _held(doing, lpn)
        if act.client and act.client != known.client:
            raise Refusal("ANSWER_OTHER_CLIENT", lpn=lpn, client=act.client)
        _must_be_asked(doing, known)
        _must_fit(known, decision)
        told = {"by": Owner.CLIENT.value, "file": act.file, "sha256": act.sha256}
        if any(each["for"] == Owner.SUPERVISOR.value for each in known.record["reasons"]):
            kept.append(lpn)
        else:
            doing.scan_unit(lpn, *codes_for(known, decision, "", doing.session.rules))
        doing.append([_answered(known, decision, note, told)])

    done = doing.each(said, take)
    return {**done, "done": [lpn for lpn in done["done"] if lpn not in kept], "kept": kept}


def _each(doing: Doing, lpns: tuple[str, ...], decision: str, code: str, note: str) -> Mapping[str, Any]:
    if not lpns:
        raise Refusal("ACT_EMPTY")
    note = note_of(note)
    must_be_alike([known for lpn in dict.fromkeys(lpns[:MOST_UNITS]) if (known := doing.session.known(lpn)) and known.state == "held"])

    def one(lpn: str) -> None:
        known = _held(doing, lpn)
        _must_fit(known, decision)
        doing.scan_unit(lpn, *codes_for(known, decision, code, doing.session.rules))
        if note:
            doing.append([_answered(known, decision, note, {"by": Owner.SUPERVISOR.value})])

    done = doing.each(lpns, one)
    return {**done, "decided": [_decided(doing, lpn, decision) for lpn in done["done"]]}


def _decided(doing: Doing, lpn: str, decision: str) -> Mapping[str, Any]:
    """What the unit is called, what was decided about it, and how it stands now.

    `at_bench` where somebody has to inspect it there, and `place` from where they fetch it then.
    """
    known = doing.session.known(lpn)
    if known is None:
        raise Refusal("UNIT_UNKNOWN", lpn=lpn)
    return {
        "lpn": lpn, "title": known.title, "decision": decision, "grade": known.grade or "", "at_bench": known.state in _TO_INSPECT,
        "place": fetch_from(doing.opened.ledger.facts(subject=lpn)),
    }  # fmt: skip


def _held(doing: Doing, lpn: str) -> KnownUnit:
    known = doing.session.known(lpn)
    if known is None:
        raise Refusal("UNIT_UNKNOWN", lpn=lpn)
    if known.state != "held":
        raise Refusal("NOT_ON_HOLD", lpn=lpn, state=f"@UNIT_STATE_{known.state.upper()}")
    return known


def _must_fit(known: KnownUnit, decision: str) -> None:
    if decision not in decisions_of(known):
        raise Refusal("DECISION_NOT_HERE", lpn=known.lpn, decision=f"@UNIT_{decision}" if decision else "–")


def _must_be_asked(doing: Doing, known: KnownUnit) -> None:
    """Raises Refusal QUESTION_NOT_ASKED, or QUESTION_ANSWERED_ALREADY, about the hold that stands."""
    facts = list(doing.opened.ledger.facts(kinds=(QUESTION_SENT, QUESTION_ANSWERED), subject=known.lpn))
    about = [fact.kind for fact in facts if fact.payload["hold"] == known.record_fact]
    if QUESTION_SENT not in about:
        raise Refusal("QUESTION_NOT_ASKED", lpn=known.lpn)
    if about[-1] == QUESTION_ANSWERED:
        raise Refusal("QUESTION_ANSWERED_ALREADY", lpn=known.lpn)


def _waits_for_client(known: KnownUnit | None, hold: str) -> bool:
    if known is None or known.state != "held" or known.record_fact != hold:
        return False
    return any(each["for"] == Owner.CLIENT.value for each in known.record["reasons"])


def _answered(known: KnownUnit, decision: str, note: str, told: Mapping[str, Any]) -> NewFact:
    """question.answered: what was said about a hold, and by whom; what somebody wrote may have to be erased one day."""
    payload = {"client": known.client, "hold": known.record_fact, "decision": decision, **told}
    return NewFact(QUESTION_ANSWERED, known.lpn, payload, {"note": note} if note else None)


TABLE: Final[Performers] = {
    Decide: decide,
    DecideRaise: decide_raise,
    SendQuestions: send_questions,
    TakeAnswers: take_answers,
}
