"""Units that come to the bench a second time: what a release covers, what is asked again, and what the order alone asks for."""

import pytest

from station.insight.details import Details, answer_names
from station.model.goods import ExpectedLine
from station.model.people import Role
from tests.session.goods import IMEI, OTHER_IMEI
from tests.session.shop import Bench

PHONE_EAN, CREAM_EAN, TEE = "9521321000506", "9521321000520", "9521321000025"
THIRD_IMEI = "352099001761481"


@pytest.fixture
def supervised(phones: Bench) -> Bench:
    """Sam, a supervisor, at the bench."""
    phones.station.people.add("Sam", Role.SUPERVISOR)
    phones.restart()
    phones.session.sign_in("Sam")
    return phones


def released(bench: Bench, held: str) -> str:
    """A phone that was held for this IMEI, released and at the prompt for its IMEI again; its plate."""
    bench.take("RMA-70001", PHONE_EAN, "RS-AS-NEW")
    bench.answers("FLAT")
    lpn = bench.take(held).facts[0].subject
    release(bench, lpn)
    return lpn


def release(bench: Bench, lpn: str) -> None:
    bench.take(lpn)
    bench.answers("RELEASE")
    bench.take("RS-AS-NEW")
    bench.answers("FLAT")


def test_that_a_release_covers_the_very_serial_that_was_held_and_no_third_one(supervised: Bench) -> None:
    lpn = released(supervised, OTHER_IMEI)
    assert supervised.take(THIRD_IMEI).facts[0].payload["because"] == ["SERIAL_DIFFERS"]
    release(supervised, lpn)
    supervised.take(OTHER_IMEI)
    assert [fact.payload["because"] for fact in supervised.facts("item.held")] == [["SERIAL_DIFFERS"]] * 3
    assert supervised.facts("item.graded") == []


def test_that_an_accepted_serial_is_told_with_who_accepted_it(supervised: Bench) -> None:
    lpn = released(supervised, OTHER_IMEI)
    supervised.take(OTHER_IMEI)
    supervised.answers("GOOD", "CLEAR")
    graded = supervised.facts("item.graded")[0].payload
    assert (graded["because"], graded["traced"]) == (["CLAIM_NOT_FOUND"], {"imei": OTHER_IMEI})
    details = Details.of(supervised.station.ledger.facts(subject=lpn))
    told = details.lines(supervised.station.name_of, answer_names(supervised.station.documents), "en")
    assert f"serial (scanned): Accepted: {OTHER_IMEI}, by Sam; the order names {IMEI}, F2L-X99" in told
    assert details.as_json()["accepted"]["serial"] == OTHER_IMEI


@pytest.mark.parametrize("way", ["undo", "menu"])
def test_that_a_mistyped_date_is_asked_for_again(supervised: Bench, way: str) -> None:
    supervised.take(CREAM_EAN, "RS-AS-NEW")
    lpn = supervised.take("L77 2020-01-31").facts[0].subject
    assert supervised.facts("item.graded")[0].payload["because"] == ["EXPIRED"]
    if way == "undo":
        supervised.take("RS-UNDO", "RS-CONFIRM", "RS-AS-NEW")
    else:
        supervised.take(lpn)
        supervised.answers("REOPEN")
        supervised.take("RS-CONFIRM", "RS-PARK", lpn, "RS-AS-NEW")
    prompt = supervised.session.snapshot.prompt
    assert prompt is not None
    assert (prompt["id"], prompt["text"]) == ("CHECK:EXPIRY", "Scan or type the expiry date or batch code")
    supervised.take("2099-01-31", "L77")
    graded = supervised.facts("item.graded")[1].payload
    assert (graded["grade"], graded["traced"]) == ("A", {"lot": "L77", "expiry": "2099-01-31"})


def test_that_what_the_item_s_own_scan_told_stays(supervised: Bench) -> None:
    supervised.take("]C101095213210005201749123110L77", "RS-AS-NEW", "RS-UNDO", "RS-CONFIRM", "RS-AS-NEW")
    assert [fact.payload["traced"] for fact in supervised.facts("item.graded")] == [{"lot": "L77", "expiry": "2049-12-31"}] * 2


def test_that_an_order_that_names_a_serial_asks_for_it_whatever_the_product_tracks(phones: Bench) -> None:
    phones.knows(ExpectedLine("northwind", "RMA-70009", "1", "NW-TEE-BLK-M", serial="SN-55501"))
    phones.take("RMA-70009", TEE, "RS-AS-NEW")
    prompt = phones.session.snapshot.prompt
    assert prompt is not None
    assert prompt["asks"] == "serial"
    assert phones.take("SN-99999").facts[1].payload["because"] == ["SERIAL_DIFFERS"]
