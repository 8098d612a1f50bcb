"""The page "A or B?": offered where a finding of the board has a pair, shown side by side, changed with a key or its own card."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from station.photos.shown import A_SIDE, B_SIDE, OWN, show_pictures
from tests.ui.shop import PATIENCE_MS
from ui.bench.boundaries import with_boundary
from ui.bench.function_keys import key_of
from ui.bench.screen import BACK, BOUNDARY, Foot, Option, Page, Screen, Shown
from ui.setup.boundary import BoundaryPage
from ui.theme import Theme
from ui.widgets.album import Album, hang, hang_pictures, hung, read_album
from ui.widgets.options import OptionButton

Open = Callable[..., BoundaryPage]
WORN, STAIN, HOLE = (
    Option(key, f"RS-FIND-{code}", code.title(), finding=code) for key, code in (("2", "WORN"), ("3", "STAIN"), ("4", "HOLE"))
)


def _board(*options: Option) -> Screen:
    return Screen(Page.BOARD, "What do you see?", options=options, commands=(Option("0", "RS-MORE", "More"),))


def _jpeg(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def pairs() -> Iterator[Album]:
    """The site has a pair for two findings."""
    album = Album(pairs={"STAIN": (_jpeg("#00aa00"), _jpeg("#aa0000")), "HOLE": (_jpeg("#0000aa"), _jpeg("#aaaa00"))})
    hang(album)
    yield album
    hang(Album())


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme) -> Open:
    """Opens the page over a board with these options, as large as on a small panel."""
    del theme
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1326, 600)

    def opened(*options: Option) -> BoundaryPage:
        shown = Shown(_board(*options), None, Foot())
        page = BoundaryPage(lambda: shown, window)
        page.resize(window.size())
        window.show()
        page.open_page("en")
        return page

    return opened


def _title(page: BoundaryPage) -> str:
    return page.title.text()


def _buttons(page: BoundaryPage) -> dict[str, OptionButton]:
    return {button.option.label: button for button in page.findChildren(OptionButton) if button.isVisible()}


def _colours(page: BoundaryPage) -> list[str]:
    """What is drawn in the middle of the left and of the right half of the page's pictures; JPEG is not exact."""
    image = page.grab().toImage()
    drawn = [image.pixelColor(int(image.width() * part), image.height() // 2) for part in (0.27, 0.73)]
    return [f"red {round(each.redF(), 1)}, green {round(each.greenF(), 1)}" for each in drawn]


def test_that_a_board_offers_it_only_where_a_finding_on_it_has_a_pair() -> None:
    board = _board(WORN, STAIN)
    offered = with_boundary(board, {"STAIN"}, "en").commands
    assert [(option.key, option.code, option.label) for option in offered[1:]] == [(key_of(BOUNDARY), BOUNDARY, "A or B?")]
    assert with_boundary(board, {"HOLE"}, "en") is board
    question = Screen(Page.ASK, "Does it wipe off?", options=(STAIN,))
    assert with_boundary(question, {"STAIN"}, "en") is question


@pytest.mark.usefixtures("pairs")
def test_that_both_pictures_stand_side_by_side_under_their_letters(open_page: Open) -> None:
    page = open_page(WORN, STAIN)
    assert _title(page) == "Stain"
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert ("Still A" in words, "Already B" in words) == (True, True)
    assert _colours(page) == ["red 0.0, green 0.7", "red 0.7, green 0.0"]
    assert _buttons(page).keys() == {"Back"}


@pytest.mark.usefixtures("pairs")
def test_that_what_was_chosen_comes_first_and_keys_and_touch_change(open_page: Open) -> None:
    hole = Option("4", HOLE.code, HOLE.label, finding="HOLE", chosen=True)
    page = open_page(WORN, STAIN, hole)
    assert _title(page) == "Hole"
    assert page.takes_key("2")
    assert _title(page) == "Stain"
    _buttons(page)["Hole"].click()
    assert _title(page) == "Hole"
    assert not page.takes_key("3")
    assert not page.takes_key("Esc"), "the window leaves the page with it"


@pytest.mark.usefixtures("pairs")
def test_that_its_card_shows_the_next_pair_and_another_scan_is_for_the_bench(open_page: Open) -> None:
    page = open_page(STAIN, HOLE)
    assert page.takes_scan("rs-a-or-b")
    assert _title(page) == "Hole"
    assert not page.takes_scan("RS-FIND-STAIN")


@pytest.mark.usefixtures("pairs")
def test_that_the_way_back_is_touched(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(STAIN)
    with qtbot.waitSignal(page.taken, timeout=PATIENCE_MS) as taken:
        _buttons(page)["Back"].click()
    assert taken.args == [BACK]


def test_that_without_a_pair_it_says_so_and_shows_no_letters(open_page: Open) -> None:
    page = open_page(STAIN)
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    assert any("pair of pictures" in text for text in words)
    assert "Still A" not in words
    assert page.takes_scan("RS-A-OR-B"), "nothing that the bench could do anything with"


def test_that_an_album_is_read_from_what_the_command_keeps(tmp_path: Path) -> None:
    Image.new("RGB", (3000, 1500), "navy").save(tmp_path / "a.png")
    show_pictures(tmp_path, "STAIN", dict.fromkeys((OWN, A_SIDE, B_SIDE), tmp_path / "a.png"))
    show_pictures(tmp_path, "WORN", {A_SIDE: tmp_path / "a.png"})
    (tmp_path / "pictures" / "HOLE.jpg").write_bytes(b"torn by a power cut")
    album = read_album(tmp_path)
    assert (set(album.own), set(album.pairs)) == ({"STAIN"}, {"STAIN"})
    assert album.own["STAIN"].size() == QSize(960, 480), "no larger than a tile can draw it"
    assert read_album(tmp_path / "nowhere") == hung() == Album()


def test_that_what_tiles_and_icons_need_can_be_read_on_another_thread(tmp_path: Path) -> None:
    show_picture = {OWN: tmp_path / "a.png"}
    Image.new("RGB", (30, 20), "navy").save(show_picture[OWN])
    show_pictures(tmp_path, "STAIN", show_picture)
    reader = Thread(target=hang_pictures, args=(tmp_path,))
    try:
        reader.start()
        reader.join(60)
        assert hung().own.keys() == {"STAIN"}
    finally:
        hang(Album())
