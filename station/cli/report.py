"""The command report: a day, or several, as a page for the wall, a file for mail, or tables for programs."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from station.assembly import Station
from station.cli.edge import Json, app, looking
from station.cli.out_files import put_out
from station.cli.output import say, say_json
from station.errors import Refusal
from station.insight.daily import Asked, DailyReport, Place, daily_report
from station.insight.finding_words import finding_names
from station.insight.report_files import report_csv, report_json, report_xlsx
from station.insight.report_words import ReportWords

_reports = typer.Typer(no_args_is_help=True, help="Reports on paper and as files.")
app.add_typer(_reports, name="report")
_DAY: Final = ["%Y-%m-%d"]


@_reports.command()
def daily(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="The file; its ending says which kind: .pdf, .html, .csv, .xlsx, .json.")],
    first: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="The day, or the first of several; today without it.")
    ] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="The last day; the first without it.")] = None,
    client: Annotated[str, typer.Option("--client", help="Only this client.")] = "",
    language: Annotated[str, typer.Option("--language", help="Of its words; the site's without it.")] = "",
    as_json: Json = False,
) -> None:
    """The daily report as a file: what came, what was graded by whom, what is late, and what was not known when it was made."""
    make = _FORMS.get(out.suffix.lower())
    if make is None:
        raise Refusal("REPORT_FORM", file=out, known=", ".join(_FORMS))
    with looking(ctx) as station:
        begin = first.date() if first else station.clock.now().astimezone(station.zone).date()
        end = last.date() if last else begin
        if end < begin:
            raise Refusal("REPORT_BACKWARDS", first=begin.isoformat(), last=end.isoformat())
        report = _made(station, begin, end, client)
        spoken = language or station.language
        data = make(ReportWords(report, spoken, finding_names(station.documents, spoken)))
    put_out(ctx, out, data, out.suffix.lower().removeprefix("."))
    say_json({"file": str(out)}) if as_json else say(str(out))


def _made(station: Station, first: date, last: date, client: str) -> DailyReport:
    settings = station.settings
    place = Place(settings.site.name, settings.station, station.zone, settings.calendar, station.name_of)
    return daily_report(station.reader, Asked(first, last, client), place, station.clock.now())


def _pdf(words: ReportWords) -> bytes:
    from station.insight.report_pdf import report_pdf  # noqa: PLC0415 -- drawing is half a second that no other command should pay

    return report_pdf(words)


def _html(words: ReportWords) -> bytes:
    from station.insight.report_html import report_html  # noqa: PLC0415 -- as above

    return report_html(words)


_FORMS: Final[Mapping[str, Callable[[ReportWords], bytes]]] = {
    ".pdf": _pdf,
    ".html": _html,
    ".csv": lambda words: report_csv(words.report),
    ".xlsx": lambda words: report_xlsx(words.report, words.language),
    ".json": lambda words: report_json(words.report),
}
