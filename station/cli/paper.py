"""Commands that make something to print: label and sheet. Badges and plates are new ones, so those two write and need the lock."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from station.assembly import Station
from station.cli.edge import app, looking, working
from station.cli.output import say
from station.errors import Refusal
from station.insight.cards import badge_cards, bin_cards, finding_cards, plate_cards
from station.insight.label import label_of
from station.labels import FORMATS, render
from station.labels.cards import Card, command_cards
from station.labels.sheets import sheet as sheet_pdf
from station.people.people import new_token
from station.scan.plates import plate
from station.session.rulebook import load_rulebook
from station.store.files import replace_file
from station.texts import word

Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


class Sheet(StrEnum):
    """What can be printed as a sheet."""

    COMMANDS = "commands"
    FINDINGS = "findings"
    BADGES = "badges"
    BINS = "bins"
    PLATES = "plates"


@app.command()
def label(
    ctx: typer.Context,
    lpn: str,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS))],
    out: Out,
    dpi: Annotated[int | None, typer.Option("--dpi", help="203, 300 or 600; else that of the settings.")] = None,
) -> None:
    """The label of a unit as a file; sends nothing to a printer and records nothing."""
    with looking(ctx) as station:
        layout, fields = label_of(station.ledger, lpn)
        data = render(layout, fields, form, dpi or station.settings.labels.dpi, language=station.language)
    _write(out, data)


@app.command()
def sheet(
    ctx: typer.Context,
    kind: Sheet,
    out: Out,
    count: Annotated[int, typer.Option("--count", min=1, max=2100, help="How many plates.")] = 21,
    who: Annotated[list[str] | None, typer.Option("--person", help="Whose badge; everybody's without it.")] = None,
) -> None:
    """Cards to scan, as a PDF for an office printer. Badges on a new sheet replace those printed before."""
    if kind is Sheet.BADGES:
        _badges(ctx, out, who or [])
    elif kind is Sheet.PLATES:
        _plates(ctx, out, count)
    else:
        with looking(ctx) as station:
            cards, note = _cards(station, kind)
            _write(out, sheet_pdf(kind.value, cards, note=note, language=station.language))


def _cards(station: Station, kind: Sheet) -> tuple[tuple[Card, ...], str]:
    if kind is Sheet.COMMANDS:
        return command_cards(station.language), ""
    rules, _problems = load_rulebook(station.documents)
    if kind is Sheet.BINS:
        return bin_cards(rules, station.reader, station.language), rules.reference(rules.dispositions.name)
    return finding_cards(rules, station.language), ", ".join(rules.reference(name) for name in rules.rubrics)


def _badges(ctx: typer.Context, out: Path, who: list[str]) -> None:
    with working(ctx) as station:
        people = [station.people.by_name(name) for name in who] if who else list(station.people.list())
        tokens = {person.id: new_token() for person in people}
        # The file first: nobody loses a badge for a sheet that could not be written.
        _write(out, sheet_pdf(Sheet.BADGES.value, badge_cards(people, tokens, station.language), language=station.language))
        station.people.replace_badges(tokens)
        say(word("BADGES_REPLACED", station.language, names=", ".join(person.name for person in people)))


def _plates(ctx: typer.Context, out: Path, count: int) -> None:
    with working(ctx) as station:
        plates = [plate(station.folder.station, station.ledger.next_number("lpn")) for _ in range(count)]
        _write(out, sheet_pdf(Sheet.PLATES.value, plate_cards(plates), note=f"{plates[0]} – {plates[-1]}", language=station.language))


def _write(out: Path, data: bytes) -> None:
    try:
        replace_file(out, data)
    except OSError as error:
        raise Refusal("OUT_NOT_WRITTEN", file=out, why=error.strerror or str(error)) from error
    say(str(out))
