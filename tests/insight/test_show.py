"""`show`: any code that a customer may read out over the phone finds its unit, parcel or return, and one sentence that answers."""

import pytest

from station.assembly import Station
from station.errors import Refusal
from station.insight.story import Story, Teller, finding_names
from station.insight.subjects import find_subject
from station.model import facts as kinds
from station.texts import table


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
        "label outlet, copy 1, queued",
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
    assert "With no answer by 20" in story.say
    assert "held for client, shelf" in " ".join(entry.what for entry in story.timeline)


@pytest.mark.parametrize(
    ("code", "kind", "state", "units"),
    [
        ("RMA-10001", "rma", "complete", 1),
        ("rma-10001", "rma", "complete", 1),
        ("RMA-10002", "rma", "open", 1),
        ("1001", "order", "open", 1),
        ("RR471100918DE", "tracking", "expected", 0),
        ("rr 471100918 de", "tracking", "expected", 0),
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
    assert story.say == f"Parcel {parcels[1]}: 1 of 3 expected units have come in (1 × B); 2 still open."
    assert story.timeline[0].what == "parcel arrived (rma)"


def test_that_json_has_the_same_keys_for_every_kind_of_code(station: Station) -> None:
    codes = [plates(station)[0], "RMA-10001", "1001", "RR471100918DE"]
    keys = ["kind", "code", "state", "say", "units", "parcels", "expected", "timeline", "facts"]
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
