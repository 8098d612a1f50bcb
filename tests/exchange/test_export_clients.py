"""An export by client and by kind: everything of it, and nothing of another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.errors import Refusal
from station.exchange.batches import KINDS, Delivery
from station.exchange.export import FolderExport
from station.exchange.purposes import covering, remembered
from station.knowledge.writing import write_products
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts
from station.model.facts import ITEM_CORRECTED, ITEM_RELEASED, PERSON_ADDED, NewFact
from station.model.goods import Product
from tests.exchange.outgoing import facts, mixed, unit
from tests.ledger.builders import graded, held, open_ledger, overridden, plate, received, reopened


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    return tmp_path / "station" / "exports"


def _kinds(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [fact["kind"] for fact in facts(*deliveries)]


def _refusal(ledger: Ledger, exports: Path, target: str, **said: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        FolderExport(ledger, exports, target, **said)
    return raised.value


def test_that_a_clients_export_holds_everything_of_it_and_nothing_of_another(ledger: Ledger, exports: Path) -> None:
    mixed(ledger, rounds=2)
    every = facts(*FolderExport(ledger, exports).run())
    seen: list[str] = []
    for target, client in (("a", "northwind"), ("b", "southwind"), ("c", "Südwind & Co.")):
        export = FolderExport(ledger, exports, target, client=client)
        mine = facts(*export.run())
        units = {fact["subject"] for fact in every if fact["payload"].get("client") == client}
        assert [fact["id"] for fact in mine] == [fact["id"] for fact in every if fact["subject"] in units]
        assert {fact["payload"].get("client", client) for fact in mine} == {client}
        assert (len(mine), export.counts()) == (14, Counts(14, 14, 0, 0))
        seen += [fact["id"] for fact in mine]
    assert sorted(seen) == sorted(fact["id"] for fact in every)


def test_that_a_client_with_nothing_new_gets_no_file_while_others_do(ledger: Ledger, exports: Path) -> None:
    mixed(ledger)
    export = FolderExport(ledger, exports, "north", client="northwind")
    assert len(export.run()) == 1
    unit(ledger, 4, "southwind")
    assert export.run() == ()
    assert export.counts() == Counts(7, 7, 0, 0)
    unit(ledger, 5, "northwind")
    assert export.counts() == Counts(14, 7, 7, 0)
    assert {fact["subject"] for fact in facts(*export.run())} == {"B01-P000005-X", plate(5)}


def test_that_a_batch_of_one_client_goes_over_pages_without_a_fact_of_it(
    ledger: Ledger, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.exchange.export._PAGE", 3)
    unit(ledger, 1, "northwind")
    for number in range(2, 6):
        unit(ledger, number, "southwind")
    unit(ledger, 6, "northwind")
    (delivery,) = FolderExport(ledger, exports, "north", client="northwind").run()
    assert delivery.acknowledged == len(facts(delivery)) == 14


def _found_out(lpn: str, old: str, new: str, **said: object) -> NewFact:
    what = {"client": [old, new], "sku": [None, "YL-BLK-M"]}
    return NewFact(ITEM_CORRECTED, lpn, {"what": what, "corrects": "B01:x:2", "by": "S-01", **said}, {"rma": "RMA-10023"})


def test_that_a_client_that_is_found_out_later_gets_the_correction_and_all_that_follows(ledger: Ledger, exports: Path) -> None:
    mixed(ledger)
    north = FolderExport(ledger, exports, "north", client="northwind")
    south = FolderExport(ledger, exports, "south", client="southwind")
    assert [len(export.run()) for export in (north, south)] == [1, 1]
    ledger.append("I-04", [received(plate(8), client="", sku=None), held(plate(8), client="")])
    assert north.run() == ()
    released = NewFact(ITEM_RELEASED, plate(8), {"decision": "IDENTIFY", "by": "S-01", "client": ""})
    ledger.append("S-01", [released, _found_out(plate(8), "", "northwind", client="northwind")])
    ledger.append("I-04", [graded(plate(8)), overridden(plate(8), "B", "C", "salvage")])
    assert _kinds(north.run()) == ["item.corrected", "item.graded", "item.overridden"]
    assert south.run() == ()
    assert north.counts() == Counts(10, 10, 0, 0)
    everybody = FolderExport(ledger, exports, kinds=["item.corrected"])
    assert _kinds(everybody.run()) == ["item.corrected"]


def test_that_a_unit_that_moves_to_another_client_goes_on_in_its_file_only(ledger: Ledger, exports: Path) -> None:
    mixed(ledger)
    ledger.append("I-04", [received(plate(8), client="southwind"), held(plate(8), client="southwind")])
    ledger.append("S-01", [_found_out(plate(8), "southwind", "northwind"), overridden(plate(1), "B", "C", "salvage")])
    ledger.append("I-04", [held(plate(8), client="northwind"), reopened(plate(8), "B01:x:9")])
    north, south = (FolderExport(ledger, exports, client[:5], client=client).run() for client in ("northwind", "southwind"))
    of_unit = [[fact["kind"] for fact in facts(*found) if fact["subject"] == plate(8)] for found in (north, south)]
    assert of_unit == [["item.corrected", "item.held", "item.reopened"], ["item.received", "item.held"]]


def test_that_a_client_that_is_not_here_is_refused_with_those_that_are(ledger: Ledger, exports: Path) -> None:
    unit(ledger, 1, "northwind")
    with ledger.writer.begin() as connection:
        write_products(connection, [Product("eastwind", "E-1", "Scarf")])
    ledger.append("I-04", [received(plate(2), client="")])
    for client in ("westwind", "NORTHWIND", ""):
        refusal = _refusal(ledger, exports, "west", client=client)
        assert (refusal.code, refusal.params) == ("EXPORT_CLIENT", {"client": client, "known": "eastwind, northwind"})
    assert remembered(ledger, "west") is None
    assert FolderExport(ledger, exports, "east", client="eastwind").run() == ()


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        (["item.graded"], {"item.graded"}),
        (["item.*"], {"item.received", "item.graded", "item.overridden", "item.reopened", "item.restocked"}),
        (["parcel.*", "item.restocked"], {"parcel.arrived", "item.restocked"}),
        (["lot.*"], set()),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, list) else "",
)
def test_that_only_the_kinds_that_were_asked_for_leave(ledger: Ledger, exports: Path, kinds: list[str], left: set[str]) -> None:
    mixed(ledger)
    export = FolderExport(ledger, exports, "some", kinds=kinds)
    found = _kinds(export.run())
    assert set(found) == left
    assert export.counts() == Counts(len(found), len(found), 0, 0)


@pytest.mark.parametrize("kind", ["label.*", "label.queued", "person.added", "item.grated", "item", "*", "", "item.%", "bin.counted"])
def test_that_what_does_not_leave_is_refused(ledger: Ledger, exports: Path, kind: str) -> None:
    ledger.append("S-01", [NewFact(PERSON_ADDED, "I-04", {"role": "inspector"})])
    assert _refusal(ledger, exports, "some", kinds=["item.graded", kind]).code == "EXPORT_KIND"
    assert remembered(ledger, "some") is None


def test_that_kinds_are_the_same_however_they_are_said() -> None:
    assert covering(["item.graded", "parcel.*", "item.*", "item.*"]) == ("parcel.*", "item.*")
    assert covering(["item.held", "item.graded", "item.held"]) == ("item.graded", "item.held")
    assert covering(["lot.*", "item.*", "parcel.*"]) == KINDS
    assert covering([]) == ()
