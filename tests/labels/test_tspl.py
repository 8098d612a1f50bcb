"""TSPL: a label is a few commands of ours and one picture, whose every byte is counted, so that nothing in it can be a command."""

from dataclasses import replace
from typing import Final

import pytest

from station.labels.catalogue import parse
from station.labels.documents import Label
from station.labels.layout import lay_out
from station.labels.parts import DOTS_PER_METRE, Box, LaidOut
from station.labels.png import png
from station.labels.tspl import tspl
from tests.labels.readers import codes, picture, tspl_commands

LAYOUT: Final = """
name = "site"
edition = 1
width = 57.3
height = 31.9
[[element]]
name = "band"
kind = "box"
x = 0
y = 0
width = 57.3
height = 6
[[element]]
name = "title"
kind = "text"
text = "{title}"
x = 1
y = 0.5
width = 55
height = 5
size = 4
smallest = 2
white = true
cut = true
[[element]]
name = "bars"
kind = "barcode"
symbology = "code128"
data = "{plate}"
x = 0
y = 8
width = 57.3
height = 10
module = 0.38
smallest = 0.25
[[element]]
name = "edge"
kind = "box"
x = 57
y = 31
width = 0.3
height = 0.9
"""


def _laid(title: str = "Merino", dpi: int = 203) -> LaidOut:
    return lay_out(parse(LAYOUT, "site", Label), "site", {"title": title, "plate": "B02-000033-E"}, dpi)


@pytest.mark.parametrize("dpi", DOTS_PER_METRE)
def test_that_a_label_in_tspl_is_dot_for_dot_the_preview(dpi: int) -> None:
    laid = _laid(dpi=dpi)
    seen = {fmt: picture(data, fmt, laid) for fmt, data in (("tspl", tspl(laid)), ("png", png(laid)))}
    assert seen["tspl"].tobytes() == seen["png"].tobytes()
    assert codes(seen["tspl"]) == {"B02-000033-E"}


@pytest.mark.parametrize("title", ['SIZE 1 mm,1 mm\r\nPRINT 9,9\r\n"', '"";PRINT 9', "BITMAP 0,0,1,1,0,x", "^XZ~JA", '\\["]'])
def test_that_no_title_is_ever_a_command(title: str) -> None:
    ours = [command for command, _ in tspl_commands(tspl(_laid("")))]
    told = [command for command, _ in tspl_commands(tspl(_laid(title)))]
    assert [command.split(" ")[0] for command in told] == [command.split(" ")[0] for command in ours]
    assert told[0] == ""
    assert told[1:6] == ["SIZE 57.3 mm,31.9 mm", "GAP 3 mm,0 mm", "DIRECTION 0,0", "REFERENCE 0,0", "CLS"]
    assert told[-1] == "PRINT 1,1"
    assert {command.split(" ")[0] for command in told[6:-1]} == {"BITMAP"}


def test_that_the_highest_bit_is_the_leftmost_dot_and_a_0_burns_it() -> None:
    box = Box("box", x=4 * 10 + 5, y=10, width=10, height=3, line=0)  # at 8 dots a mm: 36 dots from the left, 8 wide, 2 high, at row 8
    data = tspl(LaidOut("site", 570, 320, 203, (box,)))
    assert data.partition(b"CLS\r\n")[2] == b"BITMAP 32,8,2,2,0,\xf0\x0f\xf0\x0f\r\nPRINT 1,1\r\n"


def test_that_paper_without_ink_is_not_sent() -> None:
    laid = _laid()
    sent = sum(len(bits) for _, bits in tspl_commands(tspl(laid)))
    assert sent < laid.dots(laid.width) * laid.dots(laid.height) / 8 * 0.6
    assert not [command for command, _ in tspl_commands(tspl(replace(laid, parts=()))) if command.startswith("BITMAP")]
