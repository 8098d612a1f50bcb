"""The daily report for the wall: words and charts in, one A4 page as PDF out, its bars as vectors and its fonts inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.graphics import renderPDF
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from station.insight.charts import INK, MUTED, RULE, grade_mix, graded_bars
from station.insight.daily import ReportTable
from station.insight.report_words import WORDS, ReportWords
from station.labels.fonts import Fonts, machine_fonts, needs_shaping, printable
from station.labels.parts import LaidOut, TextLine
from station.labels.pdf import TENTH, draw, font_name

_MARGIN: Final = 42.0
_WIDTH: Final = A4[0] - 2 * _MARGIN
_SMALL: Final = 8.5
_ROUNDING: Final = 0.5  # points
_GUTTER: Final = 9.0  # between two columns
_LINE: Final = 13.5  # of a table
_MOST_ROWS: Final = 8  # of a table on the wall; the files have all of them
_ELLIPSIS: Final = "…"
_SMALL_TABLES: Final = (("dispositions", "findings", "holds"), ("times", "backlog", "not_in_bin"))  # side by side


def report_pdf(words: ReportWords) -> bytes:
    """The PDF file; the same report gives the same bytes. Raises Refusal GLYPH_MISSING for a name that no font here can write."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(words.title())
    _Page(canvas, words, machine_fonts()).draw()
    canvas.save()
    return out.getvalue()


@dataclass
class _Page:
    """One page, filled from the top; `y` is how far it is filled, in points from the bottom."""

    canvas: Canvas
    words: ReportWords
    fonts: Fonts
    y: float = A4[1] - _MARGIN

    def draw(self) -> None:
        self._write(_MARGIN, self.y - 18, self.words.title(), 20, bold=True)
        self._write(_MARGIN, self.y - 36, self.words.lead(), 11, colour=MUTED)
        self.y -= 62
        self._figures()
        self._charts()
        for name in ("inspectors", "clients"):
            self._table(self.words.report.table(name))
        for names in _SMALL_TABLES:
            self._side_by_side([self.words.report.table(name) for name in names])
        self._table(self.words.report.table("late"))
        self._foot()

    def _figures(self) -> None:
        told = list(self.words.figures())
        step = _WIDTH / len(told)
        for place, (name, value) in enumerate(told):
            x = _MARGIN + place * step
            self._write(x, self.y - 20, value, 24, bold=True)
            self._write(x, self.y - 34, name, 8.5, colour=MUTED, room=step - 6)
        self.y -= 52

    def _charts(self) -> None:
        report = self.words.report
        names, parts = self.words.bars()
        self._heading(self.words.heading(report.tables[1]))
        renderPDF.draw(graded_bars(names, parts, _WIDTH, 110), self.canvas, _MARGIN, self.y - 110)
        self.y -= 120
        if report.figures.total.graded:
            renderPDF.draw(grade_mix(report.figures.total, _WIDTH, 16), self.canvas, _MARGIN, self.y - 16)
            self.y -= 32

    def _table(self, table: ReportTable) -> None:
        if table.rows and self.y > _MARGIN + 5 * _LINE:
            self._heading(self.words.heading(table))
            self.y = self._rows(table, _MARGIN, _WIDTH, self.y) - 14

    def _side_by_side(self, tables: Sequence[ReportTable]) -> None:
        shown = [table for table in tables if table.rows]
        if not shown or self.y < _MARGIN + 5 * _LINE:
            return
        step = (_WIDTH + 20) / len(tables)
        top = self.y
        for place, table in enumerate(shown):
            x = _MARGIN + place * step
            self._write(x, top - 11, self.words.heading(table), 11, bold=True)
            self.y = min(self.y, self._rows(table, x, step - 20, top - 18))
        self.y -= 14

    def _rows(self, table: ReportTable, x: float, width: float, y: float) -> float:
        """Draw the table with its top at `y`; where it ends. What does not fit is counted in the last line."""
        heads, rows = [self.words.head(name) for name in table.columns], list(self.words.rows(table))
        columns = self._columns(table, heads, rows[:_MOST_ROWS], x, width)
        room = max(1, min(_MOST_ROWS, int((y - _MARGIN - 4 * _LINE) / _LINE)))
        y -= _LINE
        for name, head, (left, right) in zip(table.columns, heads, columns, strict=True):
            self._in_column(name, head, left, right, y, MUTED)
        self._rule(x, x + width, y - 3.5)
        for row in rows[:room]:
            y -= _LINE
            for name, text, (left, right) in zip(table.columns, row, columns, strict=True):
                self._in_column(name, text, left, right, y, INK)
        if len(rows) > room:
            y -= _LINE
            self._write(x, y, f"+ {len(rows) - room}", 8.5, colour=MUTED)
        return y

    def _columns(
        self, table: ReportTable, heads: list[str], rows: list[tuple[str, ...]], x: float, width: float
    ) -> list[tuple[float, float]]:
        """Left and right edge of each column: as wide as its longest text, words and figures sharing what room is left or lacks."""
        natural = [max(self._length(text, "regular", _SMALL) for text in column) + _GUTTER for column in zip(heads, *rows, strict=True)]
        spare, words = width - sum(natural), [name in WORDS for name in table.columns]
        takes = [3.0 if is_word else 1.0 for is_word in words] if spare > 0 else natural
        edges = []
        for wide, take in zip(natural, takes, strict=True):
            column = wide + spare * take / sum(takes)
            edges.append((x, x + column - _GUTTER))
            x += column
        edges[-1] = (edges[-1][0], edges[-1][1] + _GUTTER)
        return edges

    def _in_column(self, name: str, text: str, left: float, right: float, y: float, colour: Color) -> None:
        align = "left" if name in WORDS else "right"
        self._write(left if align == "left" else right, y, text, _SMALL, colour=colour, align=align, room=right - left)

    def _heading(self, text: str) -> None:
        self._write(_MARGIN, self.y - 11, text, 11, bold=True)
        self.y -= 18

    def _rule(self, left: float, right: float, y: float) -> None:
        self.canvas.setStrokeColor(RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(left, y, right, y)

    def _foot(self) -> None:
        self._rule(_MARGIN, _MARGIN + _WIDTH, _MARGIN + 4)
        unclear = self.words.unclear()
        if unclear:
            self._write(_MARGIN, _MARGIN + 10, unclear, 9, bold=True, room=_WIDTH)
        self._write(_MARGIN, _MARGIN - 8, self.words.foot(), 8, colour=MUTED, room=_WIDTH)

    def _write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: Color = INK,
        align: str = "left",
        room: float = _WIDTH,
    ) -> None:
        """A line of text in whatever fonts have its signs; cut with an ellipsis where there is no room for all of it."""
        weight = "bold" if bold else "regular"
        text = printable(text)
        while text and self._length(text, weight, size) > room + _ROUNDING:
            text = text.rstrip(_ELLIPSIS)[:-1] + _ELLIPSIS if len(text.rstrip(_ELLIPSIS)) > 1 else ""
        if align == "right":
            x -= self._length(text, weight, size)
        runs = self.fonts.runs(text, weight)
        names = [font_name(run.face) for run in runs]
        if needs_shaping(text) or None in names:  # drawn as a label would draw it
            line = TextLine("", runs, _tenths(x), _tenths(A4[1] - y), _tenths(_WIDTH), _tenths(size), "left", bold, white=False)
            draw(self.canvas, LaidOut("report", _tenths(A4[0]), _tenths(A4[1]), 600, (line,)))
            return
        self.canvas.setFillColor(colour)
        for run, name in zip(runs, names, strict=True):
            self.canvas.setFont(str(name), size)
            self.canvas.drawString(x, y, run.text)
            x += run.advance * size / 1000

    def _length(self, text: str, weight: str, size: float) -> float:
        return sum(run.advance for run in self.fonts.runs(text, weight)) * size / 1000


def _tenths(points: float) -> int:
    """Of a millimetre."""
    return round(points / TENTH)
