"""Decisions of the desk: holds of one unit or of several, raises, and what is refused. A bench works beside; its unit stays in hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.model.facts import ITEM_HELD, ITEM_RELEASED, QUESTION_ANSWERED, Fact
from station.supervisor.acts_decisions import Decide, DecideRaise
from station.texts import notice
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench

TEE = "9521321000025"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def held(bench: Bench, reason: str = "SUPERVISOR", count: int = 1) -> tuple[str, ...]:
    """Hoodies of RMA-10002 (which has two) that wait."""
    for _ in range(count):
        bench.scans("RMA-10002", HOODIE, f"RS-HOLD-{reason}")
    return tuple(fact.subject for fact in bench.opened.ledger.facts(kinds=(ITEM_HELD,)))


def facts(bench: Bench, *kinds: str) -> list[Fact]:
    return list(bench.opened.ledger.facts(kinds=kinds))


def test_that_one_decision_goes_for_several_units_of_a_sku_each_with_its_own_facts(bench: Bench) -> None:
    two = held(bench, count=2)
    answer = bench.act(Decide(two, "RETURN_TO_CUSTOMER", note="the customer wants them back"))
    assert (answer.refusal, answer.done["done"], answer.done["refused"]) == (None, list(two), [])
    for lpn in two:
        assert bench.kinds(lpn)[-4:] == ["item.released", "label.voided", "label.queued", "question.answered"]
    released = facts(bench, ITEM_RELEASED)
    assert [(fact.actor, fact.payload["by"], fact.payload["decision"]) for fact in released] == [
        (bench.sam.id, bench.sam.id, "RETURN_TO_CUSTOMER"), (bench.sam.id, bench.sam.id, "RETURN_TO_CUSTOMER"),
    ]  # fmt: skip
    said = facts(bench, QUESTION_ANSWERED)[0]
    assert (said.payload["by"], said.context and said.context["note"]) == ("SUPERVISOR", "the customer wants them back")


@pytest.mark.parametrize(("other", "code"), [("another article", "DECISION_ARTICLES"), ("another question", "DECISION_REASONS")])
def test_that_one_decision_is_for_units_of_one_article_that_wait_for_the_same(bench: Bench, other: str, code: str) -> None:
    held(bench)
    bench.scans("RMA-10001", TEE, "RS-HOLD-SUPERVISOR") if other == "another article" else held(bench, "CLIENT")
    both = tuple(fact.subject for fact in facts(bench, ITEM_HELD))
    before = bench.opened.ledger.head()
    answer = bench.act(Decide(both, "RETURN_TO_CUSTOMER"))
    assert (len(both), answer.refusal and answer.refusal[0]) == (2, code)
    assert bench.opened.ledger.head() == before


def test_that_a_released_unit_waits_for_whoever_scans_its_plate(bench: Bench) -> None:
    (lpn,) = held(bench)
    assert bench.act(Decide((lpn,), "RELEASE")).refusal is None
    assert bench.kinds(lpn)[-1] == "item.released"
    assert bench.session.aside == ()
    bench.scans(lpn, "RS-ANSWER-1")
    assert (bench.session.in_hand, bench.session.snapshot.state) == (lpn, "inspecting")


def test_that_the_unit_in_the_inspectors_hand_is_as_it_was(bench: Bench) -> None:
    (lpn,) = held(bench)
    bench.scans("RMA-10001", TEE)
    before = bench.session.snapshot.as_json()
    bench.act(Decide((lpn,), "RETURN_TO_CUSTOMER"))
    assert bench.session.snapshot.as_json() == before | {"last": bench.session.snapshot.last}
    assert bench.session.snapshot.item is not None


def test_that_what_cannot_be_decided_is_told_unit_by_unit_and_the_rest_is_done(bench: Bench) -> None:
    one, other = held(bench, count=2)
    bench.act(Decide((one,), "RETURN_TO_CUSTOMER"))
    answer = bench.act(Decide((one, other), "RETURN_TO_CUSTOMER"))
    assert (answer.done["done"], [each["code"] for each in answer.done["refused"]]) == ([other], ["NOT_ON_HOLD"])


@pytest.mark.parametrize(
    ("act", "code", "said"),
    [
        (lambda lpn: Decide((lpn,), "REFUND"), "DECISION_NOT_HERE", "“Refund the customer” is no decision for"),
        (lambda lpn: Decide((lpn,), "REPRINT"), "DECISION_NOT_HERE", "is no decision"),
        (lambda lpn: Decide((lpn,), "KEEP_GRADE"), "DECISION_NOT_HERE", "is no decision"),
        (lambda lpn: DecideRaise((lpn,), agree=True), "DECISION_NOT_HERE", "is no decision"),
        (lambda lpn: Decide((lpn,), "RELEASE", note="x" * 501), "NOTE_TOO_LONG", "at most 500"),
        (lambda _lpn: Decide((), "RELEASE"), "ACT_EMPTY", ""),
        (lambda _lpn: Decide(("B02-999999-X",), "RELEASE"), "UNIT_UNKNOWN", ""),
    ],
    ids=["of an empty box", "no decision", "of a raise", "raise", "note", "nothing", "unknown"],
)  # fmt: skip
def test_that_a_decision_that_does_not_fit_is_refused_in_a_sentence(bench: Bench, act: object, code: str, said: str) -> None:
    (lpn,) = held(bench)
    before = bench.opened.ledger.head()
    answer = bench.act(act(lpn))  # type: ignore[operator]  # each makes an act of a plate
    assert answer.error is not None
    assert answer.error.code == code
    told = notice(answer.error)
    assert said in f"{told.message} {told.advice}"
    assert bench.opened.ledger.head() == before


def test_that_an_inspector_may_not_decide_and_it_is_written_down(bench: Bench) -> None:
    (lpn,) = held(bench)
    answer = bench.act(Decide((lpn,), "RELEASE"), bench.ada)
    assert answer.refusal is not None
    assert answer.refusal[0] == "MAY_NOT"
    (refused,) = facts(bench, "act.refused")
    assert (refused.subject, refused.payload["act"]) == (bench.ada.id, "Decide")


def test_that_a_unit_that_is_decided_is_not_decided_again(bench: Bench) -> None:
    (lpn,) = held(bench)
    bench.act(Decide((lpn,), "RELEASE"))
    answer = bench.act(Decide((lpn,), "RELEASE"))
    assert answer.refusal is not None
    assert answer.refusal[0] == "NOT_ON_HOLD"


@pytest.mark.parametrize("agree", [True, False])
def test_that_raises_are_decided_at_the_desk_for_several_units(bench: Bench, agree: bool) -> None:
    plates = []
    for _ in range(2):
        plates.append(bench.stained())
        bench.scans("RS-GRADE-A", "RS-ANSWER-1", "RS-ANSWER-1")
    answer = bench.act(DecideRaise(tuple(plates), agree=agree))
    assert (answer.refusal, answer.done["done"]) == (None, plates)
    ended = ["item.overridden", "label.voided", "label.queued"] if agree else ["item.graded", "label.voided", "label.queued"]
    assert [bench.kinds(lpn)[-3:] for lpn in plates] == [ended, ended]
    assert {fact.actor for fact in facts(bench, ITEM_RELEASED)} == {bench.sam.id}


def test_that_an_unidentified_unit_is_identified_by_the_code_that_was_found_for_it(bench: Bench) -> None:
    bench.scans("RMA-10001", "RS-ANSWER-9")
    lpn = bench.last()
    assert bench.act(Decide((lpn,), "IDENTIFY")).refusal == ("DECISION_NEEDS_CODE", {"decision": "@UNIT_IDENTIFY"})
    assert bench.act(Decide((lpn,), "IDENTIFY", TEE)).refusal is None
    assert bench.kinds(lpn)[-2:] == ["item.released", "item.corrected"]
    known = bench.session.known(lpn)
    assert known is not None
    assert known.title.startswith("T-shirt")
