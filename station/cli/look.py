"""Commands that only look: show, scan, facts. No lock, and no folder is ever made."""

from typing import Annotated

import typer

from station.cli.edge import Json, app, looking
from station.cli.output import in_words, say, say_json, say_table
from station.insight.came import Came
from station.insight.details import answer_names
from station.insight.finding_words import finding_names
from station.insight.reading import read_code, reading_json
from station.insight.story import Moment, Story, Teller
from station.insight.subjects import Row, find_subject


@app.command()
def show(ctx: typer.Context, code: str, as_json: Json = False) -> None:
    """A unit, parcel, RMA, order, tracking or serial number: state, timeline, facts, one sentence for the phone."""
    with looking(ctx) as station:
        subject = find_subject(station.reader, station.knowledge, code)
        names = finding_names(station.documents, station.language)
        teller = Teller(station.ledger, station.name_of, names, station.zone, station.language)
        story = teller.tell(subject)
        language = station.language
        details = story.details.lines(station.name_of, answer_names(station.documents, language), language)
    say_json(story.as_json()) if as_json else _say_story(story, teller, details, language)


def _say_story(story: Story, teller: Teller, details: list[str], language: str) -> None:
    say("\n".join([story.say, *details, ""]))
    subject = story.subject
    several = subject.kind != "unit"
    there = {unit["lpn"] for unit in subject.units}
    units = [*subject.units, *(unit.as_row() for unit in subject.aside if unit.lpn not in there)]
    if several and units:
        heads = in_words(("plate", "title", "state", "grade", "next", "place"), language)
        say_table(heads, [_unit_row(unit, teller) for unit in units])
        say("")
    if subject.expected:
        came = Came.of(subject).by_line
        say_table(
            in_words(("expected", "title", "came", "of"), language),
            [
                (line.sku or line.gtin, line.title, came.get((line.client, line.rma, line.line), 0), line.quantity)
                for line in subject.expected
            ],
        )
        say("")
    if story.timeline:
        names = ("when", "who", "unit", "what", "fact") if several else ("when", "who", "what", "fact")
        say_table(in_words(names, language), [_told(entry, several=several) for entry in story.timeline])


def _told(entry: Moment, *, several: bool) -> tuple[object, ...]:
    about = (entry.subject,) if several else ()
    return (entry.shown, entry.name, *about, entry.what, entry.seq)


def _unit_row(unit: Row, teller: Teller) -> tuple[object, ...]:
    return (unit["lpn"], unit["title"], teller.state_of(unit), unit["grade"], teller.disposition_of(unit), unit["bin"])


@app.command()
def scan(ctx: typer.Context, text: str, as_json: Json = False) -> None:
    """What the station makes of a code."""
    with looking(ctx) as station:
        found = read_code(text, station.patterns, station.knowledge)
    if as_json:
        say_json({**reading_json(found.first), "also": [reading_json(reading) for reading in found.readings[1:]]})
        return
    say_table(
        (),
        [
            (reading.kind.value, reading.value, " ".join(f"{key}={value}" for key, value in reading.parts.items()))
            for reading in found.readings
        ],
    )


@app.command()
def facts(
    ctx: typer.Context,
    since: Annotated[int, typer.Option("--since", min=0, help="Only facts after this number.")] = 0,
    as_json: Json = False,
) -> None:
    """What happened, in order; with --json one fact a line."""
    with looking(ctx) as station:
        for fact in station.ledger.facts(since):
            if as_json:
                say_json(fact.as_json())
            else:
                say(f"{fact.seq:>7}  {fact.at}  {fact.actor:<8} {fact.kind:<20} {fact.subject}")
