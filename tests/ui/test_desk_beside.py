"""The way from the bench to the supervisor's desk: by scan, by touch, and what is said where no process can be started."""

from pathlib import Path

import pytest

from station.texts import word
from tests.ui.shop import Desktop
from ui.bench.screen import DESK, HELP


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of the desks that the bench started; none is really."""
    folders: list[Path] = []

    def start(data: Path) -> bool:
        folders.append(data)
        return True

    monkeypatch.setattr("ui.bench.moments.start_desk", start)
    return folders


def test_that_the_card_of_the_desk_starts_it_on_this_folder(desk: Desktop, shop_folder: Path, started: list[Path]) -> None:
    desk.window.submit("rs-desk")
    assert started == [shop_folder]


def test_that_the_help_leads_to_the_desk(desk: Desktop, shop_folder: Path, started: list[Path]) -> None:
    desk.window.on_taken(HELP)
    desk.touch(word("WINDOW_DESK"))
    assert started == [shop_folder]


def test_that_a_desk_that_does_not_start_is_said(desk: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.bench.moments.start_desk", lambda _data: False)
    desk.window.on_taken(DESK)
    assert any("could not be started" in text for text in desk.words())
