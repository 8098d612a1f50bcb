"""The words of the list of decisions: since when, until when, and what has passed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ui.supervisor.columns import Column, Row, Spoken, as_tsv, sort_key
from ui.supervisor.decisions_rows import since, until

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("ago", "said"),
    [(timedelta(hours=2), "today 11:00"), (timedelta(hours=14), "21 Nov 2026")],
    ids=["today", "yesterday of that zone"],
)  # fmt: skip
def test_that_a_unit_of_today_says_the_time(ago: timedelta, said: str) -> None:
    assert since(NOW - ago, NOW, "en", BERLIN) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=3), "25 Nov 2026"),
        (timedelta(hours=2), "today 15:00"),
        (timedelta(), "overdue, 13:00"),
        (timedelta(hours=-14), "1 day overdue"),
        (timedelta(days=-3), "3 days overdue"),
    ],
)  # fmt: skip
def test_that_what_has_passed_says_so_in_words(left: timedelta, said: str) -> None:
    assert until(NOW + left, NOW, "en", BERLIN) == said


def test_that_spoken_moments_are_sorted_and_copied_as_what_they_are() -> None:
    early, late = Spoken("today 9:00", NOW), Spoken("3 days overdue", NOW + timedelta(hours=1))
    assert sort_key(early) < sort_key(late)
    assert as_tsv([Column("since", "Since")], [Row("x", (early,))], BERLIN) == "Since\n2026-11-22 13:00"
