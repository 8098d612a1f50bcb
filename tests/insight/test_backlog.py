"""What waits: ages, values and holds of open units, parcels at the dock, and what is graded and in no bin; of one client or all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from station.insight.backlog import AGES, Backlog, backlog
from station.insight.not_in_bin import MOST, Pile, not_in_bin
from station.ledger.ledger import Ledger
from station.model.facts import NewFact
from station.settings.groups import Calendar
from tests.ledger.builders import FakeClock, arrived, graded, held, open_ledger, plate, received

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def ledger(tmp_path: Path, clock: FakeClock) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "data", clock) as opened:
        yield opened


def told(ledger: Ledger, client: str = "") -> Backlog:
    return backlog(ledger.reader, NOW, Calendar(), BERLIN, client)


def come(ledger: Ledger, clock: FakeClock, number: int, ago: timedelta, **changes: object) -> str:
    """One unit that was received so long ago."""
    clock.time = NOW - ago
    ledger.append("I-01", [received(plate(number), **changes)])  # type: ignore[arg-type]  # no return number among them
    return plate(number)


def test_that_ages_begin_where_the_younger_ones_end(ledger: Ledger, clock: FakeClock) -> None:
    for number, ago in enumerate((timedelta(), *AGES)):
        come(ledger, clock, 2 * number, ago)
        come(ledger, clock, 2 * number + 1, ago + timedelta(minutes=1))
    assert [(age.above, age.below, age.units) for age in told(ledger).ages] == [
        (None, AGES[0], 2), (AGES[0], AGES[1], 2), (AGES[1], AGES[2], 2), (AGES[2], AGES[3], 2), (AGES[3], None, 2),
    ]  # fmt: skip


def test_that_the_value_is_what_was_paid_else_the_list_price_in_each_currency(ledger: Ledger, clock: FakeClock) -> None:
    day = timedelta(hours=1)
    come(ledger, clock, 1, day, price_paid="19.90")
    come(ledger, clock, 2, day, price_paid=None, list_price="0.10")
    come(ledger, clock, 3, day, price_paid="7.00", currency="GBP")
    come(ledger, clock, 4, day, price_paid=None, list_price=None)
    come(ledger, clock, 5, day, price_paid="a lot")
    youngest = told(ledger).ages[0]
    assert (youngest.units, dict(youngest.values)) == (5, {"EUR": Decimal("20.00"), "GBP": Decimal("7.00")})


def test_that_late_units_come_first_and_a_unit_is_as_old_as_its_parcel(ledger: Ledger, clock: FakeClock) -> None:
    clock.time = NOW - timedelta(hours=30)
    ledger.append("I-01", [arrived("B01-P000001-X"), arrived("B01-P000002-X", "RMA-2"), arrived("B01-P000003-X", "RMA-3")])
    late = come(ledger, clock, 1, timedelta(hours=1), parcel="B01-P000001-X")
    soon = come(ledger, clock, 2, timedelta(hours=23))
    rest = come(ledger, clock, 3, timedelta(hours=2))
    done = come(ledger, clock, 4, timedelta(hours=40))
    ledger.append("I-01", [graded(done)])
    found = told(ledger)
    assert [[each.unit.lpn for each in part] for part in (found.late, found.soon, found.units)] == [[late], [soon], [late, soon, rest]]
    assert [each.parcel for each in found.parcels] == ["B01-P000002-X", "B01-P000003-X"]
    assert found.open.at_dock == 2


def test_that_held_units_say_why_for_whom_and_until_when(ledger: Ledger, clock: FakeClock) -> None:
    for number, owner in ((1, "CLIENT"), (2, "SUPERVISOR"), (3, "CLIENT")):
        lpn = come(ledger, clock, number, timedelta(hours=5))
        clock.time = NOW - timedelta(minutes=number)
        ledger.append("I-01", [held(lpn, owner)])
    found = told(ledger)
    assert found.owners == {"CLIENT": 2, "SUPERVISOR": 1}
    assert [each.unit.lpn for each in found.held] == [plate(3), plate(2), plate(1)]
    first = found.held[0].holds[0]
    assert (first.reason, first.owner, first.default, first.since) == ("PRICE", "CLIENT", "C", NOW - timedelta(minutes=3))
    assert first.due == datetime(2026, 11, 28, 20, tzinfo=UTC)


def test_that_a_hold_is_as_old_as_itself_whatever_was_said_since(ledger: Ledger, clock: FakeClock) -> None:
    lpn = come(ledger, clock, 1, timedelta(hours=5))
    clock.time = NOW - timedelta(hours=4)
    ledger.append("I-01", [held(lpn)])
    clock.time = NOW - timedelta(minutes=1)
    ledger.append("I-01", [NewFact("item.corrected", lpn, {"what": {"bin": ["A-01", "A-02"]}, "why": "MISREAD"})])
    (unit,) = told(ledger).held
    assert unit.holds[0].since == NOW - timedelta(hours=4)


def test_that_a_clients_backlog_has_nothing_of_another(ledger: Ledger, clock: FakeClock) -> None:
    come(ledger, clock, 1, timedelta(hours=1))
    alpine = come(ledger, clock, 2, timedelta(hours=1), client="alpine")
    found = told(ledger, "alpine")
    assert [each.unit.lpn for each in found.units] == [alpine]
    assert sum(age.units for age in found.ages) == 1


def toted(lpn: str, tote: str, client: str = "northwind") -> NewFact:
    return NewFact("item.toted", lpn, {"tote": tote, "disposition": "outlet", "client": client})


def test_that_piles_are_what_lies_in_no_tote_then_totes(ledger: Ledger, clock: FakeClock) -> None:
    for number in range(1, 6):
        come(ledger, clock, number, timedelta(hours=1), client="alpine" if number == 5 else "northwind")
        ledger.append("I-01", [graded(plate(number))])
    kept = come(ledger, clock, 9, timedelta(hours=1))
    ledger.append("I-01", [graded(kept, "C", disposition="quarantine"), toted(plate(1), "T7"), toted(plate(5), "T8", "alpine")])
    assert not_in_bin(ledger.reader) == (
        Pile("loose", "", "outlet", 3), Pile("tote", "T7", "outlet", 1), Pile("tote", "T8", "outlet", 1),
    )  # fmt: skip
    assert not_in_bin(ledger.reader, "alpine") == (Pile("tote", "T8", "outlet", 1),)


def test_that_more_loose_units_than_anybody_counts_are_told_as_so_many_and_hide_no_others(ledger: Ledger) -> None:
    with ledger.writer.begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO items (lpn, state, client, title,"
            " category, because, actor, received_at, received_seq, last_seq, disposition)"
            " SELECT 'X' || i, 'graded', CASE WHEN i > ? THEN 'alpine' ELSE 'northwind' END, '', '', '[]', 'I-01', '2026-11-21', 1, 1,"
            " 'outlet' FROM n",
            (MOST + 5, MOST + 3),
        )
    assert not_in_bin(ledger.reader) == (Pile("loose", "", "", MOST),)
    assert not_in_bin(ledger.reader, "alpine") == (Pile("loose", "", "outlet", 2),)
