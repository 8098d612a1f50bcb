"""Boxes that place their children themselves: in equal columns, or in rows that wrap, so that large text is never cut.

They are widgets and not layouts: a QLayout written in Python has to return None from `itemAt`, and each such return gives away a
reference to None that it does not own (PySide6 6.12, Python 3.11), until the process dies of it.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP: Final = 12
_FIRST: Final = 0.35  # of a row, at least, for its first part


class Box(QWidget):
    """What both have in common: the height follows from the width. Children that are hidden take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._known: dict[tuple[int, int], list[tuple[QWidget, QRect]]] = {}  # by size: a layout asks for each a dozen times
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget, before: QWidget | None = None) -> None:
        """One more, at the end or before another one."""
        part.setParent(self)
        self._parts.insert(self._parts.index(before) if before else len(self._parts), part)
        if before:
            QWidget.setTabOrder(part, before)
        self.forget()

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        """Where each part that is shown stands in a box of this size."""
        raise NotImplementedError

    def forget(self) -> None:
        """A part wants another size, or is shown or hidden: nothing stands where it stood."""
        self._known = {}
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        return max((rect.bottom() + 1 for _, rect in self._standing(width, 0)), default=0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.forget()
            self.place()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        self.forget()  # what was offered meanwhile asked for no room: nobody asks for a hidden widget
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Put every part where it belongs."""
        for part, rect in self._standing(self.width(), self.height()):
            part.setGeometry(rect)

    def _standing(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        if (width, height) not in self._known:
            self._known[width, height] = self.arranged(width, height)
        return self._known[width, height]

    def parts(self) -> list[QWidget]:
        """What is shown."""
        return [part for part in self._parts if not part.isHidden()]


class Rows(Box):
    """Parts in rows, the last of a row at the right edge; the first part of all takes what room its row leaves."""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        hints = [part.sizeHint() for part in self.parts()]
        wide = sum(hint.width() for hint in hints) + _GAP * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(max((part.minimumSizeHint().width() for part in self.parts()), default=0), 0)

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        rows = self._rows(width)
        found: list[tuple[QWidget, QRect]] = []
        top = 0
        for place, row in enumerate(rows):
            widths = [min(part.sizeHint().width(), width) for part in row]
            left = width - sum(widths) - _GAP * (len(row) - 1)
            if row[0] is self._parts[0]:
                widths[0], left = widths[0] + left, 0  # what is left, also where that is less
            heights = [_height(part, wide) for part, wide in zip(row, widths, strict=True)]
            high = max(heights) if len(rows) > 1 or place else max(*heights, height)
            for part, wide, own in zip(row, widths, heights, strict=True):
                found.append((part, QRect(left, top + (high - own) // 2, wide, own)))
                left += wide + _GAP
            top += high + _GAP
        return found

    def _rows(self, width: int) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = []
        used = 0
        for part in self.parts():
            wide = min(part.sizeHint().width(), width)
            if part is self._parts[0]:
                # Words that wrap need not have all the room that they would like.
                wide = max(min(wide, int(width * _FIRST)), part.minimumSizeHint().width())
            if not rows or used + _GAP + wide > width:
                rows.append([])
                used = -_GAP
            rows[-1].append(part)
            used += _GAP + wide
        return rows


class Columns(Box):
    """Equal columns, at most `columns` and as many as the longest word allows; rows grow up to `tallest` px where there is room."""

    def __init__(self, columns: int, tallest: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._tallest = tallest

    def set_columns(self, columns: int) -> None:
        """At most so many from now on."""
        self._columns = columns
        self.forget()
        self.place()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        shown = self.parts()
        columns = max(1, min(self._columns, len(shown)))
        wide = max((part.sizeHint().width() for part in shown), default=0) * columns + _GAP * (columns - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(max((part.minimumSizeHint().width() for part in self.parts()), default=0), 0)

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        shown = self.parts()
        least = max((part.minimumSizeHint().width() for part in shown), default=1)
        columns = max(1, min(self._columns, (width + _GAP) // max(1, least + _GAP)))
        wide = max(1, (width - _GAP * (columns - 1)) // columns)
        rows = [shown[start : start + columns] for start in range(0, len(shown), columns)]
        heights = [max(_height(part, wide) for part in row) for row in rows]
        spare = (height - sum(heights) - _GAP * (len(rows) - 1)) // max(1, len(rows))
        found: list[tuple[QWidget, QRect]] = []
        top = 0
        for row, least_high in zip(rows, heights, strict=True):
            high = min(max(least_high, self._tallest), least_high + max(0, spare)) if self._tallest else least_high
            found += [(part, QRect(column * (wide + _GAP), top, wide, high)) for column, part in enumerate(row)]
            top += high + _GAP
        return found


def _height(part: QWidget, width: int) -> int:
    # Not its smallest height as well: of what wraps that is the height at its smallest width.
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
