"""What people read in a report: cells, heads and the lines around the tables, in words of one language. Values in, text out."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from station.insight.daily import Cell, DailyReport, ReportTable
from station.insight.throughput import Figures
from station.texts import as_day, as_moment, as_money, as_number, as_time, listed, word

_CODES: Final = {
    "disposition": "DISPOSITION", "hold": "OWNER", "state": "UNIT_STATE", "late": "REPORT_IS", "step": "REPORT_STEP", "age": "REPORT_AGE",
    "place": "REPORT_PLACE",
}  # fmt: skip
# Columns of words; all others are figures.
WORDS: Final = frozenset(
    "inspector client disposition finding hold plate state late hour day arrived due step age currency place name".split()  # noqa: SIM905
)
_NOTHING: Final = "–"
_OF_NOW: Final = ("late", "late_soon")  # told of the moment in which a report is made
FIGURES: Final = ("received", "graded", "in_time", "held", "late", "late_soon", "seconds_a_unit")  # what is read from across the room


class ReportWords:
    """A report in one language; `finding` names a finding by its code."""

    def __init__(self, report: DailyReport, language: str, finding: Callable[[str], str]) -> None:
        self.report, self.language = report, language
        self._finding = finding

    def title(self) -> str:
        """What it is, of which site."""
        return word("REPORT_TITLE", self.language, site=self.report.site)

    def lead(self) -> str:
        """The days, the client, the station."""
        first, last = (as_day(day, self.language) for day in (self.report.first, self.report.last))
        days = first if first == last else f"{first} – {last}"
        return f"{days} · {self.report.client or word('REPORT_ALL_CLIENTS', self.language)} · {self.report.station}"

    def head(self, column: str) -> str:
        """The word above a column, or of a table."""
        return word(f"REPORT_COLUMN_{column.upper()}", self.language)

    def heading(self, table: ReportTable) -> str:
        """The word above a table."""
        return word(f"REPORT_{table.name.upper()}", self.language)

    def cell(self, column: str, value: Cell) -> str:
        """A value as people read it; a dash for what is not known."""
        match value:
            case None:
                return _NOTHING
            case datetime():
                return self._moment(column, value)
            case date():
                return as_day(value, self.language)
            case Decimal() if column == "value":
                return as_money(value, "", self.language)
            case int() | Decimal():
                return as_number(value, self.language)
        if column == "finding":
            return self._finding(value)
        if column in _CODES and value:
            return word(f"{_CODES[column]}_{value.upper()}", self.language)
        return value or _NOTHING

    def rows(self, table: ReportTable) -> Iterator[tuple[str, ...]]:
        """The cells of a table."""
        for row in table.rows:
            yield tuple(self.cell(column, value) for column, value in zip(table.columns, row, strict=True))

    def figures(self) -> Iterator[tuple[str, str]]:
        """The largest words of the page: what, and how much; what is not kept of days gone by is left out."""
        values = self._summary()
        shown = (name for name in FIGURES if name not in _OF_NOW or values[name] is not None)
        yield from ((self.head(name), self.cell(name, values[name])) for name in shown)

    def _summary(self) -> dict[str, Cell]:
        summary = self.report.table("summary")
        return dict(zip(summary.columns, summary.rows[0], strict=True))

    def bars(self) -> tuple[list[str], list[Figures]]:
        """What stands below each bar of the chart, and what the bar shows: hours in which somebody worked, or all days."""
        figures = self.report.figures
        if self.report.first != self.report.last:
            return [f"{day.day}" for day, _part in figures.days], [part for _day, part in figures.days]
        return [f"{at.hour}" for at, _part in figures.worked], [part for _at, part in figures.worked]

    def unclear(self) -> str:
        """What nobody knew when it was made; "" if nothing."""
        parts = [word(f"REPORT_UNCLEAR_{name.upper()}", self.language, count=count) for name, count in self.report.unclear.items()]
        if any(self._summary()[name] is None for name in _OF_NOW):
            parts.append(word("REPORT_UNCLEAR_PAST", self.language))
        return word("REPORT_NOT_KNOWN", self.language, what=listed(parts, self.language)) if parts else ""

    def foot(self) -> str:
        """When it was made, and where the ledger stood then."""
        made = as_moment(self.report.made_at, self.language, self.report.zone)
        if not self.report.head:
            return word("REPORT_MADE_OF_NOTHING", self.language, made=made)
        return word("REPORT_MADE", self.language, made=made, head=self.report.head, digest=self.report.digest[:16])

    def _moment(self, column: str, at: datetime) -> str:
        return as_time(at, self.language, self.report.zone) if column == "hour" else as_moment(at, self.language, self.report.zone)
