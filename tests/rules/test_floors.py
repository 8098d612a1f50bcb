"""What nothing may undo: a date that was read, a hazard in the documents, and bins where no stock lies."""

from dataclasses import replace

import pytest

from station.errors import Refusal
from station.model.grades import Disposition
from station.rules.disposition import Circumstances, bin_for
from station.rules.floors import HAZARDS
from station.rules.inspection import Inspection
from station.rules.rubric import compile_rubric
from station.rules.settling import settle
from station.rules.steps import respond_scan
from station.rules.verdict import judge
from tests.bench.builders import rulebook
from tests.rules.builders import CATALOGUE, CATEGORIES, NAMES, asked, changed, inspection_of, press, rubric, scan


def cream(**parts: str) -> Inspection:
    return press(inspection_of("beauty_hygiene", tracks="lot+expiry", parts=parts), "NOTHING")


@pytest.mark.parametrize(
    ("first", "second"),
    [({"expiry": "2020-01-01"}, {"expiry": "2030-12-31", "lot": "A1"}), ({"lot": "A1"}, {"lot": "B2", "expiry": "2030-12-31"})],
)
def test_that_a_second_code_never_overwrites_a_date_or_a_lot(first: dict[str, str], second: dict[str, str]) -> None:
    inspection = cream(**first)
    with pytest.raises(Refusal) as refused:
        respond_scan(inspection, asked(inspection), "x", second)
    assert refused.value.code == "CODES_CONTRADICT"
    assert refused.value.params.keys() == {"known", "told"}


def test_that_a_serial_code_does_not_overwrite_the_lot_of_the_box() -> None:
    attributes = {"stores_data": True, "has_battery": True, "has_serial": True, "factory_sealed": True}
    inspection = press(inspection_of("phone_laptop", attributes=attributes, parts={"lot": "A1"}), "NOTHING", "FLAT")
    with pytest.raises(Refusal, match="CODES_CONTRADICT"):
        respond_scan(inspection, asked(inspection), "F2LX9C1", {"lot": "B2"})


def test_that_the_same_lot_in_another_spelling_is_no_contradiction() -> None:
    inspection = scan(cream(lot="ab 1"), "x", lot="AB1", expiry="2030-12-31")
    assert inspection.answered["EXPIRY"] == ("IN_DATE",)


@pytest.mark.parametrize(("today", "answer", "raised"), [("2027-04-01", "SHORT", "SHORT_DATED"), ("2027-06-20", "EXPIRED", "EXPIRED")])
def test_that_a_date_is_compared_again_on_a_later_day(today: str, answer: str, raised: str) -> None:
    in_date = settle(cream(lot="A1", expiry="2027-05-31"))
    assert in_date.answered["EXPIRY"] == ("IN_DATE",)
    later = settle(replace(in_date, today=today))
    assert later.answered["EXPIRY"] == (answer,)
    assert [each.finding for each in later.raised] == [raised]
    assert raised in judge(later).because
    assert settle(later) == later


def test_that_what_was_too_near_and_has_passed_since_is_only_expired() -> None:
    short = settle(replace(settle(cream(lot="A1", expiry="2027-05-31")), today="2027-04-01"))
    assert [each.finding for each in settle(replace(short, today="2027-06-20")).raised] == ["EXPIRED"]


STOPS = ("forces", "A"), ("ends", False)


@pytest.mark.parametrize("code", ["RECALLED", "ALERTED"])
@pytest.mark.parametrize(("what", "value"), STOPS)
def test_that_no_document_lets_a_recall_or_an_alert_through(code: str, what: str, value: object) -> None:
    why = _why(changed(CATALOGUE, f"findings.{code}.{what}", value), "apparel")
    assert code in why or str(CATALOGUE["findings"][code]["label"]) in why


@pytest.mark.parametrize("code", HAZARDS)
def test_that_no_document_makes_a_hazard_a_matter_of_looks(code: str) -> None:
    assert code in _why(changed(CATALOGUE, f"findings.{code}.group", "COSMETIC"), _category(code))


@pytest.mark.parametrize("code", HAZARDS)
def test_that_every_hazard_can_end_in_quarantine(code: str) -> None:
    tame = changed(CATALOGUE, f"findings.{code}", _tamed(CATALOGUE["findings"][code]))
    assert str(CATALOGUE["findings"][code]["label"]) in _why(tame, _category(code))


def _tamed(finding: dict[str, object]) -> dict[str, object]:
    text = {"QUARANTINE": "C"}
    follow_ups = finding.get("follow_ups", [])
    assert isinstance(follow_ups, list)
    asks = [
        {**each, "answers": [{**answer, "forces": text.get(answer.get("forces"), answer.get("forces"))} for answer in each["answers"]]}
        for each in follow_ups
    ]
    forces = {"forces": text.get(str(finding["forces"]), finding["forces"])} if "forces" in finding else {}
    return {**finding, **forces, **({"follow_ups": asks} if asks else {})}


def _category(code: str) -> str:
    return next(name for name in NAMES if code in rubric(name).findings)


def _why(catalogue: dict[str, object], category: str) -> str:
    with pytest.raises(Refusal) as refused:
        compile_rubric(catalogue, CATEGORIES[category])
    assert refused.value.code == "RUBRIC_WRONG"
    return str(refused.value.params["why"])


def test_that_a_products_own_bin_is_not_used_where_no_stock_lies() -> None:
    rules = rulebook()
    policy = rules.dispositions
    kept_apart = (*(policy.bins[kind] for kind in (Disposition.QUARANTINE, Disposition.HOLD, Disposition.DESTROY)), *rules.hold_shelves)
    for place in kept_apart:
        unit = Circumstances("northwind", "apparel", bin=place.lower())
        assert bin_for(policy, Disposition.RESTOCK, unit, rules.hold_shelves) == policy.bins[Disposition.RESTOCK]
        assert not rules.is_for_stock(place.lower())
    assert bin_for(policy, Disposition.RESTOCK, Circumstances("n", "a", bin="A-14"), rules.hold_shelves) == "A-14"
