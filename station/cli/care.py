"""Commands that look after the station: verify, rebuild, backup, restore, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from station.cli.edge import Json, app, looking, options, working
from station.cli.output import say, say_json, say_table
from station.clock import SystemClock
from station.insight.doctor import examine
from station.ledger.backup import backup as back_up
from station.ledger.findings import Report
from station.ledger.rebuild import rebuild as rebuild_projections
from station.ledger.restore import restore as restore_station
from station.ledger.verify import verify as verify_station
from station.session.rulebook import load_rulebook
from station.session.saved import parts
from station.texts import notice, word


@app.command()
def verify(ctx: typer.Context, as_json: Json = False) -> None:
    """Is everything still as it was written? Names each thing that is not."""
    with looking(ctx) as station:
        report = verify_station(station.folder.database, station.exports, station.photos.check)
        language = station.language
    say_json(_report_json(report, language)) if as_json else _say_report(report, language)
    if not report.clean:
        raise typer.Exit(1)


def _say_report(report: Report, language: str) -> None:
    counts = {"facts": report.facts, "items": report.items, "photos": report.photos, "exports": report.exports}
    for finding in report.findings:
        told = notice(finding.as_error(), language)
        say(f"{told.code}: {told.message} {told.advice}")
    for code, count in report.more.items():
        say(word("VERIFY_MORE", language, code=code, count=count))
    say(word("VERIFIED" if report.clean else "NOT_VERIFIED", language, **counts, head=report.head_seq, digest=report.head_digest[:16]))


def _report_json(report: Report, language: str) -> dict[str, object]:
    told = [(finding, notice(finding.as_error(), language)) for finding in report.findings]
    return {
        "verified": report.clean,
        "facts": report.facts,
        "items": report.items,
        "photos": report.photos,
        "exports": report.exports,
        "head": {"seq": report.head_seq, "digest": report.head_digest},
        "findings": [
            {
                "code": finding.code,
                "params": {name: str(value) for name, value in finding.params.items()},
                "message": row.message,
                "advice": row.advice,
            }
            for finding, row in told
        ],
        "more": dict(report.more),
    }


@app.command()
def rebuild(ctx: typer.Context) -> None:
    """Make all derived tables anew from the facts."""
    with working(ctx) as station:
        count = rebuild_projections(station.ledger)
        say(word("REBUILT", station.language, facts=count))


@app.command()
def backup(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="A file that is not there yet.")], as_json: Json = False) -> None:
    """Everything of this station in one file; the bench may go on working."""
    with looking(ctx) as station:
        done = back_up(station.folder, file, station.photos.path, station.clock)
        counts = {"bytes": done.bytes, "photos": done.photos, "missing": len(done.missing)}
        if as_json:
            say_json({"file": str(done.file), "head": {"seq": done.head.seq, "digest": done.head.digest}, **counts})
        else:
            say(word("BACKED_UP", station.language, file=done.file, head=done.head.seq, **counts))


@app.command()
def restore(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="A backup.")], as_json: Json = False) -> None:
    """A backup into the data folder; a station that is damaged there is moved aside, never deleted."""
    done = restore_station(file, options(ctx).data, SystemClock(), actor="console")
    aside = str(done.aside) if done.aside else None
    if as_json:
        ledgers = {"ledger": done.ledger, "old_ledger": done.old_ledger}
        say_json({"folder": str(done.folder), "station": done.station, **ledgers, "old_head": done.old_head.seq, "aside": aside})
        return
    head, last_plate = done.old_head.seq, done.last_plate
    say(word("RESTORED", folder=done.folder, station=done.station, head=head, made_at=done.made_at, last_plate=last_plate))
    if aside:
        say(word("RESTORED_ASIDE", folder=aside))


@app.command()
def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Is this station well? One line for each thing looked at, with what to do."""
    checks = examine(options(ctx).data, SystemClock(), read_draft=parts, read_rules=load_rulebook)
    if as_json:
        say_json({"checks": [check.as_json() for check in checks]})
    else:
        say_table((), [check.told for check in checks])
    if any(check.level == "bad" for check in checks):
        raise typer.Exit(1)
