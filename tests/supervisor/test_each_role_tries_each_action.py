"""Each role tries each action, at the desk and at the bench: it is allowed, or refused with the right's own sentence and written down.

The table is written out here on purpose, apart from the one that decides.
"""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from station.assembly import Station, bench_of, open_station
from station.clock import SystemClock
from station.errors import Refusal
from station.model.facts import ACT_REFUSED, ITEM_HELD, Fact
from station.model.people import NOBODY, Person, Role
from station.model.rights import ROLES, Right, rights_of
from station.session import BatchSession
from station.supervisor.acts import Act, SignIn, SignOut
from station.supervisor.acts_containers import CloseLot, CloseTote, ReopenLot, ReopenTote
from station.supervisor.acts_decisions import Decide, DecideRaise, SendQuestions, TakeAnswers
from station.supervisor.acts_labels import PrintLabels
from station.supervisor.acts_people import AddPerson, ChangePerson, DisablePerson, NewBadge, SetPassword, SetPin
from station.supervisor.acts_report import SetReport
from station.supervisor.acts_shift import CloseShift
from station.supervisor.acts_stock import METHODS, BackFromRepair, Destroy, Return, SendToRepair, ShipLot
from station.supervisor.acts_units import Correct, Hold, Reopen, Reprint
from station.supervisor.performing import TABLE, perform
from station.texts import notice, word
from tests.supervisor.desks import HOODIE, PHRASE, PIN, code, desk_at, staffed
from tests.supervisor.desks import ROLES as STAFF

EVERYBODY = "Ada Sofia Max"
METHOD = METHODS[0]
SUPERVISING = "Sofia Max"

# (the act, who may, the right that the others miss, what those who may are told: "" where it is done, else why not in an empty station)
ACTS: tuple[tuple[Act, str, Right, str], ...] = (
    (Decide(("B01-000001-A",), "RELEASE"), SUPERVISING, Right.DECIDE, "UNIT_UNKNOWN"),
    (DecideRaise(("B01-000001-A",), agree=True), SUPERVISING, Right.RAISE_GRADE, "UNIT_UNKNOWN"),
    (SendQuestions("northwind", "", "", ()), SUPERVISING, Right.ASK_CLIENTS, "NO_QUESTIONS"),
    (TakeAnswers("answers.csv", "", ()), SUPERVISING, Right.ASK_CLIENTS, ""),
    (Hold("B01-000001-A", "SUPERVISOR"), EVERYBODY, Right.HOLD, "UNIT_UNKNOWN"),
    (Correct("B01-000001-A", "serial", "X1", "MISREAD"), SUPERVISING, Right.CORRECT, "UNIT_UNKNOWN"),
    (Reprint("B01-000001-A", "LOST"), EVERYBODY, Right.REPRINT, "UNIT_UNKNOWN"),
    (PrintLabels("bin", ("A-03-2",)), EVERYBODY, Right.REPRINT, ""),
    (Reopen("B01-000001-A", "DOUBTED"), SUPERVISING, Right.REOPEN, "UNIT_UNKNOWN"),
    (CloseTote("T-1"), EVERYBODY, Right.CLOSE_STOCK, "NOTHING_IN_IT"),
    (CloseLot("L-1"), EVERYBODY, Right.CLOSE_STOCK, "NOTHING_IN_IT"),
    (ReopenTote("T-1"), EVERYBODY, Right.CLOSE_STOCK, "TOTE_NOT_CLOSED"),
    (ReopenLot("L-1"), EVERYBODY, Right.CLOSE_STOCK, "LOT_NOT_CLOSED"),
    (ShipLot("L-1"), SUPERVISING, Right.SEND_OFF, "NOTHING_IN_IT"),
    (Destroy(("B01-000001-A",), METHOD, 100, ""), SUPERVISING, Right.DESTROY, "PLATE_WITHOUT_UNIT"),
    (Return(("B01-000001-A",), "vendor"), SUPERVISING, Right.SEND_OFF, "PLATE_WITHOUT_UNIT"),
    (SendToRepair(("B01-000001-A",)), SUPERVISING, Right.SEND_OFF, "PLATE_WITHOUT_UNIT"),
    (BackFromRepair("B01-000001-A"), SUPERVISING, Right.SEND_OFF, "NOT_IN_REPAIR"),
    (CloseShift(), EVERYBODY, Right.CLOSE_SHIFT, ""),
    (SetReport("18:00", "", ("pdf",)), SUPERVISING, Right.SET_UP, ""),
    (AddPerson("Ben", "inspector"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
    (AddPerson("Ben", "viewer"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
    (ChangePerson("I-01", language="de"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
    (DisablePerson("I-01"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
    (SetPin("I-01", "482913"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
    (NewBadge("I-04"), SUPERVISING, Right.CHANGE_PEOPLE, ""),
)
# The same about those who supervise: refused already for want of CHANGE_PEOPLE, else for want of CHANGE_SUPERVISORS.
HIGHER: tuple[Act, ...] = (
    AddPerson("Ben", "supervisor"), AddPerson("Ben", "admin", password=PHRASE), ChangePerson("I-01", role="supervisor"),
    ChangePerson("I-01", role="admin", password=PHRASE), ChangePerson("I-03", role="inspector"), DisablePerson("I-03"),
    SetPin("I-03", "482913"), SetPassword("I-03", PHRASE), NewBadge("I-03"),
)  # fmt: skip
WHO = ("Ada", "Sofia", "Max", "Vera")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Person]]:
    data = tmp_path_factory.mktemp("rights") / "station"
    return data, staffed(data)


@pytest.fixture
def staff(template: tuple[Path, dict[str, Person]], tmp_path: Path) -> tuple[Path, dict[str, Person]]:
    """A station with somebody of each role, of one's own."""
    copytree(template[0], tmp_path / "station", ignore=ignore_patterns("ballast.bin"))
    return tmp_path / "station", template[1]


def tried(staff: tuple[Path, dict[str, Person]], act: Act, who: str) -> tuple[str, object, list[Fact]]:
    """What came of it: the code, the right that was missing, and the facts of the refusal."""
    data, people = staff
    with open_station(data, SystemClock()) as opened:
        head = opened.ledger.head().seq
        answer = perform(opened, bench_of(opened), act, people[who])
        written = list(opened.ledger.facts(head, kinds=(ACT_REFUSED,)))
    return code(answer), answer.refusal and answer.refusal[1].get("who"), written


def test_that_every_act_is_in_the_table() -> None:
    assert {type(act) for act, _, _, _ in ACTS} | {type(act) for act in HIGHER} == set(TABLE)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("act", "allowed", "right", "told_then"), ACTS, ids=lambda value: value.name if isinstance(value, Act) else "-")
def test_that_an_act_is_allowed_or_refused_and_recorded(
    staff: tuple[Path, dict[str, Person]], act: Act, allowed: str, right: Right, told_then: str, who: str
) -> None:
    said, missing, written = tried(staff, act, who)
    if who in allowed.split():
        assert (said, written) == (told_then, [])
        return
    assert (said, missing) == ("MAY_NOT", f"@RIGHT_{right.name}")
    told = {"act": act.name, "role": STAFF[who].value, "what": right.value}
    assert [(fact.actor, fact.subject, fact.payload) for fact in written] == [(staff[1][who].id, staff[1][who].id, told)]


@pytest.mark.parametrize("act", HIGHER, ids=repr)
@pytest.mark.parametrize("who", ["Ada", "Sofia", "Vera"])
def test_that_only_an_admin_changes_who_supervises(staff: tuple[Path, dict[str, Person]], act: Act, who: str) -> None:
    _, _, written = tried(staff, act, who)
    missing = Right.CHANGE_SUPERVISORS if who == "Sofia" else Right.CHANGE_PEOPLE
    assert [fact.payload["what"] for fact in written] == [missing.value]


@pytest.mark.parametrize("act", HIGHER[:4], ids=repr)
def test_that_an_admin_does(staff: tuple[Path, dict[str, Person]], act: Act) -> None:
    assert tried(staff, act, "Max") == ("", None, [])


@pytest.mark.parametrize("who", WHO)
def test_that_signing_in_at_a_desk_is_for_those_who_supervise_or_look(staff: tuple[Path, dict[str, Person]], who: str) -> None:
    answer = desk_at(staff[0]).sign_in(who)
    with open_station(staff[0], SystemClock()) as opened:
        written = [(fact.actor, fact.payload["what"]) for fact in opened.ledger.facts(kinds=(ACT_REFUSED,))]
    assert (code(answer), written) == (("MAY_NOT", [("I-01", "see_desk")]) if who == "Ada" else ("", []))


# What is scanned after a unit of RMA-10002 was taken, until a badge is asked for; and the right that it needs.
BADGES: dict[str, tuple[tuple[str, ...], Right]] = {
    "a hold is decided": (("RS-HOLD-SUPERVISOR", "PLATE", "RS-ANSWER-1"), Right.DECIDE),
    "a hold is taken back": (("RS-HOLD-SUPERVISOR", "RS-UNDO", "RS-CONFIRM"), Right.REOPEN),
    "a picture is waived": (("RS-AS-NEW",), Right.WAIVE),
    "a grade is raised": (("RS-AS-NEW", "SOFIA", "RS-GRADE-B", "RS-ANSWER-1", "RS-GRADE-A", "RS-ANSWER-1"), Right.RAISE_GRADE),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("what", BADGES)
def test_that_a_badge_at_the_bench_agrees_or_is_refused_and_recorded(staff: tuple[Path, dict[str, Person]], what: str, who: str) -> None:
    data, people = staff
    scans, right = BADGES[what]
    with open_station(data, SystemClock()) as opened:
        session = bench_of(opened)
        session.sign_in("Ada")
        for text in ("RMA-10002", HOODIE, *scans):
            _scanned(opened, session, text)
        outcome = session.sign_in_with_pin(people[who].id, PIN[who])
        written = [(fact.actor, fact.payload) for fact in opened.ledger.facts(kinds=(ACT_REFUSED,))]
    refused = who in ("Ada", "Vera")
    assert (outcome.refusal.code if outcome.refusal else "", outcome.snapshot.person) == ("NOT_A_SUPERVISOR" if refused else "", "Ada")
    told = {"act": "SignedIn", "role": STAFF[who].value, "what": right.value}
    assert written == ([(people[who].id, told)] if refused else [])


# What begins at the bench that goods leave; which right that needs, and what those who may are told in an empty station.
LEAVES: dict[str, tuple[Right, str, str]] = {
    "RS-DESTROY": (Right.DESTROY, "LeaveAsked", ""),
    "RS-VENDOR": (Right.SEND_OFF, "LeaveAsked", ""),
    "RS-CUSTOMER": (Right.SEND_OFF, "LeaveAsked", ""),
    "RS-REPAIR": (Right.SEND_OFF, "LeaveAsked", ""),
    "RS-SHIP-L1": (Right.SEND_OFF, "ShipAsked", "NOTHING_IN_IT"),
}


@pytest.mark.parametrize("who", WHO[:3])
@pytest.mark.parametrize("what", LEAVES)
def test_that_what_leaves_from_the_bench_is_begun_or_refused_and_recorded(
    staff: tuple[Path, dict[str, Person]], what: str, who: str
) -> None:
    data, people = staff
    right, act, told_then = LEAVES[what]
    with open_station(data, SystemClock()) as opened:
        session = bench_of(opened)
        session.sign_in(who)
        outcome = session.take(what)
        written = [(fact.actor, fact.subject, fact.payload) for fact in opened.ledger.facts(kinds=(ACT_REFUSED,))]
    refused = who == "Ada"
    assert (outcome.refusal.code if outcome.refusal else "") == ("MAY_NOT" if refused else told_then)
    told = {"act": act, "role": "inspector", "what": right.value}
    assert written == ([(people[who].id, people[who].id, told)] if refused else [])


def test_that_every_right_is_tried_by_somebody_above() -> None:
    at_a_sign_in = {Right.INSPECT, Right.SEE_DESK}
    at_the_bench = {right for _, right in BADGES.values()} | {right for right, _, _ in LEAVES.values()}
    assert {right for _, _, right, _ in ACTS} | {Right.CHANGE_SUPERVISORS} | at_the_bench | at_a_sign_in == set(Right)


def _scanned(opened: Station, session: BatchSession, text: str) -> None:
    held = [fact.subject for fact in opened.ledger.facts(kinds=(ITEM_HELD,))]
    outcome = session.sign_in_with_pin("I-02", PIN["Sofia"]) if text == "SOFIA" else session.take(held[-1] if text == "PLATE" else text)
    assert outcome.refusal is None, text


def test_that_who_may_only_look_does_not_work_at_a_bench(staff: tuple[Path, dict[str, Person]]) -> None:
    with open_station(staff[0], SystemClock()) as opened:
        outcome = bench_of(opened).sign_in_with_pin("I-04", PIN["Vera"])
        written = [(fact.actor, fact.payload["what"]) for fact in opened.ledger.facts(kinds=(ACT_REFUSED,))]
    assert (outcome.refusal and outcome.refusal.code, written) == ("MAY_NOT_INSPECT", [("I-04", "inspect")])


def test_that_a_wrong_pin_is_no_refusal_of_a_right(staff: tuple[Path, dict[str, Person]]) -> None:
    with open_station(staff[0], SystemClock()) as opened:
        outcome = bench_of(opened).sign_in_with_pin("I-02", "482913")
        assert (outcome.refusal and outcome.refusal.code, list(opened.ledger.facts(kinds=(ACT_REFUSED,)))) == ("PIN_WRONG", [])


@pytest.mark.parametrize("right", Right)
def test_that_each_right_has_a_sentence_that_says_who_may(right: Right) -> None:
    told = notice(Refusal("MAY_NOT", who=f"@RIGHT_{right.name}")).message
    named = {role for role in Role if role.value in told.partition(" may ")[0]}
    assert told == word(f"RIGHT_{right.name}")
    assert named == ROLES[right]
    assert right in rights_of(NOBODY)


def test_that_signing_in_and_out_need_no_right() -> None:
    assert not {SignIn, SignOut} & set(TABLE)
