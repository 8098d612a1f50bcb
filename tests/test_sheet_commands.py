"""The commands that make something to print: which paper, which label stock, which names; nothing is used up by a refusal."""

from pathlib import Path

import pypdfium2
import pytest

from station.assembly import open_station
from station.cli.paper import Stock
from station.clock import SystemClock
from station.demo import demo_photos
from station.labels.papers import stocks
from station.model.labels import STOCKS
from station.resources import resources
from tests.labels.readers import codes, page
from tests.test_cli import PLATE, SCANS, refused, run_in

_MM = 72 / 25.4


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one unit graded A. Tests only look at it."""
    folder = tmp_path_factory.mktemp("shop")
    demo_photos(folder / "pictures", 1)
    for kind in ("products", "returns"):
        file = folder / f"{kind}.csv"
        file.write_bytes(resources().joinpath("demo", f"{kind}.csv").read_bytes())
        assert run_in(folder / "data", "import", kind, str(file)).exit_code == 0
    assert run_in(folder / "data", "bench", "--as", "Ada", "--photos", str(folder / "pictures"), text=SCANS).exit_code == 0
    return folder / "data"


def _made(shop: Path, out: Path, *args: str) -> tuple[set[str], tuple[int, int]]:
    """The codes of the first page of a sheet, and the size of its paper in mm."""
    done = run_in(shop, "sheet", *args, "--out", str(out))
    assert done.exit_code == 0, done.stderr
    data = out.read_bytes()
    width, height = pypdfium2.PdfDocument(data)[0].get_size()
    return codes(page(data, dpi=400)), (round(width / _MM), round(height / _MM))


def test_that_the_command_knows_all_label_stock() -> None:
    assert {stock.value for stock in Stock} == set(stocks())


def test_that_totes_bins_and_lots_are_printed_by_name_on_any_paper(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert _made(shop, out, "totes", "--name", "t40", "--name", "T41", "--paper", "letter") == ({"RS-TOTE-T40", "RS-TOTE-T41"}, (216, 279))
    assert _made(shop, out, "bins", "--name", "A-03-2", "--stock", "3x10") == ({"RS-BIN-A-03-2"}, (216, 279))
    assert _made(shop, out, "counts", "--name", "A-03-2", "--stock", "3x8") == ({"RS-COUNT-A-03-2"}, (210, 297))
    assert _made(shop, out, "lots", "--name", "LOT-2026-017", "--stock", "3x7") == ({"RS-LOT-LOT-2026-017"}, (210, 297))
    assert len(_made(shop, out, "totes")[0]) == 12


def test_that_a_sheet_which_cannot_be_is_refused(shop: Path, tmp_path: Path) -> None:
    out = "--out", str(tmp_path / "x.pdf")
    assert refused(run_in(shop, "sheet", "lots", *out)) == "LOTS_NOT_NAMED"
    assert refused(run_in(shop, "sheet", "totes", "--name", "Größe", *out)) == "NAME_NOT_SCANNABLE"
    assert refused(run_in(shop, "sheet", "findings", "--stock", "3x7", *out)) == "SHEET_NOT_FOR_STOCK"
    assert refused(run_in(shop, "sheet", "bins", "--stock", "3x7", "--paper", "letter", *out)) == "SHEET_STOCK_PAPER"
    assert run_in(shop, "sheet", "bins", "--paper", "a5", *out).exit_code == 2


def test_that_paper_which_cannot_be_uses_up_no_plate(tmp_path: Path) -> None:
    data, out = tmp_path / "data", ("--out", str(tmp_path / "plates.pdf"))
    assert run_in(data, "sheet", "plates", "--count", "3", "--paper", "letter", *out).exit_code == 0
    assert refused(run_in(data, "sheet", "plates", "--paper", "letter", "--stock", "3x7", *out)) == "SHEET_STOCK_PAPER"
    with open_station(data, SystemClock()) as opened:
        assert opened.ledger.next_number("lpn") == 4


@pytest.mark.parametrize("stock", STOCKS)
def test_that_a_label_is_written_for_each_stock_as_tspl_too(shop: Path, tmp_path: Path, stock: str) -> None:
    out = tmp_path / "label.tspl"
    done = run_in(shop, "label", PLATE, "--format", "tspl", "--stock", stock, "--out", str(out))
    assert done.exit_code == 0, done.stderr
    width, height = STOCKS[stock]
    assert f"SIZE {width / 10:g} mm,{height / 10:g} mm\r\n".encode() in out.read_bytes()
    assert refused(run_in(shop, "label", PLATE, "--format", "zpl", "--stock", "9x9", "--out", str(out))) == "LAYOUT_STOCK_UNKNOWN"
