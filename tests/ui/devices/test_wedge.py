"""Scans come out exactly and typing comes out unchanged, at any speed below and above the threshold; time is in the strokes."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ui.devices.typing import GS, PRINTABLE, heard, key_of, strokes
from ui.devices.burst import BY_HAND_MS, LONGEST, Action, KeyStroke
from ui.devices.scan_codes import X11, Modifier
from ui.devices.wedge import (
    PREFIXED_MS,
    TORN_MS,
    WIRED_MS,
    WIRELESS_MS,
    Ignored,
    Partial,
    Scanned,
    Wedge,
    WedgeSettings,
    learned_threshold,
)

CODES = st.text(alphabet=PRINTABLE + GS, min_size=3, max_size=60)
QUICK = st.lists(st.integers(0, WIRED_MS), min_size=1)
SLOW = st.lists(st.integers(WIRED_MS + 1, 400), min_size=1)
HELD_MS = 90  # by a finger; it cannot press the same key again sooner
BY_HAND = st.lists(st.integers(HELD_MS + 1, 400), min_size=1)
SETTINGS = WedgeSettings()
SHIFT_KEY = 50
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests share the processor


def _wedge(settings: WedgeSettings = SETTINGS) -> Wedge:
    return Wedge(settings, X11)


def _shifted(text: str, gap_ms: int) -> list[KeyStroke]:
    """With the Shift key itself going down and up, as a real keyboard sends it."""
    made = []
    for stroke in strokes(text, [gap_ms]):
        shift = KeyStroke(SHIFT_KEY, "", Modifier.NONE, stroke.at_ms, stroke.action, modifier=True)
        around = [shift] if stroke.modifiers & Modifier.SHIFT else []
        made += [*around, stroke] if stroke.action is Action.PRESSED else [stroke, *around]
    return made


def _each_key_once(text: str) -> str:
    """A key cannot go down again before it came up, so what is on the same key as something before is left out."""
    return "".join(sign for place, sign in enumerate(text) if key_of(sign)[0] not in {key_of(other)[0] for other in text[:place]})


@PATIENT
@given(CODES, QUICK, st.sampled_from("\r\t"))
def test_that_any_code_at_any_speed_of_a_scanner_comes_out_exactly_and_no_key_is_pressed(code: str, gaps: list[int], suffix: str) -> None:
    result = heard(_wedge(), strokes(code + suffix, gaps))
    assert (result.texts, result.keys) == ([code], [])


@PATIENT
@given(CODES, st.integers(0, WIRED_MS))
def test_that_the_shift_key_of_a_scanner_goes_on_and_nothing_else(code: str, gap_ms: int) -> None:
    stream = _shifted(code + "\r", gap_ms)
    result = heard(_wedge(), stream)
    assert result.texts == [code]
    assert result.keys == [stroke for stroke in stream if stroke.modifier]


@PATIENT
@given(st.text(alphabet=PRINTABLE + "\r\t", max_size=40), SLOW, st.integers(BY_HAND_MS + 1, 300), st.booleans())
def test_that_typing_slower_than_the_threshold_is_replayed_unchanged_and_in_order(
    text: str, gaps: list[int], held_ms: int, punctual: bool
) -> None:
    stream = strokes(_each_key_once(text), gaps, held_ms=held_ms)
    result = heard(_wedge(), stream, punctual=punctual)
    assert (result.scans, result.keys) == ([], stream)


@PATIENT
@given(st.lists(st.tuples(st.booleans(), CODES, QUICK, BY_HAND), max_size=6), st.booleans())
def test_that_scans_and_typing_in_turns_are_told_apart(turns: list[tuple[bool, str, list[int], list[int]]], punctual: bool) -> None:
    stream: list[KeyStroke] = []
    codes, typed, start = [], [], 1000
    for scanned, text, quick, slow in turns:
        part = strokes(text + "\r", quick, start) if scanned else strokes(text, slow, start, held_ms=HELD_MS)
        codes += [text] if scanned else []
        typed += [] if scanned else part
        stream += part
        start = stream[-1].at_ms + SETTINGS.again_ms + 1
    result = heard(_wedge(), stream, punctual=punctual)
    assert (result.texts, result.keys) == (codes, typed)


@PATIENT
@given(st.lists(CODES, min_size=2, max_size=5, unique=True), QUICK, st.sampled_from(["\r", "\t", "\r\n", "\r\t"]))
def test_that_joined_scans_are_split_at_the_suffix(codes: list[str], gaps: list[int], suffix: str) -> None:
    joined = "".join(code + suffix for code in codes)
    stream = strokes(joined.replace("\n", "\r"), gaps)
    result = heard(_wedge(), stream)
    assert (result.texts, result.keys) == (codes, [])


@PATIENT
@given(CODES, st.data())
def test_that_a_code_cut_anywhere_is_partial_or_was_too_short_to_be_one(code: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(code)))
    stream = strokes(code[:cut], [5])
    result = heard(_wedge(), stream)
    assert (result.scans, result.keys) == (([], stream) if cut < 3 else ([Partial(code[:cut])], []))


@PATIENT
@given(CODES, st.data())
def test_that_the_rest_of_a_torn_scan_is_no_code_and_presses_no_button(code: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(3, len(code)))
    pause = data.draw(st.integers(WIRELESS_MS + 1, TORN_MS))
    stream = strokes(code + "\r", [5] * (cut - 1) + [pause, 5])
    result = heard(_wedge(), stream)
    assert (result.texts, result.keys) == ([], [])
    assert result.scans[0] == Partial(code[:cut])


def test_that_after_a_torn_scan_the_next_try_is_a_scan() -> None:
    stream = strokes("12345", [5]) + strokes("1234567\r", [5], start_ms=1000 + 20 + TORN_MS + 1)
    assert heard(_wedge(), stream).scans == [Partial("12345"), Scanned("1234567", (5,) * 7)]


@PATIENT
@given(st.text(alphabet=PRINTABLE, min_size=1, max_size=12), st.lists(st.integers(1, 149), min_size=1), st.integers(70, 160), st.booleans())
def test_that_a_fast_typist_at_the_threshold_of_a_wireless_scanner_is_no_scanner(
    text: str, gaps: list[int], held_ms: int, punctual: bool
) -> None:
    stream = strokes(_each_key_once(text), gaps, held_ms=held_ms)
    enter = strokes("\r", start_ms=stream[-1].at_ms + 1)
    result = heard(_wedge(WedgeSettings(threshold_ms=WIRELESS_MS)), stream + enter, punctual=punctual)
    assert (result.scans, result.keys) == ([], stream + enter)


@PATIENT
@given(st.sampled_from("0123456789"), st.sampled_from([WIRED_MS, WIRELESS_MS]))
def test_that_a_single_digit_waits_for_the_threshold_and_no_longer(digit: str, threshold: int) -> None:
    wedge = _wedge(WedgeSettings(threshold_ms=threshold))
    stream = strokes(digit, held_ms=threshold + 1)
    first = heard(wedge, stream[:1], ends=False)
    assert (first.keys, wedge.waits_ms) == ([], threshold)
    assert heard(wedge, []).keys == stream[:1]
    assert wedge.waits_ms is None
    assert heard(wedge, stream[1:], ends=False).keys == stream[1:]


def test_that_an_enter_alone_and_one_behind_a_single_digit_are_keys() -> None:
    enter, answer = strokes("\r"), strokes("5\r", [10], start_ms=9000)
    wedge = _wedge()
    assert heard(wedge, enter, ends=False).keys == enter
    assert heard(wedge, answer, ends=False).keys == answer


@pytest.mark.parametrize(("pause", "told"), [(280, Ignored("ABC")), (301, Scanned("ABC", (5, 5, 5)))])
def test_that_the_same_code_within_a_moment_is_ignored(pause: int, told: Scanned | Ignored) -> None:
    again = strokes("ABC\r", [5], start_ms=1000 + pause)
    assert heard(_wedge(), strokes("ABC\r", [5]) + again).scans[1:] == [told]
    other = strokes("ABD\r", [5], start_ms=1000 + 20)
    assert len(heard(_wedge(), strokes("ABC\r", [5]) + other).texts) == 2


def test_that_a_digit_typed_twice_within_a_millisecond_by_a_scanner_is_no_repeat() -> None:
    wedge = _wedge()
    heard(wedge, strokes("0", held_ms=90))  # the last key that a hand typed
    first, up, *rest = strokes("0077\r", start_ms=9000)
    repeated = [replace(stroke, repeated=True) if stroke.code == first.code else stroke for stroke in rest]
    assert heard(wedge, [first, up, *repeated]).texts == ["0077"]


def test_that_a_key_held_down_by_hand_repeats_as_it_always_did() -> None:
    press = strokes("0")[0]
    stream = [press]
    for at in range(1500, 1800, 30):
        stream.append(replace(press, at_ms=at, action=Action.RELEASED, repeated=True))
        stream.append(replace(press, at_ms=at, repeated=True))
    stream.append(replace(press, at_ms=1810, action=Action.RELEASED))
    result = heard(_wedge(), stream, ends=False)
    assert (result.scans, result.keys) == ([], stream)


def test_that_what_the_computer_composes_of_a_scan_is_the_code_again() -> None:
    # A French keyboard makes "â" of [ and a in a field: [ and a go down unseen, but come up; Qt tells the accent too early.
    down_up = strokes("[a12\r", [5])
    accent = KeyStroke(0, "â", Modifier.NONE, 0, Action.COMPOSED)
    unseen = [accent, *(stroke for stroke in down_up if not (stroke.action is Action.PRESSED and stroke.code in {34, 38}))]
    result = heard(_wedge(), unseen)
    assert (result.texts, result.keys) == (["[a12"], [])
    typed = heard(_wedge(), [accent, *unseen[1:3]])
    assert (typed.scans, typed.keys) == ([], [accent, *unseen[1:3]])


def test_that_other_keys_go_straight_on_and_end_a_burst_in_order() -> None:
    digit = strokes("5")
    escape = KeyStroke(9, "\x1b", Modifier.NONE, 1010)
    copy = KeyStroke(54, "\x03", Modifier.CONTROL, 5000)
    wedge = _wedge()
    assert heard(wedge, [*digit, escape, copy], ends=False).keys == [*digit, escape, copy]
    assert [wedge.wants(stroke) for stroke in (copy, digit[0], strokes(GS)[0], strokes("\r")[0])] == [False, True, True, False]


@PATIENT
@given(CODES, st.lists(st.integers(0, 300), min_size=1))
def test_that_behind_a_prefix_a_radio_may_pause(code: str, gaps: list[int]) -> None:
    settings = WedgeSettings(prefix="~")
    result = heard(_wedge(settings), strokes("~" + code + "\r", [5, *gaps]))
    assert (result.texts, result.keys) == ([code], [])


def test_that_with_a_prefix_everything_else_is_typing_without_delay() -> None:
    wedge = _wedge(WedgeSettings(prefix="~~"))
    stream = strokes("12345\r", [5])
    assert heard(wedge, stream, ends=False).keys == stream
    assert heard(wedge, strokes("~~7\r", [5], start_ms=9000)).texts == ["7"]
    tilde = strokes("~", start_ms=19_000)
    assert heard(wedge, tilde).keys == tilde
    assert heard(_wedge(WedgeSettings(prefix="~")), strokes("~12", [PREFIXED_MS])).scans == [Partial("12")]


def test_that_without_a_suffix_a_code_ends_where_the_keys_stop() -> None:
    wedge = _wedge(WedgeSettings(suffixes=frozenset()))
    assert heard(wedge, strokes("ABC12", [5])).texts == ["ABC12"]
    enter = strokes("\r", start_ms=9000)
    assert heard(wedge, enter, ends=False).keys == enter


def test_that_a_tab_is_data_where_only_enter_ends_a_scan() -> None:
    assert heard(_wedge(WedgeSettings(suffixes=frozenset("\r"))), strokes("A\tB\r", [5])).texts == ["A\tB"]


def test_that_a_jammed_scanner_does_not_fill_the_memory() -> None:
    result = heard(_wedge(), strokes("7" * (LONGEST + 10) + "\r"))
    assert result.scans == [Partial("7" * (LONGEST + 1)), Partial("7" * 9)]
    assert result.keys == []


def test_that_the_clock_of_the_keys_may_begin_anew() -> None:
    stream = [replace(stroke, at_ms=stroke.at_ms % (1 << 32)) for stroke in strokes("ABC123\r", [5], start_ms=(1 << 32) - 12)]
    assert heard(_wedge(), stream).texts == ["ABC123"]
    typed = [*strokes("12", [5], start_ms=(1 << 32) - 100), *strokes("3\r", [5], start_ms=100)]
    assert heard(_wedge(), typed, punctual=False).keys == typed


@PATIENT
@given(st.lists(st.integers(0, 400), min_size=1))
def test_that_a_learned_threshold_stays_within_bounds(gaps: list[int]) -> None:
    assert WIRED_MS <= learned_threshold(gaps) <= WIRELESS_MS


def test_that_a_learned_threshold_follows_the_median() -> None:
    assert [learned_threshold(gaps) for gaps in ([2, 3, 90], [20, 20, 300], [60, 60])] == [50, 100, 150]
