"""A small shift worked at a real bench, once for the room: what every story is told from."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from station.assembly import Station, open_station, read_station
from station.demo import demo_photos
from station.exchange.imports import import_file
from station.resources import resources
from station.shift import run_bench

SCANS = """
RMA-10001
9521321000025
RS-AS-NEW
RS-CLOSE
RMA-10002
9521321000087
RS-FIND-STAIN
RS-DONE
RS-ANSWER-2
RS-CLOSE
RS-ANSWER-1
RS-ANSWER-1
RMA-10005
RS-EMPTY
184
"""


class SteppingClock:
    """Every look at the clock is one second later, so that times tell the order."""

    def __init__(self) -> None:
        self.seconds = 0

    def now(self) -> datetime:
        self.seconds += 1
        return datetime.fromtimestamp(1_795_000_000 + self.seconds, UTC)

    def elapsed_ms(self) -> int:
        self.seconds += 1
        return self.seconds * 1000


@pytest.fixture(scope="package")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo shop's goods, one A, one B, one hold, and a return of which nothing came."""
    folder = tmp_path_factory.mktemp("worked")
    clock = SteppingClock()
    with open_station(folder / "data", clock, "B02") as opened:
        for kind in ("products", "returns"):
            file = folder / f"{kind}.csv"
            file.write_bytes(resources().joinpath("demo", f"{kind}.csv").read_bytes())
            import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")
    demo_photos(folder / "pictures", 2)
    run_bench(folder / "data", clock, SCANS.splitlines(), StringIO(), as_json=True, photos=folder / "pictures", who="Ada")
    return folder / "data"


@pytest.fixture
def station(worked: Path) -> Iterator[Station]:
    with read_station(worked, SteppingClock()) as opened:
        yield opened
