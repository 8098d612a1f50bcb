"""Commands for the main system: import products and returns, export what happened."""

from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from station.cli.edge import Json, app, working
from station.cli.output import say, say_json
from station.exchange.batches import Batch
from station.exchange.columns import columns
from station.exchange.export import DEFAULT_TARGET, FolderExport
from station.exchange.imports import ImportReport, Kind, import_file
from station.exchange.mapping import NO_MAPPING, read_mapping
from station.texts import word

imports = typer.Typer(help="Take a file of the main system.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(imports, name="import")

File = Annotated[Path, typer.Argument(help="CSV file.")]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help="TOML file that says which column is which.")]
Client = Annotated[str, typer.Option("--client", help="Whose rows those are that name no client.")]


@imports.command()
def products(ctx: typer.Context, file: File, mapping: MappingFile = None, client: Client = "", as_json: Json = False) -> None:
    """Products: client, SKU, GTIN, title, category, price, bin and attributes."""
    _import(ctx, "products", file, mapping, client, as_json=as_json)


@imports.command()
def returns(ctx: typer.Context, file: File, mapping: MappingFile = None, client: Client = "", as_json: Json = False) -> None:
    """Expected returns: RMA, order, tracking, SKU, quantity, reason."""
    _import(ctx, "returns", file, mapping, client, as_json=as_json)


def _import(ctx: typer.Context, kind: Kind, file: Path, mapping: Path | None, client: str, *, as_json: bool) -> None:
    chosen = read_mapping(mapping, columns(kind)) if mapping else NO_MAPPING
    with working(ctx) as station:
        report = import_file(
            kind,
            file,
            ledger=station.ledger,
            knowledge=station.knowledge,
            reports=station.folder.path / "reports",
            mapping=chosen,
            client=client,
            language=station.language,
        )
    say_json(_report_json(report)) if as_json else _say_report(report, station.language)


def _say_report(report: ImportReport, language: str) -> None:
    counts = {
        "rows": report.rows,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    say(word("IMPORTED", language, file=report.file.name, **counts))
    if report.refused_file:
        say(word("IMPORT_REFUSED_FILE", language, file=report.refused_file))


def _report_json(report: ImportReport) -> dict[str, object]:
    counts = {name: getattr(report, name) for name in ("rows", "accepted", "added", "changed", "unchanged", "refused")}
    refused = str(report.refused_file) if report.refused_file else None
    return {"kind": report.kind, "file": str(report.file), "client": report.client, **counts, "refused_file": refused}


@app.command()
def export(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="The name of the reader; each has its own cursor.")] = DEFAULT_TARGET,
    once: Annotated[bool, typer.Option("--once", help="Write what is new and end; so it does without this, too.")] = False,
    follow: Annotated[float | None, typer.Option("--follow", min=1, help="Go on, looking again after so many seconds.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write into.")] = None,
    as_json: Json = False,
) -> None:
    """Write what happened since the last export; nothing new, no file."""
    if once and follow:
        raise typer.BadParameter("--once and --follow exclude each other")
    with working(ctx) as station:
        writing = FolderExport(station.ledger, station.exports, target, out)
        batches = writing.follow(Event(), follow) if follow else iter(writing.run())
        none = True
        for batch in batches:
            none = False
            say_json(_batch_json(batch)) if as_json else _say_batch(batch, station.language)
        if none and not as_json:
            say(word("EXPORT_NOTHING", station.language))


def _say_batch(batch: Batch, language: str) -> None:
    say(word("EXPORTED", language, count=batch.count, first=batch.plan.first_seq, last=batch.plan.last_seq))
    for file in (*batch.files, batch.manifest):
        say(f"{file.sha256}  {batch.folder / file.name}")


def _batch_json(batch: Batch) -> dict[str, object]:
    files = [{"file": str(batch.folder / file.name), "sha256": file.sha256, "rows": file.rows} for file in batch.files]
    plan = batch.plan
    return {
        "target": plan.target,
        "count": batch.count,
        "first_seq": plan.first_seq,
        "last_seq": plan.last_seq,
        "files": files,
        "manifest": str(batch.folder / batch.manifest.name),
    }
