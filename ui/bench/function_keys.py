"""Which function key does what, everywhere: the code of a command or a page in, the name of its key (as in ui/keys.py) out. Pure.

One key does one thing on one page; two things share a key only where no page has both.
"""

from collections.abc import Mapping
from typing import Final

from ui.bench.screen import BOUNDARY, HAND_OVER, HELP, HOLD_PAGE, STOP_PAGE, TYPE_A_CODE, UNDO_KEY, WHY

ONLY_ONE: Final = "F5"  # takes up the unit that was set aside, while there is only one
PAD_SLASH: Final = "F7"  # on the number pad, where one hand does everything
PAD_STAR: Final = "F8"

_KEYS: Final[Mapping[str, str]] = {
    HELP: "F1",
    TYPE_A_CODE: "F2",
    WHY: "F3",
    "RS-SAME": "F4",  # on the board
    "RS-RETAKE": "F4",  # of a finished unit
    BOUNDARY: "F5",  # on the board
    "RS-REPRINT": "F6",
    "RS-PARK": PAD_SLASH,
    HOLD_PAGE: PAD_STAR,
    "RS-CLOSE": "F9",  # of an open parcel
    "RS-BLIND": "F9",  # without one
    "RS-DONE": "F9",  # of a count; elsewhere Enter
    "RS-CLOSE-SHIFT": "F9",  # of a hand-over
    "RS-EMPTY": "F10",  # of an open parcel
    "RS-DOCK": "F10",  # without one
    HAND_OVER: "F11",
    "RS-STOP": "F12",
    STOP_PAGE: "F12",
    "RS-UNDO": UNDO_KEY,
}


def key_of(code: str) -> str:
    """The key; "" for what has none."""
    return _KEYS.get(code, "")


def codes_of(*codes: str) -> dict[str, str]:
    """The same the other way round: what each key does."""
    return {_KEYS[code]: code for code in codes}
