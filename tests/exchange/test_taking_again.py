"""The same file again changes nothing; a changed one changes what it changes; a cut-off one goes on; whose goods they are."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.exchange.imports import ImportReport, Progress
from tests.exchange.conftest import Desk, refused_codes, refused_rows

RETURNS = "rma,sku,tracking\nR-1,A,T-1\nR-1,A,T-1\nR-2,B,T-2|T-3\nR-1,C,T-4\n"


def _figures(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.refused


def test_that_the_same_returns_file_again_changes_nothing(desk: Desk) -> None:
    assert _figures(desk.returns(RETURNS)) == (4, 0, 0, 0)
    before = desk.tables()
    assert _figures(desk.returns(RETURNS)) == (0, 0, 4, 0)
    assert desk.tables() == before


def test_that_lines_without_a_number_are_the_nth_of_their_return(desk: Desk) -> None:
    desk.returns(RETURNS)
    assert [(line.line, line.sku) for line in desk.knowledge.by_rma("R-1")] == [("1", "A"), ("2", "A"), ("3", "C")]


def test_that_a_refused_row_keeps_its_number_free_until_it_is_put_right(desk: Desk) -> None:
    report = desk.returns("rma,sku,quantity\nR-1,A,1\nR-1,B,zero\nR-1,C,1\n")
    assert (report.added, refused_codes(report)) == (2, [(3, "quantity", "CELL_NUMBER")])
    assert _figures(desk.returns("rma,sku,quantity\nR-1,A,1\nR-1,B,2\nR-1,C,1\n")) == (1, 0, 2, 0)
    assert [(line.line, line.sku, line.quantity) for line in desk.knowledge.by_rma("R-1")] == [("1", "A", 1), ("2", "B", 2), ("3", "C", 1)]


def test_that_a_given_number_and_a_counted_one_do_not_fall_together(desk: Desk) -> None:
    report = desk.returns("rma,line,sku\nR-1,2,A\nR-1,,B\n")
    assert (report.added, refused_codes(report)) == (1, [(3, "", "ROW_TWICE")])


def test_that_the_same_order_and_return_number_lives_at_every_client(desk: Desk) -> None:
    report = desk.returns("client,rma,sku,order\nnorthwind,R-1,A,1001\nsouthwind,R-1,A,1001\n")
    assert report.added == 2
    assert [(line.client, line.line) for line in desk.knowledge.by_rma("R-1")] == [("northwind", "1"), ("southwind", "1")]


def test_that_a_changed_row_is_counted_as_changed_and_its_old_codes_are_gone(desk: Desk) -> None:
    desk.products("sku,gtin,price\nA,4006381333931,1.00\nB,96385074,2.00\n")
    assert _figures(desk.products("sku,gtin,price\nA,012345678905,1.00\nB,96385074,2.00\nC,,3.00\n")) == (1, 1, 1, 0)
    assert desk.knowledge.products("4006381333931") == ()
    assert [product.sku for product in desk.knowledge.products("012345678905")] == ["A"]


def test_that_a_gtin_may_belong_to_several_products(desk: Desk) -> None:
    desk.products("client,sku,gtin\nnorthwind,A,96385074\nsouthwind,B,96385074\n")
    assert [product.sku for product in desk.knowledge.products("96385074")] == ["A", "B"]


def test_that_a_shop_without_clients_needs_to_name_none(desk: Desk) -> None:
    products = desk.take("products", desk.put("p.csv", "sku\nA\n"))
    returns = desk.take("returns", desk.put("r.csv", "rma,sku\nR-1,A\n"))
    assert (products.client, returns.client, returns.added) == ("main", "main", 1)


def test_that_rows_belong_to_the_only_client_unless_they_say_otherwise(desk: Desk) -> None:
    desk.products("sku\nA\n", client="northwind")
    report = desk.take("returns", desk.put("r.csv", "rma,sku,client\nR-1,A,\nR-2,A,southwind\n"))
    assert (report.client, report.added) == ("northwind", 2)
    again = desk.take("returns", desk.put("r.csv", "rma,sku,client\nR-1,A,\nR-2,A,southwind\n"))
    assert (again.client, again.unchanged, refused_codes(again)) == ("", 1, [(2, "client", "ROW_WITHOUT_CLIENT")])


def test_that_a_client_is_the_same_in_any_case_on_the_command_line(desk: Desk) -> None:
    desk.products("sku\nA\n", client="northwind")
    assert desk.returns("rma,sku\nR-1,A\n", client="NorthWind").client == "northwind"


def test_that_a_cancelled_import_keeps_what_it_took_and_goes_on_the_next_time(desk: Desk) -> None:
    content = "sku\n" + "".join(f"S-{number}\n" for number in range(2_000))
    told: list[Progress] = []
    report = desk.products(content, progress=told.append, cancelled=lambda: len(told) == 2)
    assert report.cancelled
    assert 0 < report.added == report.rows < 2_000
    assert len(desk.tables()["products"]) == report.added
    rest = desk.products(content)
    assert (rest.added, rest.unchanged, rest.cancelled) == (2_000 - report.added, report.added, False)


def test_that_progress_tells_rows_and_bytes_up_to_the_whole_file(desk: Desk) -> None:
    content = "sku\n" + "".join(f"S-{number}\n" for number in range(2_000))
    told: list[Progress] = []
    desk.products(content, progress=told.append)
    assert [progress.rows for progress in told] == sorted({progress.rows for progress in told})
    assert told[-1] == Progress(2_000, len(content), len(content))
    assert len(told) >= 3


def test_that_the_report_of_refused_rows_lies_beside_the_file_and_goes_when_all_is_well(desk: Desk) -> None:
    report = desk.products("sku,weight_g\nA,heavy\n")
    assert report.refused_file == desk.inbox / "products.csv.refused.csv"
    assert report.beside
    assert sorted(path.name for path in desk.inbox.iterdir()) == ["products.csv", "products.csv.refused.csv"]
    again = desk.products("sku,weight_g\nA,300\n")
    assert (again.added, again.refused_file) == (1, None)
    assert [path.name for path in desk.inbox.iterdir()] == ["products.csv"]


def test_that_a_file_of_that_name_that_is_not_ours_is_left_alone(desk: Desk) -> None:
    theirs = desk.put("products.csv.refused.csv", "my own notes\n")
    desk.products("sku\nA\n")
    assert theirs.read_text(encoding="utf-8") == "my own notes\n"


def test_that_the_report_goes_to_the_station_where_the_folder_of_the_file_takes_none(desk: Desk) -> None:
    (desk.inbox / "products.csv.refused.csv").mkdir()
    report = desk.products("sku,weight_g\nA,heavy\n")
    assert (report.refused_file, report.beside) == (desk.reports / "products.csv.refused.csv", False)
    assert refused_rows(report)[0]["value"] == "heavy"


@pytest.fixture
def read_only(desk: Desk) -> Iterator[Path]:
    """A folder with a products file that takes no other file, as a shared drive may be."""
    tools = [shutil.which(name) for name in ("mount", "umount")]
    if os.geteuid() != 0 or None in tools:
        pytest.skip("a read-only mount takes root and mount(8)")
    folder = desk.inbox / "shared"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let root mount")
    try:
        (folder / "products.csv").write_text("sku,weight_g\nA,heavy\n", encoding="utf-8")
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_that_a_file_from_a_read_only_drive_is_taken_and_its_report_lies_in_the_station(desk: Desk, read_only: Path) -> None:
    report = desk.take("products", read_only / "products.csv")
    assert (report.refused_file, report.beside) == (desk.reports / "products.csv.refused.csv", False)


def test_that_a_report_that_fits_nowhere_is_a_fault(desk: Desk) -> None:
    (desk.inbox / "products.csv.refused.csv").mkdir()
    desk.reports.write_text("in the way", encoding="utf-8")
    said = desk.refusal("products", "sku,weight_g\nA,heavy\n")
    assert (said.code, said.severity) == ("REPORT_NOT_WRITTEN", "fault")


def test_that_refused_cells_are_harmless_in_a_spreadsheet(desk: Desk) -> None:
    report = desk.products("sku,weight_g\nA,=HYPERLINK(0)\nB,-5\nC,heavy\n")
    assert [row["value"] for row in refused_rows(report)] == ["'=HYPERLINK(0)", "'-5", "heavy"]


def test_that_refused_rows_are_listed_in_the_order_of_the_file(desk: Desk) -> None:
    report = desk.products("sku,weight_g\nA,1\nB,x\nA,1\nC,y\n")
    assert [line for line, _, _ in refused_codes(report)] == [3, 4, 5]
    assert report.rows == report.added + report.changed + report.unchanged + report.refused
