"""Alerts, categories and shipments; other codes and styles of products, several serial numbers; categories that nobody knows."""

from station.exchange.columns import columns
from station.model.goods import Alert
from tests.exchange.conftest import Desk, refused_codes, refused_rows
from tests.exchange.files import json_lines

RUBRICS = ("apparel", "general", "electronics")


def test_that_an_alert_is_about_one_code_and_holds_unless_it_says_otherwise(desk: Desk) -> None:
    report = desk.hand_in(
        "alerts",
        "client,rma,sku,serial,lot,say,then,until\n"
        "northwind,,YL-M,,,Call Ms Lee,tell,2026-12-31\n"
        ",,,,L-77,Recalled by the maker,quarantine,\n"
        "northwind,RMA-1,,,,Police case,,\n"
        "northwind,RMA-1,YL-M,,,both,,\n"
        "northwind,,,,,neither,,\n"
        "northwind,,,S-9,,,hold,\n"
        "northwind,,,S-9,,x,burn,\n"
        "NORTHWIND,,yl-m,,,x,,31.12.2026\n",
    )
    assert (report.client, report.added) == ("", 3)
    assert refused_codes(report) == [
        (5, "", "ROW_ALERT_ABOUT"), (6, "", "ROW_ALERT_ABOUT"), (7, "say", "CELL_EMPTY"), (8, "then", "CELL_CHOICE"),
        (9, "until", "CELL_DATE"),
    ]  # fmt: skip
    found = desk.knowledge.alerts([("sku", "yl-m"), ("lot", "l-77"), ("rma", "RMA-1")], "2026-11-21")
    assert set(found) == {
        Alert("northwind", "sku", "YL-M", "Call Ms Lee", "tell", "2026-12-31"),
        Alert("", "lot", "L-77", "Recalled by the maker", "quarantine"),
        Alert("northwind", "rma", "RMA-1", "Police case", "hold"),
    }


def test_that_the_client_named_on_the_command_line_counts_for_alerts_that_name_none(desk: Desk) -> None:
    desk.hand_in("alerts", "sku,say\nA,x\n", client="northwind")
    assert desk.knowledge.alerts([("sku", "A")], "2026-11-21")[0].client == "northwind"


def test_that_a_category_leads_to_a_rubric_that_there_is(desk: Desk) -> None:
    content = "their category,our rubric,client\nTops,Apparel,\nPhones,electronics,northwind\nShoes,footwear,\nTOPS,general,\n"
    report = desk.hand_in("categories", content, rubrics=RUBRICS)
    assert (report.added, refused_codes(report)) == (2, [(4, "our rubric (rubric)", "CELL_RUBRIC"), (5, "", "ROW_TWICE")])
    assert "apparel, electronics, general" in refused_rows(report)[0]["reason"]
    desk.products("sku,category\nA,tops\n")
    assert desk.knowledge.products("A")[0].rubric == "apparel"
    assert desk.hand_in("categories", content, rubrics=RUBRICS).unchanged == 2


def test_that_shipments_are_counted_by_week_or_day(desk: Desk) -> None:
    report = desk.hand_in(
        "shipments",
        "sku,week,date,units,market,client\nA,2026-W47,,120,de,northwind\nA,2026w48,,0,,northwind\nA,,2026-11-21,7,,northwind\n"
        "B,2026-W54,,1,,northwind\nB,47,,1,,northwind\nB,2026-W47,2026-11-21,1,,northwind\nB,,,1,,northwind\nB,2026-W47,,,,northwind\n"
        "B,2026-W47,,-1,,northwind\nA,2026-W47,,120,DE,northwind\n",
    )
    assert report.added == 3
    assert refused_codes(report) == [
        (5, "week", "CELL_WEEK"), (6, "week", "CELL_WEEK"), (7, "", "ROW_PERIOD"), (8, "", "ROW_PERIOD"), (9, "", "ROW_UNITS"),
        (10, "units", "CELL_NUMBER"), (11, "", "ROW_TWICE"),
    ]  # fmt: skip
    assert [tuple(row) for row in desk.tables()["shipments"]] == [
        ("northwind", "A", "2026-11-21", "", 7), ("northwind", "A", "2026-W47", "DE", 120), ("northwind", "A", "2026-W48", "", 0),
    ]  # fmt: skip


def test_that_shipments_must_say_whose_they_are(desk: Desk) -> None:
    assert desk.refusal("shipments", "sku,week,units\nA,2026-W47,1\n", client="").code == "CLIENT_NEEDED"


def test_that_a_product_is_found_by_its_other_codes_and_knows_its_style(desk: Desk) -> None:
    report = desk.products("sku,parent sku,fnsku\nYL-M,YL,X001ABCDEF| OLD-7 |X001ABCDEF\nYL-L,YL,\n")
    assert (report.added, refused_rows(report)) == (2, [])
    (product,) = desk.knowledge.products("old-7")
    assert (product.sku, product.style, product.codes) == ("YL-M", "YL", ("X001ABCDEF", "OLD-7"))
    assert desk.products("sku,parent sku,fnsku\nYL-M,YL,X001ABCDEF|OLD-7\nYL-L,YL,\n").unchanged == 2


def test_that_a_return_may_name_several_serial_numbers_of_one_unit(desk: Desk) -> None:
    desk.returns("rma,sku,serial\nR-1,PHONE,350000000000006 | 350000000000014|F2LX99\n")
    (line,) = desk.knowledge.by_serial("f2lx99")
    assert line.serials == ("350000000000006", "350000000000014", "F2LX99")


def test_that_categories_that_nobody_knows_are_counted_and_never_refused(desk: Desk) -> None:
    desk.hand_in("categories", "category,rubric\nTops,apparel\n", rubrics=RUBRICS)
    rows = ["A,TOPS", "B,Apparel", "C,Vases", "D,Vases", "E,Lamps", "F,"]
    report = desk.products("sku,category\n" + "\n".join(rows) + "\n", rubrics=RUBRICS)
    assert (report.added, report.refused, report.unmapped, report.unmapped_names) == (6, 0, 3, (("Vases", 2), ("Lamps", 1)))
    again = desk.products("sku,category\nC,Vases\n", rubrics=RUBRICS)
    assert (again.unchanged, again.unmapped) == (1, 1)


def test_that_lists_come_as_json_lines_too(desk: Desk) -> None:
    report = desk.hand_in(
        "alerts", json_lines('{"lot": 4711, "say": "stop", "until": "2026-12-31"}', '{"lot": "X", "say": "stop", "until": 5}')
    )
    assert (report.added, refused_codes(report)) == (1, [(2, "until", "CELL_DATE_NUMBER")])


def test_that_every_column_of_a_list_is_known_by_its_own_name() -> None:
    for kind in ("alerts", "categories", "shipments"):
        assert all(columns(kind).find(name) == name for name in columns(kind).names)
