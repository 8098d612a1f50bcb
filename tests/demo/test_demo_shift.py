"""The demo shift is worked by the real bench: nothing is left open, and the one misread code is the one refusal."""

from pathlib import Path

from station.assembly import bench_of, open_station
from station.clock import SystemClock
from station.demo import demo_photos, demo_shift
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.ledger.verify import verify
from station.resources import resources
from station.shift import SHOP
from station.terminal import scans

MISREAD = "9526543000168"


def test_that_the_demo_shift_is_worked_to_its_end(tmp_path: Path) -> None:
    demo_photos(tmp_path / "pictures", 6)
    with open_station(tmp_path / "station", SystemClock()) as station:
        for kind in SHOP:
            shop = Path(str(resources().joinpath("demo", f"{kind}.csv")))
            report = import_file(
                kind, shop, ledger=station.ledger, knowledge=station.knowledge, reports=tmp_path / "reports",
                rubrics=station.documents.categories(),
            )  # fmt: skip
            assert report.refused == 0
        bench = bench_of(station, FolderCamera(tmp_path / "pictures"), takes_itself=True)

        outcomes = [(text, bench.take(text)) for text in scans(demo_shift())]

        assert [text for text, outcome in outcomes if outcome.refusal] == [MISREAD]
        after = bench.snapshot
        assert (after.state, after.parcel, after.item, after.parked) == ("ready", None, None, ())
        arrived, closed = (list(station.ledger.facts(kinds=(kind,))) for kind in ("parcel.arrived", "parcel.closed"))
        assert len(arrived) == len(closed) == 27
        with station.reader.connect() as connection:
            units = connection.exec_driver_sql("SELECT coalesce(grade, 'hold'), count(*) FROM items GROUP BY 1").all()
        assert dict(units) == {"A": 18, "B": 8, "C": 7, "hold": 7}
        assert verify(station.folder.database, station.exports, station.photos.check).clean
