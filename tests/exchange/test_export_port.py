"""Any target is one class that delivers: cursor, plan and counts are the same for all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from station.errors import Fault
from station.exchange.batches import Batch, Delivery, Target
from station.exchange.export import Export
from station.exchange.purposes import agreed
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts
from tests.ledger.builders import graded, open_ledger, plate, received

ROOT: Final = Path(__file__).parents[2]


class FakePeer(Target):
    """A main system that takes each fact once, refuses some plates for good, and may be out of reach."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.reachable = True
        self.taken: dict[str, str] = {}
        self.batches: list[str] = []

    def deliver(self, batch: Batch) -> Delivery:
        self.batches.append(batch.plan.name)
        rejected: dict[int, str] = {}
        for page in batch.pages():
            for seq, id_, *_rest, kind, _version, _at, _actor, subject, _payload, _context, _previous, _digest in page:
                if not self.reachable and len(self.taken) >= 2:
                    raise Fault("EXPORT_NOT_WRITTEN", file=batch.plan.name, detail="out of reach")
                if subject == self.refuses:
                    rejected[seq] = f"no such article: {kind}"
                else:
                    self.taken[id_] = kind
        return Delivery(batch.plan, len(self.taken), rejected)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


def _export(ledger: Ledger, tmp_path: Path, peer: FakePeer) -> Export:
    return Export(ledger, tmp_path / "station" / "exports", "wms", agreed(ledger, "wms", None, ["item.*"], (), ""), peer)


def _work(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        ledger.append("I-04", [received(plate(number)), graded(plate(number))])


def test_that_what_a_target_refuses_waits_for_a_person_and_holds_nobody_up(ledger: Ledger, tmp_path: Path) -> None:
    peer = FakePeer(refuses=plate(2))
    export = _export(ledger, tmp_path, peer)
    _work(ledger, 1, 2, 3)
    (delivery,) = export.run()
    assert dict(delivery.rejected) == {3: "no such article: item.received", 4: "no such article: item.graded"}
    assert export.counts() == Counts(6, 4, 0, 2)
    with ledger.reader.connect() as connection:
        rows = connection.exec_driver_sql("SELECT seq, state, answer FROM reader_exceptions WHERE reader = 'export:wms' ORDER BY seq").all()
    assert [tuple(row) for row in rows] == [
        (3, "rejected", "no such article: item.received"),
        (4, "rejected", "no such article: item.graded"),
    ]
    _work(ledger, 4)
    export.run()
    assert export.counts() == Counts(8, 6, 0, 2)
    assert export.run() == ()


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
