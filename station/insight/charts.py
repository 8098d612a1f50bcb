"""Charts of the report as drawings that reportlab turns into PDF and SVG alike. Grades have a letter and a hatching, not only a colour."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color, HexColor

from station.insight.throughput import Figures

INK: Final = HexColor("#14181f")
MUTED: Final = HexColor("#5b6472")
RULE: Final = HexColor("#dadee4")
GRADES: Final = {"A": HexColor("#177a3e"), "B": HexColor("#a95a00"), "C": HexColor("#b3261e")}
_FONT: Final = "Helvetica"  # digits and the letters A, B and C: every reader has it
_SIZE: Final = 7.5
_STEPS: Final = (1, 2, 5)
_GAP: Final = 3  # points between two bars
_ROOM: Final = 12  # points that a figure above a bar needs


def graded_bars(labels: Sequence[str], parts: Sequence[Figures], width: float, height: float) -> Drawing:
    """One bar for each hour or day, made of its grades; sizes in points. The axis begins at 0 and ends at a round number."""
    drawing = Drawing(width, height)
    left, bottom, top = 24.0, 14.0, height - 10
    most = _round_up(max((part.graded for part in parts), default=0))
    for line in range(0, most + 1, max(1, most // 4)):
        y = bottom + (top - bottom) * line / most
        drawing.add(Line(left, y, width, y, strokeColor=RULE, strokeWidth=0.5))
        drawing.add(String(left - 4, y - 2.5, str(line), fontName=_FONT, fontSize=_SIZE, fillColor=MUTED, textAnchor="end"))
    step = (width - left) / max(1, len(parts))
    every = -(-len(parts) // 24)
    for place, (label, part) in enumerate(zip(labels, parts, strict=True)):
        x = left + place * step + _GAP / 2
        drawing.add(_stack(part, x, bottom, max(1.0, step - _GAP), (top - bottom) / most))
        if place % every == 0:
            drawing.add(_centred(x + (step - _GAP) / 2, 3, label, MUTED))
        if part.graded and step > _ROOM:
            drawing.add(_centred(x + (step - _GAP) / 2, bottom + (top - bottom) * part.graded / most + 2, str(part.graded), INK))
    return drawing


def grade_mix(total: Figures, width: float, height: float) -> Drawing:
    """One bar of all grades with letter, units and per cent in each part that has room for them."""
    drawing = Drawing(width, height)
    x = 0.0
    for grade, units in total.grades.items():
        share = width * units / total.graded if total.graded else 0
        drawing.add(_part(grade, x, 0, share, height))
        told = f"{grade}  {units}  {100 * units / total.graded:.0f} %" if units else ""
        text = next((text for text in (told, grade) if len(text) * _SIZE * 0.55 < share), "")
        if text:
            drawing.add(_plate(grade, x + share / 2, height, len(text) * _SIZE * 0.6))
            drawing.add(_centred(x + share / 2, height / 2 - 3, text, HexColor("#ffffff"), bold=True))
        x += share
    return drawing


def _plate(grade: str, centre: float, height: float, width: float) -> Rect:
    """Behind words: no hatching."""
    plate = Rect(centre - width / 2, 1, width, height - 2)
    plate.fillColor, plate.strokeColor = GRADES[grade], None
    return plate


def _stack(part: Figures, x: float, bottom: float, width: float, scale: float) -> Group:
    group, y = Group(), bottom
    for grade, units in part.grades.items():
        group.add(_part(grade, x, y, width, units * scale))
        y += units * scale
    return group


def _part(grade: str, x: float, y: float, width: float, height: float) -> Group:
    """A is plain, B has slanted lines, C upright ones: told apart without colour."""
    group = Group()
    if width <= 0 or height <= 0:
        return group
    bar = Rect(x, y, width, height)
    bar.fillColor, bar.strokeColor = GRADES[grade], None
    group.add(bar)
    white = Color(1, 1, 1, alpha=0.55)
    for place in _hatching(grade, width, height):
        x1, y1, x2, y2 = place
        group.add(Line(x + x1, y + y1, x + x2, y + y2, strokeColor=white, strokeWidth=0.6))
    return group


def _hatching(grade: str, width: float, height: float) -> list[tuple[float, float, float, float]]:
    if grade == "C":
        return [(at, 0, at, height) for at in _every(3, width)]
    if grade == "B":
        ends = [(max(0, at - height), at) for at in _every(4, width + height)]
        return [(x1, at - x1, min(at, width), at - min(at, width)) for x1, at in ends]
    return []


def _every(step: int, until: float) -> list[float]:
    return [float(at) for at in range(step, int(until) + 1, step) if at < until]


def _centred(x: float, y: float, text: str, colour: Color, *, bold: bool = False) -> String:
    return String(x, y, text, fontName=f"{_FONT}-Bold" if bold else _FONT, fontSize=_SIZE, fillColor=colour, textAnchor="middle")


def _round_up(most: int) -> int:
    """The next of 4, 8, 20, 40, 80, 200 …: an axis whose four parts are whole numbers."""
    power = 1
    while True:
        for step in _STEPS:
            if most <= 4 * step * power:
                return 4 * step * power
        power *= 10
