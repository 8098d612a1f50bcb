"""No key does two things: on every page of a story, with pictures of where A ends, and the same article once more."""

from collections import defaultdict
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from station.photos.shown import A_SIDE, B_SIDE, show_pictures
from tests.ui.shop import desktop
from tests.ui.test_looks import STOPS
from ui.bench.function_keys import key_of
from ui.bench.screen import BOUNDARY, Shown
from ui.frame import _ANYWHERE
from ui.theme import Theme
from ui.widgets.album import Album, hang

# The same article again: its board offers the last answers, and the pair of its findings.
_AGAIN = (("RMA-10002",), ("9521321000087",), ("RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2", "RS-PHOTO", "RS-PHOTO"), ("9521321000087",))
_REST = (("RS-PARK",), ("RS-CLOSE", "RS-ANSWER-1"))


def _twice(shown: Shown) -> dict[str, set[str]]:
    """The keys that are offered for more than one thing, and what for."""
    codes: dict[str, set[str]] = defaultdict(set)
    for option in (*shown.foot.commands, *shown.screen.offered()):
        if option.key and option.code:
            codes[option.key].add(option.code)
    for key, code in _ANYWHERE.items():
        codes[key].add(code)
    return {key: found for key, found in codes.items() if len(found) > 1}


@pytest.mark.parametrize("story", [STOPS, (*_AGAIN, *_REST)], ids=["every page", "the same again"])
def test_that_no_key_is_offered_twice_on_any_page(
    shop_folder: Path, qtbot: QtBot, theme: Theme, tmp_path: Path, story: tuple[tuple[str, ...], ...]
) -> None:
    Image.new("RGB", (40, 30), "navy").save(tmp_path / "side.png")
    show_pictures(shop_folder / "documents", "STAIN", dict.fromkeys((A_SIDE, B_SIDE), tmp_path / "side.png"))
    offered: list[set[str]] = []
    try:
        with desktop(shop_folder, qtbot, theme) as desk:
            for scans in story:
                desk.scan(*scans)
                shown = desk.window.shown
                assert shown is not None
                assert _twice(shown) == {}, scans
                offered.append({shown.keys.get(key, "") for key in ("F4", key_of(BOUNDARY))})
    finally:
        hang(Album())
    everything = set().union(*offered)
    assert BOUNDARY in everything
    assert story is STOPS or {"RS-SAME", BOUNDARY} in offered, "both on one board"
