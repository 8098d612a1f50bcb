"""Commands that only look: show, scan, facts. No lock, and no folder is ever made."""

from typing import Annotated

import typer

from station.cli.edge import Json, app, looking
from station.cli.output import say, say_json, say_table
from station.insight.reading import read_code, reading_json
from station.insight.story import Story, Teller, finding_names
from station.insight.subjects import Row, find_subject


@app.command()
def show(ctx: typer.Context, code: str, as_json: Json = False) -> None:
    """A unit, parcel, RMA, order or tracking number: state, timeline, facts, one sentence for the phone."""
    with looking(ctx) as station:
        subject = find_subject(station.reader, station.knowledge, code)
        story = Teller(station.ledger, station.name_of, finding_names(station.documents), station.zone, station.language).tell(subject)
    say_json(story.as_json()) if as_json else _say_story(story)


def _say_story(story: Story) -> None:
    say(f"{story.say}\n")
    subject = story.subject
    if subject.kind != "unit" and subject.units:
        say_table(("plate", "title", "state", "grade", "next", "place"), [_unit_row(unit) for unit in subject.units])
        say("")
    if subject.expected:
        say_table(
            ("expected", "title", "seen", "of"),
            [(line.sku or line.gtin, line.title, line.seen, line.quantity) for line in subject.expected],
        )
        say("")
    if story.timeline:
        say_table(("when", "who", "what", "fact"), [(entry.shown, entry.name, entry.what, entry.seq) for entry in story.timeline])


def _unit_row(unit: Row) -> tuple[object, ...]:
    return tuple(unit[name] for name in ("lpn", "title", "state", "grade", "disposition", "bin"))


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
