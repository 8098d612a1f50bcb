"""A better grade that is asked for at the bench without a supervisor's badge: the unit waits, and the supervisor decides later."""

from typing import Any

import pytest

from station.model.people import Role
from tests.session.shop import Bench

TEE = "9521321000025"
SPENT = ("find", "inspect", "photograph")


@pytest.fixture
def worked(bench: Bench) -> Bench:
    """Ana, an inspector, at a bench where a supervisor, Sam, works too; she graded a tee B."""
    bench.station.people.add("Ana", Role.INSPECTOR)
    bench.station.people.add("Sam", Role.SUPERVISOR)
    bench.restart()
    bench.session.sign_in("Ana")
    bench.take("RMA-10001", TEE)
    bench.take("RS-FIND-HAIR_LINT", "RS-DONE")
    bench.answers("LOOSE")
    assert bench.facts("item.graded")[0].payload["grade"] == "B"
    return bench


def asked(bench: Bench) -> str:
    """The raise to A, asked for at the desk; the plate."""
    bench.take("RS-GRADE-A")
    bench.answers("MISJUDGED", "ASK_DESK")
    return bench.facts("item.held")[0].subject


def row(bench: Bench, lpn: str) -> tuple[Any, ...]:
    with bench.station.reader.connect() as connection:
        return tuple(connection.exec_driver_sql("SELECT state, grade, disposition, bin FROM items WHERE lpn = ?", (lpn,)).one())


def test_that_a_raise_without_a_badge_holds_the_unit_with_its_new_picture_and_what_was_found(worked: Bench) -> None:
    graded = worked.facts("item.graded")[0]
    lpn = asked(worked)
    held = worked.facts("item.held")[0]
    reason = held.payload["reasons"][0]
    assert (reason["reason"], reason["for"], held.payload["shelf"]) == ("RAISE", "SUPERVISOR", "HOLD-S")
    assert held.payload["raise"] == {"from": "B", "to": "A", "reason": "MISJUDGED", "outcome": "B", "asked_by": held.actor}
    assert held.payload["findings"] == graded.payload["findings"]
    assert held.payload["spent_ms"] == graded.payload["spent_ms"]
    assert held.payload["corrects"] == graded.id
    assert len(held.payload["photos"]) == len(graded.payload["photos"]) + 1
    assert row(worked, lpn) == ("held", None, "hold", "HOLD-S")
    assert "promise" not in held.payload
    labels = worked.facts("label.queued", "label.voided")
    assert [(fact.kind, fact.payload.get("layout") or fact.payload["why"]) for fact in labels[1:]] == [
        ("label.voided", "raise_asked"), ("label.queued", "hold"),
    ]  # fmt: skip


def test_that_the_plate_tells_what_is_asked_and_only_a_supervisor_decides(worked: Bench) -> None:
    prompt = worked.take(asked(worked)).snapshot.prompt
    assert prompt is not None
    assert prompt["why"] == ["Raise B to A?"]
    assert [choice["answer"] for choice in prompt["choices"]] == ["RAISE_GRADE", "KEEP_GRADE", "REPRINT", "LEAVE"]
    asking = worked.answers("RAISE_GRADE")
    assert (asking.facts, asking.snapshot.prompt["kind"]) == ((), "badge")  # type: ignore[index]  # it asks


def test_that_an_agreed_raise_overrides_the_found_grade_under_the_supervisor(worked: Bench) -> None:
    lpn = asked(worked)
    worked.session.sign_in("Sam")
    worked.take(lpn)
    facts = worked.answers("RAISE_GRADE").facts
    assert [fact.kind for fact in facts] == ["item.released", "item.graded", "item.overridden", "label.voided", "label.queued"]
    released, found, raised = (fact.payload for fact in facts[:3])
    sam = worked.station.people.by_name("Sam").id
    assert (released["decision"], released["by"], raised["by"], raised["reason"]) == ("RAISE_GRADE", sam, sam, "MISJUDGED")
    assert (found["grade"], raised["from"], raised["to"]) == ("B", "B", "A")
    assert (found["spent_ms"], found["actions"]) == (dict.fromkeys(SPENT, 0), 0)
    assert (found["promise"]["met"], found["found_by"]) == (True, worked.station.people.by_name("Ana").id)
    assert row(worked, lpn)[:3] == ("graded", "A", "restock")


def test_that_a_refused_raise_leaves_the_grade_as_found(worked: Bench) -> None:
    lpn = asked(worked)
    worked.session.sign_in("Sam")
    worked.take(lpn)
    facts = worked.answers("KEEP_GRADE").facts
    assert [fact.kind for fact in facts] == ["item.released", "item.graded", "label.voided", "label.queued"]
    graded = worked.facts("item.graded")
    assert facts[1].payload["policy"] == graded[0].payload["policy"]
    assert facts[1].payload["condition"] == graded[0].payload["condition"]
    assert row(worked, lpn) == ("graded", "B", graded[0].payload["disposition"], graded[0].payload["bin"])


def test_that_an_old_holds_policy_without_raises_holds_by_the_terms_of_a_supervisor(worked: Bench) -> None:
    folder = worked.station.documents.own_file("policy", "holds").parent
    folder.mkdir(parents=True, exist_ok=True)
    text = worked.station.documents.load("policy", "holds").text
    before, _, rest = text.partition("[reasons.RAISE]")
    (folder / "holds.toml").write_text(before + rest[rest.index("[reasons.") :], encoding="utf-8")
    worked.restart()
    worked.session.sign_in("Ana")
    asked(worked)
    (reason,) = worked.facts("item.held")[0].payload["reasons"]
    assert (reason["reason"], reason["question"]) == ("RAISE", "A supervisor has to decide about this unit")
