"""Where the cards of Today stand: tiles in a row, the large chart beside the inspectors, four cards below; in fewer columns if narrow."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from ui.theme import scaled
from ui.widgets.boxes import Box

GAP: Final = 14
_LARGE: Final = 0.5  # of the width, for the large chart
_WIDE: Final = 1100  # px at the text scale 1 from which on everything stands side by side
_MIDDLE: Final = (250, 560)  # px of height, at least and at most, of the middle row
_BELOW: Final = (204, 380)
_SHARE: Final = 0.6  # of the room that is left, for the middle row


class TodayGrid(Box):
    """`tiles` stand first, then `middle` (two), then `below` (four)."""

    def __init__(
        self, tiles: Sequence[QWidget], middle: Sequence[QWidget], below: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = (list(tiles), list(middle), list(below))
        for part in (*tiles, *middle, *below):
            self.add(part)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(420), self.heightForWidth(max(scaled(420), self.width())))

    def sizeHint(self) -> QSize:  # noqa: N802 -- as above
        return QSize(scaled(_WIDE), self.heightForWidth(max(scaled(_WIDE), self.width())))  # the layout takes it for the least

    def arranged(self, width: int, height: int) -> list[tuple[QWidget, QRect]]:
        tiles, middle, below = self._rows
        found, top = self._row(tiles, self._fitting(tiles, width), width, 0, 0)
        if width < scaled(_WIDE):
            for part in (*middle, *below):
                found.append((part, QRect(0, top, width, max(scaled(_BELOW[0]), _height(part, width)))))
                top += found[-1][1].height() + GAP
            return found
        first, second = self._heights(max(0, height - top - GAP))
        large = round((width - GAP) * _LARGE)
        found += [(middle[0], QRect(0, top, large, first)), (middle[1], QRect(large + GAP, top, width - large - GAP, first))]
        return found + self._row(below, len(below), width, top + first + GAP, second)[0]

    def _heights(self, room: int) -> tuple[int, int]:
        """Of the middle row and of that below it: what they need, and of the rest as much as does them good."""
        _tiles, middle, below = self._rows
        first = max(scaled(_MIDDLE[0]), *(part.minimumSizeHint().height() for part in middle))
        second = max(scaled(_BELOW[0]), *(part.minimumSizeHint().height() for part in below))
        spare = max(0, room - first - second)
        more = min(round(spare * _SHARE), max(0, scaled(_MIDDLE[1]) - first))
        return first + more, second + min(spare - more, max(0, scaled(_BELOW[1]) - second))

    def _row(self, parts: Sequence[QWidget], columns: int, width: int, top: int, high: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        """Equal columns from `top` on, at least `high` each, and where the next row begins."""
        step = (width + GAP) / columns
        found: list[tuple[QWidget, QRect]] = []
        for start in range(0, len(parts), columns):
            row = parts[start : start + columns]
            tall = max(high, *(part.minimumSizeHint().height() for part in row))
            edges = [(round(place * step), round((place + 1) * step) - GAP) for place in range(len(row))]
            found += [(part, QRect(left, top, right - left, tall)) for part, (left, right) in zip(row, edges, strict=True)]
            top += tall + GAP
        return found, top

    def _fitting(self, parts: Sequence[QWidget], width: int) -> int:
        """All in one row, else half of them, else a third."""
        least = max(part.minimumSizeHint().width() for part in parts)
        return next((len(parts) // by for by in (1, 2, 3) if least * (len(parts) // by) + GAP * (len(parts) // by - 1) <= width), 1)


def _height(part: QWidget, width: int) -> int:
    return max(part.minimumSizeHint().height(), part.heightForWidth(width) if part.hasHeightForWidth() else 0)
