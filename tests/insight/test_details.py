"""What `show` knows of one unit beyond its grade, and what `today` and `doctor` say of goods that have no category."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from station.assembly import Station, open_station, read_station
from station.clock import SystemClock, moment
from station.demo import demo_photos
from station.exchange.imports import import_file
from station.exchange.kinds import Kind
from station.insight.details import Details, answer_names
from station.insight.doctor import examine
from station.insight.unmapped import graded_as_anything_else
from station.knowledge.documents import Documents
from station.model import facts as kinds
from station.model.facts import Fact
from station.session.rulebook import load_rulebook
from station.session.saved import parts
from station.shift import run_bench
from tests.insight.conftest import SteppingClock
from tests.insight.test_show import told
from tests.ledger.builders import START, FakeClock, graded, open_ledger, plate, received
from tests.once import copy_folder

FILES: dict[Kind, str] = {
    "products": "client,sku,gtin,title,category,price,currency,bin,tracks,factory_sealed,has_battery,mains_powered,stores_data\n"
    "northwind,CAM,9521321009998,Camera,Electronics,199.00,EUR,E-01,serial,yes,yes,no,no\n"
    "northwind,CRM,9521321009981,Cream,Beauty,19.00,EUR,E-02,lot+expiry,yes,no,no,no\n"
    "northwind,LAMP,9521321009974,Lamp,Lighting,19.00,EUR,E-03,none,no,no,no,no\n",
    "categories": "client,category,rubric\nnorthwind,Beauty,beauty_hygiene\n",
    "returns": "rma,client,sku,serial\nRMA-1,northwind,CAM,SN12345\nRMA-2,northwind,CRM,\nRMA-3,northwind,LAMP,\n",
    "alerts": "client,rma,say,then\nnorthwind,RMA-3,Call Ada,tell\n",
}
SCANS = """
RMA-1
9521321009998
RS-AS-NEW
SN12345
1
RMA-2
9521321009981
RS-AS-NEW
2099-03-31
L77
1
RMA-3
9521321009974
RS-AS-NEW
"""


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station that compared a serial, read a date and a batch, told an alert, and graded a lamp of which it knows no category."""
    folder = tmp_path_factory.mktemp("traced")
    clock = SteppingClock()
    with open_station(folder / "data", clock, "B02") as opened:
        for kind, text in FILES.items():
            file = folder / f"{kind}.csv"
            file.write_text(text)
            names = opened.documents.categories()
            import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports", rubrics=names)
    demo_photos(folder / "pictures", 2)
    run_bench(folder / "data", clock, SCANS.splitlines(), StringIO(), as_json=True, photos=folder / "pictures", who="Ada")
    return folder / "data"


@pytest.fixture
def seen(traced: Path) -> Iterator[Station]:
    with read_station(traced, SteppingClock()) as opened:
        yield opened


def lines(station: Station, title: str) -> list[str]:
    plate = next(fact.subject for fact in station.ledger.facts(kinds=(kinds.ITEM_RECEIVED,)) if fact.payload["title"] == title)
    return told(station, plate).details.lines(station.name_of, answer_names(station.documents), "en")


def test_that_a_serial_is_told_with_what_it_was_compared_with(seen: Station) -> None:
    assert lines(seen, "Camera") == ["serial number: SN12345", "serial (scanned): As sold; the order names SN12345"]


def test_that_a_date_and_a_batch_are_told_with_what_came_of_them(seen: Station) -> None:
    assert sorted(lines(seen, "Cream")) == ["expires: 31 Mar 2099", "expiry (scanned): In date", "lot: L77"]


def test_that_an_alert_is_told_with_its_words(seen: Station) -> None:
    assert lines(seen, "Lamp") == ["alert: Call Ada"]


def test_that_the_details_of_a_unit_are_part_of_its_json(seen: Station) -> None:
    details = told(seen, "SN12345").as_json()["details"]
    assert (details["traced"], details["sold"], details["rubric"]) == ({"serial": "SN12345"}, ["SN12345"], "electronics")
    assert [(scan["check"], scan["answer"]) for scan in details["scans"]] == [("SERIAL", "MATCH")]
    assert told(seen, "RMA-2").as_json()["details"]["traced"] == {}


def test_that_units_graded_as_anything_else_for_want_of_a_category_are_counted_by_day(seen: Station) -> None:
    zone = ZoneInfo("Europe/Berlin")
    last = next(fact.at for fact in seen.ledger.facts(kinds=(kinds.ITEM_GRADED,)))
    day = moment(last).astimezone(zone).date()
    assert graded_as_anything_else(seen.reader, day, zone) == {("northwind", "Lighting"): 1}
    assert graded_as_anything_else(seen.reader, day.replace(year=day.year - 1), zone) == {}
    assert graded_as_anything_else(seen.reader, day.replace(year=day.year + 1), zone) == {}


def test_that_a_unit_with_an_older_time_does_not_hide_those_before_it(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "data", clock) as ledger:
        for number, hours in enumerate((-72, 0, -48), start=1):
            clock.time = START + timedelta(hours=hours)
            facts = [received(plate(number), category="Lighting"), graded(plate(number), rubric="general@1:00000000")]
            ledger.append("I-04", facts)
        days = [graded_as_anything_else(ledger.reader, START.date() - timedelta(days=ago), ZoneInfo("UTC")).total() for ago in range(4)]
        assert days == [1, 0, 1, 1]


def test_that_what_was_graded_before_the_day_is_not_read(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path / "data", clock) as ledger:
        facts = [fact for number in range(1200) for fact in (received(plate(number)), graded(plate(number)))]
        ledger.append("I-04", facts)
        read: list[str] = []

        def rubric(payload: str, _path: str) -> str:
            read.append(payload)
            return str(json.loads(payload)["rubric"])

        with ledger.reader.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.create_function("json_extract", 2, rubric)
        assert not graded_as_anything_else(ledger.reader, START.date() + timedelta(days=1), ZoneInfo("UTC"))
        assert 0 < len(read) < 600


def test_that_a_category_which_is_mapped_to_anything_else_on_purpose_is_not_counted(traced: Path, tmp_path: Path) -> None:
    copy_folder(traced, tmp_path / "data")
    with open_station(tmp_path / "data", SteppingClock()) as opened:
        file = tmp_path / "categories.csv"
        file.write_text("client,category,rubric\nnorthwind,LIGHTING,general\n")
        import_file(
            "categories", file, ledger=opened.ledger, knowledge=opened.knowledge, reports=tmp_path, rubrics=opened.documents.categories()
        )
        zone = ZoneInfo("UTC")
        last = next(fact.at for fact in opened.ledger.facts(kinds=(kinds.ITEM_GRADED,)))
        assert graded_as_anything_else(opened.reader, moment(last).date(), zone) == {}


def test_that_the_check_up_names_products_of_categories_that_no_rubric_knows(traced: Path) -> None:
    check = next(each for each in examine(traced, SystemClock(), parts, load_rulebook) if each.name == "categories")
    assert (check.level, check.message.endswith("1, inspected as anything else: Lighting (northwind: 1).")) == ("warn", True)


def test_that_the_check_up_names_a_policy_with_which_no_bench_would_start(traced: Path) -> None:
    folder = traced / "documents" / "policies"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "holds.toml").write_text('name = "holds"\nedition = 3\nshelf = { CLIENT = "" }\n')
    try:
        check = next(each for each in examine(traced, SystemClock(), parts, load_rulebook) if each.name == "documents")
    finally:
        (folder / "holds.toml").unlink()
    assert (check.level, "Policy holds is wrong at shelf, CLIENT" in check.message) == ("bad", True)


def fact(seq: int, kind: str, payload: dict[str, Any], context: dict[str, Any] | None = None) -> Fact:
    return Fact(f"B02:x:{seq}", "B02", "x", seq, kind, 1, "2026-11-21T20:18:25.123Z", "I-01", "B02-000033-E", payload, context, "", "")


RECEIVED = fact(1, kinds.ITEM_RECEIVED, {"rubric": "general", "sold": [], "lot": "L1"})
CHOSEN = fact(2, kinds.ITEM_CORRECTED, {"what": {"rubric": ["general", "toys"]}, "by": "I-07"})
HELD = fact(3, kinds.ITEM_HELD, {"alerts": [{"kind": "sku", "then": "hold"}], "checks": []}, {"alerts": ["Ask the client"]})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([RECEIVED], ["lot: L1"]),
        ([RECEIVED, CHOSEN], ["lot: L1", "category chosen by Grace: toys instead of general"]),
        ([RECEIVED, HELD], ["lot: L1", "alert, stops the unit: Ask the client"]),
        ([RECEIVED, fact(4, kinds.ITEM_HELD, HELD.payload, None)], ["lot: L1", "alert, stops the unit: what it said was erased"]),  # type: ignore[arg-type]
    ],
)
def test_that_a_chosen_category_and_alerts_are_told_even_when_their_words_were_erased(facts: list[Fact], said: list[str]) -> None:
    naming: Callable[[str], str] = {"I-07": "Grace"}.__getitem__
    assert Details.of(facts).lines(naming, answer_names(Documents(Path("nowhere"))), "en") == said
