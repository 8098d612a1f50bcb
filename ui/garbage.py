"""Cycles of Python objects are freed on the window's thread only: a widget freed by the bench thread's collector brings Qt down."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_LOOK_MS: Final = 1000
_OLDEST: Final = 2


class WindowGarbage(QObject):
    """As long as it lives the collector does not run by itself; a timer of this thread looks whether it should, by its own thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loaded = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.on_look)
        self._timer.start(_LOOK_MS)
        # What is there when the window opens stays to the end: no use in ever looking through it, which is what takes long.
        gc.freeze()
        gc.disable()

    def end(self) -> None:
        """Back to the collector of the language."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def on_look(self) -> None:
        """Collect the oldest generation that is due; its first time, what was loaded since the window opened stays to the end as well."""
        due = [age for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
        if due and due[-1] == _OLDEST and not self._loaded:
            self._loaded = True
            gc.collect(_OLDEST - 1)
            gc.freeze()  # a look through all of it would hold the loop for a tenth of a second
        elif due:
            gc.collect(due[-1])
