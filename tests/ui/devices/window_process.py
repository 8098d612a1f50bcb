"""A window in a process of its own, on a display of its own: orders in as lines, what it says out as JSON lines."""

import json
import os
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from tests.architecture.tree import ROOT


class WindowProcess:
    """`python -m MODULE ARGUMENTS` on this display."""

    def __init__(self, display: str, errors: Path, module: str, *arguments: str) -> None:
        self._errors = errors
        # A locale in which dead keys make accents, as on every desk, not only on a test's.
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        environment["QT_LOGGING_RULES"] = "qt.multimedia.symbolsresolver=false"  # which sound system a machine has not
        command = [sys.executable, "-m", module, *arguments]
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
        assert line, f"the window ended: {self._errors.read_text()}"
        said: dict[str, Any] = json.loads(line)
        return said

    def order(self, what: str) -> None:
        """One line; the answer is read with `hears`."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()

    def settled(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """What else it says until nothing is under way; and last of all what stands in its fields, and the longest gap between keys."""
        self.order("settle")
        said: list[dict[str, Any]] = []
        while not said or said[-1]["event"] != "settled":
            said.append(self.hears())
        return said[:-1], said[-1]

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
