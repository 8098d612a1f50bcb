"""Carriers' numbers: every form with its check digit, spaced and unspaced, alone and inside what their labels hold around it."""

import string
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from station.model.codes import CodeKind, Reading
from station.scan import Patterns, objection, read
from station.scan.carriers import FORMS, NAMES, Form, Says
from tests.scan.samples import SAMPLES, Sample

CHARACTERS: Final = string.digits + string.ascii_uppercase
BY_NAME: Final = {form.name: form for form in FORMS}
CHECKED: Final = [sample for sample in SAMPLES if sample.at is not None]


def parcels(text: str) -> list[Reading]:
    """The readings of a text as a carrier's number, strong or weak."""
    return [reading for reading in read(text, Patterns()).readings if reading.kind is CodeKind.TRACKING and "carrier" in reading.parts]


def read_as(carrier: str, text: str) -> list[Reading]:
    return [reading for reading in parcels(text) if reading.parts["carrier"] == carrier]


def test_that_every_form_has_a_sample_and_every_carrier_a_name() -> None:
    assert {sample.form for sample in SAMPLES} == set(BY_NAME)
    assert {form.carrier for form in FORMS} == set(NAMES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.form}-{sample.text}")
def test_that_a_number_is_read_as_its_carriers_with_what_vouches_for_it(sample: Sample) -> None:
    [reading] = read_as(sample.carrier, sample.text)
    vouched = {"carrier": sample.carrier, "check": "none" if sample.at is None else "verified", "whole": sample.text}
    known = {"if": "known"} if BY_NAME[sample.form].says is Says.KNOWN else {}
    assert reading == Reading(CodeKind.TRACKING, sample.value, {**vouched, **known})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.form}-{sample.text}")
def test_that_spaces_between_groups_and_small_letters_change_nothing(sample: Sample) -> None:
    groups = " ".join(sample.text[at : at + 4] for at in range(0, len(sample.text), 4))
    assert parcels(f" {groups} ") == parcels(groups.lower()) == parcels(sample.text)


@pytest.mark.parametrize("sample", CHECKED, ids=lambda sample: f"{sample.form}-{sample.text}")
def test_that_a_wrong_check_digit_is_not_read_as_that_carriers(sample: Sample) -> None:
    assert sample.at is not None
    right = CHARACTERS.index(sample.text[sample.at])
    wrong = sample.with_check(CHARACTERS[(right + 1) % 10] if right < 10 else CHARACTERS[10 + (right - 9) % 26])
    assert read_as(sample.carrier, wrong) == []


@pytest.mark.parametrize("sample", CHECKED, ids=lambda sample: f"{sample.form}-{sample.text}")
def test_that_the_check_of_a_form_takes_exactly_one_of_all_characters(sample: Sample) -> None:
    form = BY_NAME[sample.form]
    alphabet = CHARACTERS if form.carrier == "dpd" else string.digits
    assert [char for char in alphabet if fits(form, sample.with_check(char))] == [sample.text[sample.at or 0]]


def fits(form: Form, text: str) -> bool:
    match = form.pattern.fullmatch(text)
    assert match is not None
    assert form.check is not None
    return form.check(match.groupdict().get("checked") or match.groupdict().get("number") or text)


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("1Z410E7W0392751592", "UPS"),
        ("RB123456786GB", "International post"),
        ("9205590164917312751088", "USPS"),
        ("9611020987654312345673", "FedEx"),
        ("008182709980000020033350276D", "DPD"),
        ("C11031500001878", "OnTrac"),
    ],
)
def test_that_a_wrong_check_digit_is_the_reason_where_the_form_names_the_carrier(text: str, carrier: str) -> None:
    refusal = objection(text)
    assert refusal.code == "TRACKING_CHECK"
    assert refusal.params == {"text": text, "carrier": carrier}


@pytest.mark.parametrize("text", ["RB123456785XX", "RB123456785ZZ", "1Y410E7W0392751591", "9805590164917312751089", "0" * 12, "0" * 15])
def test_that_what_is_close_to_a_carriers_number_is_none(text: str) -> None:
    assert parcels(text) == []


def test_that_a_form_that_any_digits_have_is_no_equal_of_one_that_names_its_carrier() -> None:
    routed = "4209411612349205590164917312000194"  # the last 14 digits pass FedEx's check by chance
    usps, fedex = parcels(routed)
    assert (usps.parts["carrier"], "if" in usps.parts) == ("usps", False)
    assert (fedex.parts["carrier"], "if" in fedex.parts) == ("fedex", True)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Sample, str]:
    """A sample with other digits behind its first four, where the fixed ones stand, and all ends that its check could have."""
    sample = draw(st.sampled_from([each for each in SAMPLES if each.text.isalnum()]))
    fixed = 10 if sample.form in {"usps_legacy"} else 4
    free = st.text(string.digits, min_size=len(sample.text), max_size=len(sample.text))
    drawn = draw(free)
    text = "".join(new if at >= fixed and old.isdigit() else old for at, (old, new) in enumerate(zip(sample.text, drawn, strict=True)))
    assume(text.strip("0") and BY_NAME[sample.form].pattern.fullmatch(text))
    return sample, text


@given(numbers())
def test_that_a_valid_number_of_any_carrier_is_always_among_its_readings(number: tuple[Sample, str]) -> None:
    sample, text = number
    form = BY_NAME[sample.form]
    ends = [text] if form.check is None else [Sample("", "", text, at=sample.at).with_check(char) for char in CHARACTERS]
    valid = [end for end in ends if form.pattern.fullmatch(end) and (form.check is None or fits(form, end))]
    assert len(valid) == 1
    assert read_as(sample.carrier, valid[0])
