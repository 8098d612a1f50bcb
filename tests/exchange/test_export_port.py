"""Any target is one class that delivers: cursor, plan and counts are the same for all of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.cli.exports import tell
from station.errors import Fault, Refusal
from station.exchange.batches import Batch, Delivery, Target
from station.exchange.export import Export
from station.exchange.purposes import Purpose, remembered
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts
from tests.ledger.builders import graded, open_ledger, plate, received


class FakePeer(Target):
    """A main system that takes each fact once, writes no files, and may be out of reach."""

    def __init__(self) -> None:
        self.reachable = True
        self.taken: dict[str, str] = {}
        self.batches: list[str] = []

    def deliver(self, batch: Batch) -> Delivery:
        self.batches.append(batch.plan.name)
        for page in batch.pages():
            for _seq, id_, _station, _ledger, kind, *_rest in page:
                if not self.reachable and len(self.taken) >= 2:
                    raise Fault("EXPORT_NOT_WRITTEN", file=batch.plan.name, detail="out of reach")
                self.taken[id_] = kind
        return Delivery(batch.plan, len(self.taken))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


def _export(ledger: Ledger, tmp_path: Path, peer: FakePeer, target: str = "wms", **said: Any) -> Export:
    return Export(ledger, tmp_path / "station" / "exports", target, lambda _purpose: peer, **{"kinds": ["item.*"]} | said)


def _work(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        ledger.append("I-04", [received(plate(number)), graded(plate(number))])


def test_that_any_target_has_its_name_checked_its_purpose_agreed_and_its_cursor_kept(ledger: Ledger, tmp_path: Path) -> None:
    peer = FakePeer()
    with pytest.raises(Refusal, match="EXPORT_TARGET"):
        _export(ledger, tmp_path, peer, "../wms")
    with pytest.raises(Refusal, match="EXPORT_KIND"):
        _export(ledger, tmp_path, peer, kinds=["label.*"])
    _work(ledger, 1)
    (delivery,) = _export(ledger, tmp_path, peer).run()
    assert (delivery.files, delivery.manifest, remembered(ledger, "wms")) == ((), None, Purpose(kinds=("item.*",)))
    with pytest.raises(Refusal, match="EXPORT_TARGET_DIFFERS"):
        _export(ledger, tmp_path, peer, kinds=["lot.*"])
    assert _export(ledger, tmp_path, peer).run() == ()


def test_that_every_fact_of_a_target_is_acknowledged_pending_or_rejected(ledger: Ledger, tmp_path: Path) -> None:
    export = _export(ledger, tmp_path, FakePeer())
    for number in range(1, 4):
        _work(ledger, number)
        assert export.counts() == Counts(2 * number, 2 * number - 2, 2, 0)
        export.run()
        assert export.counts() == Counts(2 * number, 2 * number, 0, 0)


def test_that_a_delivery_without_files_can_be_told(ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _work(ledger, 1)
    deliveries = _export(ledger, tmp_path, FakePeer()).run()
    tell(deliveries, "en", as_json=False, follows=False)
    assert capsys.readouterr().out == "2 facts exported (1 to 2)\n"
    tell(deliveries, "en", as_json=True, follows=False)
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["files"], told["manifest"]) == (2, [], None)


def test_that_a_target_out_of_reach_gets_the_same_batch_again_and_then_what_came_meanwhile(ledger: Ledger, tmp_path: Path) -> None:
    peer = FakePeer()
    export = _export(ledger, tmp_path, peer)
    _work(ledger, 1, 2)
    peer.reachable = False
    with pytest.raises(Fault):
        export.run()
    assert export.counts() == Counts(4, 0, 4, 0)
    _work(ledger, 3)
    peer.reachable = True
    assert [(delivery.plan.first_seq, delivery.plan.last_seq) for delivery in export.run()] == [(1, 4), (5, 6)]
    assert peer.batches == [peer.batches[0]] * 2 + [peer.batches[2]]
    assert list(peer.taken) == [fact.id for fact in ledger.facts()]
    assert export.counts() == Counts(6, 6, 0, 0)
