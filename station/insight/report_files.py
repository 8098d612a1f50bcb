"""The daily report for programs: its tables in, JSON, CSV or a workbook out. Field names are a promise; times are UTC."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from station.clock import stamp
from station.insight.daily import Cell, DailyReport, ReportTable
from station.spreadsheets.cells import csv_for_people
from station.texts import word


def report_json(report: DailyReport) -> bytes:
    """One object: what the report is about, what was not known, and each table as a list of objects."""
    tables = {table.name: [_object(table, row) for row in table.rows] for table in report.tables}
    told = {**_about(report), "not_known": report.unclear, **tables, "summary": tables["summary"][0]}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def report_csv(report: DailyReport) -> bytes:
    """All tables in one file, one value a line: table, row (from 1), column, value. A spreadsheet takes no value for a formula."""
    rows: list[tuple[object, ...]] = [("table", "row", "column", "value")]
    rows += [("report", 1, name, _value(value)) for name, value in _about(report).items()]
    for table in report.tables:
        for number, row in enumerate(table.rows, start=1):
            rows += [(table.name, number, column, _value(value)) for column, value in zip(table.columns, row, strict=True)]
    return csv_for_people(rows)


def report_xlsx(report: DailyReport, language: str = "en") -> bytes:
    """A workbook with a sheet for each table that has rows; the site's own time in it, without a zone, as spreadsheets want it."""
    from station.spreadsheets.books import add_table, book  # noqa: PLC0415 -- half of the start of every command that writes none

    out = BytesIO()
    with book(out) as opened:
        for table in report.tables:
            titles = [word(f"REPORT_COLUMN_{name.upper()}", language) for name in table.columns]
            if table.rows:
                add_table(opened, word(f"REPORT_{table.name.upper()}", language), titles, table.rows, report.zone)
    return out.getvalue()


def _about(report: DailyReport) -> Mapping[str, Any]:
    return {
        "site": report.site,
        "station": report.station,
        "client": report.client,
        "first_day": report.first.isoformat(),
        "last_day": report.last.isoformat(),
        "time_zone": report.zone.key,
        "made_at": stamp(report.made_at),
        "ledger_head": report.head,
        "ledger_digest": report.digest,
    }


def _object(table: ReportTable, row: tuple[Cell, ...]) -> dict[str, Any]:
    return {column: _value(value) for column, value in zip(table.columns, row, strict=True)}


def _value(value: Cell) -> object:
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
