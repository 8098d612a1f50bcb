"""A decision that needs a category: none is chosen beforehand, and it is said that one is missing."""

from pathlib import Path

from station.assembly import read_station
from station.clock import SystemClock
from station.model.facts import ITEM_RELEASED
from tests.supervisor.test_doing import lamp
from tests.supervisor.unit_stories import open_bench
from tests.ui.supervisor.test_decisions_page import Opening, page_of
from ui.supervisor.choice import Choice


def test_that_no_category_is_chosen_before_somebody_chooses_it(tmp_path: Path, desk_window: Opening) -> None:
    with open_bench(tmp_path) as bench:
        lamp(bench)
        badge = bench.opened.people.new_badge(bench.sam, bench.sam.id)
    desk = desk_window(tmp_path / "data")
    desk.scan(f"RS-BADGE-{badge}")
    page = page_of(desk)
    desk.click(next(text for text in desk.words(page.detail) if text.endswith("Choose its category and inspect it by that")))
    (box,) = (each for each in page.detail.findChildren(Choice) if each.isVisible())
    assert (box.data, box.currentText()) == ("", "Choose")
    desk.click("Decide so")
    desk.settle()
    assert any("needs one more thing" in text for text in desk.words())
    box.choose("electronics")
    desk.click("Decide so")
    desk.settle()
    with read_station(tmp_path / "data", SystemClock()) as station:
        assert len(list(station.ledger.facts(kinds=(ITEM_RELEASED,)))) == 1
