"""The terminal bench in words: what stands above a question, what a finished unit says, and nothing silent about labels."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from station.assembly import bench_of, open_station
from station.clock import SystemClock
from station.demo import demo_photos
from station.devices.folder_camera import FolderCamera
from station.devices.simulated_printer import SimulatedZplPrinter
from station.devices.simulated_status import SimulatedFault
from station.errors import Refusal
from station.exchange.imports import import_file
from station.resources import resources
from station.session import Session
from station.session.heading import heading
from station.shift import run_bench
from station.terminal import TextScreen, show
from station.texts import ended, notice, word
from tests.once import copied

ONE_UNIT = ["RMA-10001", "9521321000025", "RS-AS-NEW"]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A data folder with the demo shop, and pictures beside it."""
    copied(_stocked, tmp_path)
    return tmp_path / "data"


def _stocked(folder: Path) -> None:
    demo_photos(folder / "pictures", 2)
    with open_station(folder / "data", SystemClock()) as opened:
        for kind in ("products", "returns"):
            file = Path(str(resources().joinpath("demo", f"{kind}.csv")))
            import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")


@pytest.fixture
def bench(shop: Path) -> Iterator[Session]:
    with open_station(shop, SystemClock()) as opened:
        yield bench_of(opened, FolderCamera(shop.parent / "pictures"), takes_itself=True)


def head(bench: Session, *texts: str) -> list[str]:
    for text in texts:
        bench.take(text)
    return [line.strip() for line in heading(bench.snapshot, "en")]


def drawn(bench: Session, text: str) -> str:
    out = StringIO()
    show(bench.take(text), TextScreen(out, "en"))
    return out.getvalue()


def test_that_the_terminal_speaks_the_language_of_the_card_that_was_scanned(bench: Session) -> None:
    out = StringIO()
    screen = TextScreen(out, "en")
    for text in ("RS-LANG-DE", "RS-NONSENSE", "RMA-10002"):
        show(bench.take(text), screen)
    said = out.getvalue()
    assert word("SCAN_SOMETHING", "de") in said
    assert notice(Refusal("COMMAND_UNKNOWN", text="RS-NONSENSE"), "de").message in said
    assert f"{word('HEAD_HERE', 'de', here=0, expected=3)}, {word('HEAD_STILL_EXPECTED', 'de', open=3)}" in said
    assert "expected" not in said


def test_that_the_client_the_counts_and_the_unit_stand_above_the_question(bench: Session) -> None:
    assert head(bench, "RMA-10002") == ["━━ NORTHWIND ━━", "Return RMA-10002 · 0 of 3 here, 3 still expected"]
    unit = head(bench, "9521321000087")[2]
    assert unit.endswith(" · Hooded sweatshirt, grey, L · NW-HOOD-GRY-L · customer: too small")


def test_that_more_than_expected_is_said_apart(bench: Session) -> None:
    lines = head(bench, "RMA-10001", "9521321000025", "RS-AS-NEW", "9521321000087", "RS-ANSWER-1")
    assert lines[1] == "Return RMA-10001 · 1 of 1 here"
    assert lines[2].endswith("NW-HOOD-GRY-L · surplus")
    assert head(bench, "RS-AS-NEW")[1] == "Return RMA-10001 · 1 of 1 here, and 1 more"


def test_that_choosing_names_what_was_scanned_and_its_client_without_a_parcel(bench: Session) -> None:
    assert head(bench, "RMA-10002", "9521321000070")[2].endswith(" · Hooded sweatshirt, grey, M · NW-HOOD-GRY-M")
    bench.take("RS-UNDO")
    bench.take("RS-CLOSE")
    for _ in range(2):
        bench.take("1")
    assert head(bench, "9524000000019")[1].endswith(" · Steel bottle, 750 ml · 09524000000019")
    assert head(bench, "1")[0] == "━━ ALPINE ━━"


def test_that_what_waits_beside_the_unit_is_shown(bench: Session) -> None:
    lines = head(bench, "RMA-10009", "9521321000049", "RS-PARK")
    (parked,) = bench.snapshot.parked
    assert lines[-1] == f"Set aside: {parked}"
    bench.take("RS-CLOSE")
    for _ in range(3):
        bench.take("1")
    assert "Arrivals only: scan parcels. RS-DOCK ends it." in head(bench, "RS-DOCK")


def test_that_a_result_stands_after_its_own_facts_and_beside_no_other_question(bench: Session) -> None:
    for text in ONE_UNIT[:2]:
        bench.take(text)
    done = drawn(bench, "RS-AS-NEW")
    assert "put it into A-01-02" in done
    assert done.index("item.graded") < done.index("put it into") < done.index("━━")
    assert "A-01-02" not in drawn(bench, "RS-CLOSE") + drawn(bench, "RMA-10002")


def test_that_a_hazard_says_what_to_do_with_it(bench: Session) -> None:
    head(bench, "RMA-20003", "9526543000198")
    assert "Do not touch it further. Put it into QUA-01 and tell the supervisor." in drawn(bench, "RS-STOP")


def test_that_a_unit_without_a_title_is_asked_about_by_its_state(bench: Session) -> None:
    head(bench, "RMA-10001", "RS-ANSWER-9")
    assert bench.snapshot.last
    lpn = bench.snapshot.last["lpn"]
    bench.take("RS-CLOSE")
    bench.take("1")
    bench.take(lpn)
    assert bench.snapshot.prompt
    assert bench.snapshot.prompt["text"] == f"{lpn} (not identified) is on hold at HOLD-S. What shall be done?"


@pytest.mark.parametrize(("text", "whole"), [("Why?.", "Why?"), ("So..", "So."), ("Ask", "Ask."), ("Done.", "Done.")])
def test_that_a_sentence_ends_once(text: str, whole: str) -> None:
    assert ended(text, "en") == whole


def test_that_a_dead_printer_is_told_at_once_and_at_the_end_and_nobody_waits_for_it(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SimulatedZplPrinter() as printer:
        printer.fail(SimulatedFault.REFUSE)
        out = StringIO()
        run_bench(shop, SystemClock(), ONE_UNIT, out, as_json=False, photos=shop.parent / "pictures", printer=printer.url)
        text = out.getvalue()
        assert text.index("refuses the connection") < text.index("Scan a parcel")
        assert "! 1 label waits: The printer" in text
        assert text.rstrip().endswith("ready.")
        assert "1 label was not printed. It stays queued" in text

        printer.heal()
        json_out = StringIO()
        run_bench(shop, SystemClock(), ["RS-CLOSE"], json_out, as_json=True, printer=printer.url)
    assert "not printed" not in capsys.readouterr().err
    assert '"label.confirmed"' in json_out.getvalue()


def test_that_json_keeps_notices_off_the_protocol(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SimulatedZplPrinter() as printer:
        printer.fail(SimulatedFault.REFUSE)
        out = StringIO()
        run_bench(shop, SystemClock(), ONE_UNIT, out, as_json=True, photos=shop.parent / "pictures", printer=printer.url)
    assert all(line.startswith(('{"event": "state"', '{"event": "fact"')) for line in out.getvalue().splitlines())
    told = capsys.readouterr().err
    assert "refuses the connection" in told
    assert "stays queued" in told


def test_that_a_label_that_cannot_be_made_names_its_unit_and_what_to_do(shop: Path) -> None:
    file = shop.parent / "strange.csv"
    file.write_text(
        "client,sku,gtin,title,category,bin\nnorthwind,NW-ODD-\U0001fbf9,4006381333931,Robe,apparel,A-09-09\n", encoding="utf-8"
    )
    with open_station(shop, SystemClock()) as opened:
        import_file("products", file, ledger=opened.ledger, knowledge=opened.knowledge, reports=shop.parent / "reports")
    out = StringIO()
    run_bench(shop, SystemClock(), ["4006381333931", "RS-AS-NEW"], out, as_json=False, photos=shop.parent / "pictures")
    assert "has no label: write its plate on it until that is mended." in out.getvalue()
    assert "no font of this machine has the character" in out.getvalue()
    assert "1 label could not be made." in out.getvalue()
