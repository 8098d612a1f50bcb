"""A private X server in memory, and fingers on it: real key events through XTEST, paced by the server. No real screen is touched."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from ui.devices.scan_codes import X11

_SHIFT: Final = 50
_CONTROL: Final = 37
CAPS_LOCK: Final = 66
_CONTROL_KEYS: Final = {"\x04": "d", "\x1c": "\\", "\x1d": "]", "\x1e": "6"}
_KEYS: Final = {sign: (code, shift) for code, pair in X11.characters.items() for shift, sign in enumerate(pair)} | {
    "\r": (36, 0),
    "\t": (23, 0),
}


@contextmanager
def x_display(*layout: str) -> Iterator[str]:
    """The name of a fresh display with this keyboard layout (and variant). It ends with the last program on it: none is left behind."""
    for program, package in (("Xvfb", "xvfb"), ("setxkbmap", "x11-xkb-utils")):
        if not shutil.which(program):
            pytest.fail(f"real keys need {program}: apt-get install {package} (make test does it)", pytrace=False)
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-terminate"]
    with subprocess.Popen(command, pass_fds=(write_end,), stderr=subprocess.DEVNULL) as server:
        os.close(write_end)
        try:
            with os.fdopen(read_end) as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            with Fingers(f":{number}"):  # as long as somebody is connected the server keeps its layout
                subprocess.run(["setxkbmap", "-display", f":{number}", *layout], check=True, timeout=30)
                yield f":{number}"
        finally:
            server.terminate()
            server.wait(10)


class Fingers:
    """Types on one display as a scanner with a US keyboard does: key down, key up, and on to the next."""

    def __init__(self, display: str) -> None:
        self._x = _library("libX11.so.6", "libx11-6")
        self._test = _library("libXtst.so.6", "libxtst6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        opened = self._x.XOpenDisplay(display.encode())
        assert opened, f"no X server on {display}"
        self._display = ctypes.c_void_p(opened)

    def __enter__(self) -> "Fingers":
        return self

    def __exit__(self, *_: object) -> None:
        self._x.XCloseDisplay(self._display)

    def scan(self, text: str, gap_ms: int) -> None:
        """A code with its suffix; the server leaves `gap_ms` between the keys. Returns before they are typed."""
        for sign in text:
            self._sign(sign, gap_ms)
        self._x.XFlush(self._display)

    def look(self, window: int) -> None:
        """Give the keyboard to this window; to none with 1, as if another program were in front."""
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def type(self, *codes: int, gap_ms: int = 0, held_ms: int = 0) -> None:
        """Keys by their X11 codes, one after the other, as a hand does it."""
        for code in codes:
            self._strike([code], gap_ms, held_ms)
        self._x.XFlush(self._display)

    def _sign(self, sign: str, gap_ms: int) -> None:
        if sign in _CONTROL_KEYS:
            self._strike([_CONTROL, _KEYS[_CONTROL_KEYS[sign]][0]], gap_ms)
            return
        code, shift = _KEYS[sign]
        self._strike([_SHIFT, code] if shift else [code], gap_ms)

    def _strike(self, codes: Iterable[int], gap_ms: int, held_ms: int = 0) -> None:
        down = list(codes)
        for place, code in enumerate(down):
            self._fake(code, 0 if place else gap_ms, down=True)
        for place, code in enumerate(reversed(down)):
            self._fake(code, 0 if place else held_ms, down=False)

    def _fake(self, code: int, delay_ms: int, *, down: bool) -> None:
        assert self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), ctypes.c_int(down), ctypes.c_ulong(delay_ms))


def _library(name: str, package: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name)
    except OSError:
        pytest.fail(f"real keys need {name}: apt-get install {package} (make test does it)", pytrace=False)
