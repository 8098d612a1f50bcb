"""How wide the scalable font 0 of ZPL printers runs: what makes native text stay in the box that the layout gave it.

Thousandths of the ^A0 height, measured for each sign from " " to "~" on zplkit's strikes, which were captured from a Zebra ZD621.
"""

from typing import Final

CAPITAL_ZERO: Final = 750  # height of a capital
_WIDTHS: Final = (
    281, 281, 469, 469, 469, 906, 625, 281, 281, 281, 469, 906, 281, 906, 281, 281,
    469, 469, 469, 469, 469, 469, 469, 469, 469, 469, 281, 281, 1000, 906, 1000, 438,
    906, 563, 563, 531, 594, 500, 500, 594, 625, 281, 438, 563, 469, 750, 625, 563,
    563, 563, 594, 531, 500, 625, 531, 813, 563, 563, 500, 281, 281, 281, 500, 500,
    281, 469, 500, 438, 500, 469, 281, 500, 500, 250, 250, 438, 250, 750, 500, 469,
    500, 500, 344, 438, 281, 500, 438, 656, 438, 438, 375, 500, 500, 500, 1000,
)  # fmt: skip


def width_zero(text: str) -> int:
    """The width of printable ASCII text in thousandths of its height."""
    return sum(_WIDTHS[ord(sign) - 32] for sign in text)
