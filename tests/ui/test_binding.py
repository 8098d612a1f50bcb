"""The Qt binding itself: a call that returns nothing gives nothing away."""

import sys

from PySide6.QtCore import QRect


def test_that_a_call_that_returns_nothing_costs_no_reference_to_none() -> None:
    # PySide6 6.12.0 under Python 3.11 lost one at each such call; after some thousands of them the process died ("deallocating None").
    moved = QRect(0, 0, 1, 1)
    before = sys.getrefcount(None)
    for place in range(1000):
        moved.moveTop(place)
    assert sys.getrefcount(None) > before - 100
