"""What facts record of an inspection can be read back to the same verdict; what no longer fits is refused by name."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from station.errors import Refusal
from station.model.goods import Component, Product
from station.model.grades import Basis
from station.rules.inspection import Inspection
from station.rules.recorded import inspection_from, raised_from, same_from
from station.rules.rubric import Rubric
from station.rules.steps import next_step
from station.rules.verdict import judge
from tests.rules.builders import NAMES, SERIAL, inspection_of, photographed, press, record_of, rubric, scan
from tests.rules.paths import PIECES, after_board, most_and_least, some_end, start, that_matter

PHONE = {"stores_data": True, "has_battery": True, "has_serial": True, "factory_sealed": True}


def read_back(inspection: Inspection) -> Inspection:
    """What another day reads from the facts of this unit."""
    received = {
        "attributes": dict(inspection.attributes),
        "reason": inspection.reason,
        "tracks": inspection.tracks,
        "sold": list(inspection.sold),
    }
    product = Product("northwind", "SKU-1", tracks=inspection.tracks, components=inspection.components)
    return inspection_from(record_of(inspection), received, inspection.rubric, product)


@pytest.mark.parametrize("name", NAMES)
def test_that_the_verdict_of_every_finding_is_read_back_as_it_was(name: str) -> None:
    """Each finding with three random ways through all that is asked besides; together they give every answer many times."""
    category, chance = rubric(name), Random(name)
    for scenario in most_and_least(that_matter(category)):
        for finding in (None, *category.board, *category.more):
            if _applies(category, finding, scenario):
                board, _ = after_board(start(category, kit=True, **scenario), finding)
                for done in (some_end(board, chance) for _ in range(3)):
                    assert judge(read_back(done)) == judge(done), done.raised


def _applies(category: Rubric, finding: str | None, scenario: dict[str, Any]) -> bool:
    return finding is None or start(category, **scenario).applies(category.findings[finding].applies_if)


def test_that_a_record_holds_photographs_serials_and_what_was_ruled_out() -> None:
    unit = inspection_of("phone_laptop", attributes=PHONE, sold=(SERIAL,), reason="WRONG_SIZE")
    done = photographed(press(scan(press(unit, "BODY_MARK", "NOTHING", "FAINT", "FLAT"), SERIAL), "GOOD", "CLEAR"))
    again = read_back(done)
    assert (again.photos, again.parts, again.scanned, again.answered) == (done.photos, done.parts, done.scanned, done.answered)
    assert again.sold == (SERIAL,)
    assert next_step(again) is None


def test_that_several_missing_pieces_are_read_back() -> None:
    done = press(inspection_of("general", components=PIECES), "PART_MISSING", "NOTHING", "BODY", "STRAP", "NOTHING")
    assert judge(read_back(done)) == judge(done)
    with pytest.raises(Refusal, match="RECORD_TOO_OLD"):
        inspection_from(record_of(done), {}, done.rubric, Product("northwind", "SKU-1", components=(Component("BODY"),)))


@pytest.mark.parametrize(
    "record",
    [
        {"findings": [{"finding": "STAIN", "answers": {"HOW": "HUGE"}}]},
        {"findings": [{"finding": "SCREEN_CRACK"}]},
        {"checks": [{"check": "MEASURE", "answer": "ALMOST", "basis": "PROMPT"}]},
        {"checks": [{"check": "POWER_SCREEN", "answer": "GOOD", "basis": "PROMPT"}]},
    ],
)
def test_that_a_record_under_an_older_rubric_is_refused_by_name(record: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="RECORD_TOO_OLD"):
        raised_from(record, rubric("apparel"))


def test_that_the_next_unit_of_its_kind_gets_what_a_person_saw_and_not_what_belongs_to_the_one() -> None:
    unit = inspection_of("phone_laptop", attributes=PHONE, sold=(SERIAL,), reason="DEFECTIVE")
    done = press(scan(press(unit, "BODY_MARK", "NOTHING", "FAINT", "FLAT"), SERIAL), "GOOD", "CLEAR")
    eased = replace(done, raised=tuple(replace(each, released=True) for each in done.raised))
    raised, answered = same_from(record_of(eased), done.rubric)
    assert [(each.finding, each.released) for each in raised] == [("BODY_MARK", False)]
    assert answered.keys() == {"BATTERY", "POWER_SCREEN", "LOCK_DATA"}
    assert [each.basis for each in done.raised] == [Basis.PROMPT, Basis.LOOKUP]
