"""The command today: what came in and what was graded on a day, and what was graded without a category."""

from datetime import date, datetime
from typing import Annotated

import typer

from station.cli.edge import Json, app, looking
from station.cli.output import in_words, say, say_json, say_table
from station.insight.throughput import Day, Figures, day_figures
from station.insight.unmapped import graded_as_anything_else
from station.texts import as_day, clauses, counted, in_brackets, listed, word

_NAMED = 5


@app.command()
def today(
    ctx: typer.Context,
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="Another day of this site.")] = None,
    as_json: Json = False,
) -> None:
    """The figures of today: received, graded, held, by client and by inspector."""
    with looking(ctx) as station:
        wanted = day.date() if day else station.clock.now().astimezone(station.zone).date()
        figures = day_figures(station.reader, wanted, station.zone)
        general = graded_as_anything_else(station.reader, wanted, station.zone)
        people = {actor: station.name_of(actor) for actor in figures.inspectors}
        language = station.language
    if as_json:
        unmapped = [{"client": client, "category": name, "units": units} for (client, name), units in general.most_common()]
        say_json({**_day_json(figures), "unmapped": unmapped})
        return
    _say_day(figures, wanted, people, language)
    if general:
        some = (f"{name or '–'}{in_brackets(str(units), language)}" for (_client, name), units in general.most_common(_NAMED))
        say(counted("TODAY_GENERAL", general.total(), language, names=listed(some, language)))


def _say_day(figures: Day, day: date, people: dict[str, str], language: str) -> None:
    total = figures.total
    grades = listed((f"{units} × {grade}" for grade, units in total.grades.items()), language)
    told = word("TODAY", language, day=as_day(day, language), received=total.received, graded=total.graded, grades=grades, held=total.held)
    seconds = total.seconds_per_unit
    say(clauses([told, word("TODAY_SECONDS", language, seconds=seconds)], language) if seconds is not None else told)
    rows = [(name, *_row(part)) for name, part in sorted(figures.clients.items())]
    rows += [(people[actor], *_row(part)) for actor, part in sorted(figures.inspectors.items())]
    if rows:
        say_table(in_words(("", "received", "graded", "A", "B", "C", "held"), language), rows)


def _row(part: Figures) -> tuple[int, ...]:
    return (part.received, part.graded, *part.grades.values(), part.held)


def _day_json(figures: Day) -> dict[str, object]:
    parts = {"clients": figures.clients, "inspectors": figures.inspectors}
    by_part = {name: {key: _json(part) for key, part in each.items()} for name, each in parts.items()}
    return {"day": figures.day.isoformat(), **_json(figures.total), **by_part}


def _json(part: Figures) -> dict[str, object]:
    counts = {"received": part.received, "graded": part.graded, "grades": part.grades, "held": part.held}
    return {**counts, "seconds_per_unit": part.seconds_per_unit}
