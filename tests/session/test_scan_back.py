"""Labels at a real bench: what the ledger knows of them decides what is waited for, after a restart, too."""

import pytest

from station.model.facts import NewFact
from station.model.people import Role
from station.scan.plates import plate
from station.session.batches import BatchLine, BatchSession
from tests.session.shop import Bench

TEE = "9521321000025"
OTHER = "9521321000087"


@pytest.fixture
def always(bench: Bench) -> Bench:
    """Every label is scanned back."""
    bench.set_up(scan_back="always")
    return bench


def grade(bench: Bench, code: str = TEE) -> str:
    """A unit without parcel, graded as new; its plate."""
    outcome = bench.take("RS-CLIENT-northwind", code)
    if outcome.snapshot.state == "choosing":
        outcome = bench.take("RS-BLIND")
    graded = bench.take("RS-AS-NEW")
    while graded.snapshot.state == "inspecting":
        graded = bench.take("1")
    assert any(fact.kind in ("item.graded", "item.held") for fact in graded.facts), graded
    return graded.facts[-1].subject


def details(bench: Bench) -> list[str]:
    return [fact.payload["detail"] for fact in bench.facts("label.confirmed")]


def label(bench: Bench) -> dict[str, object]:
    told = bench.session.snapshot.label
    assert told is not None
    return dict(told)


def test_that_a_unit_closes_when_its_own_label_was_scanned_and_a_wrong_one_says_both_numbers(always: Bench) -> None:
    first = grade(always)
    assert (always.session.snapshot.state, label(always)["code"], label(always)["why"]) == ("labelling", first, "scan_back")
    assert always.take(first).refusal.code == "LABEL_NOT_PRINTED"  # type: ignore[union-attr]  # it is refused
    always.prints()
    assert [fact.kind for fact in always.take(first).facts] == ["label.confirmed"]
    second = grade(always, OTHER)
    always.prints()
    refusal = always.take(first).refusal
    assert refusal is not None
    assert (refusal.code, refusal.params["scanned"], refusal.params["label"]) == ("LABEL_OF_ANOTHER", first, second)
    outcome = always.take(second)
    assert (outcome.snapshot.state, outcome.facts[0].payload["printer"], outcome.facts[0].payload["detail"]) == (
        "ready",
        "tcp://printer",
        "SCANNED",
    )


def test_that_the_wait_survives_a_restart_and_a_scan_elsewhere_ends_it(always: Bench) -> None:
    lpn = grade(always)
    always.prints()
    always.restart()
    assert (always.session.snapshot.state, label(always)["code"]) == ("labelling", lpn)
    assert label(always)["state"] == "sent"
    always.restart()
    assert always.take(lpn).snapshot.state == "ready"
    assert details(always) == ["SCANNED"]


def test_that_a_wait_ends_at_the_start_after_the_setting_was_taken_back(always: Bench) -> None:
    grade(always)
    always.set_up(scan_back="never")
    assert always.session.snapshot.state == "ready"


def test_that_a_reprint_there_voids_the_old_label_which_then_says_so(always: Bench) -> None:
    lpn = grade(always)
    always.prints()
    always.take("RS-REPRINT")
    assert [fact.kind for fact in always.answers("DAMAGED").facts] == ["label.voided", "label.queued"]
    assert label(always)["code"] == f"{lpn}/2"
    refused = always.take(lpn).refusal
    assert refused is not None
    assert (refused.code, refused.params["counts"]) == ("LABEL_IS_OLD", f"{lpn}/2")
    always.prints()
    assert always.take(f"{lpn}/2").snapshot.state == "ready"
    shown = always.take(lpn)
    assert (shown.notice and shown.notice.code, shown.snapshot.state) == ("LABEL_IS_OLD", "deciding")
    assert always.take("RS-BIN-A-01").refusal.code == "OLD_LABEL_ON_UNIT"  # type: ignore[union-attr]  # it is refused
    always.take("RS-DONE")
    assert always.take(f"{lpn}/3").refusal.code == "LABEL_UNKNOWN"  # type: ignore[union-attr]  # it is refused


def test_that_the_printers_trouble_lets_one_unit_go_and_the_next_needs_a_plate_of_a_roll(always: Bench) -> None:
    rolled = grade(always)
    always.prints()
    always.take(rolled)
    roll = _plate_of_a_roll(always)
    naked = grade(always)
    told = always.session.printer_told(trouble=True)
    assert (told.snapshot.printer_trouble, told.snapshot.naked) == (True, (naked,))
    assert [fact.payload["why"] for fact in always.answers("NO_LABEL").facts] == ["PRINTER_TROUBLE"]
    refused = always.take(OTHER).refusal
    assert refused is not None
    assert (refused.code, refused.params["lpn"]) == ("NAKED_PILE", naked)
    assert always.take(roll, OTHER).snapshot.item["lpn"] == roll  # type: ignore[index]  # it is in hand
    always.take("RS-AS-NEW", "1", "1")
    assert always.session.snapshot.naked == (naked,), "a unit with a plate is never naked"
    always.answers("NO_LABEL")
    always.session.printer_told(trouble=False)
    assert always.take(OTHER).snapshot.item is not None


def _plate_of_a_roll(bench: Bench) -> str:
    return plate(bench.station.ledger.station, bench.station.ledger.next_number("lpn"))


def test_that_a_label_in_doubt_is_asked_about_at_rest_and_not_with_a_unit_in_hand(bench: Bench) -> None:
    lpn = grade(bench)
    bench.prints("label.unconfirmed")
    bench.session.printer_told(trouble=True)
    assert (bench.session.snapshot.state, label(bench)["why"], label(bench)["code"]) == ("labelling", "doubt", lpn)
    assert [fact.payload["detail"] for fact in bench.answers("CAME_OUT").facts] == ["OPERATOR"]
    bench.take(OTHER)
    bench.prints("label.unconfirmed")
    assert bench.session.printer_told(trouble=False).snapshot.state == "choosing"


def test_that_a_doubt_is_noticed_after_the_next_input_and_asked_again_after_a_restart(bench: Bench) -> None:
    lpn = grade(bench)
    bench.prints("label.unconfirmed")
    assert bench.take("RMA-70001").snapshot.state == "labelling"
    bench.restart()
    assert (bench.session.snapshot.state, label(bench)["code"]) == ("labelling", lpn)
    assert [fact.kind for fact in bench.answers("NOT_PRINTED").facts] == ["label.voided", "label.queued"]
    assert bench.session.snapshot.state == "parcel"
    bench.prints("label.sent")
    assert bench.session.printer_told(trouble=False).snapshot.state == "parcel", "a printer that cannot answer asks nobody"
    assert details(bench) == []


def test_that_what_is_settled_meanwhile_is_not_asked(bench: Bench) -> None:
    lpn = grade(bench)
    bench.prints("label.unconfirmed")
    bench.session.printer_told(trouble=False)
    job = bench.facts("label.queued")[-1].id
    bench.station.ledger.append("printer", [_confirmed(job, lpn)])
    outcome = bench.take("RMA-70001")
    assert (outcome.refusal, outcome.snapshot.state) == (None, "parcel")


def _confirmed(job: str, lpn: str) -> NewFact:
    return NewFact("label.confirmed", lpn, {"job": job, "printer": "", "detail": "OPERATOR"})


def test_that_a_putaway_scan_confirms_a_label_once(bench: Bench) -> None:
    lpn = grade(bench)
    bench.prints("label.confirmed")
    place = bench.session.snapshot.last["bin"]  # type: ignore[index]  # a unit was finished
    bench.take(f"RS-BIN-{place}", f"RS-BIN-{place}")
    put = bench.take(lpn)
    kinds = [fact.kind for fact in put.facts]
    assert kinds in (["label.confirmed", "item.restocked"], ["label.confirmed"]), put
    bench.take("RS-DONE", lpn, "RS-DONE", lpn)
    assert details(bench).count("SCANNED") == 1


def test_that_labels_come_out_one_by_one_and_each_scan_is_enough(bench: Bench) -> None:
    first, second = grade(bench), grade(bench, OTHER)
    bench.prints()
    for lpn in (first, second):
        told = bench.session.printer_told(trouble=False, on_paper=lpn)
        assert told.snapshot.label is not None
        assert (told.snapshot.label["code"], told.snapshot.label["why"], told.snapshot.label["must"]) == (lpn, "catch_up", False)
        seen = bench.take(lpn)
        assert ([fact.kind for fact in seen.facts], seen.snapshot.state) == (["label.confirmed"], "ready")


def test_that_a_unit_set_aside_confirms_its_plate_when_it_is_taken_up_by_it(bench: Bench) -> None:
    lpn = bench.take("RS-CLIENT-northwind", TEE, "RS-BLIND", "RS-PARK").facts[-1].subject
    bench.prints()
    resumed = bench.take(lpn)
    assert ([fact.payload["detail"] for fact in resumed.facts], resumed.snapshot.item is not None) == (["SCANNED"], True)
    assert bench.take("RS-PARK").facts == (), "its plate is on it already"
    bench.restart()
    bench.take(lpn)
    graded = bench.take("RS-AS-NEW")
    assert [(fact.kind, fact.payload.get("copy")) for fact in graded.facts][-2:] == [("label.voided", None), ("label.queued", 2)]


def test_that_a_stop_with_nothing_in_hand_tells_what_to_do_and_books_no_unit(bench: Bench) -> None:
    stopped = bench.take("RS-STOP")
    assert ([fact.kind for fact in stopped.facts], stopped.notice and stopped.notice.code) == (["hazard.reported"], "HAZARD_NOTED")
    assert bench.facts("item.*") == []


def test_that_taking_back_a_quarantine_says_so_instead_of_a_grade(bench: Bench) -> None:
    bench.take("RS-CLIENT-northwind", TEE, "RS-STOP")
    prompt = bench.take("RS-UNDO").snapshot.prompt
    assert prompt is not None
    assert "quarantine" in prompt["text"]
    assert "grade C" not in prompt["text"]


def test_that_only_a_supervisor_agrees_to_no_scan_where_there_is_one(always: Bench) -> None:
    people = always.station.people
    badges = {name: people.add(name, role)[1] for name, role in (("Ana", Role.INSPECTOR), ("Sam", Role.SUPERVISOR))}
    always.restart()
    always.take(f"RS-BADGE-{badges['Ana']}")
    grade(always)
    always.prints()
    always.answers("NO_SCAN")
    assert [each.name for each in always.session.snapshot.awaited] == ["Sam"]
    assert always.take(f"RS-BADGE-{badges['Ana']}").refusal.code == "NOT_A_SUPERVISOR"  # type: ignore[union-attr]  # it is refused
    assert [fact.payload["what"] for fact in always.facts("act.refused")] == ["waive"]
    assert [fact.kind for fact in always.take(f"RS-BADGE-{badges['Sam']}").facts] == ["label.waived"]
    assert always.session.snapshot.person == "Ana"


def test_that_a_batch_waits_for_no_label_and_the_bench_that_it_interrupts_still_does(always: Bench) -> None:
    lpn = grade(always)
    always.session.printer_told(trouble=True)
    session = always.session
    assert isinstance(session, BatchSession)
    with session.own_bench():
        outcomes = [session.take_line(text, BatchLine("0" * 64, number)) for number, text in enumerate(("9521321000018", "RS-AS-NEW"), 1)]
    assert [outcome.refusal and outcome.refusal.code for outcome in outcomes] == ["BATCH_QUESTION", "NOT_NOW"], (
        "a batch puts away, it grades nothing"
    )
    with session.own_bench():
        stopped = session.take_line("RS-STOP", BatchLine("1" * 64, 1))
    assert [fact.kind for fact in stopped.facts] == ["hazard.reported"]
    assert (label(always)["code"], always.session.snapshot.printer_trouble) == (lpn, True)
