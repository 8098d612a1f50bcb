"""`show`: any code that a customer may read out over the phone finds its unit, parcel or return, and one sentence that answers."""

import re
from pathlib import Path

import pytest

from station.assembly import Station, bench_of, open_station
from station.errors import Refusal
from station.exchange.imports import import_file
from station.insight.finding_words import finding_names
from station.insight.story import Story, Teller
from station.insight.subjects import find_subject
from station.model import facts as kinds
from station.resources import resources
from station.texts import table
from tests.insight.conftest import SteppingClock
from tests.ledger.builders import held, plate, received


def told(station: Station, code: str) -> Story:
    subject = find_subject(station.reader, station.knowledge, code)
    return Teller(station.ledger, station.name_of, finding_names(station.documents), station.zone, "en").tell(subject)


def plates(station: Station) -> list[str]:
    return [fact.subject for fact in station.ledger.facts(kinds=(kinds.ITEM_RECEIVED,))]


def test_that_a_plate_tells_the_unit_its_grade_place_and_everything_that_happened(station: Station) -> None:
    plate = plates(station)[1]
    story = told(station, plate.lower())
    assert (story.subject.kind, story.subject.code, story.state) == ("unit", plate, "graded")
    assert story.say.startswith(f"Hooded sweatshirt, grey, L ({plate}) of northwind was graded B on ")
    assert story.say.endswith("(stain or make-up mark); next: outlet, place OUT-03.")
    assert [entry.what for entry in story.timeline] == [
        "received for northwind",
        "graded B: outlet, OUT-03",
        "Label: outlet, copy 1, queued",
        "label started at folder:labels",
        "label printed by folder:labels",
    ]
    assert [(entry.who, entry.name) for entry in story.timeline[:3]] == [("I-01", "Ada")] * 3
    assert [fact.seq for fact in story.facts] == [entry.seq for entry in story.timeline] == sorted(entry.seq for entry in story.timeline)


def test_that_names_of_people_are_shown_and_are_in_no_fact(station: Station) -> None:
    assert all("Ada" not in str(fact.as_json()) for fact in station.ledger.facts())


def test_that_a_held_unit_says_who_decides_what_by_when_and_where_it_lies(station: Station) -> None:
    story = told(station, plates(station)[2])
    assert story.state == "held"
    assert "waits for the client." in story.say
    assert re.search(r"With no answer by \d+ \w+ \d{4}, \d\d:\d\d: the supervisor decides", story.say)
    assert "held for client, shelf" in " ".join(entry.what for entry in story.timeline)


def test_that_what_waits_for_the_supervisor_already_is_told_to_go_on_waiting(tmp_path: Path) -> None:
    with open_station(tmp_path, SteppingClock(), "B02") as opened:
        reason = {"reason": "SUPERVISOR", "for": "SUPERVISOR", "question": "", "default": "escalate", "due_at": "2026-11-28T20:00:00.000Z"}
        opened.ledger.append("I-01", [received(plate(6)), held(plate(6), reasons=[reason])])
        assert re.search(r"With no answer by .+: it goes on waiting and is marked as overdue", told(opened, plate(6)).say)


@pytest.mark.parametrize(
    ("code", "kind", "state", "units"),
    [
        ("RMA-10001", "rma", "complete", 1),
        ("rma-10001", "rma", "complete", 1),
        ("RMA-10002", "rma", "open", 1),
        ("1001", "order", "open", 1),
        ("RR471100918DE", "tracking", "complete", 1),
        ("rr 471100918 de", "tracking", "complete", 1),
        ("RMA-10003", "rma", "expected", 0),
    ],
)
def test_that_a_return_is_found_by_rma_order_and_tracking(station: Station, code: str, kind: str, state: str, units: int) -> None:
    story = told(station, code)
    assert (story.subject.kind, story.state, len(story.subject.units)) == (kind, state, units)


def test_that_an_order_number_of_two_clients_shows_both(station: Station) -> None:
    assert {line.client for line in told(station, "1001").subject.expected} == {"alpine", "northwind"}


def test_that_a_parcel_tells_its_units_and_what_is_still_open(station: Station) -> None:
    parcels = [fact.subject for fact in station.ledger.facts(kinds=(kinds.PARCEL_ARRIVED,))]
    story = told(station, parcels[1])
    assert (story.subject.kind, story.state) == ("parcel", "closed")
    assert story.say == f"Parcel {parcels[1]}: 1 of 3 expected units has come in (1 × B: for OUT-03); 2 missing; nothing more is expected."
    assert story.timeline[0].what == "parcel arrived by its return number"


def test_that_one_return_has_the_same_figures_by_whichever_number(station: Station) -> None:
    tails = [told(station, code).say.split(": ", 1)[1] for code in ("RMA-10001", "RR471100918DE")]
    assert tails == ["1 of 1 expected units has come in (1 × A: for A-01-02); nothing more is expected."] * 2


def test_that_an_empty_box_has_not_come_in(station: Station) -> None:
    assert told(station, "RMA-10005").say == (
        "Return RMA-10005: 0 of 1 expected units have come in; 1 empty box (1 × on hold: HOLD-C); nothing more is expected."
    )


def test_that_with_several_units_each_line_names_what_it_happened_to(station: Station) -> None:
    entries = told(station, "RMA-10002").timeline
    assert {entry.subject for entry in entries} == {fact.subject for fact in told(station, "RMA-10002").facts}
    assert len({entry.subject for entry in entries}) == 2


def test_that_a_unit_set_aside_or_in_hand_is_found_and_told(tmp_path: Path) -> None:
    clock = SteppingClock()
    with open_station(tmp_path, clock, "B02") as opened:
        for kind in ("products", "returns"):
            file = Path(str(resources().joinpath("demo", f"{kind}.csv")))
            import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=tmp_path / "reports")
        bench = bench_of(opened)
        for text in ("RMA-10009", "9521321000049", "RS-PARK", "9521321000056"):
            bench.take(text)
        (parked,), taken = bench.snapshot.parked, bench.snapshot.item
        assert taken
        assert "set aside by" in told(opened, parked).say
        assert told(opened, parked).as_json()["units"][0]["state"] == "parked"
        assert "in hand at the bench" in told(opened, taken["lpn"]).say
        assert "1 set aside for later; 1 being inspected now; 2 still expected." in told(opened, "RMA-10009").say


def test_that_json_has_the_same_keys_for_every_kind_of_code(station: Station) -> None:
    codes = [plates(station)[0], "RMA-10001", "1001", "RR471100918DE"]
    keys = ["kind", "code", "state", "say", "units", "parcels", "expected", "timeline", "facts", "details"]
    assert [list(told(station, code).as_json()) for code in codes] == [keys] * len(codes)
    unit = told(station, codes[0]).as_json()["units"][0]
    assert [label["state"] for label in unit["labels"]] == ["confirmed"]
    assert len(unit["photos"]) == 1


@pytest.mark.parametrize("code", ["RMA-99999", "B02-999999-X", "'; DROP TABLE items;--", "%"])
def test_that_an_unknown_code_is_refused(station: Station, code: str) -> None:
    with pytest.raises(Refusal, match="NOTHING_KNOWN"):
        told(station, code)


@pytest.mark.parametrize("code", ["", "../../etc", "a\x00b", "x" * 10_000])
def test_that_what_is_no_code_is_refused(station: Station, code: str) -> None:
    with pytest.raises(Refusal, match=r"CODE_"):
        told(station, code)


def test_that_every_kind_of_fact_has_its_words() -> None:
    every = {value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str) and "." in value}
    assert {f"TOLD_{kind.upper().replace('.', '_')}" for kind in every} <= table("en", "words").keys()


@pytest.mark.parametrize("state", ["received", "graded", "held", "released", "reopened", "toted", "restocked"])
def test_that_every_state_of_a_unit_has_its_sentence_for_the_phone(state: str) -> None:
    assert f"SAY_{state.upper()}" in table("en", "words")
