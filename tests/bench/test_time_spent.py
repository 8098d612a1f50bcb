"""Where the time of a unit goes: its label is not counted again as finding the next one."""

from dataclasses import replace

from station.bench import drafts
from station.bench import events as ev
from station.bench.labels import ScanBack
from station.model.units import KnownLabel
from tests.bench.builders import AT, LEGGINGS, signed_in


def test_that_finding_the_next_unit_begins_when_the_label_of_the_last_one_was_scanned() -> None:
    desk = signed_in()
    desk.draft = drafts.told(desk.draft, lambda bench: replace(bench, scan_back=ScanBack("always")))
    desk.item(LEGGINGS, ms=10_000)
    desk.take(ev.AsNew(at=AT, ms=14_000))
    assert desk.now.label is not None
    lpn = desk.now.label.lpn
    desk.draft = drafts.told(
        desk.draft, lambda bench: replace(bench, label=replace(bench.label, job="j1", state="sent")) if bench.label else bench
    )
    desk.take(ev.PlateScanned(at=AT, ms=34_000, lpn=lpn, label=KnownLabel("j1", lpn, "restock", 1, "sent", "tcp://p")))
    desk.item(LEGGINGS, ms=37_000)
    desk.take(ev.AsNew(at=AT, ms=40_000))
    first, second = (fact.payload["spent_ms"] for fact in desk.facts if fact.kind == "item.graded")
    assert (first["inspect"], second["find"], second["inspect"]) == (4_000, 3_000, 3_000)
