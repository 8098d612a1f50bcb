"""A list of units lives on: what changed since it was read, told by its stretches, makes it the list that is read anew."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from station.insight import items_changes
from station.insight.items import ItemRow, Stretch, all_items, open_items
from station.insight.items_changes import changes_since
from station.insight.items_wanted import Wanted
from station.ledger.ledger import Ledger
from station.model.facts import ITEM_TOTED, NewFact
from tests.ledger.builders import graded, held, label, open_ledger, plate, received

UTC = ZoneInfo("UTC")
GRADED = Wanted(states=("graded",))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        for number in range(1, 31):
            opened.append("I-01", [received(plate(number)), graded(plate(number))])
        yield opened


def known(reader: Engine, wanted: Wanted) -> tuple[int, int, dict[Stretch, tuple[ItemRow, ...]]]:
    """A list in three stretches, as a page may know it."""
    opening = open_items(reader, wanted, UTC)
    parts = {(30, 21): [], (20, 11): [], (10, 1): []}  # type: dict[tuple[int, int], list[ItemRow]]
    for row in opening.rows:
        next(rows for (high, low), rows in parts.items() if low <= row.row <= high).append(row)
    return opening.top, opening.seq, {Stretch(high, low, len(rows)): tuple(rows) for (high, low), rows in parts.items()}


def brought_up(reader: Engine, wanted: Wanted, top: int, seq: int, parts: dict[Stretch, tuple[ItemRow, ...]]) -> list[ItemRow]:
    """The known list with the changes put into it."""
    found = changes_since(reader, wanted, UTC, top, seq, tuple(parts))
    assert not found.anew
    fresh = {stretch.high: rows for stretch, rows in found.stretches}
    assert all(stretch.units == len(rows) for stretch, rows in found.stretches)
    new = [row for high, rows in fresh.items() if high > top for row in rows]
    return new + [row for stretch, rows in parts.items() for row in fresh.get(stretch.high, rows)]


@pytest.mark.parametrize("wanted", [Wanted(), GRADED, Wanted(tote="T7")], ids=["everything", "graded", "a tote"])
def test_that_a_list_with_its_changes_is_the_list_read_anew(ledger: Ledger, wanted: Wanted) -> None:
    before = known(ledger.reader, wanted)
    ledger.append("I-01", [NewFact(ITEM_TOTED, plate(4), {"tote": "T7"})])
    ledger.append("I-01", [held(plate(15)), label(plate(16))])
    ledger.append("I-02", [received(plate(31)), graded(plate(31)), received(plate(32))])
    assert brought_up(ledger.reader, wanted, *before) == list(all_items(ledger.reader, wanted, UTC))


def test_that_only_the_stretches_with_changes_are_told(ledger: Ledger) -> None:
    top, seq, parts = known(ledger.reader, Wanted())
    ledger.append("I-01", [NewFact(ITEM_TOTED, plate(15), {"tote": "T7"})])
    found = changes_since(ledger.reader, Wanted(), UTC, top, seq, tuple(parts))
    assert [stretch for stretch, _rows in found.stretches] == [Stretch(20, 11, 10)]
    assert [row.tote for _stretch, rows in found.stretches for row in rows if row.lpn == plate(15)] == ["T7"]


def test_that_nothing_is_told_where_nothing_happened(ledger: Ledger) -> None:
    top, seq, parts = known(ledger.reader, GRADED)
    found = changes_since(ledger.reader, GRADED, UTC, top, seq, tuple(parts))
    assert (found.top, found.seq, found.stretches, found.anew) == (top, seq, (), False)


def test_that_a_list_with_very_many_changes_is_read_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items_changes, "_MOST", 3)
    top, seq, parts = known(ledger.reader, Wanted())
    ledger.append("I-01", [NewFact(ITEM_TOTED, plate(number), {"tote": "T7"}) for number in range(1, 5)])
    assert changes_since(ledger.reader, Wanted(), UTC, top, seq, tuple(parts)).anew
