"""Real key events, from a real X server to a window with a menu, a dialog and a shortcut, which the bench has not; and what hands type."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ui.devices.typing import ENTER
from tests.ui.devices.window_process import WindowProcess
from tests.ui.devices.x_display import Fingers, x_display
from ui.devices.wedge import WIRELESS_MS


@contextmanager
def _listening(folder: Path) -> Iterator[tuple[WindowProcess, Fingers]]:
    """A French keyboard: the one on which most is elsewhere."""
    with x_display("fr") as display, Fingers(display) as fingers:
        window = WindowProcess(display, folder / "errors", "tests.ui.devices.listening_window")
        try:
            assert window.hears()["event"] == "ready"
            yield window, fingers
        finally:
            window.close()


def test_that_a_scan_over_a_dialog_and_a_menu_presses_nothing(tmp_path: Path) -> None:
    with _listening(tmp_path) as (window, fingers):
        for place, code in (("panel", "5551"), ("menu", "0100952132\x1d5"), ("field", "[a~e1"), ("button", "RS-DONE")):
            window.focus(place)
            fingers.scan(f"{code}\r", 5)
            said = window.hears()
            assert (said["event"], said["text"]) == ("scanned", code)
            assert window.settled()[0] == []


def test_that_a_busy_window_still_hears_whole_scans_and_joined_ones(tmp_path: Path) -> None:
    with _listening(tmp_path) as (window, fingers):
        window.focus("button")
        window.order("busy 400")
        assert window.hears()["event"] == "busy"
        fingers.scan("RS-PHOTO\rRMA-10001\r", 5)
        assert [window.hears()["text"] for _ in range(2)] == ["RS-PHOTO", "RMA-10001"]
        assert window.settled()[0] == []


def test_that_a_hand_types_as_ever_with_accents_and_digits(tmp_path: Path) -> None:
    with _listening(tmp_path) as (window, fingers):
        window.focus("field")
        fingers.type(34, 26, 24, gap_ms=120, held_ms=80)  # dead circumflex, e, a
        said = [window.hears() for _ in range(3)]
        assert [(each["event"], each["text"]) for each in said] == [("in a field", "ê"), ("key", "a"), ("in a field", "êa")]
        fingers.scan("[)>06\r", 0)
        assert window.hears()["text"] == "[)>06"
        window.focus("panel")
        fingers.type(ENTER, gap_ms=2 * WIRELESS_MS)  # not the line feed of the scan, even if a busy X server typed that slowly
        assert [window.hears()["event"] for _ in range(2)] == ["key", "pressed"]
