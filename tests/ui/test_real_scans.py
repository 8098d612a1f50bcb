"""Real key events, from a real X server to the real bench on a real shop: its session gets every code, exact and once; nothing else.

Whatever the layout, at every speed, wherever the focus is. What the X server itself typed too late was no scan: it is typed again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.ui.devices.listening_bench import SET_UP
from tests.ui.devices.typing import GS, PRINTABLE
from tests.ui.devices.window_process import WindowProcess
from tests.ui.devices.x_display import CAPS_LOCK, Fingers, x_display
from ui.bench.screen import HELP, PRINTER
from ui.devices.wedge import WIRED_MS

PLACES: Final = ("code", "entry", "button", HELP, PRINTER)
GAPS_MS: Final = (0, 5, 20)
LAYOUTS: Final = ("us", "fr", "de", "gb", "us with Caps Lock", pytest.param("us dvorak", marks=pytest.mark.prove))
COUNTS: Final = (20, pytest.param(200, marks=[pytest.mark.prove, pytest.mark.timeout(900)]))
# Where layouts differ most: dead keys of the French and the German keyboard, and what GS1 and ISO 15434 put in front of a code.
_TRAPS: Final = ("[)>\x1e06", f"]d201095{GS}17", "^a~e`o'e\"u", "=a=e[o", "aAzZqQyY", "0011..//", '@@""##')


@contextmanager
def _bench(layout: str, shop: Path, folder: Path) -> Iterator[tuple[WindowProcess, Fingers, int]]:
    """Its window is number `window` to the X server."""
    name, *variant = layout.removesuffix(" with Caps Lock").split()
    with x_display(name, *variant) as display, Fingers(display) as fingers:
        process = WindowProcess(display, folder / "errors", "tests.ui.devices.listening_bench", str(shop))
        try:
            window = int(_first(process, "ready"))
            fingers.look(window)
            waited = {("listens", "True"), *(("took", code) for code in SET_UP)}
            while waited:
                said = process.hears()
                waited.discard((said["event"], said["text"]))
            if layout.endswith("Caps Lock"):
                fingers.type(CAPS_LOCK)
            yield process, fingers, window
        finally:
            process.close()


def _first(process: WindowProcess, event: str) -> str:
    """What the next event of this kind says."""
    said = process.hears()
    while said["event"] != event:
        said = process.hears()
    return str(said["text"])


def _codes(count: int) -> list[str]:
    random = Random(count)
    drawn = {"".join(random.choices(PRINTABLE + GS, k=random.randint(4, 10))) for _ in range(2 * count)}
    # A number would be a weight, and a code that ends in spaces or a separator is read without them.
    strange = sorted(code for code in drawn if any(sign.isalpha() for sign in code) and code == code.strip())
    return [*_TRAPS, *strange][:count]


def _scan(process: WindowProcess, fingers: Fingers, code: str, gap_ms: int) -> None:
    """Type until the keys came in time: on a busy computer even the X server is late now and then, and then it was no scan."""
    for _ in range(5):
        process.order("restart")
        fingers.scan(code + "\r", gap_ms)
        first = process.hears()
        if (first["event"], first["text"]) == ("took", code):
            return
        more, last = process.settled()
        assert last["gap"] > WIRED_MS, (code, first, more, last)
    pytest.fail("this computer is too busy to type a scan")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", COUNTS)
def test_that_the_session_gets_every_scan_exactly_and_no_button_is_pressed(
    layout: str, count: int, shop_folder: Path, tmp_path: Path
) -> None:
    with _bench(layout, shop_folder, tmp_path) as (process, fingers, _window):
        for gap_ms in GAPS_MS:
            for place, code in enumerate(_codes(count)):
                process.focus(PLACES[place % len(PLACES)])
                _scan(process, fingers, code, gap_ms)
        said, last = process.settled()
        assert (said, last["text"]) == ([], "")


def test_that_a_window_behind_another_says_that_it_does_not_listen(shop_folder: Path, tmp_path: Path) -> None:
    with _bench("us", shop_folder, tmp_path) as (process, fingers, window):
        fingers.look(1)
        assert _first(process, "listens") == "False"
        fingers.look(window)
        assert _first(process, "listens") == "True"
        _scan(process, fingers, "RS-NOTHING", 5)
