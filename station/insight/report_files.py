"""The daily report for programs: its tables in, JSON, CSV or a workbook out. Field names are a promise; times are UTC."""

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from station.clock import stamp
from station.insight.daily import Cell, DailyReport, ReportTable
from station.texts import word

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_json(report: DailyReport) -> bytes:
    """One object: what the report is about, what was not known, and each table as a list of objects."""
    tables = {table.name: [_object(table, row) for row in table.rows] for table in report.tables}
    told = {**_about(report), "not_known": report.unclear, **tables, "summary": tables["summary"][0]}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def report_csv(report: DailyReport) -> bytes:
    """All tables in one file, one value a line: table, row (from 1), column, value. A spreadsheet takes no value for a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("table", "row", "column", "value"))
    writer.writerows(("report", 1, name, _plain(value)) for name, value in _about(report).items())
    for table in report.tables:
        for number, row in enumerate(table.rows, start=1):
            writer.writerows((table.name, number, column, _plain(value)) for column, value in zip(table.columns, row, strict=True))
    return out.getvalue().encode("utf-8-sig")


def report_xlsx(report: DailyReport, language: str = "en") -> bytes:
    """A workbook with a sheet for each table that has rows; the site's own time in it, without a zone, as spreadsheets want it."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- half of the start of every command that writes none

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, when, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), None
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in report.tables:
            if not table.rows:
                continue
            page = book.add_worksheet(word(f"REPORT_{table.name.upper()}", language)[:31])
            page.freeze_panes(1, 0)
            page.write_row(0, 0, [word(f"REPORT_COLUMN_{name.upper()}", language) for name in table.columns], head)
            for number, row in enumerate(table.rows, start=1):
                for place, value in enumerate(row):
                    if isinstance(value, datetime):
                        page.write_datetime(number, place, value.astimezone(report.zone).replace(tzinfo=None), when)
                    elif isinstance(value, date):
                        page.write_datetime(number, place, datetime.combine(value, datetime.min.time()), day)  # a date and no time
                    else:
                        page.write(number, place, value)
            page.autofit()
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


def _plain(value: Cell) -> object:
    told = _value(value)
    return f"'{told}" if isinstance(told, str) and told.startswith(_FORMULA) else told
