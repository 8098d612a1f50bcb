"""A day that has begun, for the tests of Today: a folder in; the same as a data folder with a few units of every kind out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from station.assembly import open_station
from tests.ledger.builders import FakeClock, arrived, graded, held, label, plate, received
from tests.once import copied

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def begun_day(folder: Path) -> Path:
    """Two units graded today and one yesterday; one late, one held for the client, one parcel at the dock."""
    copied(_worked, folder)
    return folder


def _worked(data: Path) -> None:
    clock = FakeClock(NOON - timedelta(days=1, hours=2))
    with open_station(data, clock, "B01") as opened:
        ledger = opened.ledger
        ledger.append("I-01", [received(plate(1)), graded(plate(1), "C", ("STAIN",), disposition="recycle"), label(plate(1))])
        ledger.append("I-01", [received(plate(2), title="Late lamp")])
        clock.time = NOON - timedelta(hours=3)
        ledger.append("I-01", [received(plate(3)), graded(plate(3), "A", (), disposition="restock"), label(plate(3))])
        ledger.append("I-02", [received(plate(4), client="alpine"), graded(plate(4), "B"), label(plate(4))])
        ledger.append("I-02", [received(plate(5)), held(plate(5), "CLIENT"), arrived("B01-P000009-X", "RMA-9")])
