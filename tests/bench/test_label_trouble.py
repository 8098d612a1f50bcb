"""Labels that nobody is sure of: in doubt, old, or not there at all; and a stop with nothing in hand."""

from dataclasses import replace

import pytest

from station.bench import drafts
from station.bench import events as ev
from station.bench.label_scans import old_label
from station.bench.label_waits import due, looked_up, printed
from station.bench.labels import LabelDue, Why
from station.bench.states import Bench, State
from station.errors import Refusal
from station.model.facts import NewFact
from station.model.units import KnownLabel
from station.texts import notice
from tests.bench.builders import AT, LEGGINGS, LINE, Desk, known, signed_in

PLATE = "B01-000009-X"
DOUBTED = KnownLabel("j9", PLATE, "outlet", 1, "unconfirmed", "tcp://p", {"plate": PLATE, "title": "Mug"})
DOUBT = due(DOUBTED, Why.DOUBT, 1)
NAKED = "B01-000008-Y"


def doubting() -> Desk:
    desk = signed_in()
    desk.take(ev.LabelDoubted(at=AT, due=DOUBT))
    return desk


def troubled() -> Desk:
    """A bench whose printer is in trouble."""
    desk = signed_in()
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, trouble=True))
    return desk


def refused(desk: Desk, event: ev.Event) -> Refusal:
    with pytest.raises(Refusal) as raised:
        desk.take(event)
    return raised.value


def item(**more: object) -> ev.ItemScanned:
    return ev.ItemScanned(at=AT, code="x", products=(LEGGINGS,), plate="B01-000077-X", **more)  # type: ignore[arg-type]  # its own fields


def payload(fact: NewFact) -> tuple[object, ...]:
    return fact.kind, *fact.payload.values()


def test_that_a_doubt_is_answered_by_whoever_looked() -> None:
    desk = doubting()
    assert (desk.now.state, desk.prompt) == (State.LABELLING, "LABEL_DOUBT")
    assert desk.answers("CAME_OUT") == ["label.confirmed"]
    assert payload(desk.facts[-1]) == ("label.confirmed", "j9", "tcp://p", "OPERATOR")
    assert desk.now.state is State.READY


def test_that_a_label_that_did_not_come_out_is_voided_and_printed_as_another_copy() -> None:
    for says in (ev.Answered(at=AT, key="2"), ev.ReprintAsked(at=AT)):
        desk = doubting()
        assert desk.take(says) == ["label.voided", "label.queued"]
        void, queued = desk.facts
        assert (payload(void), queued.payload["copy"], queued.payload["layout"]) == (("label.voided", "j9", "not_printed"), 2, "outlet")
        assert (queued.payload["fields"]["plate"], queued.payload["reprint_reason"]) == (f"{PLATE}/2", "NOT_PRINTED")
        assert desk.now.state is State.READY


def test_that_scanning_the_label_settles_the_doubt() -> None:
    desk = doubting()
    assert desk.take(ev.PlateScanned(at=AT, lpn=PLATE, label=DOUBTED)) == ["label.confirmed"]
    assert (desk.facts[-1].payload["detail"], desk.now.state) == ("SCANNED", State.READY)


@pytest.mark.parametrize("event", [item(), ev.UndoAsked(at=AT), ev.Done(at=AT)])
def test_that_a_doubt_is_answered_before_anything_else(event: ev.Event) -> None:
    assert refused(doubting(), event).code == "LABEL_IN_DOUBT_FIRST"


def test_that_a_stop_in_a_doubt_is_not_about_the_unit_of_that_label() -> None:
    desk = doubting()
    assert desk.take(ev.Stopped(at=AT)) == ["hazard.reported"]
    assert desk.prompt == "LABEL_DOUBT"


@pytest.mark.parametrize(
    ("label", "waits"),
    [
        (DOUBTED, True),
        (replace(DOUBTED, state="confirmed"), False),
        (replace(DOUBTED, state="voided"), False),
        (replace(DOUBTED, scanned=True), False),
        (None, False),
    ],
)
def test_that_what_became_of_a_label_elsewhere_ends_its_question(label: KnownLabel | None, *, waits: bool) -> None:
    bench = looked_up(doubting().now, label)
    assert (bench.state, bench.label is not None) == ((State.LABELLING, True) if waits else (State.READY, False))


def test_that_a_wait_that_the_settings_do_not_want_any_more_ends() -> None:
    waiting = replace(signed_in().now, state=State.LABELLING, label=LabelDue(PLATE, "restock"))
    assert looked_up(waiting, replace(DOUBTED, state="sent")).state is State.READY


@pytest.mark.parametrize("parcel", [False, True])
def test_that_no_other_unit_is_taken_while_one_waits_without_a_label(*, parcel: bool) -> None:
    desk = troubled()
    if parcel:
        desk.parcel(LINE)
    attempts: list[ev.Event] = [item(naked=NAKED)]
    attempts += [ev.Answered(at=AT, key="1", naked=NAKED), ev.EmptyBox(at=AT, naked=NAKED)] if parcel else []
    for attempt in attempts:
        refusal = refused(desk, attempt)
        assert (refusal.code, refusal.params["lpn"]) == ("NAKED_PILE", NAKED)
    assert desk.take(item()) == []
    assert desk.now.unit is not None


def test_that_a_unit_with_a_plate_of_a_roll_is_never_naked() -> None:
    desk = troubled()
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000050-Z"))
    desk.take(item(naked=NAKED))
    desk.take(ev.AsNew(at=AT))
    received = desk.first("item.received")
    assert (received.subject, received.payload["preprinted"]) == ("B01-000050-Z", True)


def test_that_a_unit_without_such_a_plate_says_nothing_of_one_and_a_plate_may_come_later() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    assert "preprinted" not in desk.first("item.received").payload
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.PlateScanned(at=AT, lpn=desk.unit.lpn))
    assert not desk.unit.preprinted
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000050-Z"))
    assert (desk.unit.lpn, desk.unit.preprinted) == ("B01-000050-Z", True)
    assert desk.take(ev.Parked(at=AT)) == []


def test_that_the_printer_in_good_health_holds_nobody_up() -> None:
    assert signed_in().take(item(naked=NAKED)) == []


def old(*, counts: KnownLabel | None, unit: bool = True, desk: Desk | None = None) -> ev.PlateScanned:
    first = KnownLabel("j1", PLATE, "restock", 1, "voided")
    shown = replace(known(desk), lpn=PLATE) if unit and desk else None
    return ev.PlateScanned(at=AT, lpn=PLATE, label=first, counts=counts, unit=shown)


SECOND = KnownLabel("j2", PLATE, "c", 2, "sent")


def test_that_an_old_label_at_rest_leads_to_its_unit_and_says_which_label_counts() -> None:
    desk = _graded()
    event = old(counts=SECOND, desk=desk)
    assert desk.take(event) == []
    assert desk.prompt == "UNIT"
    said = old_label(event)
    assert said is not None
    told = notice(said)
    assert (said.code, told.severity) == ("LABEL_IS_OLD", "warning")
    assert f"{PLATE} is an old label. The label {PLATE}/2 (grade C) counts now." == told.message
    none = old_label(old(counts=None))
    assert none is not None
    assert none.code == "LABEL_IS_OLD_NONE_COUNTS"


@pytest.mark.parametrize("place", [ev.BinScanned(at=AT, bin="A-1"), ev.ToteScanned(at=AT, tote="T1")])
def test_that_nothing_leaves_the_bench_with_an_old_label_on(place: ev.Event) -> None:
    desk = _graded()
    desk.take(old(counts=SECOND, desk=desk))
    assert refused(desk, place).code == "OLD_LABEL_ON_UNIT"


@pytest.mark.parametrize("state", [State.CHOOSING, State.INSPECTING, State.PHOTOGRAPHING, State.DECIDING, State.COUNTING])
def test_that_an_old_label_is_refused_wherever_a_plate_may_be_scanned(state: State) -> None:
    desk = signed_in(camera=False)
    if state is State.DECIDING:
        desk.take(ev.PlateScanned(at=AT, lpn=NAKED, unit=known(_graded())))
    elif state is State.COUNTING:
        desk.take(ev.CountAsked(at=AT, bin="A-1"))
    else:
        desk.item(LEGGINGS, lines=[LINE] if state is State.CHOOSING else ())
    if state is State.PHOTOGRAPHING:
        desk.take(ev.AsNew(at=AT))
    assert desk.now.state is state
    assert refused(desk, old(counts=SECOND, desk=_graded())).code == "LABEL_IS_OLD"


def test_that_an_old_label_is_not_put_into_the_bin_that_was_scanned_first() -> None:
    desk = _graded()
    desk.take(ev.BinScanned(at=AT, bin="A-14"))
    assert desk.now.putting == "A-14"
    assert refused(desk, old(counts=SECOND, desk=desk)).code == "LABEL_IS_OLD"


def test_that_a_label_is_confirmed_by_the_scan_that_puts_its_unit_away() -> None:
    desk = _graded()
    desk.take(ev.BinScanned(at=AT, bin="A-14"))
    label = KnownLabel("j1", desk.last.subject, "restock", 1, "confirmed", "tcp://p")
    assert desk.take(ev.PlateScanned(at=AT, lpn=label.lpn, label=label, unit=known(desk))) == ["label.confirmed", "item.restocked"]


def test_that_labels_that_come_out_one_by_one_are_only_seen() -> None:
    desk = _graded()
    label = KnownLabel("j1", desk.last.subject, "restock", 1, "sent")
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, on_paper=due(label, Why.CATCH_UP, 1)))
    assert desk.take(ev.PlateScanned(at=AT, lpn=label.lpn, label=label, unit=known(desk))) == ["label.confirmed"]
    assert (desk.now.state, desk.now.on_paper) == (State.READY, None)


def _graded() -> Desk:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    return desk


@pytest.mark.parametrize(
    ("place", "subject"),
    [("", "BENCH"), ("parcel", "B01-P000001-X"), ("bin", "BIN-A-1")],
)
def test_that_a_stop_with_nothing_in_hand_books_no_unit_but_a_hazard_and_where(place: str, subject: str) -> None:
    desk = signed_in()
    if place == "parcel":
        desk.parcel(LINE)
    if place == "bin":
        desk.take(ev.CountAsked(at=AT, bin="A-1"))
    before: Bench = desk.now
    desk.take(ev.Stopped(at=AT, plate="B01-000077-X"))
    assert (desk.facts[-1].kind, desk.facts[-1].subject, desk.now) == ("hazard.reported", subject, before)


def test_that_a_stop_with_a_plate_of_a_roll_is_about_the_unit_that_wears_it() -> None:
    desk = signed_in()
    desk.take(ev.PlateScanned(at=AT, lpn="B01-000050-Z"))
    assert desk.take(ev.Stopped(at=AT)) == ["item.received", "item.graded", "label.queued"]
    assert desk.last.subject == "B01-000050-Z"


def test_that_the_label_of_a_unit_that_was_set_aside_takes_the_place_of_its_plate() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    aside = desk.draft
    assert desk.take(ev.Parked(at=AT)) == ["label.queued"]
    context = replace(desk.now, printed=printed((KnownLabel("p1", "B01-000001-X", "plate", 1, "sent"),)))
    desk.draft = drafts.replay(aside.base, aside.events, desk.rules, context)
    assert desk.take(ev.AsNew(at=AT)) == ["item.received", "item.graded", "label.voided", "label.queued"]
    assert (desk.facts[-2].payload["job"], desk.facts[-1].payload["copy"]) == ("p1", 2)


def test_that_a_known_unit_that_is_set_aside_gets_a_plate_of_its_own_number_once() -> None:
    desk = _graded()
    unit = known(desk, jobs=(), copies=2, state="reopened")
    desk.take(ev.PlateScanned(at=AT, lpn=unit.lpn, unit=unit))
    desk.answers("INSPECT_AGAIN")
    aside = desk.draft
    assert desk.take(ev.Parked(at=AT)) == ["label.queued"]
    assert desk.facts[-1].payload["copy"] == 3
    labels = (KnownLabel("p3", unit.lpn, "plate", 3, "sent"), *(KnownLabel(f"j{copy}", unit.lpn, "c", copy, "voided") for copy in (2, 1)))
    desk.draft = drafts.replay(aside.base, aside.events, desk.rules, replace(desk.now, printed=printed(labels)))
    assert desk.take(ev.Parked(at=AT)) == []
    desk.draft = drafts.replay(aside.base, aside.events, desk.rules, replace(desk.now, printed=printed(labels)))
    assert desk.take(ev.AsNew(at=AT)) == ["item.graded", "label.voided", "label.queued"]
    assert (desk.facts[-2].payload["job"], desk.facts[-1].payload["copy"]) == ("p3", 4)
