"""Pictograms: one for each finding and none besides, all of one make, none like another; and how they stand on tiles."""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps
from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.labels.parts import Picture
from station.labels.pictograms import picture_dots
from station.resources import resource_names, resource_text
from tests.labels.readers import strays
from tests.ui.shop import PATIENCE_MS
from ui.bench.questions import BoardPage
from ui.bench.screen import Option, Page, Screen
from ui.theme import DARK, LIGHT, Theme
from ui.widgets.album import Album, hang
from ui.widgets.options import OptionButton, Shape
from ui.widgets.pictograms import drawings, pictogram
from ui.widgets.tiles import least_width

SVG: Final = "{http://www.w3.org/2000/svg}"
ROOT: Final = {
    "viewBox": "0 0 48 48", "fill": "none", "stroke": "currentColor", "stroke-width": "2",
    "stroke-linecap": "round", "stroke-linejoin": "round",
}  # fmt: skip
ALLOWED: Final = {"path": {"d"}, "circle": {"cx", "cy", "r"}}
PAINT: Final = {"fill": {"currentColor"}, "stroke": {"none"}}
ALIKE: Final = 40  # dots of 48 x 48 that are black here, and white with all their neighbours there
MOST_BYTES: Final = 1500
# The room of the board on the smallest panel, without the strip on which codes are typed, and with it.
PANEL: Final = QSize(1010, 590)
PANEL_WITH_STRIP: Final = QSize(1010, 506)


@cache
def _rubric(name: str) -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resource_text(f"rubrics/{name}.toml"))


def _findings() -> dict[str, str]:
    """Every finding of the catalogue, and its words."""
    return {code: finding["label"] for code, finding in _rubric("findings")["findings"].items()}


def _boards() -> Iterator[tuple[str, list[str]]]:
    for file in resource_names("rubrics"):
        name = file.rsplit("/", 1)[-1].removesuffix(".toml")
        if name != "findings":
            rubric = tomllib.loads(resource_text(file))
            yield name, [str(code) for code in (*rubric["board"], *rubric["more"])]


def _ink(finding: str, side: int = 48) -> Image.Image:
    """Its ink in white."""
    drawn = pictogram(finding, side, "#000000", 1.0)
    assert drawn is not None
    alpha = drawn.convertToFormat(QImage.Format.Format_Alpha8)
    rows = Image.frombytes("L", (alpha.bytesPerLine(), side), bytes(alpha.constBits()))
    return rows.crop((0, 0, side, side)).point(lambda grey: 255 if grey > 127 else 0)


def test_that_every_finding_has_a_pictogram_and_every_pictogram_a_finding() -> None:
    assert drawings().keys() == _findings().keys()
    assert [code for _name, codes in _boards() for code in codes if code not in drawings()] == []


def _faults(svg: str) -> Iterator[str]:
    """What is not of the one make: one file, one size, one line, one colour that is nobody's."""
    root = ET.fromstring(svg)  # noqa: S314 -- our own file
    if len(svg.encode()) > MOST_BYTES or dict(root.attrib) != ROOT:
        yield "its size or its root"
    for element in list(root.iter())[1:]:
        form, given = element.tag.removeprefix(SVG), set(element.keys())
        if form not in ALLOWED or not ALLOWED[form] <= given <= {*ALLOWED[form], *PAINT, "stroke-dasharray"}:
            yield f"{form} with {', '.join(sorted(given))}"
        if any(element.get(name) not in {None, *values} for name, values in PAINT.items()):
            yield f"{form} in a paint of its own"


def test_that_each_is_small_plain_and_of_no_colour_of_its_own() -> None:
    assert {finding: faults for finding, svg in drawings().items() if (faults := list(_faults(svg)))} == {}


def test_that_nothing_reaches_over_the_edge(qapp: QApplication) -> None:
    del qapp
    outside = []
    for finding, svg in drawings().items():
        image = QImage(QSize(256, 256), QImage.Format.Format_Alpha8)
        image.fill(0)
        painter = QPainter(image)
        wide = svg.replace("0 0 48 48", "-8 -8 64 64").replace("currentColor", "#000000")
        QSvgRenderer(QByteArray(wide.encode())).render(painter, QRectF(image.rect()))
        painter.end()
        ink = Image.frombytes("L", (256, 256), bytes(image.constBits())).getbbox()
        assert ink is not None, finding
        if min(ink[:2]) < 32 or max(ink[2:]) > 224:
            outside.append((finding, ink))
    assert outside == []


def test_that_no_two_are_alike(qapp: QApplication) -> None:
    del qapp
    inks = {finding: _ink(finding) for finding in drawings()}
    thick = {finding: ink.filter(ImageFilter.MaxFilter(3)) for finding, ink in inks.items()}

    def differ(one: str, other: str) -> int:
        beyond = ImageChops.subtract(inks[one], thick[other]), ImageChops.subtract(inks[other], thick[one])
        return sum(int(image.histogram()[255]) for image in beyond)

    assert [pair for pair in combinations(sorted(inks), 2) if differ(*pair) < ALIKE] == []


def test_that_paper_shows_the_same_as_the_screen(qapp: QApplication) -> None:
    """Labels and sheets have a reader of their own for these drawings: it is held to what Qt makes of them."""
    del qapp
    far = {}
    for finding in drawings():
        paper = picture_dots(Picture("", finding, 0, 0, 180), 203).picture.convert("L")
        screen = _ink(finding, paper.width)
        if stray := strays(ImageOps.invert(paper), ImageOps.invert(screen)):
            far[finding] = stray / paper.histogram()[255]
    assert {finding: share for finding, share in far.items() if share > 0.02} == {}


def test_that_a_pictogram_has_the_colour_and_the_sharpness_that_is_asked_for(qapp: QApplication) -> None:
    del qapp
    drawn = pictogram("STAIN", 48, "#b3261e", 2.0)
    assert drawn is not None
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (96, 48)
    assert drawn.pixelColor(48, 54).name() == "#b3261e", "the blot in the middle"
    assert pictogram("A_SITES_OWN", 48, "#000000", 1.0) is None


def _board(codes: list[str], words: dict[str, str]) -> Screen:
    tiles = tuple(Option(str(key), f"RS-FIND-{code}", words[code], finding=code) for key, code in enumerate(codes[:8], start=2))
    small = "no hazard (sharp, foul, mould, pests, wet, swollen, burnt) · not worn, no smell"
    nothing = Option("1", "RS-AS-NEW", "Nothing: as new", small)
    done = Option("Enter", "RS-DONE", "Done")
    return Screen(Page.BOARD, "What do you see?", options=tiles, nothing=nothing, commands=(Option("0", "RS-MORE", "More"),), primary=done)


def _longer(text: str) -> str:
    """Half as long again as a whole, and its longest words too."""
    return " ".join(word + word[: max(1, len(word) * 2 // 5)].lower() for word in text.split())


def _shown(qtbot: QtBot, size: QSize, screen: Screen) -> BoardPage:
    page = BoardPage()
    qtbot.addWidget(page)
    page.resize(size)
    page.show_screen(screen)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(("name", "codes"), list(_boards()))
def test_that_eight_tiles_and_nothing_fit_the_smallest_panel(qtbot: QtBot, name: str, codes: list[str]) -> None:
    page = _shown(qtbot, PANEL_WITH_STRIP, _board(codes, _findings()))
    qtbot.waitUntil(lambda: page.column.verticalScrollBar().maximum() == 0, timeout=PATIENCE_MS)
    tiles = [button for button in page.findChildren(OptionButton) if button.isVisible() and button.option.finding]
    assert len(tiles) == min(8, len(codes)), name
    assert all(tile.height() >= 80 for tile in tiles)


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(("name", "codes"), list(_boards()))
def test_that_longer_words_fit_too(qtbot: QtBot, name: str, codes: list[str]) -> None:
    page = _shown(qtbot, PANEL, _board(codes, {code: _longer(words) for code, words in _findings().items()}))
    qtbot.waitUntil(lambda: page.column.verticalScrollBar().maximum() == 0, timeout=PATIENCE_MS)
    for tile in page.findChildren(OptionButton):
        assert not tile.isVisible() or tile.width() >= tile.minimumSizeHint().width(), (name, tile.option.label)


def test_that_at_twice_the_text_size_the_board_scrolls_and_cuts_nothing(qtbot: QtBot, theme: Theme) -> None:
    theme.set_scale(2.0)
    page = _shown(qtbot, PANEL, _board(list(_findings()), _findings()))
    qtbot.waitUntil(lambda: page.column.verticalScrollBar().maximum() > 0, timeout=PATIENCE_MS)
    tiles = [button for button in page.findChildren(OptionButton) if button.isVisible()]
    assert all(tile.height() >= tile.heightForWidth(tile.width()) for tile in tiles)
    assert all(tile.width() >= least_width(tile.option, tile.font()) for tile in tiles if tile.option.finding)


def _tile(qtbot: QtBot, finding: str) -> OptionButton:
    tile = OptionButton(Shape.TILE)
    qtbot.addWidget(tile)
    tile.resize(230, 150)
    tile.offer(Option("2", f"RS-FIND-{finding}", "Words", finding=finding))
    return tile


def _colours(tile: OptionButton, area: QRect) -> set[str]:
    image = tile.grab(area).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_that_a_tile_shows_its_pictogram_in_the_ink_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    picture = QRect(80, 12, 70, 60)
    tile = _tile(qtbot, "STAIN")
    assert {LIGHT.ink, LIGHT.soft} <= _colours(tile, picture)
    theme.on_color_scheme_changed(Qt.ColorScheme.Dark)
    dark = _colours(tile, picture)
    theme.on_color_scheme_changed(Qt.ColorScheme.Light)
    assert {DARK.ink, DARK.soft} <= dark


@pytest.mark.usefixtures("theme")
def test_that_a_sites_own_photo_stands_in_the_place_of_the_pictogram(qtbot: QtBot) -> None:
    photo = QImage(QSize(640, 480), QImage.Format.Format_RGB32)
    photo.fill(0x336699)
    try:
        hang(Album(own={"STAIN": photo, "OURS": photo}))
        assert _colours(_tile(qtbot, "STAIN"), QRect(80, 12, 70, 60)) == {"#336699"}
        assert _colours(_tile(qtbot, "OURS"), QRect(80, 12, 70, 60)) == {"#336699"}, "a finding of the site, which has no pictogram"
    finally:
        hang(Album())
