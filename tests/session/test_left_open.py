"""What is left open while the world goes on: questions, units in hand and set aside, under alerts and rules that came since."""

import re

import pytest

from station.model.goods import Alert
from station.model.people import Role
from tests.session.goods import DEVICE
from tests.session.shop import Bench

SCARF = "9521321000216"
RECALL = Alert("northwind", "sku", "NW-SCARF-GRN", "Recall 26-11: it may burn", "quarantine")


def edited(bench: Bench, old: str, new: str, name: str = "findings") -> None:
    """Another edition of a rubric, in force from the next start."""
    own = bench.station.folder.documents / "rubrics"
    own.mkdir(parents=True)
    shipped = bench.station.documents.load("rubric", name).text
    assert old in shipped
    (own / f"{name}.toml").write_text(shipped.replace(old, new), encoding="utf-8")


def refused(bench: Bench, *texts: str) -> str:
    refusal = bench.take(*texts).refusal
    return refusal.code if refusal else ""


def reasons(bench: Bench) -> list[tuple[str, str]]:
    return [(fact.subject, fact.payload["reasons"][0]["reason"]) for fact in bench.facts("item.held")]


@pytest.mark.parametrize("over_night", [True, False])
def test_that_a_recall_is_seen_by_the_menu_that_was_left_open(bench: Bench, over_night: bool) -> None:
    lpn = bench.take(SCARF, "RS-AS-NEW").facts[0].subject
    bench.take(lpn)
    bench.knows(RECALL)
    if over_night:
        bench.restart()
        assert [alert["say"] for alert in bench.session.snapshot.alerts] == [RECALL.say]
    assert refused(bench, "RS-BIN-B-01-02") == "ALERT_STOPS"
    assert bench.facts("item.restocked") == []


def test_that_a_recall_stops_the_unit_between_its_two_bins(bench: Bench) -> None:
    lpn = bench.take(SCARF, "RS-AS-NEW").facts[0].subject
    bench.take(lpn, "RS-BIN-B-09-09")
    asked = bench.session.snapshot.prompt
    assert asked is not None
    assert asked["id"] == "BIN"
    bench.knows(RECALL)
    assert refused(bench, "RS-CONFIRM") == "ALERT_STOPS"
    assert bench.facts("item.restocked") == []


@pytest.mark.parametrize("over_night", [True, False])
def test_that_a_recalled_unit_gets_no_other_grade_by_a_question_that_was_open(bench: Bench, over_night: bool) -> None:
    bench.station.people.add("Sam", Role.SUPERVISOR)
    bench.restart()
    bench.session.sign_in("Sam")
    bench.take(SCARF, "RS-AS-NEW", "RS-GRADE-C")
    bench.knows(RECALL)
    if over_night:
        bench.restart()
        bench.session.sign_in("Sam")
    assert refused(bench, "1") == "ALERT_STOPS"
    assert bench.facts("item.overridden") == []


def test_that_a_key_does_what_the_screen_showed_when_it_was_pressed(bench: Bench) -> None:
    lpn = bench.take(SCARF, "RS-AS-NEW", "RS-TOTE-T1").facts[0].subject
    bench.take(lpn)
    bench.knows(RECALL)
    assert refused(bench, "1") == "KEY_MEANS_ANOTHER"
    assert bench.answers("REPRINT").refusal is None


@pytest.mark.parametrize("parked", [True, False])
def test_that_a_unit_that_new_rules_decide_at_once_is_held_under_its_plate(bench_without_camera: Bench, *, parked: bool) -> None:
    bench = bench_without_camera
    bench.knows(DEVICE)
    shown = bench.take(DEVICE.gtins[0]).snapshot
    assert (shown.state, shown.item and shown.item["findings"]) == ("photographing", ["NEEDS_CATEGORY"])
    lpn = str(shown.item and shown.item["lpn"])
    if parked:
        bench.take("RS-PARK")
    text = bench.station.documents.load("rubric", "findings").text
    block = text[text.index("[findings.NEEDS_CATEGORY]") :]
    block = block[: block.index("decides")]
    edited(bench, block, re.sub(r"photos = .*\n", "", block))
    bench.restart()
    if parked:
        bench.take("RS-RESUME")
    assert reasons(bench) == [(lpn, "REPLAY")]
    assert bench.facts("item.received")[0].payload["sku"] == DEVICE.sku
    assert bench.session.snapshot.parked == ()


@pytest.mark.parametrize("parked", [True, False])
def test_that_an_answer_is_not_another_one_under_a_new_edition(bench_without_camera: Bench, *, parked: bool) -> None:
    bench = bench_without_camera
    item = bench.take(SCARF, "RS-FIND-STAIN", "RS-DONE").snapshot.item
    bench.answers("LARGE")
    if parked:
        bench.take("RS-PARK")
    edited(bench, 'code = "LARGE"', 'code = "OTHER"')
    bench.restart()
    if parked:
        bench.take("RS-RESUME")
    assert reasons(bench) == [(item and item["lpn"], "REPLAY")]


def test_that_a_closing_that_has_begun_is_not_dropped(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-PARK", "RS-CLOSE", "1")
    for text in ("RS-RESUME", "RS-REPRINT", "RS-BIN-B-01-02", "RS-DONE"):
        assert refused(bench, text) in ("CLOSING_HAS_BEGUN", "UNIT_SET_ASIDE", "NOTHING_TO_REPRINT")
    assert refused(bench, "RS-RESUME") == "CLOSING_HAS_BEGUN"
    assert bench.session.snapshot.state == "deciding"
