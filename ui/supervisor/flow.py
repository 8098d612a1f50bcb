"""A box whose parts stand side by side from the left, and go on in the next row where they do not fit, so that large text is never cut."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from ui.widgets.boxes import Box

_GAP: Final = 8


class Flow(Box):
    """Each part as wide as it wants to be."""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        hints = [part.sizeHint() for part in self.parts()]
        wide = sum(hint.width() for hint in hints) + _GAP * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(max((part.minimumSizeHint().width() for part in self.parts()), default=0), 0)

    def take_all(self) -> list[QWidget]:
        """All its parts; it has none after that."""
        taken, self._parts = self._parts, []
        self.forget()
        return taken

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:  # noqa: ARG002 -- rows keep their own height
        found: list[tuple[QWidget, QRect]] = []
        left = top = high = 0
        for part in self.parts():
            hint = part.sizeHint()
            if left and left + hint.width() > width:
                left, top, high = 0, top + high + _GAP, 0
            found.append((part, QRect(left, top, min(hint.width(), width), hint.height())))
            left, high = left + hint.width() + _GAP, max(high, hint.height())
        return found
