"""What is still owed to the main system, as the window's chip counts it: equal to the full count of each target, and quick."""

from pathlib import Path

from station.assembly import bench_of, open_station, owing_of
from station.clock import SystemClock
from station.exchange.export import FolderExport
from station.exchange.imports import import_file
from station.exchange.standings import standings
from tests.end_to_end.bench import DEMO


def test_that_before_any_export_everything_waits_and_afterwards_nothing(tmp_path: Path) -> None:
    with open_station(tmp_path / "station", SystemClock()) as opened:
        import_file("products", DEMO / "products.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=tmp_path / "reports")
        (nothing,) = owing_of(opened)
        assert (nothing.target, nothing.pending, nothing.rejected, nothing.last) == ("folder", 0, 0, None)
        session = bench_of(opened)
        assert [session.take(scan).refusal for scan in ("RMA-X1", "RS-STOP")][-1] is None
        (first,) = owing_of(opened)
        assert first.pending == sum(fact.kind.startswith(("item.", "parcel.")) for fact in opened.ledger.facts()) > 0
        assert first.since == min(fact.at for fact in opened.ledger.facts() if fact.kind.startswith(("item.", "parcel.")))
        assert owing_of(opened) == (first,), "only looking begins nothing"
        delivered = FolderExport(opened.ledger, opened.exports, "folder").run()
        (after,) = owing_of(opened)
        assert sum(delivery.acknowledged for delivery in delivered) == first.pending
        assert (after.pending, after.since, after.last and after.last.count) == (0, "", first.pending)
        FolderExport(opened.ledger, opened.exports, "shop", client="northwind").run()
        counted = {each.target: (each.counts.pending, each.counts.rejected, each.last) for each in standings(opened.ledger, opened.exports)}
        assert {each.target: (each.pending, each.rejected, each.last) for each in owing_of(opened)} == counted
