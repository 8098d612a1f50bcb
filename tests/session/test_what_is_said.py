"""What the bench says in words: the customer's reason, what came instead, why a unit is on hold, who released it, what fits nowhere."""

import pytest

from station.errors import StationError
from station.model.goods import Alert, ExpectedLine
from station.model.people import Role
from station.session.heading import heading
from station.texts import notice
from tests.session.goods import IMEI, OTHER_IMEI
from tests.session.shop import Bench

TEE, HOOD_L, HOOD_M, SCARF, PHONE_EAN = "9521321000025", "9521321000087", "9521321000070", "9521321000216", "9521321000506"
BOTTLE = "9524000000019"  # of another client


def said(bench: Bench) -> str:
    assert bench.session.snapshot.last is not None
    return str(bench.session.snapshot.last["say"])


def text_of(bench: Bench) -> str:
    assert bench.session.snapshot.prompt is not None
    return str(bench.session.snapshot.prompt["text"])


def told(refusal: StationError | None) -> tuple[str, str]:
    assert refusal is not None
    return refusal.code, notice(refusal).advice


def head(bench: Bench) -> str:
    return "\n".join(heading(bench.session.snapshot, "en"))


def supervised(bench: Bench) -> None:
    bench.station.people.add("Sofia", Role.SUPERVISOR)
    bench.restart()
    bench.session.sign_in("Sofia")


@pytest.mark.parametrize(
    ("reason", "note", "says"),
    [
        ("DEFECTIVE", "a crack along the grain", "customer: defective – a crack along the grain"),
        ("cr-amz-pg-app-too-small", "", "customer: too small"),
        ("", "never worn", "customer: never worn"),
    ],
)
def test_that_what_the_customer_says_stands_beside_the_unit(bench: Bench, reason: str, note: str, says: str) -> None:
    bench.knows(ExpectedLine("northwind", "RMA-90001", "1", "NW-TEE-BLK-M", reason=reason, note=note))
    item = bench.take("RMA-90001", TEE).snapshot.item
    assert item is not None
    assert item["note"] == note
    assert head(bench).splitlines()[2].endswith(says)


def test_that_a_wrong_item_is_none_of_the_units_that_were_announced_even_after_a_restart(bench: Bench) -> None:
    bench.knows(ExpectedLine("northwind", "RMA-90002", "1", "NW-HOOD-GRY-L"))
    bench.take("RMA-90002", HOOD_M, "1", "RS-HOLD-SUPERVISOR")
    for _ in range(2):
        assert "0 of 1 as announced, 1 other unit in its place" in head(bench)
        assert text_of(bench).startswith("Nothing more is expected, but not everything is as announced")
        bench.restart()
    bench.knows(ExpectedLine("northwind", "RMA-90002", "2", "NW-TEE-BLK-M"))
    bench.take("RMA-90002")
    assert "0 of 2 as announced, 1 other unit in its place, 1 still expected" in head(bench)


def test_that_a_wrong_item_that_is_set_aside_is_told_apart_too(bench: Bench) -> None:
    bench.knows(ExpectedLine("northwind", "RMA-90002", "1", "NW-HOOD-GRY-L"), ExpectedLine("northwind", "RMA-90002", "2", "NW-TEE-BLK-M"))
    bench.take("RMA-90002", HOOD_M, "1", "RS-PARK", "RMA-90002")
    assert "0 of 2 as announced, 1 other unit in its place, 1 still expected" in head(bench)


def test_that_a_serial_that_differs_is_said_with_both_numbers_at_the_hold_and_in_its_menu(phones: Bench) -> None:
    phones.take("RMA-70002", PHONE_EAN, "RS-AS-NEW")
    phones.answers("FLAT")
    lpn = phones.take(IMEI).facts[0].subject
    both = f"Serial is not the one sold: {IMEI} instead of {OTHER_IMEI}"
    assert both in said(phones)
    prompt = phones.take(lpn).snapshot.prompt
    assert prompt is not None
    assert prompt["why"] == [both]


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ("quarantine", "Quarantine: on a recall list: This scarf may burn."),
        ("hold", "On hold for the client: Stopped by an alert: This scarf may burn. "),
    ],
)
def test_that_an_alert_says_its_own_words_on_the_result(bench: Bench, then: str, sentence: str) -> None:
    bench.knows(Alert("northwind", "sku", "NW-SCARF-GRN", "This scarf may burn.", then))
    lpn = bench.take(SCARF).facts[0].subject
    assert said(bench).startswith(sentence)
    prompt = bench.take(lpn).snapshot.prompt
    assert prompt is not None
    assert prompt.get("why", []) == (["Stopped by an alert: This scarf may burn"] if then == "hold" else [])


def test_that_a_released_unit_names_who_released_it_and_from_what(bench: Bench) -> None:
    supervised(bench)
    bench.knows(ExpectedLine("northwind", "RMA-90002", "1", "NW-HOOD-GRY-L"))
    bench.take("RMA-90002", HOOD_M, "1", "RS-DONE")
    held = said(bench).split(": ", 1)[1]
    lpn = bench.facts("item.held")[0].subject
    bench.take(lpn)
    bench.answers("RELEASE")
    if not bench.facts("item.graded"):
        bench.take("RS-AS-NEW")
    graded = bench.facts("item.graded")[0]
    assert graded.payload["because"] == []
    assert said(bench).startswith("A: released by Sofia: ")
    assert said(bench).split("Sofia: ")[1].split(" (")[0] in held


def test_that_a_blind_return_is_not_taken_of_another_client_and_surplus_is_said_plainly(bench: Bench) -> None:
    bench.take("RMA-10001", BOTTLE)
    assert told(bench.take("RS-BLIND").refusal)[0] == "BLIND_NOT_OFFERED"
    assert bench.session.snapshot.state == "choosing"
    bench.take("RS-UNDO", TEE, "RS-AS-NEW", HOOD_L, "1", "RS-AS-NEW")
    assert said(bench).endswith("It is surplus: nobody expected it in its parcel.")
    bench.take(HOOD_L, "1")
    assert bench.take("RS-HOLD-SURPLUS").facts[1].payload["because"] == ["SURPLUS"]


def test_that_a_badge_need_not_be_scanned(bench: Bench) -> None:
    lpn = bench.take("RMA-10001", "9").facts[0].subject
    bench.station.people.add("Ina", Role.INSPECTOR)
    bench.restart()
    bench.session.sign_in("Ina")
    bench.take(lpn)
    bench.answers("IDENTIFY")
    prompt = bench.session.snapshot.prompt
    assert prompt is not None
    assert (prompt["kind"], prompt["choices"][0]["label"]) == ("badge", "Leave it as it is")
    assert bench.take("0").snapshot.prompt != prompt
    assert bench.facts("item.released") == []


def test_that_a_refusal_advises_what_fits_where_it_is_said(bench: Bench) -> None:
    assert told(bench.take("RS-CONFIRM").refusal) == ("NOT_NOW", "Do what the screen asks.")
    bench.take("RMA-10001", TEE)
    assert told(bench.take("RS-CLOSE").refusal)[1].endswith("RS-UNDO takes the last step back.")
    bench.take("RS-UNDO", "RS-EMPTY")
    assert told(bench.take("nonsense").refusal)[0] == "NOT_THE_WEIGHT"
    bench.take("1", "RS-COUNT-B-9")
    code, advice = told(bench.take("nonsense").refusal)
    assert (code, "RS-BLIND" in advice) == ("NOT_COUNTED", False)


def test_that_leaving_a_stopped_parcel_without_a_unit_is_said_once_and_blocks_nothing(bench: Bench) -> None:
    bench.knows(Alert("northwind", "rma", "RMA-10002", "Ask the client", "hold"))
    bench.take("RMA-10002")
    left = bench.take("RMA-10001")
    assert left.notice is not None
    assert (left.notice.code, left.refusal, [fact.kind for fact in left.facts]) == ("PARCEL_LEFT_ON_HOLD", None, ["parcel.arrived"])
    assert bench.take(TEE).notice is None


def test_that_whoever_is_asked_which_product_it_is_can_say_it_and_the_unit_is_inspected_as_that(bench: Bench) -> None:
    supervised(bench)
    bench.take("RMA-10001", TEE, "RS-FIND-WRONG_ITEM", "RS-DONE")
    bench.answers("OWN")
    lpn = bench.facts("item.held")[-1].subject
    bench.take(lpn)
    assert "Which SKU is it?" in str(bench.facts("item.held")[-1].payload["reasons"])
    bench.answers("IDENTIFY")
    item = bench.take(HOOD_L).snapshot.item
    assert item is not None
    assert (item["lpn"], item["sku"]) == (lpn, "NW-HOOD-GRY-L")
    assert bench.take("RS-AS-NEW").facts[0].kind == "item.graded"
