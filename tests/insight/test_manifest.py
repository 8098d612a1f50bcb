"""What is in a lot: alike units on one line, exact values by currency, and only pictures that may leave the house."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from station.errors import Refusal
from station.insight.manifest import PRIVATE_SHOTS, manifest
from station.ledger.ledger import Ledger
from station.model.facts import PHOTO_ERASED, NewFact
from station.texts import named_shot
from tests.insight.stocked import lotted, shipped, unit
from tests.ledger.builders import open_ledger, overridden


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "station") as opened:
        yield opened


def test_that_a_lot_of_forty_lines_adds_up_to_the_cent(ledger: Ledger) -> None:
    plates = [unit(ledger, number, price="15.30", sku=f"SKU-{number:02}") for number in range(1, 41)]
    lotted(ledger, "L12", *plates)
    found = manifest(ledger.reader, "L12")
    assert (len(found.lines), len(found.units), found.totals) == (40, 40, {"EUR": Decimal("612.00")})


def test_that_units_alike_in_all_that_a_buyer_asks_for_share_a_line_and_others_do_not(ledger: Ledger) -> None:
    alike = [unit(ledger, number) for number in (1, 2, 3)]
    dearer, worse, other = unit(ledger, 4, price="25.00"), unit(ledger, 5, findings=("HOLE",)), unit(ledger, 6, sku="OTHER")
    lotted(ledger, "L12", *alike, dearer, worse, other)
    found = manifest(ledger.reader, "l12")
    assert sorted(line.quantity for line in found.lines) == [1, 1, 1, 3]
    together = next(line for line in found.lines if line.quantity == 3)
    assert ([each.lpn for each in together.units], together.worth) == (alike, Decimal("60.00"))


def test_that_amounts_of_two_currencies_are_never_added_up_and_what_is_unknown_is_counted(ledger: Ledger) -> None:
    lotted(ledger, "L12", unit(ledger, 1), unit(ledger, 2, price="100.00", currency="PLN"), unit(ledger, 3, price=None))
    found = manifest(ledger.reader, "L12")
    assert (found.totals, found.without_value) == ({"EUR": Decimal("20.00"), "PLN": Decimal("100.00")}, 1)


def test_that_what_a_supervisor_changed_afterwards_stands(ledger: Ledger) -> None:
    lpn = unit(ledger, 1, photos=[("a" * 64, "FRONT")])
    new = overridden(lpn, "B", "C", "salvage")
    ledger.append("S-01", [NewFact(new.kind, lpn, {**new.payload, "photos": [{"sha256": "b" * 64, "shot": "CLOSE", "finding": None}]})])
    lotted(ledger, "L12", lpn)
    (one,) = manifest(ledger.reader, "L12").units
    assert (one.grade, one.findings, str(one.value and one.value.amount)) == ("C", ("STAIN",), "20.00")
    assert [picture.name for picture in one.pictures] == [f"{lpn}_1_front.jpg", f"{lpn}_2_close.jpg"]


def test_that_a_picture_of_a_person_s_things_stays_here_and_one_that_was_erased_is_not_named(ledger: Ledger) -> None:
    shots = [("a" * 64, "FRONT"), ("b" * 64, "BOX_SERIAL"), ("c" * 64, "CLOSE"), ("d" * 64, "WIDE")]
    lotted(ledger, "L12", unit(ledger, 1, photos=shots))
    ledger.append("station", [NewFact(PHOTO_ERASED, "PHOTO", {"sha256": "c" * 64, "why": "retention"})])
    found = manifest(ledger.reader, "L12", has=lambda sha256: sha256 != "d" * 64)
    assert ([picture.shot for picture in found.pictures], found.withheld, found.absent) == (["FRONT"], 1, 1)


def test_that_every_picture_that_stays_here_is_one_that_the_bench_takes() -> None:
    assert [shot for shot in PRIVATE_SHOTS if named_shot(shot, "en") == shot.replace("_", " ").lower()] == []


def test_that_a_lot_that_has_left_still_has_its_manifest(ledger: Ledger) -> None:
    lpn = unit(ledger, 1)
    lotted(ledger, "L12", lpn)
    shipped(ledger, "L12", lpn)
    found = manifest(ledger.reader, "L12")
    assert (found.lot.state, [each.lpn for each in found.units]) == ("shipped", [lpn])


def test_that_a_lot_that_nobody_knows_has_no_manifest(ledger: Ledger) -> None:
    with pytest.raises(Refusal, match="LOT_UNKNOWN"):
        manifest(ledger.reader, "L99")
