"""The command for the main system: export what happened, and how far each target is."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from station.cli.edge import Json, app, looking, sentence_of, working
from station.cli.following import Following
from station.cli.output import say, say_json, say_table
from station.cli.stopping import stopping
from station.exchange.batches import Delivery
from station.exchange.export import FolderExport
from station.exchange.purposes import DEFAULT_TARGET
from station.exchange.standings import Standing, standings
from station.texts import counted, word

_HEADS: Final = ("TARGET", "CLIENT", "KINDS", "FORMATS", "CAPTURED", "ACKNOWLEDGED", "PENDING", "REJECTED", "LAST", "FOLDER")


@app.command()
def export(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="The name of the reader; each has its own cursor.")] = DEFAULT_TARGET,
    once: Annotated[bool, typer.Option("--once", help="Write what is new and end; so it does without this, too.")] = False,
    follow: Annotated[float | None, typer.Option("--follow", min=1, help="Go on, looking again after so many seconds.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write into.")] = None,
    formats: Annotated[list[str] | None, typer.Option("--format", help="jsonl, csv, xlsx, people-csv; several by commas.")] = None,
    client: Annotated[str | None, typer.Option("--client", help="Only what concerns this client's goods.")] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", help='Only this kind of fact, such as item.graded or "item.*".')] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only show every target: what it is made for, and how far it is.")] = False,
    as_json: Json = False,
) -> None:
    """Write what happened since the last export; nothing new, no file. What a target is made for is remembered.

    With --follow the folder is locked for each run only, not between; while somebody works in it, the runs wait.
    """
    if once and follow:
        raise typer.BadParameter("--once and --follow exclude each other")
    if listed:
        _list(ctx, as_json=as_json)
        return

    def run(*, follows: bool = False) -> str:
        with working(ctx) as station:
            writing = FolderExport(
                station.ledger,
                station.exports,
                target,
                out,
                _split(formats),
                client=client,
                kinds=_split(kinds),
                language=station.language,
            )
            tell(writing.run(), station.language, as_json=as_json, follows=follows)
            return station.language

    if follow is None:
        run()
        return
    with stopping() as stop:
        Following(partial(run, follows=True), follow, partial(sentence_of, ctx=ctx)).until(stop)
    raise typer.Exit(stop.status)


def tell(deliveries: Sequence[Delivery], language: str, *, as_json: bool, follows: bool) -> None:
    """Each batch that has left, or that there was none; one that follows is quiet about that."""
    for delivery in deliveries:
        say_json(_delivery_json(delivery)) if as_json else _say_delivery(delivery, language)
    if not deliveries and not as_json and not follows:
        say(word("EXPORT_NOTHING", language))


def _split(given: list[str] | None) -> Sequence[str]:
    """Several may be given by commas, or by naming the option again."""
    return [part.strip() for text in given or () for part in text.split(",") if part.strip()]


def _say_delivery(delivery: Delivery, language: str) -> None:
    plan = delivery.plan
    say(counted("EXPORTED", delivery.acknowledged, language, first=plan.first_seq, last=plan.last_seq))
    for file in delivery.files:
        say(f"{file.sha256}  {file.path}")


def _delivery_json(delivery: Delivery) -> dict[str, object]:
    plan, manifest = delivery.plan, delivery.manifest
    return {
        "target": plan.target,
        "client": plan.client,
        "kinds": plan.kinds,
        "count": delivery.acknowledged,
        "first_seq": plan.first_seq,
        "last_seq": plan.last_seq,
        "files": [{"file": str(file.path), "sha256": file.sha256, "rows": file.rows} for file in delivery.contents],
        "manifest": str(manifest.path) if manifest else None,
    }


def _list(ctx: typer.Context, *, as_json: bool) -> None:
    with looking(ctx) as station:
        found, language = standings(station.ledger, station.exports), station.language
    if as_json:
        say_json({"targets": [_standing_json(each) for each in found]})
    elif found:
        say_table([word(f"EXPORT_LIST_{head}", language) for head in _HEADS], [_standing_row(each, language) for each in found])
    else:
        say(word("EXPORT_NO_TARGETS", language))


def _standing_row(standing: Standing, language: str) -> tuple[object, ...]:
    made, counts, last = standing.purpose, standing.counts, standing.last
    whose = word("EXPORT_EVERY_CLIENT", language) if made.client is None else made.client
    figures = (counts.captured, counts.acknowledged, counts.pending, counts.rejected)
    return (standing.target, whose, ", ".join(made.kinds), ", ".join(made.formats), *figures, last and last.written_at, standing.folder)


def _standing_json(standing: Standing) -> dict[str, object]:
    made, counts, last = standing.purpose, standing.counts, standing.last
    return {
        "target": standing.target,
        "client": made.client,
        "kinds": made.kinds,
        "formats": made.formats,
        "folder": str(standing.folder),
        "captured": counts.captured,
        "acknowledged": counts.acknowledged,
        "pending": counts.pending,
        "rejected": counts.rejected,
        "last_batch": {"manifest": last.file, "count": last.count, "written_at": last.written_at} if last else None,
    }
