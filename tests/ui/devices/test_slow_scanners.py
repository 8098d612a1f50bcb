"""A scanner slower than anybody learned presses no key of its digits; a hand types as ever; digits for a PIN are never a scan."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ui.devices.typing import PRINTABLE, heard, strokes
from ui.devices.burst import BY_HAND_MS, BY_MACHINE_MS
from ui.devices.scan_codes import X11
from ui.devices.wedge import WIRED_MS, WIRELESS_MS, Partial, Wedge, WedgeSettings

CODES = st.text(alphabet=PRINTABLE, min_size=3, max_size=40)
GAPS = st.lists(st.integers(WIRED_MS + 1, WIRELESS_MS), min_size=1)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests share the processor


def _wedge() -> Wedge:
    return Wedge(WedgeSettings(threshold_ms=WIRED_MS), X11)


def _asked_for_a_pin() -> Wedge:
    wedge = _wedge()
    wedge.types_digits = True
    return wedge


@PATIENT
@given(CODES, GAPS, st.integers(0, WIRED_MS), st.sampled_from(["\r", "\t", "\r\r"]), st.booleans())
def test_that_a_slow_scanner_is_read_and_presses_no_key(code: str, gaps: list[int], held_ms: int, end: str, punctual: bool) -> None:
    result = heard(_wedge(), strokes(code + end, gaps, held_ms=held_ms), punctual=punctual)
    assert (result.texts, result.keys) == ([code], [])


@PATIENT
@given(CODES, GAPS, st.data())
def test_that_what_a_slow_scanner_breaks_off_presses_no_key(code: str, gaps: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(3, len(code)))
    result = heard(_wedge(), strokes(code[:cut], gaps))
    assert (result.scans, result.keys) == ([Partial(code[:cut])], [])


@pytest.mark.parametrize(("held_ms", "waits"), [(BY_HAND_MS // 2, WIRELESS_MS), (BY_HAND_MS + 1, WIRED_MS)])
def test_that_a_key_that_a_finger_holds_waits_no_longer_than_before(held_ms: int, waits: int) -> None:
    wedge = _wedge()
    down, up = strokes("7", held_ms=held_ms)
    heard(wedge, [down], ends=False)
    assert wedge.waits_ms == WIRED_MS
    assert heard(wedge, [up], ends=False).keys == ([] if waits == WIRELESS_MS else [down, up])
    assert wedge.waits_ms == (WIRELESS_MS if waits == WIRELESS_MS else None)
    assert heard(wedge, []).keys == ([down, up] if waits == WIRELESS_MS else [])


@PATIENT
@given(st.text(alphabet="0123456789", min_size=1, max_size=20), st.integers(BY_MACHINE_MS + 1, 400), st.integers(0, 200), st.booleans())
def test_that_digits_for_a_pin_are_keys_as_quickly_as_people_type(digits: str, gap_ms: int, held_ms: int, punctual: bool) -> None:
    stream = strokes(digits + "\r", [gap_ms], held_ms=min(held_ms, gap_ms))
    result = heard(_asked_for_a_pin(), stream, punctual=punctual)
    assert (result.scans, result.keys) == ([], stream)


@PATIENT
@given(st.text(alphabet="0123456789", min_size=6, max_size=20), st.integers(0, BY_MACHINE_MS))
def test_that_digits_that_nobody_can_type_are_a_scan_where_a_pin_is_asked_for(digits: str, gap_ms: int) -> None:
    result = heard(_asked_for_a_pin(), strokes(digits + "\r", [gap_ms], held_ms=min(5, gap_ms)))
    assert (result.texts, result.keys) == ([digits], [])


def test_that_fingers_that_come_down_together_are_no_scan() -> None:
    stream = strokes("123\r", [10], held_ms=8)
    assert heard(_asked_for_a_pin(), stream).keys == stream


def test_that_a_badge_is_a_scan_while_a_pin_is_asked_for_and_the_rest_of_a_torn_one_is_no_pin() -> None:
    assert heard(_asked_for_a_pin(), strokes("RS-BADGE-12\r", [5])).texts == ["RS-BADGE-12"]
    torn = heard(_asked_for_a_pin(), strokes("RS-BADGE-12345678\r", [*[5] * 8, 300, 5]))
    assert (torn.texts, torn.keys) == ([], [])
