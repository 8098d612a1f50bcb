"""The scanner on the screen: it leads through the demo's shift, then offers codes to try; a notice is said and blocks nothing."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.errors import Refusal
from station.resources import resource_text
from station.session import Snapshot
from station.texts import notice
from tests.ui.shop import Desktop, at_work
from ui.bench.scanner import ScannerStrip
from ui.bench.screen import Page
from ui.bench.story import Story
from ui.bench.walk import walk
from ui.desk import Desk
from ui.sites import EXAMPLES
from ui.theme import Theme
from ui.widgets.options import OptionButton
from ui.window import BenchWindow

SNAPSHOT = Snapshot("ready", None, None, None, None, None)


def _offered(strip: ScannerStrip) -> list[str]:
    return [button.option.label for button in strip.findChildren(OptionButton) if not button.isHidden()]


def test_that_examples_are_offered_only_after_the_shift(qtbot: QtBot, theme: Theme) -> None:
    assert theme.scale == 1.0
    strip = ScannerStrip()
    qtbot.addWidget(strip)
    strip.begin(walk(["# Two codes.", "RMA-1", "RMA-2"]), ("RMA-3", "RMA-4"), "en")
    assert _offered(strip) == ["RMA-1", "Skip", "Scan"]
    for code in ("", "rma-1", "RMA-2"):  # the first state of a bench answers nothing
        strip.answered(code, Story(SNAPSHOT))
    assert _offered(strip) == ["RMA-3", "RMA-4", "Scan"]
    strip.begin(None, (), "en")
    assert _offered(strip) == []


def test_that_the_examples_are_codes_of_the_shop_that_its_shift_leaves_alone() -> None:
    shift = {line.strip() for line in resource_text("demo/shift.txt").splitlines()}
    known = resource_text("demo/returns.csv") + resource_text("demo/products.csv")
    assert [code for code in EXAMPLES if code not in known] == []
    assert [code for code in EXAMPLES if code.startswith("RMA-") and code in shift] == []


def test_that_an_example_works_at_the_end_of_the_demo(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("station.demo.demo_shift", lambda: ["RMA-10001"])
    with at_work(BenchWindow(theme, lambda: Desk(None)), qtbot) as desk:
        desk.click("RMA-10001")
        assert any("That was the whole shift" in text for text in desk.words())
        desk.click(EXAMPLES[0])
        assert desk.page() is Page.PARCEL


def test_that_a_notice_is_said_calmly_and_goes_with_the_next_input(desk: Desktop) -> None:
    left = Refusal("PARCEL_LEFT_ON_HOLD", parcel="RMA-10001", say="Call the police")
    assert desk.window.moments is not None
    desk.window.moments.on_noticed(left)  # as the bridge hands it on, before the state that it belongs to
    desk.scan("RMA-10002")
    assert notice(left).message in desk.words()
    assert not any(text.startswith("✗") for text in desk.words())
    desk.scan("9521321000087")
    assert notice(left).message not in desk.words()
