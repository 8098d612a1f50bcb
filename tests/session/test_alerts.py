"""Alerts and categories of the main system at a real bench: whenever they come, nothing that they stop is graded or sold."""

import json

from station.model.goods import Alert, Category
from station.model.people import Role
from tests.session.goods import IMEI, OTHER_IMEI
from tests.session.shop import Bench

TEE, SCARF, PHONE_EAN, LAMP_EAN = "9521321000025", "9521321000216", "9521321000506", "9521321000551"
RECALL = Alert("northwind", "sku", "NW-SCARF-GRN", "Recall 26-11: it may burn", "quarantine")


def outcomes(bench: Bench) -> list[str]:
    return [fact.payload.get("outcome") or fact.payload["because"][0] for fact in bench.facts("item.graded", "item.held")]


def test_that_an_alert_about_a_return_is_said_at_the_parcel_and_at_each_unit(bench: Bench) -> None:
    bench.knows(
        Alert("northwind", "rma", "RMA-10001", "Ask Mrs Berg first", "tell"), Alert("alpine", "rma", "RMA-10001", "Not ours", "hold")
    )
    said = [{"kind": "rma", "then": "tell", "say": "Ask Mrs Berg first"}]
    parcel = bench.take("RMA-10001").snapshot
    assert (parcel.parcel and parcel.parcel["alerts"], list(parcel.alerts)) == (said, said)
    unit = bench.take(TEE).snapshot
    assert (unit.item and unit.item["alerts"], list(unit.alerts)) == (said, said)
    graded = bench.take("RS-AS-NEW").facts[1]
    assert (graded.payload["alerts"], (graded.context or {})["alerts"]) == ([{"kind": "rma", "then": "tell"}], ["Ask Mrs Berg first"])
    assert "Berg" not in json.dumps(graded.payload)


def test_that_an_alert_that_is_over_stops_nothing(bench: Bench) -> None:
    bench.knows(Alert("", "sku", "NW-SCARF-GRN", "Old", "quarantine", until="2020-01-01"))
    assert bench.take(SCARF, "RS-AS-NEW").facts[1].payload["grade"] == "A"


def test_that_an_alert_may_name_any_code_of_the_product(bench: Bench) -> None:
    bench.knows(Alert("", "sku", SCARF, "Recall", "quarantine"))
    bench.take(SCARF)
    assert outcomes(bench) == ["QUARANTINE"]


def test_that_a_recall_that_comes_while_a_unit_is_set_aside_stops_it(bench: Bench) -> None:
    bench.take(SCARF, "RS-FIND-STAIN", "RS-PARK")
    bench.knows(RECALL)
    bench.take("RS-RESUME")
    bench.take("RS-UNDO", "RS-AS-NEW", "RS-PHOTO")
    assert outcomes(bench) == ["QUARANTINE"]
    assert bench.session.snapshot.parked == ()


def test_that_a_recall_that_comes_over_night_stops_what_is_in_hand(bench: Bench) -> None:
    bench.take(SCARF, "RS-FIND-STAIN", "RS-DONE")
    bench.knows(RECALL)
    bench.restart()
    assert outcomes(bench) == ["QUARANTINE"]


def test_that_a_recall_after_the_grade_keeps_the_unit_out_of_its_bin_until_it_is_taken_back(bench: Bench) -> None:
    lpn = bench.take(SCARF, "RS-AS-NEW", "RS-TOTE-T1").facts[0].subject
    bench.knows(RECALL)
    refused = bench.take("RS-BIN-B-01-02").refusal
    assert refused is not None
    assert (refused.code, refused.params["say"]) == ("ALERT_STOPS", RECALL.say)
    shown = bench.take(lpn).snapshot
    assert [alert["say"] for alert in shown.alerts] == [RECALL.say]
    bench.answers("REOPEN")
    bench.take("RS-CONFIRM")
    assert outcomes(bench) == ["A", "QUARANTINE"]
    with bench.station.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT state, tote FROM items").one() == ("graded", None)


def test_that_a_unit_that_was_released_from_its_alert_is_put_away(bench: Bench) -> None:
    bench.station.people.add("Sam", Role.SUPERVISOR)
    bench.restart()
    bench.session.sign_in("Sam")
    bench.knows(Alert("northwind", "sku", "NW-SCARF-GRN", "Ask the client", "hold"))
    lpn = bench.take(SCARF).facts[0].subject
    bench.take(lpn)
    bench.answers("RELEASE")
    bench.take("RS-AS-NEW")
    assert outcomes(bench) == ["ALERTED", "A"]
    assert [fact.kind for fact in bench.take("RS-BIN-B-01-02").facts] == ["item.restocked"]


def test_that_a_stolen_serial_number_is_stopped_at_its_box_and_at_the_device(phones: Bench) -> None:
    phones.knows(Alert("", "serial", IMEI, "Stolen", "hold"), Alert("", "serial", OTHER_IMEI, "Stolen", "hold"))
    phones.take(f"]C1010952132100050621{IMEI}")
    assert outcomes(phones) == ["ALERTED"]
    phones.take("RMA-70002", PHONE_EAN, "RS-AS-NEW")
    phones.answers("FLAT")
    phones.take(OTHER_IMEI)
    assert outcomes(phones) == ["ALERTED", "SERIAL_BLOCKED"]


def test_that_a_category_of_the_client_is_mapped_and_one_that_does_not_fit_is_chosen_by_a_supervisor(phones: Bench) -> None:
    phones.station.people.add("Sam", Role.SUPERVISOR)
    phones.restart()
    phones.session.sign_in("Sam")
    held = phones.take(LAMP_EAN).facts
    assert held[0].payload["rubric"] == "general"
    assert held[1].payload["because"] == ["NEEDS_CATEGORY"]
    phones.take(held[0].subject)
    facts = phones.answers("CATEGORY", "electronics").facts
    assert [fact.kind for fact in facts] == ["item.released", "item.corrected"]
    phones.restart()
    phones.session.sign_in("Sam")
    phones.take("RS-PARK", held[0].subject, "RS-AS-NEW")
    phones.answers("GOOD")
    graded = phones.facts("item.graded")[0]
    assert (graded.payload["rubric"].split("@")[0], graded.payload["grade"]) == ("electronics", "A")
    phones.take(held[0].subject)
    phones.answers("REOPEN")
    phones.take("RS-CONFIRM")
    item = phones.session.snapshot.item
    assert item is not None
    assert item["category"] == "electronics"


def test_that_the_category_may_be_mapped_later_too(phones: Bench) -> None:
    phones.knows(Category("", "lamps", "home_goods"))
    phones.take(LAMP_EAN)
    item = phones.session.snapshot.item
    assert item is not None
    assert (item["category"], phones.session.snapshot.state) == ("home_goods", "inspecting")


def test_that_units_of_a_station_that_was_updated_are_inspected_again_reworked_and_shown(bench: Bench) -> None:
    first = bench.take(SCARF, "RS-FIND-HAIR_LINT", "RS-DONE", "RS-ANSWER-2").facts
    new = {"tracks", "sold", "rubric", "style", "traced", "alerts"}
    old = [{**dict(fact.payload)} for fact in first[:2]]
    for payload in old:
        for name in new & payload.keys():
            del payload[name]
    old[1]["checks"] = [{name: row[name] for name in ("check", "answer", "basis")} for row in old[1]["checks"]]
    with bench.station.ledger.writer.begin() as connection:
        for fact, payload in zip(first[:2], old, strict=True):
            connection.exec_driver_sql("UPDATE facts SET payload = ? WHERE seq = ?", (json.dumps(payload), fact.seq))
    lpn = first[0].subject
    assert bench.take(lpn).refusal is None
    bench.take("0", "RS-REWORK")
    assert bench.answers("YES").facts[0].payload["grade"] == "A"
    bench.take(lpn)
    bench.answers("REOPEN")
    assert bench.take("RS-CONFIRM", "RS-AS-NEW").facts[0].kind == "item.graded"


def test_that_the_unit_of_the_other_phone_is_not_stopped(phones: Bench) -> None:
    phones.knows(Alert("", "serial", IMEI, "Stolen", "hold"))
    phones.take(OTHER_IMEI, "RS-AS-NEW")
    phones.answers("FLAT")
    phones.take(OTHER_IMEI)
    phones.answers("GOOD", "CLEAR")
    assert outcomes(phones) == ["A"]


def test_that_what_the_station_saw_while_a_unit_was_set_aside_survives_a_restart(bench: Bench) -> None:
    bench.take(SCARF, "RS-FIND-STAIN", "RS-PARK")
    bench.knows(Alert("northwind", "sku", "NW-SCARF-GRN", "Weigh it", "tell"))
    before = bench.take("RS-RESUME").snapshot
    assert [alert["say"] for alert in before.alerts] == ["Weigh it"]
    bench.restart()
    assert bench.session.snapshot == before


def test_that_an_alert_about_a_return_that_is_open_already_stops_its_next_unit(bench: Bench) -> None:
    bench.take("RMA-10002")
    bench.knows(Alert("northwind", "rma", "RMA-10002", "Ask the client", "hold"))
    bench.take("9521321000087")
    assert outcomes(bench) == ["ALERTED"]
