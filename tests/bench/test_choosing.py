"""What an item is where it is not what was expected: asked in words, taken as chosen, with the finding that follows from it."""

from dataclasses import replace

import pytest

from station.bench import events as ev
from station.bench.prompts import prompt_of
from station.bench.states import Route, State
from station.errors import Refusal
from station.model.codes import CodeKind, Meaning, Reading
from station.model.goods import Alert, Product
from station.model.people import Person
from station.model.units import KnownUnit
from tests.bench.builders import ANA, AT, CUP, LEGGINGS, LINE, MUG, OTHER_LINE, PHONE, SAM, SET, SET_LINE, Desk, known, signed_in

LARGE = replace(LEGGINGS, sku="YL-BLK-L", gtins=("9521321000548",), style="YL")
STYLED = replace(LEGGINGS, style="YL")
UNCLEAR = ev.CodeUnclear(
    at=AT,
    code="123456789012",
    meanings=(
        Meaning((Reading(CodeKind.GTIN, "00123456789012"),), "@CODE_IS_ITEM"),
        Meaning((Reading(CodeKind.TRACKING, "123456789012"),), "@CODE_IS_PARCEL_OF", {"code": "123456789012", "carrier": "FedEx"}),
    ),
)


def test_that_another_size_of_the_same_style_is_a_wrong_variant() -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.item(LARGE, expected=(STYLED,))
    assert desk.unit.candidates[0].label == "@CHOOSE_WRONG_VARIANT"
    desk.keys("1")
    desk.take(ev.Done(at=AT))
    assert (desk.last.kind, desk.last.payload["because"]) == ("item.held", ["WRONG_VARIANT"])
    found = desk.last.payload["findings"][0]
    assert (found["answers"], found["basis"]) == ({"WHICH": "OTHER_SKU"}, "LOOKUP")
    assert (desk.last.payload["sku"], desk.first("item.received").payload["route"]) == ("YL-BLK-L", "wrong_item")


def test_that_putting_a_variant_right_closes_no_board_that_nobody_looked_at() -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.item(LARGE, expected=(STYLED,))
    desk.keys("1")
    desk.take(ev.ReworkAsked(at=AT))
    desk.answers("YES")
    assert desk.prompt == "BOARD"


@pytest.mark.parametrize("other", [replace(LARGE, style=""), replace(LARGE, style="OTHER"), replace(LARGE, client="alpine")])
def test_that_anything_else_is_the_wrong_item(other: Product) -> None:
    desk = signed_in()
    desk.parcel(LINE)
    desk.item(other, expected=(STYLED,))
    assert desk.unit.candidates[0].label == "@CHOOSE_WRONG_ITEM"
    desk.keys("1")
    assert desk.last.payload["because"] == ["WRONG_ITEM"]


def test_that_a_piece_of_an_expected_set_is_taken_as_the_set_and_its_missing_pieces_are_asked() -> None:
    desk = signed_in()
    desk.parcel(SET_LINE)
    desk.item(CUP, expected=(SET,))
    assert [each.label for each in desk.unit.candidates] == ["@CHOOSE_KIT_PART", "@CHOOSE_SURPLUS"]
    desk.keys("1")
    assert (desk.unit.route, desk.unit.by, desk.unit.line) == (Route.EXPECTED, "part", SET_LINE)
    desk.take(ev.Done(at=AT))
    assert desk.prompt == "FOLLOW_UP:PART_MISSING.WHICH"
    desk.answers("POT", "SIEVE")
    desk.take(ev.Done(at=AT))
    found = desk.last.payload["findings"][0]
    assert (found["finding"], found["answers"], desk.last.payload["grade"]) == ("PART_MISSING", {"WHICH": "POT|SIEVE"}, "C")
    assert {photo["shot"] for photo in desk.last.payload["photos"]} >= {"PARTS", "LABEL"}


def test_that_a_piece_of_a_set_never_passes_as_the_whole_set() -> None:
    desk = signed_in()
    desk.parcel(SET_LINE)
    desk.item(CUP, expected=(SET,))
    desk.keys("1")
    with pytest.raises(Refusal, match="NOT_AS_NEW"):
        desk.take(ev.AsNew(at=AT))


def test_that_an_unclear_code_is_asked_and_each_meaning_is_taken_as_chosen() -> None:
    desk = signed_in()
    assert desk.take(UNCLEAR) == []
    assert (desk.now.state, desk.prompt) == (State.DECIDING, "CODE")
    desk.take(ev.ItemScanned(at=AT, code="123456789012", products=(LEGGINGS,), plate="B01-000001-X"))
    assert (desk.now.state, desk.now.question, desk.unit.actions) == (State.INSPECTING, None, 2)
    other = signed_in()
    other.take(UNCLEAR)
    assert other.take(ev.ParcelScanned(at=AT, code="123456789012", kind="tracking", parcel_plate="B01-P000001-X")) == ["parcel.arrived"]
    assert (other.now.state, other.now.question) == (State.PARCEL, None)


def test_that_another_code_is_no_answer_to_an_unclear_one_and_leaving_it_changes_nothing() -> None:
    desk = signed_in()
    desk.take(UNCLEAR)
    with pytest.raises(Refusal, match="NOT_NOW"):
        desk.item(LEGGINGS)
    with pytest.raises(Refusal, match="NOT_NOW"):
        desk.parcel(LINE)
    desk.keys("0")
    assert (desk.now.state, desk.now.question, desk.facts) == (State.READY, None, [])


def misfit(person: Person = SAM) -> tuple[Desk, KnownUnit]:
    """A device that came under the general rubric, on hold."""
    desk = signed_in(person)
    device = replace(MUG, attributes={"has_battery": True, "factory_sealed": False, "stores_data": False, "mains_powered": False})
    desk.item(device)
    assert desk.last.payload["because"] == ["NEEDS_CATEGORY"]
    return desk, known(desk, product=device)


def test_that_a_supervisor_chooses_the_category_and_the_unit_is_inspected_by_it() -> None:
    desk, held = misfit()
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY")
    assert desk.prompt == "UNIT:CATEGORY"
    assert desk.answers("electronics") == ["item.released", "item.corrected"]
    assert desk.facts[-1].payload["what"] == {"rubric": ["general", "electronics"]}
    assert (desk.prompt, desk.unit.inspection and desk.unit.inspection.rubric.name) == ("BOARD", "electronics")
    desk.take(ev.AsNew(at=AT))
    desk.answers("GOOD")
    assert desk.last.payload["rubric"].startswith("electronics@")


def test_that_an_inspector_needs_a_badge_for_that() -> None:
    desk, held = misfit(ANA)
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY")
    assert desk.prompt == "UNIT:BADGE"
    desk.take(ev.SignedIn(at=AT, person=SAM))
    assert desk.prompt == "UNIT:CATEGORY"


def test_that_the_rubric_that_did_not_fit_is_none_of_the_choices_and_inspecting_again_by_it_ends_the_same() -> None:
    desk, held = misfit()
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY")
    assert desk.now.question is not None
    names = [name for name, _label in desk.now.question.rubrics]
    assert "general" not in names
    assert len(names) == len(set(names)) == 8
    desk.keys("0")
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("INSPECT_AGAIN")
    assert desk.last.payload["because"] == ["NEEDS_CATEGORY"]


def test_that_of_more_categories_than_keys_none_is_left_out() -> None:
    desk, held = misfit()
    more = {
        f"site_{place}": desk.rules.rubrics["general"].model_copy(update={"name": f"site_{place}", "label": f"Site {place}"})
        for place in range(3)
    }
    desk.rules = replace(desk.rules, rubrics={**desk.rules.rubrics, **more})
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY")
    pages = []
    for turn in (ev.Answered(at=AT, key="0"), ev.More(at=AT)):
        prompt = prompt_of(desk.now)
        assert prompt is not None
        assert len({choice.key for choice in prompt.choices}) == len(prompt.choices)
        pages.append([choice.answer for choice in prompt.choices if choice.answer not in ("MORE", "LEAVE")])
        desk.take(turn)
    assert len(desk.rules.rubrics) == 12
    assert {*pages[0], *pages[1]} == desk.rules.rubrics.keys() - {"general"}
    desk.answers("MORE", "site_2")
    assert desk.unit.inspection is not None
    assert desk.facts[-1].payload["what"] == {"rubric": ["general", "site_2"]}


def test_that_paged_categories_can_be_left() -> None:
    desk, held = misfit()
    more = {f"site_{place}": desk.rules.rubrics["general"] for place in range(3)}
    desk.rules = replace(desk.rules, rubrics={**desk.rules.rubrics, **more})
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY", "LEAVE")
    assert (desk.now.state, desk.now.question) == (State.READY, None)


def test_that_a_device_that_stores_data_is_inspected_as_a_phone_once_somebody_said_so() -> None:
    desk = signed_in(SAM)
    thing = replace(PHONE, attributes={"factory_sealed": False, "has_battery": False, "mains_powered": False}, tracks="none")
    desk.item(thing)
    desk.find("STORES_DATA")
    assert desk.last.payload["because"] == ["STORES_DATA"]
    held = known(desk, product=thing)
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY", "phone_laptop")
    assert desk.unit.inspection is not None
    assert desk.unit.inspection.rubric.name == "phone_laptop"


def test_that_an_alert_still_stops_a_unit_whose_category_is_chosen() -> None:
    desk, held = misfit()
    recall = Alert("", "sku", held.sku or "", "Recall", "quarantine")
    held = replace(held, alerts=(recall,), new_alerts=(recall,))
    desk.take(ev.PlateScanned(at=AT, lpn=held.lpn, unit=held))
    desk.answers("CATEGORY", "home_goods")
    assert desk.last.payload["because"] == ["RECALLED"]


def test_that_identifying_a_unit_brings_the_alerts_about_what_it_is() -> None:
    desk = signed_in(SAM)
    desk.parcel(OTHER_LINE)
    desk.keys("9")
    desk.take(ev.PlateScanned(at=AT, lpn=desk.last.subject, unit=known(desk, sku=None, product=None)))
    desk.answers("IDENTIFY")
    desk.item(MUG, alerts=(Alert("northwind", "sku", "MUG", "Recall", "quarantine"),))
    assert (desk.last.payload["sku"], desk.last.payload["because"]) == ("MUG", ["RECALLED"])
