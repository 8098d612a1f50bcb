"""Commands that take files of the main system: a file in, its figures and the file of refused rows out.

With --progress one JSON object a line on stderr: {"rows": …, "bytes": …, "total": …}. Exit status 130 or 143 when it was stopped.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from station.assembly import Station
from station.cli.edge import Json, app, working
from station.cli.output import say, say_json, say_table
from station.cli.progress import ProgressLines
from station.cli.stopping import stopping
from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.imports import ImportReport, Progress, import_file
from station.exchange.kinds import KINDS, Kind
from station.exchange.mapping import NO_MAPPING, Mapping, read_mapping
from station.exchange.presets import preset as shipped
from station.exchange.presets import presets as all_shipped
from station.texts import counted, in_brackets, listed, word

imports = typer.Typer(help="Take a file of the main system.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(imports, name="import")

_TOLD: Final = (
    "kind", "form", "sheet", "client", "header_line", "above", "rows", "accepted", "added", "changed", "unchanged", "refused", "cancelled",
)  # fmt: skip

File = Annotated[Path, typer.Argument(help="CSV, XLSX or JSON Lines file.")]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help="TOML file that says which column is which.")]
Preset = Annotated[str, typer.Option("--preset", help="A shipped mapping instead; `import presets` lists them.")]
Client = Annotated[str, typer.Option("--client", help="Whose rows those are that name no client.")]
Sheet = Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook.")]
WithProgress = Annotated[bool, typer.Option("--progress", help="How far it is, as JSON lines on stderr.")]


def _command(kind: Kind) -> Callable[..., None]:
    def take(
        ctx: typer.Context,
        file: File,
        mapping: MappingFile = None,
        preset: Preset = "",
        client: Client = "",
        sheet: Sheet = "",
        progress: WithProgress = False,
        as_json: Json = False,
    ) -> None:
        chosen = _mapping(kind, mapping, preset)
        lines = ProgressLines(sys.stderr) if progress else None
        with working(ctx) as station, stopping() as stop:
            report = _taken(kind, station, file, chosen, client, sheet, lines, stop.asked)
            say_json(_report_json(report)) if as_json else _say_report(report, station.language)
        if report.cancelled:
            raise typer.Exit(stop.status)

    return take


for _kind, _incoming in KINDS.items():
    imports.command(_kind, help=_incoming.help)(_command(_kind))


@imports.command("presets")
def list_presets(as_json: Json = False) -> None:
    """The shipped mappings for files of platforms."""
    rows = [(each.name, each.kind, each.about) for each in all_shipped()]
    if as_json:
        say_json({"presets": [dict(zip(("name", "kind", "about"), row, strict=True)) for row in rows]})
    else:
        say_table((), rows)


def _mapping(kind: Kind, file: Path | None, preset: str) -> Mapping:
    if file and preset:
        raise Refusal("PRESET_AND_MAPPING")
    if preset:
        return shipped(preset, columns(kind))
    return read_mapping(file, columns(kind)) if file else NO_MAPPING


def _taken(
    kind: Kind,
    station: Station,
    file: Path,
    mapping: Mapping,
    client: str,
    sheet: str,
    lines: ProgressLines | None,
    stop: Callable[[], bool],
) -> ImportReport:
    def tell(progress: Progress) -> None:
        if lines:
            lines.tell({"rows": progress.rows, "bytes": progress.bytes, "total": progress.total})

    report = import_file(
        kind,
        file,
        ledger=station.ledger,
        knowledge=station.knowledge,
        reports=station.folder.path / "reports",
        mapping=mapping,
        client=client,
        sheet=sheet,
        rubrics=station.documents.categories(),
        language=station.language,
        progress=tell,
        cancelled=stop,
    )
    if lines:
        lines.last()
    return report


def _say_report(report: ImportReport, language: str) -> None:
    figures = {name: getattr(report, name) for name in ("rows", "added", "changed", "unchanged", "refused")}
    say(word("IMPORTED", language, file=report.file.name, **figures))
    if report.above:
        say(counted("IMPORT_ABOVE", report.above, language, line=report.header_line))
    for remark in report.remarks:
        say(word(remark, language))
    if report.unmapped:
        names = listed((f"{name}{in_brackets(str(rows), language)}" for name, rows in report.unmapped_names), language)
        say(counted("IMPORT_UNMAPPED", report.unmapped, language, names=names))
    if report.refused_file:
        say(word("IMPORT_REFUSED_FILE", language, file=report.refused_file))
    if report.cancelled:
        say(word("IMPORT_STOPPED", language))


def _report_json(report: ImportReport) -> dict[str, object]:
    refused = str(report.refused_file) if report.refused_file else None
    unmapped = {"rows": report.unmapped, "names": dict(report.unmapped_names)}
    told = {"file": str(report.file), "refused_file": refused, "unmapped": unmapped, "remarks": list(report.remarks)}
    return {name: getattr(report, name) for name in _TOLD} | told
