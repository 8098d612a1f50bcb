"""Alerts and shipments: filed under what they are about, found while they last, counted rightly."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.knowledge.upserting import Counts
from station.model.goods import Alert, Shipment
from tests.knowledge.conftest import Warehouse

CALL = Alert("northwind", "rma", "RMA-10023", "Call Ada before opening it", "hold")
RECALL = Alert("", "lot", "AB 12", "Recall 2026-7: brake cable", "quarantine", "2026-11-21")
TODAY = "2026-11-21"


def test_that_an_alert_comes_back_as_it_was_written(warehouse: Warehouse) -> None:
    warehouse.alerts(CALL, RECALL)
    assert warehouse.knowledge.alerts([("rma", "RMA-10023")], TODAY) == (CALL,)
    assert warehouse.knowledge.alerts([("lot", "AB 12"), ("rma", "RMA-10023"), ("sku", "RMA-10023")], TODAY) == (RECALL, CALL)


@pytest.mark.parametrize(
    ("kind", "written", "scanned"),
    [
        ("rma", "RMA-10023", "rma-10023"),
        ("sku", "yl-blk-m", "YL-BLK-M"),
        ("sku", "4006381333931", "04006381333931"),
        ("serial", "f2l-x 99", "F2LX99"),
        ("serial", "F2LX99", "SF2LX99"),
        ("serial", "S-F2LX99", "f2lx99"),
        ("serial", "490154203237518", "49-015420-323751-8"),
        ("lot", "ab 12", "AB12"),
    ],
)
def test_that_it_is_found_however_its_code_was_written(warehouse: Warehouse, kind: str, written: str, scanned: str) -> None:
    alert = Alert("northwind", kind, written, "Stop", "hold")
    warehouse.alerts(alert)
    assert warehouse.knowledge.alerts([(kind, scanned)], TODAY) == (alert,)


@pytest.mark.parametrize(("today", "found"), [("2026-11-20", 1), ("2026-11-21", 1), ("2026-11-22", 0)])
def test_that_an_alert_lasts_to_the_end_of_its_last_day(warehouse: Warehouse, today: str, found: int) -> None:
    warehouse.alerts(RECALL)
    assert len(warehouse.knowledge.alerts([("lot", "AB12")], today)) == found


def test_that_one_without_a_last_day_lasts_until_the_list_ends_it(warehouse: Warehouse) -> None:
    warehouse.alerts(CALL)
    assert warehouse.knowledge.alerts([("rma", CALL.value)], "9999-12-31") == (CALL,)
    assert warehouse.alerts(replace(CALL, until="2026-11-20")) == Counts(changed=1)
    assert warehouse.knowledge.alerts([("rma", CALL.value)], TODAY) == ()


def test_that_every_clients_alerts_are_given_for_whoever_knows_the_unit_to_choose_from(warehouse: Warehouse) -> None:
    every = [replace(CALL, client=client) for client in ("", "contoso", "northwind")]
    warehouse.alerts(*reversed(every))
    assert warehouse.knowledge.alerts([("rma", CALL.value)], TODAY) == tuple(every)


def test_that_the_same_code_asked_for_twice_gives_an_alert_once(warehouse: Warehouse) -> None:
    warehouse.alerts(CALL)
    assert warehouse.knowledge.alerts([("rma", CALL.value), ("rma", CALL.value.lower())], TODAY) == (CALL,)


def test_that_no_code_is_no_key(warehouse: Warehouse) -> None:
    warehouse.alerts(replace(CALL, value=""), replace(CALL, kind="serial", value="- -"))
    assert warehouse.knowledge.alerts([("rma", ""), ("serial", ""), ("serial", " -"), ("lot", " ")], TODAY) == ()


def test_that_the_list_taken_again_changes_nothing(warehouse: Warehouse) -> None:
    assert warehouse.alerts(CALL, RECALL) == Counts(added=2)
    assert warehouse.alerts(CALL, RECALL) == Counts(unchanged=2)
    assert warehouse.alerts(replace(CALL, say="Weigh it"), replace(RECALL, value="ab12"), replace(CALL, kind="sku")) == Counts(
        added=1, changed=2
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(st.sampled_from(["rma", "sku", "serial", "lot"]), st.text(min_size=1, max_size=30))
def test_that_whatever_is_written_finds_itself(warehouse: Warehouse, kind: str, value: str) -> None:
    alert = Alert("", kind, value, "", "tell")
    warehouse.alerts(alert)
    found = warehouse.knowledge.alerts([(kind, value)], TODAY)
    assert alert in found if value.replace("-", "").strip() else len(found) <= 1


def test_that_shipments_are_replaced_by_client_sku_period_and_market(warehouse: Warehouse) -> None:
    week = Shipment("northwind", "YL-BLK-M", "2026-W47", 120, "DE")
    day = Shipment("northwind", "YL-BLK-M", "2026-11-21", 7)
    assert warehouse.shipments(week, day) == Counts(added=2)
    assert warehouse.shipments(week, replace(day, units=8), replace(week, market="FR")) == Counts(added=1, changed=1, unchanged=1)
    assert warehouse.table("shipments") == [
        ("northwind", "YL-BLK-M", "2026-11-21", "", 8),
        ("northwind", "YL-BLK-M", "2026-W47", "DE", 120),
        ("northwind", "YL-BLK-M", "2026-W47", "FR", 120),
    ]
