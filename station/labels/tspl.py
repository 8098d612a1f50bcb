"""A laid-out label in, TSPL out: the label as a bitmap, dot for dot what the preview shows, so that no text can be a command.

Format: TSC, "TSPL/TSPL2 Programming Manual": BITMAP x,y,width in bytes,height in dots,mode,data. The bit nearest the left is the
highest, and a 0 burns a dot.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from PIL import Image

from station.labels.parts import LaidOut
from station.labels.png import picture

_GAP: Final = 3  # mm between two labels of a roll; the printer's own sensor decides where the next one begins
_BLANK: Final = b"\xff"


def tspl(laid: LaidOut) -> bytes:
    """One label. Direction and origin are set anew since another program may have left others, and the first line ends a torn one."""
    size = f"SIZE {laid.width / 10:g} mm,{laid.height / 10:g} mm"
    head = ("", size, f"GAP {_GAP} mm,0 mm", "DIRECTION 0,0", "REFERENCE 0,0", "CLS")
    return _line(*head) + b"".join(_bands(picture(laid))) + _line("PRINT 1,1")


def _bands(image: Image.Image) -> Iterator[bytes]:
    """The rows with ink on them, each stretch as narrow as its ink: most of a label is paper, and a serial line is slow."""
    wide = Image.new("1", (-(-image.width // 8) * 8, image.height), 1)  # the bits beyond the edge are paper too
    wide.paste(image)
    data, width = wide.tobytes(), wide.width // 8
    rows = [data[start : start + width] for start in range(0, len(data), width)]
    for blank, stretch in groupby(range(len(rows)), lambda number: not rows[number].strip(_BLANK)):
        if not blank:
            numbers = list(stretch)
            yield _bitmap(numbers[0], rows[numbers[0] : numbers[-1] + 1])


def _bitmap(top: int, rows: list[bytes]) -> bytes:
    left = min(len(row) - len(row.lstrip(_BLANK)) for row in rows)
    right = max(len(row.rstrip(_BLANK)) for row in rows)
    head = f"BITMAP {8 * left},{top},{right - left},{len(rows)},0,"
    return head.encode("ascii") + b"".join(row[left:right] for row in rows) + _line("")


def _line(*commands: str) -> bytes:
    return "".join(f"{command}\r\n" for command in commands).encode("ascii")
