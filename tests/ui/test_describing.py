"""What is shown in each state, without a widget: a snapshot in, the page, its words and its keys out."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from station.bench import events as ev
from station.bench.states import State
from station.bench.transitions import TABLE
from station.errors import Refusal
from station.model.facts import Fact
from station.session import SetAside, Snapshot
from ui.bench.describing import describe
from ui.bench.screen import BACK, HAND_OVER, HOLD_PAGE, Option, Page
from ui.bench.standing import TAKEN_IN
from ui.bench.story import Site, Story, after, left, with_labels

SITE = Site(
    "B01",
    "Leipzig",
    "en",
    ZoneInfo("Europe/Berlin"),
    cards={"en": ((), (Option("", "RS-HOLD-CLIENT", "Ask the client"),))},
    camera="camera",
)
PRODUCT = {"title": "Hooded sweatshirt, grey, L", "sku": "NW-HOOD-GRY-L"}
LINES = [
    {"line": "1", **PRODUCT, "quantity": 2, "seen": 1, "reason": "SIZE_TOO_SMALL"},
    {"line": "2", "sku": "NW-BEAN-NVY", "title": "Knitted beanie, navy", "quantity": 1, "seen": 1, "reason": "not mine"},
]
PARCEL: dict[str, Any] = {
    "parcel": "B01-P000001-O", "code": "RMA-10002", "kind": "rma", "client": "northwind", "received": 2, "expected": 3, "here": 2,
    "open": 1, "extra": 0, "instead": 0, "lines": LINES, "alerts": [],
}  # fmt: skip
ITEM: dict[str, Any] = {
    "lpn": "B01-000003-6", "client": "northwind", "gtin": None, "category": "apparel", "route": "expected", "wrong": False,
    "findings": [], "chosen": [], "photos": 0, "reason": "too small", "note": "", "serial": None, "lot": None, "expiry": None,
    "components": [], "alerts": [], **PRODUCT,
}  # fmt: skip
LAST: dict[str, Any] = {
    "lpn": "B01-000003-6", "fact": "B01:1:9", "at": "2026-11-22T13:32:07.000Z", "grade": "B", "disposition": "outlet", "bin": "OUT-03",
    "because": ["STAIN"], "reasons": None, "say": "B: Stain. Outlet.", "label": "B01:1:10",
}  # fmt: skip


def _choice(key: str, code: str, label: str, **more: object) -> dict[str, object]:
    return {"key": key, "code": code, "answer": code.removeprefix("RS-FIND-"), "label": label, "forces": "C", **more}


def _prompt(kind: str, text: str, *choices: Mapping[str, object], asks: str = "") -> dict[str, Any]:
    return {"id": kind.upper(), "kind": kind, "text": text, "asks": asks, "choices": list(choices)}


def _snapshot(state: str = "ready", prompt: Mapping[str, Any] | None = None, **more: Any) -> Snapshot:
    bare = Snapshot(state=state, person="Ada", parcel=None, item=None, prompt=prompt or _prompt("item", "Scan something"), last=None)
    return replace(bare, **more)


def _fact(kind: str, payload: Mapping[str, Any], seq: int = 9) -> Fact:
    named = {"id": f"B01:1:{seq}", "seq": seq, "kind": kind, "subject": "B01-000003-6", "payload": dict(payload), "at": LAST["at"]}
    rest = {field.name: None for field in fields(Fact) if field.name not in named}
    return Fact(**named, **rest)  # type: ignore[arg-type]  # the other fields are not looked at


BOARD = _prompt(
    "board",
    "What do you see?",
    _choice("1", "RS-AS-NEW", "Nothing: as new", small=["no stain", "not worn"]),
    _choice("2", "RS-FIND-STAIN", "Stain"),
    _choice("0", "RS-MORE", "More"),
)


def test_that_signed_out_asks_for_a_badge_and_offers_nothing() -> None:
    shown = describe(Story(_snapshot("signed_out", _prompt("badge", "Scan your badge"), person=None)), SITE)
    assert (shown.screen.page, shown.screen.title, shown.foot.commands, dict(shown.keys)) == (Page.SIGN_IN, "Scan your badge", (), {})


def test_that_ready_offers_what_a_bench_without_a_parcel_takes() -> None:
    aside = SetAside("B01-000001-A", "Headphones", "Ben", LAST["at"])
    shown = describe(Story(_snapshot(parked=("B01-000001-A",), set_aside=(aside,))), SITE)
    assert shown.screen.page is Page.READY
    assert shown.standing is None
    assert shown.sign_out == "RS-SIGN-OUT"
    hers = describe(Story(_snapshot(set_aside=(replace(aside, person="Ada"),))), SITE)
    assert (hers.sign_out, hers.screen.aside[0].small[:18]) == (HAND_OVER, "B01-000001-A\nsince"), "something of hers is left behind"
    assert (shown.screen.aside[0].label, shown.screen.aside[0].small[:24]) == ("Headphones", "B01-000001-A · Ben\nsince")
    assert "14:32" in shown.screen.aside[0].small
    assert {shown.keys[key] for key in ("F9", "F10", "F5", "Backspace", "F6", "F12")} == {
        "RS-BLIND", "RS-DOCK", "B01-000001-A", "RS-UNDO", "RS-REPRINT", "RS-STOP",
    }  # fmt: skip


def test_that_arrivals_only_says_so_and_how_it_ends() -> None:
    shown = describe(Story(_snapshot(dock=True)), SITE)
    assert [option.code for option in shown.screen.commands] == ["RS-DOCK"]
    assert shown.notes == ("Arrivals only: scan parcels. RS-DOCK ends it.",)


def test_that_a_parcel_shows_each_article_as_here_or_not_yet() -> None:
    by_picture = {**_choice("1", "RS-ANSWER-1", "No readable code: …"), "answer": "LINE:1"}
    none = {**_choice("9", "RS-ANSWER-9", "None of these"), "answer": "UNIDENTIFIED"}
    shown = describe(Story(_snapshot("parcel", _prompt("parcel", "Scan the next item", by_picture, none), parcel=PARCEL)), SITE)
    assert [(line.label, line.note, line.ticked, line.code) for line in shown.screen.lines] == [
        ("2 × Hooded sweatshirt, grey, L", "1 of 2 here", False, "RS-ANSWER-1"),
        ("Knitted beanie, navy", "here", True, ""),
    ]
    assert shown.screen.lines[0].small == "NW-HOOD-GRY-L · customer: too small"
    assert shown.screen.lines[1].small == "NW-BEAN-NVY · customer: not mine"
    assert (shown.keys["1"], shown.keys["9"], shown.keys["F9"]) == ("RS-ANSWER-1", "RS-ANSWER-9", "RS-CLOSE")
    assert shown.standing is not None
    assert shown.standing.client == "Northwind"


def test_that_enter_closes_a_parcel_only_when_it_is_complete() -> None:
    prompt = _prompt("parcel", "All are here")
    complete = {**PARCEL, "open": 0, "here": 3}
    assert describe(Story(_snapshot("parcel", prompt, parcel=complete)), SITE).keys["Enter"] == "RS-CLOSE"
    assert "Enter" not in describe(Story(_snapshot("parcel", prompt, parcel=PARCEL)), SITE).keys


def test_that_the_board_has_its_tiles_and_no_word_of_what_they_would_force() -> None:
    shown = describe(Story(_snapshot("inspecting", BOARD, item=ITEM, parcel=PARCEL)), SITE)
    screen = shown.screen
    assert screen.page is Page.BOARD
    assert screen.nothing == Option("1", "RS-AS-NEW", "Nothing: as new", "no stain · not worn")
    assert [(option.key, option.finding) for option in screen.options] == [("2", "STAIN")]
    assert screen.primary is None, "Enter grades nothing as new by mistake"
    assert "C" not in {option.small for option in screen.offered()} | {option.note for option in screen.offered()}
    assert shown.standing is not None
    assert (shown.standing.title, shown.standing.variant) == ("Hooded sweatshirt, grey, L", "grey · L")
    assert dict(shown.standing.rows) == {"Plate": "B01-000003-6", "Units": "unit 3 of 3", "Return": "RMA-10002", "Customer": "too small"}
    assert {"F7", "F8", "F12"} < shown.keys.keys()


def test_that_enter_closes_a_board_on_which_something_was_chosen() -> None:
    item = {**ITEM, "findings": ["STAIN"], "chosen": ["Stain"]}
    shown = describe(Story(_snapshot("inspecting", BOARD, item=item)), SITE)
    assert (shown.keys["Enter"], shown.screen.chosen) == ("RS-DONE", "1 chosen: Stain")


def test_that_the_same_answers_are_offered_for_the_same_article_only() -> None:
    story = after(Story(_snapshot("inspecting", BOARD, item=ITEM)), _snapshot(last=LAST), [_fact("item.graded", {})], None)
    same = describe(after(story, _snapshot("inspecting", BOARD, item=ITEM), (), None), SITE)
    other = describe(after(story, _snapshot("inspecting", BOARD, item={**ITEM, "sku": "X"}), (), None), SITE)
    assert same.keys.get("F4") == "RS-SAME"
    assert "F4" not in other.keys


@pytest.mark.parametrize("kind", ["choose", "check", "follow_up", "unit", "close", "reason", "something new"])
def test_that_any_question_is_drawn_with_its_answers(kind: str) -> None:
    prompt = _prompt(kind, "Which?", _choice("1", "RS-ANSWER-1", "This"), _choice("2", "RS-ANSWER-2", "That"))
    shown = describe(Story(_snapshot("deciding", prompt)), SITE)
    assert (shown.screen.page, [option.label for option in shown.screen.options]) == (Page.ASK, ["This", "That"])
    assert (shown.keys["2"], "Enter" in shown.keys) == ("RS-ANSWER-2", False)


def test_that_enter_confirms_and_never_leaves() -> None:
    confirm = _prompt("confirm", "Take it back?", _choice("1", "RS-CONFIRM", "Yes"), _choice("0", "RS-DONE", "Leave it"))
    leave = _prompt("reason", "Why?", _choice("1", "RS-ANSWER-1", "Lost"), _choice("0", "RS-DONE", "Leave it"))
    assert describe(Story(_snapshot("deciding", confirm)), SITE).keys["Enter"] == "RS-CONFIRM"
    assert "Enter" not in describe(Story(_snapshot("deciding", leave)), SITE).keys


@pytest.mark.parametrize("asks", ["number", "serial", "expiry"])
def test_that_a_question_for_something_typed_has_a_field(asks: str) -> None:
    shown = describe(Story(_snapshot("inspecting", _prompt("check", "Which number?", asks=asks), item=ITEM)), SITE)
    assert shown.screen.entry.endswith("Enter")


def test_that_a_count_says_what_is_counted_and_ends_by_a_key_of_its_own() -> None:
    count = {"bin": "A-01", "units": 1, "pieces": 2, "started_at": "", "last": None}
    shown = describe(Story(_snapshot("counting", _prompt("count", "Counting A-01: …", asks="number"), count=count)), SITE)
    assert (shown.screen.title, shown.screen.entry) == ("Counting A-01", "how many, then Enter")
    assert (shown.keys["F9"], "Enter" in shown.keys) == ("RS-DONE", False)


def test_that_a_picture_is_taken_by_enter_and_without_a_camera_it_is_said_how_to_go_on() -> None:
    story = Story(_snapshot("photographing", _prompt("photo", "Front", _choice("1", "RS-PHOTO", "Take it")), item={**ITEM, "photos": 1}))
    with_camera, without = describe(story, SITE), describe(story, replace(SITE, camera=""))
    assert (with_camera.keys["Enter"], with_camera.keys["1"]) == ("RS-PHOTO", "RS-PHOTO")
    assert with_camera.screen.figures == (("Pictures taken", "1"),)
    assert {"Enter", "1"} & without.keys.keys() == set()
    assert "no camera" in without.screen.lead


def test_that_holding_asks_for_the_reason_and_can_be_left() -> None:
    shown = describe(Story(_snapshot("inspecting", BOARD, item=ITEM)), SITE, holding=True)
    assert (shown.keys["1"], shown.keys["Backspace"]) == ("RS-HOLD-CLIENT", BACK)


def _finished(last: Mapping[str, Any], state: str = "parcel", prompt: Mapping[str, Any] | None = None) -> Story:
    before = Story(_snapshot("inspecting", BOARD, item=ITEM, parcel=PARCEL))
    snapshot = _snapshot(state, prompt or _prompt("parcel", "Scan the next item"), last=last, parcel=PARCEL)
    return after(before, snapshot, [_fact("item.graded", {}), _fact("label.queued", {}, 10)], None)


def test_that_a_finished_unit_is_told_at_large_until_it_was_read() -> None:
    story = _finished(LAST)
    shown = describe(story, SITE)
    result = shown.screen.result
    assert shown.screen.page is Page.RESULT
    assert result is not None
    assert (result.unit.place, result.unit.mark, result.unit.why) == ("OUT-03", "B", "B: Stain. Outlet.")
    assert result.rows == (
        ("Saved", "B01-000003-6 at 14:32:07"),
        ("Label", "waits for the printer"),
        ("Parcel", "1 still expected: Hooded sweatshirt, grey, L"),
    )
    assert [option.code for option in result.others] == ["RS-GRADE-A", "RS-GRADE-C"]
    assert {shown.keys[key] for key in "0123456789"} == {BACK}
    assert shown.standing is not None
    assert shown.standing.title == "Hooded sweatshirt, grey, L"
    assert describe(left(story), SITE).screen.page is Page.PARCEL


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        ("label.started", {}, "is being sent to the printer"),
        ("label.sent", {"detail": "NOT_ASKED", "printer": "Zebra"}, "Sent to Zebra, which does not say whether it came out."),
        (
            "label.confirmed",
            {"detail": "DRAINED", "printer": "X"},
            "Printed: the printer X is healthy and has nothing left to print.",
        ),
        ("label.unconfirmed", {"detail": "PRINTER_RESET", "printer": "Zebra"}, "Look whether the label of B01-000003-6 came out."),
        ("label.voided", {}, "is void"),
    ],
)
def test_that_news_of_a_label_are_told_where_its_unit_is_told(kind: str, payload: Mapping[str, Any], told: str) -> None:
    result = describe(with_labels(_finished(LAST), [_fact(kind, payload)]), SITE).screen.result
    assert result is not None
    assert dict(result.rows)["Label"] == told


def test_that_a_held_unit_shows_the_mark_of_a_hold_and_a_hazard_its_instruction() -> None:
    held = describe(_finished({**LAST, "grade": None, "disposition": "hold", "reasons": [{"reason": "CLIENT"}]}), SITE).screen.result
    hazard = describe(_finished({**LAST, "grade": "C", "disposition": "quarantine", "because": ["BROKEN"], "bin": "QUA-01"}), SITE)
    assert held is not None
    assert (held.unit.mark, held.unit.grade, held.others) == ("H", "hold", ())
    assert hazard.screen.page is Page.STOP
    assert hazard.screen.result is not None
    assert hazard.screen.result.do.startswith("Do not reach into it: sharp.")


def test_that_where_to_put_a_unit_is_said_also_when_the_next_question_is_open() -> None:
    shown = describe(_finished(LAST, "deciding", _prompt("close", "Expected but not seen")), SITE)
    assert (shown.screen.page, shown.notes) == (Page.ASK, ("B01-000003-6: put it into OUT-03.",))


def test_that_a_grade_that_was_taken_back_leaves_the_list_of_units() -> None:
    story = _finished(LAST)
    assert [unit.lpn for unit in story.units] == ["B01-000003-6"]
    assert after(story, _snapshot("inspecting", BOARD, item=ITEM), [_fact("item.reopened", {}, 11)], None).units == ()


def test_that_a_refusal_is_gone_with_the_next_outcome() -> None:
    refused = after(Story(_snapshot()), _snapshot(), (), Refusal("NOTHING_PARKED"))
    assert refused.refusal is not None
    assert after(refused, _snapshot(), (), None).refusal is None


def test_that_what_is_said_aloud_stands_beside_the_unit() -> None:
    alerts = ({"kind": "recall", "then": "quarantine", "say": "batch 7"},)
    shown = describe(Story(_snapshot("inspecting", BOARD, item=ITEM, alerts=alerts)), SITE)
    assert shown.standing is not None
    assert shown.standing.alerts == ("STOP, quarantine: batch 7",)
    assert describe(Story(_snapshot(alerts=alerts)), SITE).notes == ("STOP, quarantine: batch 7",)


@pytest.mark.parametrize(
    ("code", "event"),
    [("RS-REPRINT", ev.ReprintAsked), ("RS-PARK", ev.Parked), (HOLD_PAGE, ev.HoldAsked)],
    ids=lambda value: str(value)[:12],
)
def test_that_a_command_stands_at_the_foot_where_the_bench_takes_it(code: str, event: type[ev.Event]) -> None:
    takes = {state.value for state in State if event in TABLE[state]}
    # In a question a reprint is about the unit that is shown, and stands among the answers.
    assert set(TAKEN_IN[code]) == takes - {"deciding"}
