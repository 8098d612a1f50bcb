"""A list and what is chosen in it, side by side: two widgets in, one that divides the room between them out."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from ui.supervisor.look import GRID

_SHARES: Final = (5, 3)


def side_by_side(left: QWidget, right: QWidget) -> QSplitter:
    """Neither can be closed; the left one gets a little more."""
    halves = QSplitter(Qt.Orientation.Horizontal)
    halves.setChildrenCollapsible(False)
    halves.setHandleWidth(2 * GRID)
    for place, half in enumerate((left, right)):
        halves.addWidget(half)
        halves.setStretchFactor(place, _SHARES[place])
    halves.setSizes([1000 * share for share in _SHARES])
    return halves


def scrolled(*parts: QWidget) -> QScrollArea:
    """One under the other, as high as they want to be."""
    inside, area = QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
