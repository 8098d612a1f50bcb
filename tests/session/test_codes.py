"""Every code at the bench: what the unit itself shows, what may be several things, and what is refused with a reason."""

import pytest

from station.errors import StationError
from station.model.goods import ExpectedLine, Product
from station.texts import notice
from tests.session.goods import AMBIGUOUS, IMEI, OTHER_IMEI
from tests.session.shop import Bench

PHONE_EAN, BIGGER_EAN, CREAM_EAN, SET_EAN, CUP_EAN = (f"95213210005{end}" for end in ("06", "13", "20", "37", "44"))
TEE = "9521321000025"


def refusal(error: StationError | None) -> str:
    """Its code; its sentence must be whole."""
    assert error is not None
    told = notice(error)
    assert "{" not in told.message + told.advice
    return error.code


def at_the_serial_prompt(bench: Bench) -> Bench:
    bench.take("RMA-70001", PHONE_EAN, "RS-AS-NEW")
    bench.answers("FLAT")
    prompt = bench.session.snapshot.prompt
    assert prompt is not None
    assert (prompt["id"], prompt["asks"]) == ("CHECK:SERIAL", "serial")
    return bench


@pytest.mark.parametrize("text", [IMEI, "F2L-X99", "f2lx99", "SF2LX99", f"]C1010952132100050621{IMEI}"])
def test_that_any_number_of_the_unit_that_was_sold_is_a_match(phones: Bench, text: str) -> None:
    bench = at_the_serial_prompt(phones)
    assert bench.take(text).refusal is None
    bench.answers("GOOD", "CLEAR")
    graded = bench.facts("item.*")[-1]
    assert graded.payload["checks"][2]["answer"] == "MATCH"


def test_that_another_number_is_held_and_undo_takes_it_back(phones: Bench) -> None:
    bench = at_the_serial_prompt(phones)
    held = bench.take(OTHER_IMEI)
    assert held.facts[1].payload["because"] == ["SERIAL_DIFFERS"]
    assert held.facts[1].payload["traced"] == {"imei": OTHER_IMEI}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RMA-10001", "CODE_OF_A_PARCEL"),
        ("rma-70002", "CODE_OF_A_PARCEL"),
        (TEE, "CODE_OF_ANOTHER_ITEM"),
        ("NW-TEE-BLK-M", "CODE_OF_ANOTHER_ITEM"),
        (PHONE_EAN, "SERIAL_IS_PRODUCT_CODE"),
        ("NW-PHONE", "SERIAL_IS_PRODUCT_CODE"),
        ("X", "KEY_UNKNOWN"),
        ("9", "NO_SUCH_CHOICE"),
        ("RS-NONSENSE", "COMMAND_UNKNOWN"),
    ],
)
def test_that_what_is_no_number_of_the_unit_is_refused_and_the_prompt_stays(phones: Bench, text: str, code: str) -> None:
    bench = at_the_serial_prompt(phones)
    before = bench.session.snapshot
    assert refusal(bench.take(text).refusal) == code
    assert bench.session.snapshot == before


def test_that_keys_commands_plates_and_badges_work_where_a_serial_number_is_asked_for(phones: Bench) -> None:
    bench = at_the_serial_prompt(phones)
    item = bench.session.snapshot.item
    assert item is not None
    assert bench.take(item["lpn"]).snapshot.prompt == bench.session.snapshot.prompt
    bench.take("RS-UNDO")
    assert bench.take("RS-UNDO").snapshot.prompt["id"] == "CHECK:BATTERY"  # type: ignore[index]
    bench.answers("FLAT")
    assert [fact.kind for fact in bench.take("RS-PARK").facts] == ["label.queued"]
    bench.take("RS-RESUME")
    assert bench.take("RS-STOP").facts[1].payload["outcome"] == "QUARANTINE"


def test_that_a_draft_with_a_scan_survives_a_restart(phones: Bench) -> None:
    bench = at_the_serial_prompt(phones)
    before = bench.take(IMEI).snapshot
    bench.restart()
    assert bench.session.snapshot == before
    assert before.item is not None
    assert before.item["serial"] == IMEI


def test_that_a_unit_s_own_number_takes_its_line_with_and_without_its_parcel(phones: Bench) -> None:
    assert phones.take(OTHER_IMEI).snapshot.state == "inspecting"
    phones.take("RS-UNDO", "RMA-70001")
    taken = phones.take("F2LX99").snapshot
    assert taken.item is not None
    assert (taken.state, taken.item["sku"], taken.item["route"], taken.item["serial"]) == ("inspecting", "NW-PHONE", "expected", "F2LX99")


def test_that_the_number_of_a_unit_of_another_return_is_asked_about(phones: Bench) -> None:
    phones.take("RMA-70001")
    snapshot = phones.take(OTHER_IMEI).snapshot
    assert snapshot.state == "choosing"
    assert snapshot.prompt is not None
    assert "RMA-70002" in snapshot.prompt["choices"][0]["label"]
    phones.take("1", "RS-AS-NEW")
    phones.answers("FLAT")
    phones.take(OTHER_IMEI)
    phones.answers("GOOD", "CLEAR")
    received = phones.facts("item.received")[0]
    assert (received.context or {})["rma"] == "RMA-70002"


@pytest.mark.parametrize(
    ("texts", "because"),
    [(("2099-12-31", "L77"), []), (("31.12.2099", "L77"), []), (("L77", "2020-01"), ["EXPIRED"]), (("02/2020", "L1"), ["EXPIRED"])],
)
def test_that_dates_and_lots_are_typed_as_they_are_printed(phones: Bench, texts: tuple[str, str], because: list[str]) -> None:
    phones.take(CREAM_EAN, "RS-AS-NEW", *texts)
    assert phones.facts("item.graded")[0].payload["because"] == because


def test_that_a_date_that_may_be_another_one_is_refused_and_one_code_tells_both(phones: Bench) -> None:
    phones.take(CREAM_EAN, "RS-AS-NEW")
    assert refusal(phones.take("03/04/2027").refusal) == "EXPIRY_UNCLEAR"
    assert refusal(phones.take("RMA-70001").refusal) == "CODE_OF_A_PARCEL"
    assert refusal(phones.take(TEE).refusal) == "CODE_OF_ANOTHER_ITEM"
    assert refusal(phones.take(CREAM_EAN).refusal) == "LOT_IS_PRODUCT_CODE"
    phones.take("]C101095213210005201749123110L77")
    assert phones.facts("item.graded")[0].payload["traced"] == {"lot": "L77", "expiry": "2049-12-31"}


def test_that_a_code_that_may_be_several_things_is_asked_in_words(bench: Bench) -> None:
    snapshot = bench.take(AMBIGUOUS).snapshot
    assert snapshot.prompt is not None
    assert snapshot.prompt["text"] == f"{AMBIGUOUS} may be several things. What did you scan?"
    labels = [choice["label"] for choice in snapshot.prompt["choices"]]
    assert labels == ["The code of the item itself", f"The tracking number of a parcel (FedEx): {AMBIGUOUS}", "Leave it as it is"]
    assert bench.take("2").facts[0].payload["kind"] == "tracking"
    bench.take("RS-CLOSE", AMBIGUOUS)
    assert bench.take("1").snapshot.state == "choosing"


def test_that_an_unclear_code_survives_a_restart_and_is_left_without_a_fact(bench: Bench) -> None:
    before = bench.take(AMBIGUOUS).snapshot
    bench.restart()
    assert bench.session.snapshot == before
    assert refusal(bench.take("RMA-10001").refusal) == "NOT_NOW"
    assert (bench.take("0").snapshot.state, bench.facts("parcel.*", "item.*")) == ("ready", [])


def test_that_what_is_known_here_wins(bench: Bench) -> None:
    bench.knows(Product("northwind", "NW-X", "Thing", "accessories", (AMBIGUOUS.zfill(14),)))
    assert bench.take(AMBIGUOUS).snapshot.state == "inspecting"


def test_that_of_two_known_readings_the_one_that_the_open_parcel_expects_wins_and_else_it_is_asked(bench: Bench) -> None:
    bench.knows(Product("northwind", "NW-X", "Thing", "accessories", (AMBIGUOUS.zfill(14),)))
    bench.knows(
        ExpectedLine("northwind", "RMA-80001", "1", "NW-X"),
        ExpectedLine("northwind", "RMA-80002", "1", "NW-TEE-BLK-M", tracking=(AMBIGUOUS,)),
    )
    assert bench.take(AMBIGUOUS).snapshot.state == "deciding"
    bench.take("0", "RMA-80001")
    assert bench.take(AMBIGUOUS).snapshot.state == "inspecting"


def test_that_in_the_arrival_mode_an_unclear_code_is_a_parcel(bench: Bench) -> None:
    bench.take("RS-DOCK")
    assert [fact.kind for fact in bench.take(AMBIGUOUS).facts] == ["parcel.arrived"]


def test_that_the_number_on_a_pallet_is_a_parcel_and_no_item(bench: Bench) -> None:
    arrived = bench.take("]C100395201234567891236").facts
    assert [(fact.kind, fact.payload["kind"]) for fact in arrived] == [("parcel.arrived", "tracking")]


def test_that_another_size_and_a_piece_of_a_set_are_offered_as_such(phones: Bench) -> None:
    phones.take("RMA-70001")
    snapshot = phones.take(BIGGER_EAN).snapshot
    assert snapshot.prompt is not None
    assert snapshot.prompt["choices"][0]["label"] == "Another size or colour of Phone, 128 GB (NW-PHONE) was sent back"
    phones.take("1")
    assert phones.session.snapshot.item is not None
    assert phones.session.snapshot.item["findings"] == ["WRONG_VARIANT"]
    phones.take("RS-UNDO", "RS-UNDO", "RMA-70003")
    snapshot = phones.take(CUP_EAN).snapshot
    assert snapshot.prompt is not None
    assert snapshot.prompt["choices"][0]["label"] == "A part of the set Tea set (NW-TEA)"
    snapshot = phones.take("1").snapshot
    assert snapshot.item is not None
    assert snapshot.item["components"] == [
        {"title": "NW-POT", "quantity": 1, "essential": True},
        {"title": "Cup", "quantity": 4, "essential": False},
        {"title": "NW-SIEVE", "quantity": 1, "essential": False},
    ]
    phones.take("RS-DONE")
    phones.answers("NW_POT", "NW_SIEVE")
    last = phones.take("RS-DONE").snapshot.last
    assert last is not None
    assert last["say"].startswith("C: Part or accessory missing (NW-POT, NW-SIEVE). ")


def test_that_a_clean_unit_reads_naturally(bench: Bench) -> None:
    last = bench.take("RMA-10001", TEE, "RS-AS-NEW").snapshot.last
    assert last is not None
    assert last["say"] == "A: nothing found. Restock."
