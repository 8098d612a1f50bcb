"""Waiting in a program that is no test: an event loop until something is so, or too late."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

_LOOK_MS = 5
_SETTLE_MS = 60


class Waiting:
    """As much of pytest-qt's `qtbot` as leading a window takes."""

    def waitUntil(self, true: Callable[[], Any], *, timeout: int = 5000) -> None:  # noqa: N802 -- pytest-qt's name
        """Until it is so. Raises TimeoutError after so many milliseconds."""
        loop, look, late = QEventLoop(), QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if true() else None)
        late.setSingleShot(True)
        late.timeout.connect(loop.quit)
        look.start(_LOOK_MS)
        late.start(timeout)
        if not true():
            loop.exec()
        if not true():
            raise TimeoutError("what was waited for did not come")

    @contextmanager
    def waitSignal(self, signal: Any, *, timeout: int = 5000) -> Iterator[None]:  # noqa: N802 -- pytest-qt's name
        """Until it was emitted."""
        heard: list[int] = []
        connection = signal.connect(lambda *_: heard.append(1))
        yield
        self.waitUntil(lambda: bool(heard), timeout=timeout)
        signal.disconnect(connection)

    def settle(self) -> None:
        """Until what was laid out anew is drawn."""
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()
