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
from tests.ledger.builders import label, open_ledger, received

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
