"""The page Restock: lists of what is where, by touch and scan; what is done goes out as an act, and what came of it is seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt

from station.assembly import Station, open_station
from station.clock import SystemClock
from station.insight.stock import stock
from station.insight.stock_gone import gone
from station.model.people import Role
from station.scan.plates import plate
from station.supervisor.acts_containers import CloseLot, CloseTote, ReopenTote
from station.supervisor.acts_stock import Destroy, Return, ShipLot
from station.supervisor.stock_possible import Do
from tests.insight.stocked import lotted, restocked, toted, unit
from tests.once import copied
from tests.ui.supervisor.desk import DeskAtWork
from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.pages import ENTRIES
from ui.supervisor.restock import RestockPage
from ui.supervisor.restock_rows import Section

Opener = Callable[..., DeskAtWork]
ONLY = tuple(entry for entry in ENTRIES if entry.code == "@RESTOCK")


@contextmanager
def working(data: Path) -> Iterator[Station]:
    with open_station(data, SystemClock(), "B02") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tote, an open lot, loose units of two kinds, and one unit in a bin."""
    copied(_stocked, tmp_path / "data")
    return tmp_path / "data"


def _stocked(data: Path) -> None:
    with working(data) as opened:
        book = opened.ledger

        def some(disposition: str, *numbers: int, place: str = "LIQ-01") -> list[str]:
            goods: dict[str, Any] = {"category": "home_goods", "market": "US"}
            return [unit(book, n, disposition, "C", place=place, lpn=plate("B02", n), **goods) for n in numbers]

        toted(book, "T7", *some("restock", 900001, place="B-01"), *some("restock", 900002, place="A-01"))
        lotted(book, "L12", *some("liquidation", 900003, 900004))
        some("return_to_vendor", 900005, 900006)
        some("destroy", 900007)
        restocked(book, "A-09", *some("outlet", 900008))


def page_of(desk: DeskAtWork) -> RestockPage:
    page = desk.turn_to("@RESTOCK")
    assert isinstance(page, RestockPage)
    return page


def choose(desk: DeskAtWork, page: RestockPage, section: Section, what: str) -> None:
    page.chips[section].click()
    desk.settle()
    page.table.select([what])
    desk.settle()


def shown(page: RestockPage) -> set[Do]:
    return {action for action, each in page.detail.buttons.items() if each.isVisible()}


def test_that_every_list_says_how_much_there_is_of_it(folder: Path, desk_window: Opener) -> None:
    page = page_of(desk_window(folder, entries=ONLY))
    assert [chip.text() for chip in page.chips.values()] == [
        "Totes  1", "Lots  1", "In no tote  3", "Stays here  0", "Bins", "What left  0",
    ]  # fmt: skip
    assert [row.cells[:5] for row in page.table.shown] == [("T7", "restock", "open", "northwind", 2)]


def test_that_the_units_of_a_tote_come_in_the_order_of_their_bins_with_counts(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    assert [row.cells[:2] for row in page.detail.table.shown] == [("A-01", plate("B02", 900002)), ("B-01", plate("B02", 900001))]
    assert {"Tote T7", "A-01 × 1, B-01 × 1", "restock, northwind, 2 units, open"} <= set(desk.words(page.detail))


def test_that_a_scan_chooses_wherever_the_page_is_and_close_closes_what_is_chosen(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    desk.scan("RS-LOT-L12")
    desk.settle()
    assert (page.section, shown(page)) == (Section.LOTS, {Do.CLOSE, Do.XLSX, Do.CSV, Do.ZIP})
    desk.scan("RS-CLOSE")
    desk.settle()
    assert desk.hands.acts == [CloseLot("L12")]
    assert Do.SHIP in shown(page)
    desk.scan("rs-bin-a-09")
    desk.settle()
    assert [row.cells[0] for row in page.detail.table.shown] == [plate("B02", 900008)]


def test_that_a_tote_is_closed_by_a_touch_and_the_page_shows_it(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    desk.click("Close and print label")
    desk.settle()
    assert desk.hands.acts == [CloseTote("T7")]
    assert page.table.shown[0].cells[2] == "closed"
    assert "Scan RS-TOTE-T7 at the bench to put these units into their bins, in this order." in desk.words(page.detail)


def test_that_a_tote_that_was_closed_by_mistake_is_opened_again_for_a_reason(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    desk.click("Close and print label")
    desk.settle()
    assert Do.REOPEN in shown(page)
    desk.click("Open again …")
    assert "Why is tote T7 with 2 units opened again?" in desk.words(page.detail)
    desk.click("Open again")
    desk.settle()
    assert desk.hands.acts[-1] == ReopenTote("T7", "MORE_UNITS")
    assert (page.table.shown[0].cells[2], Do.CLOSE in shown(page)) == ("open", True)
    assert "Tote T7 is open again." in desk.words()


def test_that_a_lot_is_shipped_with_a_name_and_a_number_and_is_then_among_what_left(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.LOTS, "lot:L12")
    desk.click("Close and print label")
    desk.settle()
    desk.click("Ship …")
    assert "Lot L12 leaves with 2 units." in desk.words(page.detail)
    desk.type("Buyer GmbH")
    desk.click("It has left")
    desk.settle()
    assert desk.hands.acts[-1] == ShipLot("L12", "Buyer GmbH", "")
    assert not page.detail.form.isVisible()
    page.chips[Section.GONE].click()
    desk.settle()
    assert [row.cells[1:] for row in page.table.shown] == [("lot shipped", "L12", 2, "Buyer GmbH")]


def test_that_only_the_units_that_are_marked_go_back(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.LOOSE, "loose:return_to_vendor:northwind")
    page.detail.table.select([plate("B02", 900006)])
    desk.click("Send back to the vendor …")
    assert "1 unit goes back to the vendor." in desk.words(page.detail)
    desk.click("Record as sent back")
    desk.settle()
    assert desk.hands.acts == [Return((plate("B02", 900006),), "vendor", "")]
    with working(folder) as opened:
        assert [row.what for row in gone(opened.reader)] == [plate("B02", 900006)]


def test_that_what_the_bench_refuses_is_said_and_the_form_stays_to_be_put_right(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.LOOSE, "loose:destroy:northwind")
    desk.click("Destroy …")
    desk.click("Record as destroyed")
    desk.settle()
    assert isinstance(desk.hands.acts[-1], Destroy)
    assert desk.window.told.text != ""
    assert page.detail.form.isVisible()
    desk.click("Do nothing")
    assert (page.detail.form.isVisible(), shown(page)) == (False, {Do.DESTROY})


def test_that_a_badge_that_is_scanned_while_something_is_destroyed_is_the_witness_s(folder: Path, desk_window: Opener) -> None:
    with working(folder) as opened:
        _sam, badge = opened.people.add("Sam Okafor", Role.SUPERVISOR)
        _wim, witness = opened.people.add("Wim", Role.INSPECTOR)
    desk = desk_window(folder, entries=ONLY)
    desk.scan(f"RS-BADGE-{badge}")
    page = page_of(desk)
    choose(desk, page, Section.LOOSE, "loose:destroy:northwind")
    desk.click("Destroy …")
    desk.scan(f"RS-BADGE-{witness}")
    desk.click("Record as destroyed")
    desk.settle()
    act = desk.hands.acts[-1]
    assert isinstance(act, Destroy)
    assert (act.witness_badge, desk.window.view.name) == (f"RS-BADGE-{witness}", "Sam Okafor")


def test_that_whoever_only_looks_is_offered_nothing_but_the_manifest(folder: Path, desk_window: Opener) -> None:
    with working(folder) as opened:
        opened.people.add("Sam Okafor", Role.SUPERVISOR)
        _vera, badge = opened.people.add("Vera", Role.VIEWER)
    desk = desk_window(folder, entries=ONLY)
    desk.scan(f"RS-BADGE-{badge}")
    page = page_of(desk)
    choose(desk, page, Section.LOTS, "lot:L12")
    assert shown(page) == {Do.XLSX, Do.CSV, Do.ZIP}
    choose(desk, page, Section.LOOSE, "loose:destroy:northwind")
    assert shown(page) == set()


def test_that_another_client_s_goods_are_not_shown_when_one_is_chosen(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    page.show_desk(DeskView(client="southwind"))
    desk.settle()
    assert page.table.shown == ()


def test_that_a_manifest_is_made_where_somebody_wants_it(
    folder: Path, desk_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answers(_page: DeskPage, name: str, then: Callable[[Path], None]) -> None:
        asked.append(name)
        then(tmp_path / name)

    monkeypatch.setattr("ui.supervisor.restock.ask_where", answers)  # the system's own window
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.LOTS, "lot:L12")
    with desk.waiting_for(page.detail.manifests.told):
        desk.click("With photos (ZIP)")
        assert not page.detail.buttons[Do.ZIP].isEnabled()
    out = tmp_path / "manifest-L12.zip"
    assert (asked, desk.window.told.text) == ([out.name], f"Saved: {out}")
    with ZipFile(out) as archive:
        assert archive.namelist() == ["manifest-L12.csv", "manifest-L12.xlsx"]
    assert page.detail.buttons[Do.ZIP].isEnabled()


def test_that_a_manifest_that_nobody_wants_any_more_is_no_file(folder: Path, desk_window: Opener, tmp_path: Path) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    page.detail.make_manifest("L12", tmp_path / "out.zip")
    desk.click("Stop")
    assert not page.detail.manifests.making
    assert list(tmp_path.glob("out.zip*")) == []


def test_that_an_empty_station_says_how_to_begin(tmp_path: Path, desk_window: Opener) -> None:
    with working(tmp_path / "data") as opened:
        assert stock(opened.reader).totes == ()
    desk = desk_window(tmp_path / "data", entries=ONLY)
    page = page_of(desk)
    said = [text for text in desk.words(page) if "RS-TOTE-T1" in text]
    assert said == ["No tote holds a unit. Scan RS-TOTE-T1 at the bench and then the plates that go into it."]
    assert "Choose something in the list, or scan its code" in desk.words(page.detail)


def test_that_a_desk_that_is_closed_leaves_no_manifest_behind(folder: Path, desk_window: Opener, tmp_path: Path) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    page.detail.make_manifest("L12", tmp_path / "out.zip")
    desk.window.close()
    assert not page.detail.manifests.making
    assert list(tmp_path.glob("out.zip*")) == []


def test_that_lists_are_reached_by_digits_and_escape_leaves_a_form(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    desk.press(Qt.Key.Key_2)
    desk.settle()
    assert page.section is Section.LOTS
    choose(desk, page, Section.LOOSE, "loose:return_to_vendor:northwind")
    desk.click("Send back to the vendor …")
    assert page.takes_key("Esc")
    assert not page.detail.form.isVisible()
    assert not page.takes_key("Esc")


def test_that_what_was_done_is_said(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    desk.click("Close and print label")
    assert desk.window.told.text == "Tote T7 is closed, and its label waits for the printer."


def test_that_what_another_process_puts_into_a_tote_is_seen_by_itself(folder: Path, desk_window: Opener) -> None:
    desk = desk_window(folder, entries=ONLY)
    page = page_of(desk)
    choose(desk, page, Section.TOTES, "tote:T7")
    with working(folder) as opened:
        toted(opened.ledger, "T7", unit(opened.ledger, 900_020, "restock", lpn=plate("B02", 900_020)))
    desk.until(lambda: len(page.detail.table.shown) == 3 and page.table.shown[0].cells[4] == 3)
