"""Plates of units and ids of parcels: their check character, and one text for one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Bug, Refusal
from station.model.codes import CodeKind
from station.scan.patterns import Patterns
from station.scan.plates import parcel_id, parse_plate, plate
from station.scan.reading import objection, read

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
stations = st.text(ALPHABET, min_size=1, max_size=8)
numbers = st.integers(1, 10**12 - 1)


def code_of(text: str) -> str:
    with pytest.raises(Refusal) as raised:
        parse_plate(text)
    return raised.value.code


def test_that_the_check_character_stands_for_station_and_number_without_hyphens() -> None:
    # B02-000033-E is the example of the format's description; the neighbours follow from ISO 7064 MOD 37,36.
    assert [plate("B02", number)[-1] for number in (31, 32, 33, 34)] == ["I", "G", "E", "C"]
    assert plate("B02", 33) == "B02-000033-E"
    assert plate("B02", 1_234_567).startswith("B02-1234567-")


def test_that_a_parcel_never_has_the_id_of_a_unit() -> None:
    assert parcel_id("B02", 33).startswith("B02-P000033-")
    assert code_of(parcel_id("B02", 33)) == "PLATE_FORM"


@given(stations, numbers)
def test_that_what_is_written_is_read_again(station: str, number: int) -> None:
    assert parse_plate(plate(station, number)) == (station, number)
    assert parse_plate(f" {plate(station, number).lower()}\n") == (station, number)


@given(stations, numbers, st.data())
def test_that_every_single_wrong_character_is_noticed(station: str, number: int, data: st.DataObject) -> None:
    right = plate(station, number)
    at = data.draw(st.sampled_from([index for index, char in enumerate(right) if char != "-"]))
    wrong = data.draw(st.sampled_from([char for char in ALPHABET if char != right[at]]))
    assert code_of(right[:at] + wrong + right[at + 1 :]) in {"PLATE_CHECK", "PLATE_FORM"}


@pytest.mark.parametrize(
    "text", ["", "B02", "B02-33-E", "B02-0000033-E", "B02-000000-1", "B02_000033_E", "B02-٠٠٠٠٣٣-E", "TOOLONGNAME-000033-E"]
)
def test_that_another_form_is_refused(text: str) -> None:
    assert code_of(text) == "PLATE_FORM"


def test_that_a_wrong_check_character_is_refused() -> None:
    assert code_of("B02-000033-F") == "PLATE_CHECK"


@pytest.mark.parametrize("station", ["", "b02", "B-2", "NINECHARS", "B02\n", "Ä1"])
def test_that_a_station_name_that_cannot_stand_on_a_plate_is_refused(station: str) -> None:
    with pytest.raises(Refusal) as raised:
        plate(station, 1)
    assert raised.value.code == "STATION_NAME_WRONG"


@pytest.mark.parametrize("number", [0, -1, 10**12])
def test_that_a_number_outside_the_counter_is_our_own_mistake(number: int) -> None:
    with pytest.raises(Bug):
        parcel_id("B02", number)


@given(stations, numbers, st.integers(2, 9999))
def test_that_a_second_label_says_which_one_it_is(station: str, number: int, copy: int) -> None:
    text = plate(station, number)
    for scanned in (f"{text}/{copy}", f"{text}/{copy}".lower()):
        scan = read(scanned, Patterns())
        reading = scan.of(CodeKind.LPN)
        assert reading is not None
        assert (reading.value, reading.parts.get("copy")) == (text, str(copy))
    first = read(text, Patterns()).of(CodeKind.LPN)
    assert first is not None
    assert "copy" not in first.parts


@pytest.mark.parametrize("copy", ["", "0", "1", "02", "12345", "a", "2/3", "-2", "٢"])
def test_that_no_other_ending_is_one_of_ours(copy: str) -> None:
    assert read(f"B02-000033-E/{copy}", Patterns()).of(CodeKind.LPN) is None


def test_that_a_wrong_check_character_is_said_of_a_second_label_too() -> None:
    assert objection("B02-000033-F/2").code == "PLATE_CHECK"
