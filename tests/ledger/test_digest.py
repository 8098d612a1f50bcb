"""Canonical JSON: the fast writer gives the bytes of the RFC 8785 library, and refuses what cannot be exact."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Bug
from station.ledger.digest import canonical

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


class Word(StrEnum):
    YES = "yes"


@given(st.dictionaries(TEXT, VALUES))
def test_that_the_fast_writer_gives_the_bytes_of_the_library(value: dict[str, Any]) -> None:
    text, plain = canonical(value)
    assert text.encode() == rfc8785.dumps(value)
    assert plain == value


def test_that_keys_beyond_the_basic_plane_are_sorted_by_utf_16() -> None:
    # U+1F600 is D83D DE00 in UTF-16, which comes before U+FF01; by code point it would come after.
    assert canonical({"\uff01": 1, "\U0001f600": 2})[0] == '{"\U0001f600":2,"\uff01":1}'


def test_that_enums_tuples_and_mappings_become_plain_json() -> None:
    text, plain = canonical({"b": (Word.YES, 1), Word.YES: {Word.YES: Word.YES}})
    assert text == '{"b":["yes",1],"yes":{"yes":"yes"}}'
    assert type(plain["b"]) is list
    assert type(plain["b"][0]) is str


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), float("inf"), 2**53, -(2**53), 10**30, Decimal("1.0"), b"x", {1: "x"}, {"x"}, "\ud800", [[0.0]], ({"a": 1.0},)],
)
def test_that_what_is_not_exact_is_refused(value: object) -> None:
    with pytest.raises(Bug, match="FACT_NOT_CANONICAL"):
        canonical({"deep": [{"value": value}]})
