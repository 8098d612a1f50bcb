"""The table of labels: what it says after any facts about a label, and that a rebuild says the same."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.ledger.ledger import Ledger
from station.ledger.rebuild import rebuild
from station.model.facts import NewFact
from tests.ledger.builders import FakeClock, graded, held, label, open_ledger, overridden, received

LPN: Final = "B01-000001-X"
# As printing and the bench write them: what happened, at which printer, with which detail.
STEPS: Final = {
    "started": ("label.started", {"printer": "zebra"}),
    "sent": ("label.sent", {"printer": "zebra", "detail": "PRINTER_PAUSED"}),
    "drained": ("label.confirmed", {"printer": "zebra", "detail": "DRAINED"}),
    "found": ("label.confirmed", {"printer": "folder:labels", "detail": "FILE_FOUND"}),
    "unconfirmed": ("label.unconfirmed", {"printer": "zebra", "detail": "PRINTER_RESET"}),
    "scanned": ("label.confirmed", {"printer": "", "detail": "SCANNED"}),
    "operator": ("label.confirmed", {"printer": "", "detail": "OPERATOR"}),
    "voided": ("label.voided", {"why": "REPRINTED"}),
}


def happen(ledger: Ledger, job: str, steps: Sequence[str]) -> None:
    for step in steps:
        kind, payload = STEPS[step]
        ledger.append("I-01", [NewFact(kind, LPN, {"job": job, **payload})])


def rows(ledger: Ledger) -> list[dict[str, Any]]:
    with ledger.reader.connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql("SELECT * FROM labels ORDER BY job").mappings()]


def figures(ledger: Ledger) -> list[tuple[Any, ...]]:
    with ledger.reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM quarter_hours ORDER BY 1, 2, 3, 4")]


@pytest.mark.parametrize(
    ("steps", "state", "printer"),
    [
        ((), "queued", None),
        (("started", "sent", "scanned"), "confirmed", "zebra"),
        (("started", "sent", "operator"), "confirmed", "zebra"),
        (("started", "scanned"), "confirmed", "zebra"),
        (("started", "unconfirmed", "scanned"), "confirmed", "zebra"),
        (("started", "unconfirmed", "operator"), "confirmed", "zebra"),
        (("started", "drained", "scanned"), "confirmed", "zebra"),
        (("started", "scanned", "sent"), "confirmed", "zebra"),
        (("started", "scanned", "unconfirmed"), "confirmed", "zebra"),
        (("started", "scanned", "drained"), "confirmed", "zebra"),
        (("started", "unconfirmed", "voided"), "voided", "zebra"),
        (("started", "drained", "scanned", "voided"), "voided", "zebra"),
        (("voided", "scanned"), "voided", None),
        (("started", "found"), "confirmed", "folder:labels"),
    ],
)
def test_that_a_label_is_where_its_last_word_says_and_what_is_out_stays_out(
    tmp_path: Path, steps: Sequence[str], state: str, printer: str | None
) -> None:
    with open_ledger(tmp_path / "data") as ledger:
        _received, queued = ledger.append("I-01", [received(), label()])
        happen(ledger, queued.id, steps)
        (found,) = rows(ledger)
        assert (found["state"], found["printer"], found["last_seq"]) == (state, printer, 2 + len(steps))
        rebuild(ledger)
        assert rows(ledger) == [found]


@pytest.mark.parametrize(
    ("steps", "took"),
    [
        ((("started", 2), ("sent", 3)), 5_000),
        ((("started", 2), ("sent", 3), ("scanned", 20)), 25_000),
        ((("started", 2), ("drained", 4), ("sent", 6)), 6_000),  # it was out before the last word came
        ((("started", 2), ("voided", 5)), 2_000),
        ((("started", 301), ("sent", 3)), 3_000),  # the printer was in trouble: nobody stood and waited
        ((("started", 1), ("sent", 1), ("scanned", 7200)), 2_000),  # caught up with in the evening
    ],
)
def test_that_what_a_label_took_counts_where_it_was_queued(tmp_path: Path, steps: Sequence[tuple[str, int]], took: int) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "data", clock) as ledger:
        *_before, queued = ledger.append("I-04", [received(), graded(), label()])
        for step, seconds in steps:
            clock.move(seconds=seconds)
            happen(ledger, queued.id, [step])
        wanted = "SELECT quarter, client, actor, amount FROM quarter_hours WHERE measure = 'spent:label'"
        with ledger.reader.connect() as connection:
            assert connection.exec_driver_sql(wanted).all() == [("2026-11-21T20:15Z", "northwind", "I-04", took)]
        before = figures(ledger)
        rebuild(ledger)
        assert figures(ledger) == before


PLATE: Final = label()
LABELS_NOBODY_WAITED_FOR: Final = {
    "a unit set aside": [received(), PLATE],
    "a hold": [received(), held(), PLATE],
    "another grade": [received(), graded(), overridden(LPN, "B", "A", "restock"), PLATE],
    "a reprint": [received(), graded(), PLATE, NewFact("label.voided", LPN, {"job": "x", "why": "reprinted"}), label(copy=2)],
    "a grade that a decision gave": [received(), graded(spent_ms={"find": 0, "inspect": 0, "photograph": 0}), PLATE],
    "a tote": [NewFact("label.queued", "T-7", {**PLATE.payload, "lpn": "T-7"})],
}


@pytest.mark.parametrize("facts", LABELS_NOBODY_WAITED_FOR.values(), ids=LABELS_NOBODY_WAITED_FOR)
def test_that_only_the_first_label_after_an_inspection_counts(tmp_path: Path, facts: list[NewFact]) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "data", clock) as ledger:
        *_before, queued = ledger.append("S-01", facts)
        clock.move(seconds=90)
        happen(ledger, queued.id, ["started", "sent"])
        assert [row for row in figures(ledger) if row[3] == "spent:label"] == []


def test_that_the_label_of_a_unit_that_was_set_aside_before_counts_from_its_grading(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "data", clock) as ledger:
        _received, first = ledger.append("I-04", [received(), PLATE])
        clock.move(seconds=40)
        happen(ledger, first.id, ["started", "sent"])
        void = NewFact("label.voided", LPN, {"job": first.id, "why": "graded"})
        *_graded, queued = ledger.append("I-04", [graded(), void, label(copy=2)])
        clock.move(seconds=4)
        happen(ledger, queued.id, ["started", "sent"])
        assert [row[4] for row in figures(ledger) if row[3] == "spent:label"] == [4_000]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(STEPS))), max_size=20))
def test_that_any_facts_about_labels_rebuild_to_the_same_rows(steps: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as made, open_ledger(Path(made) / "data") as ledger:
        _received, *queued = ledger.append("I-01", [received(), *(label(copy=number) for number in (1, 2, 3))])
        for job, step in steps:
            happen(ledger, queued[job].id, [step])
        before = rows(ledger)
        assert [row["state"] == "voided" for row in before] == [(number, "voided") in steps for number in range(3)]
        rebuild(ledger)
        assert rows(ledger) == before
