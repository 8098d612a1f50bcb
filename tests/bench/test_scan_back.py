"""Labels that are scanned back: which are waited for, which scan closes the wait, and the ways on where there is no label."""

from dataclasses import replace
from itertools import pairwise

import pytest

from station.bench import drafts, scanning_back
from station.bench import events as ev
from station.bench.labels import LabelDue, LabelStep, ScanBack, Why
from station.bench.prompts import prompt_of
from station.bench.states import State
from station.errors import Refusal
from station.model.grades import Grade
from station.model.people import Person
from station.model.prompts import Choice, Prompt
from station.model.units import KnownLabel
from tests.bench.builders import ANA, AT, LEGGINGS, LINE, SAM, Desk, known, signed_in

ALWAYS = ScanBack("always")
OTHER = "B01-000077-X"


def bench(scan_back: ScanBack = ALWAYS, person: Person = ANA) -> Desk:
    desk = signed_in(person)
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, scan_back=scan_back))
    return desk


def graded(scan_back: ScanBack = ALWAYS, person: Person = ANA, state: str = "sent") -> Desk:
    """A bench with one unit graded, and what printing and the ledger know of its label since."""
    desk = bench(scan_back, person)
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.draft = drafts.told(
        desk.draft, lambda bench: replace(bench, label=replace(bench.label, job="j1", state=state)) if bench.label else bench
    )
    return desk


def due(desk: Desk) -> LabelDue:
    assert desk.now.label is not None
    return desk.now.label


def scanned(desk: Desk, lpn: str = "", copy: int = 1, state: str = "sent", counts: KnownLabel | None = None) -> ev.PlateScanned:
    """A label under the scanner: that of the unit that is due, unless said otherwise."""
    lpn = lpn or due(desk).lpn
    return ev.PlateScanned(at=AT, lpn=lpn, copy=copy, label=KnownLabel("j1", lpn, "restock", copy, state, "tcp://p"), counts=counts)


def refused(desk: Desk, event: ev.Event) -> Refusal:
    before = desk.now
    with pytest.raises(Refusal) as raised:
        desk.take(event)
    assert desk.now is before
    return raised.value


def test_that_the_facts_of_a_unit_are_there_before_its_label_is_waited_for() -> None:
    desk = graded()
    assert [fact.kind for fact in desk.facts] == ["item.received", "item.graded", "label.queued"]
    assert (desk.now.state, desk.prompt, due(desk).why) == (State.LABELLING, "LABEL", Why.SCAN_BACK)
    assert desk.take(scanned(desk)) == ["label.confirmed"]
    assert desk.facts[-1].payload == {"job": "j1", "printer": "tcp://p", "detail": "SCANNED"}
    assert (desk.now.state, desk.now.label) == (State.READY, None)


def test_that_a_parcel_goes_on_after_the_label_of_its_unit() -> None:
    desk = bench()
    desk.parcel(LINE)
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    desk.take(scanned(desk))
    assert desk.now.state is State.PARCEL


def test_that_another_units_label_is_refused_with_both_numbers() -> None:
    desk = graded()
    seen = KnownLabel("j2", OTHER, "restock", state="confirmed", scanned=True)
    refusal = refused(desk, ev.PlateScanned(at=AT, lpn=OTHER, label=seen))
    assert (refusal.code, refusal.params["scanned"], refusal.params["label"]) == ("LABEL_OF_ANOTHER", OTHER, due(desk).lpn)
    assert refused(desk, scanned(desk, OTHER, state="queued")).code == "LABEL_OF_ANOTHER", "it cannot be out"
    assert refused(desk, scanned(desk, OTHER, state="voided")).code == "LABEL_OF_ANOTHER"


def test_that_another_units_label_that_is_due_is_seen_on_that_unit_and_the_wait_goes_on() -> None:
    desk = graded()
    waits = due(desk)
    assert desk.take(scanned(desk, OTHER)) == ["label.confirmed"]
    assert (desk.facts[-1].subject, desk.facts[-1].payload["detail"]) == (OTHER, "SCANNED")
    assert (desk.now.state, due(desk)) == (State.LABELLING, waits)


@pytest.mark.parametrize("state", ["sent", "confirmed"])
def test_that_in_a_sample_a_label_that_nobody_wants_back_is_the_wrong_one(state: str) -> None:
    desk = graded()
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, scan_back=ScanBack("sample", 1)))
    assert not desk.now.scan_back.waits_for(OTHER)
    assert refused(desk, scanned(desk, OTHER, state=state)).code == "LABEL_OF_ANOTHER"
    assert desk.take(scanned(desk, OTHER, state="unconfirmed")) == ["label.confirmed"], "nobody knew where that one is"
    alone = LabelDue(OTHER, "restock", why=Why.CATCH_UP)
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, on_paper=alone))
    assert desk.take(scanned(desk, OTHER, state=state)) == ["label.confirmed"], "printing waits for it"
    assert desk.now.on_paper is None


@pytest.mark.parametrize(("trouble", "code"), [(False, "LABEL_NOT_PRINTED"), (True, "LABEL_NOT_PRINTED_IN_TROUBLE")])
def test_that_what_is_advised_is_what_key_2_does(trouble: bool, code: str) -> None:
    desk = graded()
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, trouble=trouble))
    prompt = prompt_of(desk.now)
    choice = prompt.choice("2") if prompt else None
    assert choice is not None
    assert choice.answer == ("NO_LABEL" if trouble else "NO_SCAN")
    assert refused(desk, scanned(desk, state="queued")).code == code
    assert refused(desk, ev.Done(at=AT)).code == code.replace("NOT_PRINTED", "FIRST")


def test_that_a_label_that_cannot_be_out_yet_proves_nothing() -> None:
    desk = graded()
    assert refused(desk, scanned(desk, state="queued")).code == "LABEL_NOT_PRINTED"
    assert refused(desk, ev.PlateScanned(at=AT, lpn=due(desk).lpn)).code == "LABEL_NOT_PRINTED"


@pytest.mark.parametrize(
    "event",
    [
        ev.ItemScanned(at=AT, code="x", products=(LEGGINGS,), plate=OTHER),
        ev.ParcelScanned(at=AT, code="RMA-1", kind="rma"),
        ev.BinScanned(at=AT, bin="A-1"),
        ev.CountAsked(at=AT, bin="A-1"),
        ev.Done(at=AT),
    ],
)
def test_that_nothing_else_is_taken_before_the_label(event: ev.Event) -> None:
    refusal = refused(graded(), event)
    assert (refusal.code, refusal.params["title"]) == ("LABEL_FIRST", LEGGINGS.title)


def test_that_a_reprint_voids_the_label_and_waits_for_the_new_one() -> None:
    desk = graded()
    assert desk.take(ev.ReprintAsked(at=AT)) == []
    assert desk.prompt == "LABEL:REPRINT"
    assert desk.answers("LOST") == ["label.voided", "label.queued"]
    void, queued = desk.facts[-2:]
    assert (void.payload, queued.payload["copy"], queued.payload["reprint_reason"]) == ({"job": "j1", "why": "reprinted"}, 2, "LOST")
    assert queued.payload["fields"]["plate"] == due(desk).code == f"{due(desk).lpn}/2"
    second = KnownLabel("j2", due(desk).lpn, "restock", 2, "sent")
    old = scanned(desk, state="voided", counts=second)
    refusal = refused(desk, old)
    assert (refusal.code, refusal.params["label"], refusal.params["counts"]) == ("LABEL_IS_OLD", due(desk).lpn, due(desk).code)
    assert desk.take(scanned(desk, copy=2)) == ["label.confirmed"]


def test_that_the_printers_trouble_lets_a_unit_go_without_its_label_and_says_why() -> None:
    desk = graded(state="queued")
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, trouble=True))
    assert desk.answers("NO_LABEL") == ["label.waived"]
    assert (desk.facts[-1].payload, desk.now.state) == ({"job": "j1", "why": "PRINTER_TROUBLE", "by": None}, State.READY)


def test_that_without_a_trouble_a_supervisor_agrees_to_that() -> None:
    desk = graded()
    assert desk.answers("NO_SCAN") == []
    assert desk.prompt == "LABEL:BADGE"
    assert refused(desk, ev.SignedIn(at=AT, person=ANA)).code == "NOT_A_SUPERVISOR"
    assert desk.take(ev.SignedIn(at=AT, person=SAM)) == ["label.waived"]
    assert (desk.facts[-1].payload["by"], desk.now.person) == (SAM.id, ANA)


def test_that_a_supervisor_agrees_without_a_badge_and_where_there_is_none_nobody_is_stuck() -> None:
    alone = graded(person=SAM)
    assert alone.answers("NO_SCAN") == ["label.waived"]
    desk = graded()
    assert desk.take(ev.Answered(at=AT, key="2", somebody_may=False)) == ["label.waived"]
    assert desk.facts[-1].payload["why"] == "NO_SUPERVISOR"


def test_that_a_badge_takes_the_bench_over_and_the_label_is_still_waited_for() -> None:
    desk = graded()
    desk.take(ev.SignedIn(at=AT, person=SAM))
    assert (desk.now.person, desk.now.state) == (SAM, State.LABELLING)
    desk.take(ev.SignOut(at=AT))
    desk.take(ev.SignedIn(at=AT, person=ANA))
    assert (desk.now.person, desk.now.state) == (ANA, State.LABELLING)


def test_that_undo_goes_back_one_step_and_then_asks_about_the_grade() -> None:
    desk = graded()
    desk.take(ev.ReprintAsked(at=AT))
    desk.take(ev.UndoAsked(at=AT, unit=known(desk)))
    assert due(desk).step is LabelStep.SCAN
    desk.take(ev.UndoAsked(at=AT, unit=known(desk)))
    assert desk.prompt == "UNDO"
    desk.take(ev.Done(at=AT))
    assert desk.now.state is State.LABELLING
    desk.take(ev.UndoAsked(at=AT, unit=known(desk)))
    assert desk.take(ev.Confirmed(at=AT)) == ["item.reopened", "label.voided"]
    assert (desk.now.state, desk.now.label) == (State.INSPECTING, None)


def test_that_another_grade_waits_for_its_own_label() -> None:
    desk = graded()
    desk.take(ev.GradeAsked(at=AT, unit=known(desk), grade=Grade.C))
    assert desk.answers("MISJUDGED") == ["item.overridden", "label.voided", "label.queued"]
    assert (desk.now.state, due(desk).copy) == (State.LABELLING, 2)


def test_that_a_stop_is_about_the_unit_that_waits_for_its_label_and_a_hazard_waits_for_none() -> None:
    desk = graded()
    assert desk.take(ev.Stopped(at=AT, unit=known(desk))) == ["item.graded", "label.voided", "label.queued"]
    assert (desk.last.payload["disposition"], desk.now.state, desk.now.label) == ("quarantine", State.READY, None)


def test_that_a_unit_that_is_set_aside_waits_for_nothing() -> None:
    desk = bench()
    desk.item(LEGGINGS)
    assert desk.take(ev.Parked(at=AT)) == ["label.queued"]
    assert desk.now.state is State.READY


def test_that_with_never_a_scan_still_counts_once_and_opens_what_it_always_did() -> None:
    desk = graded(ScanBack("never"))
    assert desk.now.state is State.READY
    unit = known(desk)
    seen = replace(scanned(desk, unit.lpn), unit=unit)
    assert desk.take(seen) == ["label.confirmed"]
    assert (desk.prompt, len(desk.draft.events)) == ("UNIT", 1)
    again = drafts.replay(desk.draft.base, desk.draft.events, desk.rules)
    assert again.now == desk.now
    desk.take(ev.Done(at=AT))
    assert desk.take(replace(seen, label=KnownLabel("j1", unit.lpn, "restock", state="confirmed", scanned=True))) == []


def test_that_asked_offers_the_scan_and_the_next_unit_does_not_wait_for_it() -> None:
    desk = graded(ScanBack("asked"))
    assert (desk.now.state, due(desk).must) == (State.READY, False)
    unit = known(desk)
    assert desk.take(replace(scanned(desk), unit=unit)) == ["label.confirmed"]
    assert (desk.now.state, desk.now.label) == (State.READY, None)
    desk = graded(ScanBack("asked"))
    desk.item(LEGGINGS)
    assert (desk.now.state, desk.now.label) == (State.INSPECTING, None)


@pytest.mark.parametrize("percent", [1, 10, 33, 50, 100])
def test_that_a_sample_takes_so_many_of_each_hundred_plates_and_always_the_same(percent: int) -> None:
    sample = ScanBack("sample", percent)
    for start in (1, 357):
        chosen = [number for number in range(start, start + 100) if sample.waits_for(f"B02-{number:06d}-X")]
        assert len(chosen) == percent
        gaps = [later - earlier for earlier, later in pairwise(chosen)]
        assert max(gaps, default=0) - min(gaps, default=0) <= 1


def test_that_only_the_sampled_unit_is_waited_for() -> None:
    states: list[State] = []
    for _ in range(4):
        desk = bench(ScanBack("sample", 25))
        desk.given = len(states)
        desk.item(LEGGINGS)
        desk.take(ev.AsNew(at=AT))
        states.append(desk.now.state)
    assert states == [State.READY, State.READY, State.READY, State.LABELLING]


def test_that_an_answer_that_is_no_reason_prints_no_label(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = graded()
    strange = Prompt("LABEL", "label", "?", (Choice("1", "RS-ANSWER-1", "WHATEVER", "?"),))
    monkeypatch.setattr(scanning_back, "prompt_of", lambda _bench: strange)

    assert refused(desk, ev.Answered(at=AT, key="1")).code == "NO_SUCH_CHOICE"
