"""The demo's printer is simulated: a fault is practised with keys, labels wait and come out when everything is right again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.devices.simulated_printer import SimulatedFault, SimulatedZplPrinter
from tests.ui.printing_desk import PrintingDesk
from tests.ui.shop import PATIENCE_MS, at_work, facts
from ui.bench.screen import PRINTER
from ui.desk import Desk
from ui.label_desk import LabelDesk
from ui.theme import Theme
from ui.window import BenchWindow


@pytest.fixture
def demo(qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintingDesk]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened: list[Desk] = []

    def make() -> Desk:
        opened.append(Desk(None))
        return opened[0]

    with at_work(BenchWindow(theme, make), qtbot) as desk:
        data = opened[0].data
        assert data is not None
        yield PrintingDesk(desk, qtbot, data)


def test_that_a_fault_is_practised_and_put_right(demo: PrintingDesk, qtbot: QtBot) -> None:
    demo.window.on_taken(PRINTER)
    demo.until("is ready.")
    demo.tap(Qt.Key.Key_1)
    demo.touch("Practise a fault")
    demo.tap(Qt.Key.Key_1)
    demo.until_laid_out()
    assert [button.option.label for button in demo.buttons() if button.option.chosen] == ["Labels run out"]
    demo.scan("RMA-10001", "9521321000025", "RS-AS-NEW")
    demo.until("is out of labels")
    assert facts(demo.data, "label.started") == []
    demo.window.on_taken(PRINTER)
    demo.tap(Qt.Key.Key_1)
    demo.touch("Practise a fault")
    demo.touch("Put everything right")
    qtbot.waitUntil(lambda: len(facts(demo.data, "label.confirmed")) == 1, timeout=PATIENCE_MS)
    demo.until("Put everything right")  # still on that page
    demo.tap(Qt.Key.Key_Escape)
    demo.until("is ready.")


def test_that_a_second_fault_lets_no_label_out_on_the_way(qtbot: QtBot) -> None:
    """The printer is told once; healed and hurt again it would print in between."""
    told: list[tuple[SimulatedFault, ...]] = []

    class FakeSimulated(SimulatedZplPrinter):
        def become(self, faults: frozenset[SimulatedFault]) -> None:
            told.append(tuple(sorted(faults)))
            super().become(faults)

    labels = LabelDesk()
    with FakeSimulated() as printer:
        labels._practice = printer
        labels.asking.start()
        for fault in (SimulatedFault.MEDIA_OUT, SimulatedFault.HEAD_OPEN):
            labels.practise(fault, holds=True)
        labels.practise(None, holds=False)
        qtbot.waitUntil(lambda: len(told) == 3, timeout=PATIENCE_MS)
        assert labels.asking.stop()

    assert told == [(SimulatedFault.MEDIA_OUT,), tuple(sorted((SimulatedFault.MEDIA_OUT, SimulatedFault.HEAD_OPEN))), ()]
