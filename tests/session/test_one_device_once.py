"""One device is received once: its serial number is looked up among the units that are here."""

from dataclasses import replace

from tests.session.goods import IMEI, PHONE_LINE
from tests.session.shop import Bench

PHONE_EAN = "9521321000506"


def test_that_one_device_does_not_stand_for_two_units_of_a_line(phones: Bench) -> None:
    phones.knows(replace(PHONE_LINE, rma="RMA-70009", quantity=2, reason=""))
    phones.take("RMA-70009", PHONE_EAN, "RS-AS-NEW")
    phones.answers("FLAT")
    phones.take(IMEI)
    phones.answers("GOOD", "CLEAR")
    plate = phones.facts("item.graded")[-1].subject
    phones.take(PHONE_EAN, "RS-AS-NEW")
    phones.answers("FLAT")
    refused = phones.take(IMEI).refusal
    assert refused is not None
    assert (refused.code, refused.params["lpn"]) == ("SERIAL_ALREADY_HERE", plate)
    assert len(phones.facts("item.graded")) == 1


def test_that_the_box_code_of_a_device_that_is_here_is_refused(phones: Bench) -> None:
    code = f"]C1010952132100050621{IMEI}"
    phones.take("RMA-70001", code, "RS-HOLD-SUPERVISOR")
    refused = phones.take(code).refusal
    assert refused is not None
    assert refused.code == "SERIAL_ALREADY_HERE"
