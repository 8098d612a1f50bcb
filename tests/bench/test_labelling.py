"""Which kind of label a unit gets, and what it is given to say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from station.bench import labelling
from station.errors import Refusal
from station.labels.kinds import KINDS
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.rules.disposition import Dispositions
from station.rules.policies import compile_policy
from station.rules.rulebook import Rulebook
from station.scan.patterns import FNSKU
from tests.bench.builders import rulebook

PLATE = "B02-000033-E"
GOODS = {
    "sku": "YL-BLK-M", "gtin": "9521321000012", "title": "Yoga leggings", "client": "northwind", "list_price": "39.90", "currency": "EUR",
    "codes": ["B00EXAMPLE", "x0012ab3cd"],
}  # fmt: skip


def _label(payload: Mapping[str, Any], rules: Rulebook | None = None, copy: int = 1, **goods: object) -> tuple[str, dict[str, Any]]:
    decided = NewFact("item.graded", PLATE, {"bin": "X-01", "grade": "C", "because": [], **payload})
    queued = labelling.label_for(decided, {**GOODS, **goods}, rules or rulebook(), {"STAIN": "Stain or make-up mark"}, copy)
    return queued.payload["layout"], queued.payload["fields"]


def _held(reason: str) -> dict[str, Any]:
    return {"disposition": "hold", "shelf": "HOLD-S", "reasons": [{"reason": reason, "for": "SUPERVISOR"}]}


def test_that_every_disposition_has_a_kind_that_is_given_what_its_layout_needs() -> None:
    for disposition in Disposition:
        kind, fields = _label(_held("CLIENT") if disposition is Disposition.HOLD else {"disposition": disposition.value})
        assert set(KINDS[kind].needs) <= {name for name, value in fields.items() if value}
        assert fields["client"] == "northwind"
        assert fields.keys() <= {*KINDS[kind].fields, "client"}


@pytest.mark.parametrize(
    ("because", "hazard"),
    [
        (["STAIN", "SHARP_OBJECT"], "SHARP_OBJECT"),
        (["BATTERY_SWOLLEN", "STOP"], "BATTERY_SWOLLEN"),
        (["SHARP_OBJECT", "STAIN", "BATTERY_SWOLLEN"], "BATTERY_SWOLLEN, SHARP_OBJECT"),
        (
            ["RECALLED", "MOULD", "SHARP_OBJECT", "PLUG_DAMAGED", "BIO_CONTAMINATION"],
            "BIO_CONTAMINATION, PLUG_DAMAGED, SHARP_OBJECT, MOULD, RECALLED",
        ),
        (["STOP"], "STOP"),
        (["COUNTERFEIT"], ""),
    ],
)
def test_that_quarantine_names_what_may_hurt(because: list[str], hazard: str) -> None:
    kind, fields = _label({"disposition": "quarantine", "because": because})
    assert (kind, fields["hazard"], fields["bin"]) == ("quarantine", hazard, "X-01")


def test_that_every_hazard_that_is_shipped_has_its_place_among_the_others_and_a_sites_own_comes_last() -> None:
    shipped = {code for rubric in rulebook().rubrics.values() for code, each in rubric.findings.items() if each.group == "HAZARD"}
    assert shipped == set(labelling.WORST_FIRST)
    electronics = rulebook().rubrics["electronics"]
    with_own = electronics.model_copy(update={"findings": {**electronics.findings, "ACID": electronics.findings["BATTERY_SWOLLEN"]}})
    rules = replace(rulebook(), rubrics={**rulebook().rubrics, "electronics": with_own})
    assert _label({"disposition": "quarantine", "because": ["ACID", "RECALLED"]}, rules)[1]["hazard"] == "RECALLED, ACID"


def test_that_a_repair_that_the_rubric_knows_work_for_says_what_to_do_and_another_stays_c() -> None:
    electronics = rulebook().reference("electronics")
    no_power = {"finding": "NO_POWER", "reworked": False}
    kind, fields = _label({"disposition": "repair", "rubric": electronics, "findings": [no_power, no_power], "because": ["NO_POWER"]})
    assert (kind, fields["work"]) == ("rework", "Charge 15 min or fit new cells")
    done = _label({"disposition": "repair", "rubric": electronics, "findings": [no_power | {"reworked": True}]})
    nothing = _label({"disposition": "repair", "rubric": electronics, "findings": [{"finding": "SCREEN_CRACK", "reworked": False}]})
    assert done[0] == nothing[0] == _label({"disposition": "repair"})[0] == "c"


def test_that_a_unit_that_nobody_knows_is_unidentified_and_every_other_hold_says_why() -> None:
    assert _label(_held("IDENTITY"))[0] == "unidentified"
    kind, fields = _label(_held("CLIENT"))
    assert (kind, fields["reason"], fields["owner"], fields["shelf"]) == ("hold", "Ask the client", "SUPERVISOR", "HOLD-S")
    assert _label(_held("STAIN"))[1]["reason"] == "Stain or make-up mark"


def test_that_what_amazon_knows_by_its_own_code_gets_that_code_and_all_else_the_makers() -> None:
    known = replace(rulebook(), fnsku=FNSKU)
    kind, fields = _label({"disposition": "restock", "grade": "A"}, known)
    assert (kind, fields["fnsku"]) == ("fnsku", "X0012AB3CD")
    assert _label({"disposition": "restock", "grade": "A"}, known, codes=["B00EXAMPLE"])[0] == "restock"
    plain, said = _label({"disposition": "restock", "grade": "A", "because": ["STAIN"]})
    assert (plain, set(said)) == ("restock", {"plate", "sku", "gtin", "title", "client"})


def test_that_outlet_has_the_list_price_and_with_a_discount_of_the_policy_both_prices() -> None:
    assert _label({"disposition": "outlet", "grade": "B"})[1]["price"] == "39.90"
    cheaper = replace(rulebook(), dispositions=rulebook().dispositions.model_copy(update={"percent_off": {Disposition.OUTLET: 35}}))
    fields = _label({"disposition": "outlet", "grade": "B"}, cheaper)[1]
    assert (fields["price"], fields["old_price"], fields["currency"]) == ("25.94", "39.90", "EUR")
    whole = _label({"disposition": "outlet", "grade": "B"}, cheaper, list_price="1999", currency="JPY")[1]
    assert (whole["price"], whole["old_price"]) == ("1299", "1999")
    liquidation = _label({"disposition": "liquidation", "grade": "B"}, cheaper)[1]
    assert (liquidation["price"], "old_price" in liquidation) == ("39.90", False)
    assert not {"price", "old_price", "currency"} & _label({"disposition": "outlet"}, cheaper, list_price=None)[1].keys()
    assert "price" not in _label({"disposition": "outlet"}, cheaper, list_price="unknown")[1]


def test_that_a_policy_gives_a_discount_only_on_what_is_sold_as_seen() -> None:
    plain = rulebook().dispositions.model_dump(mode="json", exclude_unset=True)
    policy = compile_policy(Dispositions, plain | {"percent_off": {"outlet": 30, "liquidation": 60}})
    assert policy.percent_off == {Disposition.OUTLET: 30, Disposition.LIQUIDATION: 60}
    for wrong in ({"restock": 10}, {"donate": 10}, {"outlet": 0}, {"outlet": 100}):
        with pytest.raises(Refusal, match="POLICY_WRONG"):
            compile_policy(Dispositions, plain | {"percent_off": wrong})


def test_that_the_plate_of_a_later_copy_says_which_one_it_is_and_of_what_has_no_plate_nothing() -> None:
    assert _label({"disposition": "restock"})[1]["plate"] == PLATE
    assert _label({"disposition": "restock"}, copy=2)[1]["plate"] == f"{PLATE}/2"
    again = labelling.label(PLATE, "hold", {"plate": f"{PLATE}/2"}, 3, "torn")
    assert (again.payload["fields"]["plate"], again.payload["copy"]) == (f"{PLATE}/3", 3)
    assert labelling.label("T7", "tote", {"code": "RS-TOTE-T7"}, 2).payload["fields"] == {"code": "RS-TOTE-T7"}
