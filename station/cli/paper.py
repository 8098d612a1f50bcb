"""Commands that make something to print: label and sheet. Badges and plates are new ones, so those two write and need the lock."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypedDict

import typer

from station.assembly import Station
from station.cli.edge import app, looking, working
from station.cli.out_files import write_out
from station.cli.output import say
from station.devices.calibration import CODES, SheetCode
from station.errors import Refusal
from station.insight.cards import (
    badge_cards,
    bin_cards,
    boundary_cards,
    client_cards,
    count_cards,
    finding_cards,
    hold_cards,
    lot_cards,
    named_bin_cards,
    plate_cards,
    tote_cards,
)
from station.insight.label import label_of
from station.labels import FORMATS, render
from station.labels.cards import Card, command_cards, language_cards
from station.labels.fonts import machine_fonts
from station.labels.papers import form_for
from station.labels.sheets import sheet as sheet_pdf
from station.model.labels import STOCKS
from station.model.people import Person
from station.people.people import new_token
from station.scan.plates import plate
from station.session.rulebook import load_rulebook
from station.texts import ENGLISH, languages, listed, word

Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


class PaperSize(StrEnum):
    """What is in the office printer."""

    A4 = "a4"
    LETTER = "letter"


class Stock(StrEnum):
    """Label stock by its columns and rows."""

    A4_3X7 = "3x7"
    A4_3X8 = "3x8"
    LETTER_3X10 = "3x10"


class Onto(TypedDict):
    """What a sheet is printed on; "" for the usual."""

    paper: str
    stock: str


class Sheet(StrEnum):
    """What can be printed as a sheet."""

    COMMANDS = "commands"
    FINDINGS = "findings"
    BADGES = "badges"
    BINS = "bins"
    TOTES = "totes"
    LOTS = "lots"
    COUNTS = "counts"
    PLATES = "plates"
    CALIBRATION = "calibration"


@app.command()
def label(
    ctx: typer.Context,
    lpn: str,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS))],
    out: Out,
    dpi: Annotated[int | None, typer.Option("--dpi", help="203, 300 or 600; else that of the settings.")] = None,
    stock: Annotated[str | None, typer.Option("--stock", help=f"{', '.join(STOCKS)}; else that of the settings.")] = None,
) -> None:
    """The label of a unit as a file; sends nothing to a printer and records nothing."""
    with looking(ctx) as station:
        layout, fields = label_of(station.ledger, lpn)
        chosen = station.settings.labels
        data = render(
            layout, fields, form, dpi or chosen.dpi, language=station.language, stock=stock or chosen.stock, layouts=station.layouts,
            client=str(fields.get("client", "")),
        )  # fmt: skip
    write_out(ctx, out, data, form)


@app.command()
def sheet(
    ctx: typer.Context,
    kind: Sheet,
    out: Out,
    count: Annotated[int, typer.Option("--count", min=1, max=2100, help="How many plates.")] = 21,
    who: Annotated[list[str] | None, typer.Option("--person", help="Whose badge; everybody's without it.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody's badges, without asking.")] = False,
    language: Annotated[str, typer.Option("--language", help="Of the findings: en, de, …; else that of the site.")] = "",
    second: Annotated[str, typer.Option("--second", help="Of the findings, below the first; else English where the first is not.")] = "",
    names: Annotated[list[str] | None, typer.Option("--name", help="Of a bin, tote or lot; else those that the station knows.")] = None,
    paper: Annotated[PaperSize | None, typer.Option("--paper", help="Else a4, or that of the label stock.")] = None,
    stock: Annotated[Stock | None, typer.Option("--stock", help="Label stock: 3x7 or 3x8 on A4, 3x10 on Letter.")] = None,
) -> None:
    """Cards to scan, as a PDF for an office printer. Badges on a new sheet replace those printed before."""
    onto = Onto(paper=paper or "", stock=stock or "")
    form_for(kind, **onto)  # refused before a plate is given out or a badge is ended for it
    if kind is Sheet.BADGES:
        _badges(ctx, out, who or [], onto, ask=not (who or everybody))
    elif kind is Sheet.PLATES:
        _plates(ctx, out, count, onto)
    elif kind is Sheet.FINDINGS:
        _findings(ctx, out, language, second, onto)
    else:
        with looking(ctx) as station:
            cards, note = _cards(station, kind, names or [])
            write_out(ctx, out, sheet_pdf(kind, cards, note=note, language=station.language, **onto))


def _cards(station: Station, kind: Sheet, names: list[str]) -> tuple[tuple[Card, ...], str]:
    if kind is Sheet.LOTS:
        if not names:
            raise Refusal("LOTS_NOT_NAMED")  # no list of them is kept here
        return lot_cards(names, station.language), ""
    if kind is Sheet.TOTES:
        return tote_cards(names, station.language), ""
    rules, _problems = load_rulebook(station.documents)
    if kind is Sheet.CALIBRATION:
        return tuple(_calibration_card(code, station.language) for code in CODES), ""
    if kind is Sheet.COMMANDS:
        clients = client_cards(station.knowledge.clients(), station.language)
        spoken = language_cards(station.language, machine_fonts().draws)
        return (*command_cards(station.language), *hold_cards(rules, station.language), *clients, *spoken), ""
    if names:
        return named_bin_cards(names, station.language, counting=kind is Sheet.COUNTS), ""
    cards = bin_cards if kind is Sheet.BINS else count_cards
    return cards(rules, station.reader, station.language), rules.reference(rules.dispositions.name)


def _findings(ctx: typer.Context, out: Path, language: str, second: str, onto: Onto) -> None:
    """What can be seen on a unit, with its picture, in two languages. Raises Refusal LANGUAGE_UNKNOWN."""
    with looking(ctx) as station:
        first = _spoken(language or station.language)
        other = _spoken(second or ENGLISH)
        rules, _problems = load_rulebook(station.documents)
        look = boundary_cards(station.folder.documents, first)
        cards = (*look, *finding_cards(rules, first, "" if other == first else other))
        note = ", ".join(rules.reference(name) for name in rules.rubrics)
        write_out(ctx, out, sheet_pdf(Sheet.FINDINGS, cards, note=note, language=first, **onto))


def _spoken(language: str) -> str:
    if language not in languages():
        raise Refusal("LANGUAGE_UNKNOWN", language=language, known=", ".join(languages()))
    return language


def _calibration_card(code: SheetCode, language: str) -> Card:
    title, text = word("CARD_CALIBRATION", language, number=code.number), word("CARD_CALIBRATION_TEXT", language)
    return Card(code.gs1 or code.text, title, text, group="gs1" if code.gs1 else "")


def _badges(ctx: typer.Context, out: Path, who: list[str], onto: Onto, *, ask: bool) -> None:
    with working(ctx) as station:
        people = [station.people.by_name(name) for name in who] if who else list(station.people.list())
        if ask and people:
            _warn_of_everybody(people, station.language)
        tokens = {person.id: new_token() for person in people}
        # The file first: nobody loses a badge for a sheet that could not be written.
        write_out(ctx, out, sheet_pdf(Sheet.BADGES, badge_cards(people, tokens, station.language), language=station.language, **onto))
        station.people.replace_badges(tokens)
        say(word("BADGES_REPLACED", station.language, names=listed((person.name for person in people), station.language)))


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _warn_of_everybody(people: list[Person], language: str) -> None:
    """Said before anything is done; at a terminal somebody has to agree. Raises Refusal BADGES_KEPT."""
    say(word("BADGES_WILL_END", language, names=listed((person.name for person in people), language)), to=sys.stderr)
    if at_terminal() and not typer.confirm(word("BADGES_GO_ON", language), err=True):
        raise Refusal("BADGES_KEPT")


def _plates(ctx: typer.Context, out: Path, count: int, onto: Onto) -> None:
    with working(ctx) as station:
        plates = [plate(station.folder.station, station.ledger.next_number("lpn")) for _ in range(count)]
        note = f"{plates[0]} – {plates[-1]}"
        write_out(ctx, out, sheet_pdf(Sheet.PLATES, plate_cards(plates), note=note, language=station.language, **onto))
