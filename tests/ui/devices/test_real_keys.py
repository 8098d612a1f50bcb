"""Real key events, from a real X server to a real window: no code is lost or altered and no button is pressed, whatever the layout."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from random import Random
from threading import Thread
from typing import Any, Final

import pytest

from tests.architecture.tree import ROOT
from tests.ui.devices.typing import ENTER, GS, PRINTABLE
from tests.ui.devices.x_display import CAPS_LOCK, Fingers, x_display
from ui.devices.wedge import WIRED_MS

PLACES: Final = ("field", "button", "panel", "menu")
GAPS_MS: Final = (0, 5, 20)
LAYOUTS: Final = ("us", "fr", "de", "gb", "us with Caps Lock", pytest.param("us dvorak", marks=pytest.mark.prove))
COUNTS: Final = (20, pytest.param(200, marks=[pytest.mark.prove, pytest.mark.timeout(900)]))
# Where layouts differ most: dead keys of the French and the German keyboard, and what GS1 and ISO 15434 put in front of a code.
_TRAPS: Final = ("[)>\x1e06", f"]d201095{GS}17", "^a~e`o'e\"u", "=a=e[o", "aAzZqQyY", "0011..//", '@@""##')


class Listening:
    """The window in its process: orders in, what it says out."""

    def __init__(self, display: str, errors: Path) -> None:
        self._errors = errors
        # A locale in which dead keys make accents, as on every desk, not only on a test's.
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-m", "tests.ui.devices.listening_window"]
        with errors.open("w") as stderr:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True
            )
        self._said: Queue[str] = Queue()
        self._reading = Thread(target=self._read, name="window output")
        self._reading.start()

    def hears(self) -> dict[str, Any]:
        """The next thing that it says; Empty if it says nothing for long."""
        line = self._said.get(timeout=30)
        assert line, "the window ended"
        said: dict[str, Any] = json.loads(line)
        return said

    def order(self, what: str) -> None:
        """One line; the answer is read with `hears`."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()

    def settled(self) -> tuple[list[dict[str, Any]], int]:
        """What else it says until nothing is under way; and the longest gap between keys, by the X server's clock."""
        self.order("settle")
        said: list[dict[str, Any]] = []
        while not said or said[-1]["event"] != "settled":
            said.append(self.hears())
        return said[:-1], max(each.get("gap", 0) for each in said)

    def focus(self, place: str) -> None:
        """Ends when the focus is there."""
        self.order(f"focus {place}")
        assert self.hears() == {"event": "focused", "text": place}

    def close(self) -> None:
        """End of orders; what the window and Qt had to complain about fails the test."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            status = self._process.wait(30)
        finally:
            self._process.kill()
            self._reading.join(30)
            self._process.stdout.close()
        assert (status, self._errors.read_text()) == (0, "")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(line)
        self._said.put("")


@contextmanager
def _listening(layout: str, folder: Path) -> Iterator[tuple[Listening, Fingers]]:
    name, *variant = layout.removesuffix(" with Caps Lock").split()
    with x_display(name, *variant) as display, Fingers(display) as fingers:
        window = Listening(display, folder / "errors")
        try:
            assert window.hears()["event"] == "ready"
            if layout.endswith("Caps Lock"):
                fingers.type(CAPS_LOCK)
            yield window, fingers
        finally:
            window.close()


def _codes(count: int) -> list[str]:
    random = Random(count)
    drawn = {"".join(random.choices(PRINTABLE + GS, k=random.randint(3, 10))) for _ in range(count)}
    return [*_TRAPS, *sorted(drawn)][:count]


def _scan(window: Listening, fingers: Fingers, code: str, gap_ms: int) -> None:
    """Type until the keys came in time: on a busy computer even the X server is late now and then, and then it was no scan."""
    for _ in range(5):
        fingers.scan(code + "\r", gap_ms)
        first = window.hears()
        if (first["event"], first["text"]) == ("scanned", code):
            return
        more, longest = window.settled()
        assert longest > WIRED_MS, (code, first, more)
    pytest.fail("this computer is too busy to type a scan")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", COUNTS)
def test_that_no_scan_is_lost_or_altered_and_no_button_pressed(layout: str, count: int, tmp_path: Path) -> None:
    with _listening(layout, tmp_path) as (window, fingers):
        for gap_ms in GAPS_MS:
            codes = _codes(count)
            for place, name in enumerate(PLACES):
                window.focus(name)
                for code in codes[place :: len(PLACES)]:
                    _scan(window, fingers, code, gap_ms)
        assert window.settled()[0] == []


def test_that_a_busy_window_still_hears_whole_scans_and_joined_ones(tmp_path: Path) -> None:
    with _listening("fr", tmp_path) as (window, fingers):
        window.focus("button")
        window.order("busy 400")
        assert window.hears()["event"] == "busy"
        fingers.scan("RS-PHOTO\rRMA-10001\r", 5)
        assert [window.hears()["text"] for _ in range(2)] == ["RS-PHOTO", "RMA-10001"]
        assert window.settled()[0] == []


def test_that_a_hand_types_as_ever_with_accents_and_digits(tmp_path: Path) -> None:
    with _listening("fr", tmp_path) as (window, fingers):
        window.focus("field")
        fingers.type(34, 26, 24, gap_ms=120, held_ms=80)  # dead circumflex, e, a
        said = [window.hears() for _ in range(3)]
        assert [(each["event"], each["text"]) for each in said] == [("in a field", "ê"), ("key", "a"), ("in a field", "êa")]
        window.focus("scans")
        fingers.scan("[)>06\r", 0)
        assert window.hears() == {"event": "in a field", "text": "[)>06"}
        window.focus("panel")
        fingers.type(ENTER, gap_ms=2 * WIRED_MS)  # not the line feed of the scan
        assert [window.hears()["event"] for _ in range(2)] == ["key", "pressed"]
