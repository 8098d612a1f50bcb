"""A station with some units in every usual place, for whoever lists and finds them."""

from pathlib import Path
from random import Random

from station.assembly import Station, open_station
from station.knowledge.writing import write_products
from station.model.facts import ITEM_RESTOCKED, ITEM_TOTED, NewFact
from station.model.goods import Product
from station.model.people import Role
from station.settings import change_settings
from tests.crash.worker import picture
from tests.ledger.builders import FakeClock, graded, held, plate, received
from tests.once import copied

DANGEROUS = '=HYPERLINK("http://example.org","a")'


def make_shelf(data: Path, *, people: bool = True) -> Path:
    """Seven units of two clients by Ada and Bo: graded A, B (with a picture), C, held, not graded, in a tote, in a bin.

    Without people those are I-01 and I-02, and nobody has to sign in.
    """
    copied(_shelf, data, people)
    return data


def _shelf(data: Path, people: bool) -> None:
    with open_station(data, FakeClock(), "B01") as opened:
        ada, bo = [opened.people.add(name, Role.INSPECTOR)[0].id for name in ("Ada", "Bo")] if people else ("I-01", "I-02")
        with opened.ledger.writer.begin() as connection:
            write_products(connection, [Product(client, "YL-BLK-M", "Legging, black, M", "apparel") for client in ("alpine", "northwind")])
        digest = opened.photos.put(picture(Random(3)))
        opened.ledger.append(ada, [received(plate(1), "RMA-1"), graded(plate(1), "A", (), disposition="restock", bin="A-01-02")])
        opened.ledger.append(ada, [received(plate(2), "RMA-2"), graded(plate(2), "B", photos=[digest])])
        opened.ledger.append(bo, [received(plate(3), "RMA-3", client="alpine", title=DANGEROUS), graded(plate(3), "C", client="alpine")])
        opened.ledger.append(bo, [received(plate(4), "RMA-4", client="alpine", category="shoes"), held(plate(4), client="alpine")])
        opened.ledger.append(bo, [received(plate(5), "RMA-5", title="")])
        opened.ledger.append(ada, [received(plate(6), "RMA-6"), graded(plate(6)), _toted(6, "T7")])
        opened.ledger.append(ada, [received(plate(7), "RMA-6"), graded(plate(7), "A"), _toted(7, "T7"), _restocked(7)])
    change_settings(data, {"site.time_zone": "Europe/Berlin"})


def add_units(opened: Station, first: int, last: int, **changes: object) -> None:
    """More of them, graded B, in one go."""
    facts = [
        fact for number in range(first, last + 1) for fact in (received(plate(number), f"RMA-{number}", **changes), graded(plate(number)))
    ]
    opened.ledger.append("I-01", facts)


def _toted(number: int, tote: str) -> NewFact:
    return NewFact(ITEM_TOTED, plate(number), {"tote": tote, "disposition": "outlet", "client": "northwind"})


def _restocked(number: int) -> NewFact:
    return NewFact(ITEM_RESTOCKED, plate(number), {"bin": "A-01-02", "tote": "T7"})
