"""What the window is told of printing: which printer stands at which address, and which labels another one could take."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from station.assembly import open_station
from station.clock import SystemClock
from station.errors import Fault
from station.settings import change_settings
from ui.label_told import names_of, news_of, stuck

SPARE = "tcp://h:9100"
NAMES = {"tcp://a": "tcp://a:9100", "tcp://h?for=hold": SPARE, "tcp://h": SPARE}


@dataclass(frozen=True)
class FakeState:
    """One printer's."""

    trouble: Fault | None

    def sentence(self, language: str = "en") -> str:
        return language


@dataclass(frozen=True)
class FakeStanding:
    """As printing tells it."""

    name: str
    state: FakeState
    queued: int = 0
    instead: str = ""


@dataclass(frozen=True)
class FakePrinting:
    """How printing is, with a printer to fall back on."""

    printers: tuple[FakeStanding, ...]
    fall_back: str = SPARE
    queued: int = 1
    rejected: int = 0
    unconfirmed: int = 0
    trouble: bool = True
    one_by_one: bool = False
    on_paper: str | None = None

    @property
    def printer(self) -> FakeState:
        return self.printers[0].state


def standing(name: str, queued: int, *, off: bool, instead: str = "") -> FakeStanding:
    return FakeStanding(name, FakeState(Fault("PRINTER_REFUSED", printer=name) if off else None), queued, instead)


@pytest.mark.parametrize(
    ("printers", "names", "offered"),
    [
        ((standing("tcp://a:9100", 1, off=True), standing(SPARE, 0, off=False)), ("tcp://a:9100",), "tcp://h?for=hold"),
        ((standing("tcp://a:9100", 0, off=False), standing(SPARE, 2, off=True)), (), ""),
        ((standing("tcp://a:9100", 1, off=True, instead=SPARE), standing(SPARE, 1, off=True)), (), ""),
        ((standing("tcp://a:9100", 1, off=False),), (), ""),
    ],
)
def test_that_the_spare_printer_is_offered_for_the_labels_of_others_only(
    printers: tuple[FakeStanding, ...], names: tuple[str, ...], offered: str
) -> None:
    state = FakePrinting(printers)

    assert stuck(state) == names
    assert news_of(state, (), NAMES, "en").fall_back == offered


def test_that_without_a_spare_printer_nothing_is_offered() -> None:
    state = FakePrinting((standing("tcp://a:9100", 1, off=True),), fall_back="")

    assert (stuck(state), news_of(state, (), NAMES, "en").fall_back) == ((), "")


def test_that_every_address_of_a_printer_leads_to_its_one_name(tmp_path: Path) -> None:
    with open_station(tmp_path / "data", SystemClock()) as made:
        folder = made.folder.path
    change_settings(folder, {"labels.printer": "folder:", "labels.others": ["tcp://h?for=hold"], "labels.fall_back": "tcp://h"})
    with open_station(folder, SystemClock()) as station:
        names = names_of(station)

    assert names == {"folder:": "folder:labels", "tcp://h?for=hold": SPARE, "tcp://h": SPARE}
    line = news_of(FakePrinting((standing(SPARE, 0, off=False),)), (), names, "en").printers[0]
    assert (line.name, line.url) == (SPARE, "tcp://h?for=hold")
