"""Commands that make something to print: label and sheet. Badges and plates are new ones, so those two write and need the lock."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from station.assembly import Station
from station.cli.edge import app, looking, options, working
from station.cli.output import say
from station.devices.calibration import CODES, SheetCode
from station.errors import Refusal
from station.insight.cards import badge_cards, bin_cards, boundary_cards, client_cards, count_cards, finding_cards, hold_cards, plate_cards
from station.insight.label import label_of
from station.labels import FORMATS, render
from station.labels.cards import Card, command_cards, language_cards
from station.labels.fonts import machine_fonts
from station.labels.sheets import sheet as sheet_pdf
from station.model.people import Person
from station.people.people import new_token
from station.scan.plates import plate
from station.session.rulebook import load_rulebook
from station.store.files import replace_file
from station.texts import ENGLISH, languages, listed, word

Out = Annotated[Path, typer.Option("--out", help="The file to write.")]
_MAGIC_BYTES: Final = 3  # "%PDF", "\\x89PNG", "^XA"


class Sheet(StrEnum):
    """What can be printed as a sheet."""

    COMMANDS = "commands"
    FINDINGS = "findings"
    BADGES = "badges"
    BINS = "bins"
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
) -> None:
    """The label of a unit as a file; sends nothing to a printer and records nothing."""
    with looking(ctx) as station:
        layout, fields = label_of(station.ledger, lpn)
        data = render(layout, fields, form, dpi or station.settings.labels.dpi, language=station.language)
    _write(ctx, out, data, form)


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
) -> None:
    """Cards to scan, as a PDF for an office printer. Badges on a new sheet replace those printed before."""
    if kind is Sheet.BADGES:
        _badges(ctx, out, who or [], ask=not (who or everybody))
    elif kind is Sheet.PLATES:
        _plates(ctx, out, count)
    elif kind is Sheet.FINDINGS:
        _findings(ctx, out, language, second)
    else:
        with looking(ctx) as station:
            cards, note = _cards(station, kind)
            title = word(f"SHEET_{kind.name}", station.language)
            form = Sheet.BINS if kind is Sheet.COUNTS else kind  # both are read from the aisle
            _write(ctx, out, sheet_pdf(form.value, cards, title, note, station.language))


def _cards(station: Station, kind: Sheet) -> tuple[tuple[Card, ...], str]:
    rules, _problems = load_rulebook(station.documents)
    if kind is Sheet.CALIBRATION:
        return tuple(_calibration_card(code, station.language) for code in CODES), ""
    if kind is Sheet.COMMANDS:
        clients = client_cards(station.knowledge.clients(), station.language)
        spoken = language_cards(station.language, machine_fonts().draws)
        return (*command_cards(station.language), *hold_cards(rules, station.language), *clients, *spoken), ""
    cards = bin_cards if kind is Sheet.BINS else count_cards
    return cards(rules, station.reader, station.language), rules.reference(rules.dispositions.name)


def _findings(ctx: typer.Context, out: Path, language: str, second: str) -> None:
    """What can be seen on a unit, with its picture, in two languages. Raises Refusal LANGUAGE_UNKNOWN."""
    with looking(ctx) as station:
        first = _spoken(language or station.language)
        other = _spoken(second or ENGLISH)
        rules, _problems = load_rulebook(station.documents)
        look = boundary_cards(station.folder.documents, first)
        cards = (*look, *finding_cards(rules, first, "" if other == first else other))
        note = ", ".join(rules.reference(name) for name in rules.rubrics)
        _write(ctx, out, sheet_pdf(Sheet.FINDINGS.value, cards, note=note, language=first))


def _spoken(language: str) -> str:
    if language not in languages():
        raise Refusal("LANGUAGE_UNKNOWN", language=language, known=", ".join(languages()))
    return language


def _calibration_card(code: SheetCode, language: str) -> Card:
    title, text = word("CARD_CALIBRATION", language, number=code.number), word("CARD_CALIBRATION_TEXT", language)
    return Card(code.gs1 or code.text, title, text, group="gs1" if code.gs1 else "")


def _badges(ctx: typer.Context, out: Path, who: list[str], *, ask: bool) -> None:
    with working(ctx) as station:
        people = [station.people.by_name(name) for name in who] if who else list(station.people.list())
        if ask and people:
            _warn_of_everybody(people, station.language)
        tokens = {person.id: new_token() for person in people}
        # The file first: nobody loses a badge for a sheet that could not be written.
        _write(ctx, out, sheet_pdf(Sheet.BADGES.value, badge_cards(people, tokens, station.language), language=station.language))
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


def _plates(ctx: typer.Context, out: Path, count: int) -> None:
    with working(ctx) as station:
        plates = [plate(station.folder.station, station.ledger.next_number("lpn")) for _ in range(count)]
        _write(ctx, out, sheet_pdf(Sheet.PLATES.value, plate_cards(plates), note=f"{plates[0]} – {plates[-1]}", language=station.language))


def _write(ctx: typer.Context, out: Path, data: bytes, form: str = "pdf") -> None:
    _refuse_to_replace(options(ctx).data, out, data, form)
    try:
        replace_file(out, data)
    except OSError as error:
        raise Refusal("OUT_NOT_WRITTEN", file=out, why=error.strerror or str(error)) from error
    say(str(out))


def _refuse_to_replace(data: Path, out: Path, content: bytes, form: str) -> None:
    """A slip of the hand must cost no database: nothing in the data folder, and no file that is of another kind than the new one."""
    folder = data.resolve()
    for place in (out.parent.resolve() / out.name, out.resolve()):
        if place == folder or (folder in place.parents and folder / "exports" not in place.parents):
            raise Refusal("OUT_IN_DATA_FOLDER", file=out, folder=folder)
    try:
        with out.open("rb") as there:
            start = there.read(_MAGIC_BYTES)
    except OSError:
        return  # not there, or for `replace_file` to explain
    if start and (out.suffix.lower() != f".{form}" or start != content[:_MAGIC_BYTES]):
        raise Refusal("OUT_IS_ANOTHER_FILE", file=out, form=form)
