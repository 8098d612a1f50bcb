"""The command today: what came in and what was graded on a day, what is late now, and what was graded without a category."""

from datetime import date, datetime
from typing import Annotated

import typer

from station.cli.edge import Json, app, looking
from station.cli.output import in_words, say, say_json, say_table
from station.clock import stamp
from station.insight.promised import OpenUnit, Waiting, waiting
from station.insight.throughput import Figures, Period, day_figures
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
        now = station.clock.now()
        open_now = (
            waiting(station.reader, now, station.settings.calendar, station.zone) if wanted == now.astimezone(station.zone).date() else None
        )
        hours = station.settings.calendar.warn_hours
        people = {actor: station.name_of(actor) for actor in figures.inspectors}
        language = station.language
    if as_json:
        unmapped = [{"client": client, "category": name, "units": units} for (client, name), units in general.most_common()]
        say_json({**_day_json(figures), "unmapped": unmapped, "waiting": _waiting_json(open_now)})
        return
    _say_day(figures, wanted, people, language)
    if open_now:
        _say_waiting(open_now, hours, language)
    if general:
        some = (f"{name or '–'}{in_brackets(str(units), language)}" for (_client, name), units in general.most_common(_NAMED))
        say(counted("TODAY_GENERAL", general.total(), language, names=listed(some, language)))


def _say_day(figures: Period, day: date, people: dict[str, str], language: str) -> None:
    total = figures.total
    grades = listed((f"{units} × {grade}" for grade, units in total.grades.items()), language)
    told = word("TODAY", language, day=as_day(day, language), received=total.received, graded=total.graded, grades=grades, held=total.held)
    seconds = total.seconds_per_unit
    say(clauses([told, word("TODAY_SECONDS", language, seconds=seconds)], language) if seconds is not None else told)
    rows = [(name, *_row(part)) for name, part in sorted(figures.clients.items())]
    rows += [(people[actor], *_row(part)) for actor, part in sorted(figures.inspectors.items())]
    if rows:
        say_table(in_words(("", "received", "graded", "A", "B", "C", "held"), language), rows)


def _say_waiting(found: Waiting, hours: int, language: str) -> None:
    promise = word(f"PROMISE_{found.promise.upper()}", language)
    counts = {"dock": found.at_dock, "open": found.open, "late": len(found.late), "soon": len(found.soon)}
    say(word("TODAY_OPEN", language, **counts, hours=hours, promise=promise))


def _waiting_json(found: Waiting | None) -> dict[str, object] | None:
    """None for another day than today: what was open then is not kept."""
    if found is None:
        return None
    counts = {"at_dock": found.at_dock, "open": found.open, "promise": found.promise.value}
    return {**counts, "late": [_unit_json(unit) for unit in found.late], "late_soon": [_unit_json(unit) for unit in found.soon]}


def _unit_json(unit: OpenUnit) -> dict[str, str]:
    times = {"arrived_at": unit.arrived, "due_24h": unit.due.clock, "due_business_day": unit.due.business_day}
    return {"lpn": unit.lpn, "client": unit.client, "state": unit.state, **{name: stamp(at) for name, at in times.items()}}


def _row(part: Figures) -> tuple[int, ...]:
    return (part.received, part.graded, *part.grades.values(), part.held)


def _day_json(figures: Period) -> dict[str, object]:
    parts = {"clients": figures.clients, "inspectors": figures.inspectors}
    by_part = {name: {key: _json(part) for key, part in each.items()} for name, each in parts.items()}
    return {"day": figures.first.isoformat(), **_json(figures.total), **by_part}


def _json(part: Figures) -> dict[str, object]:
    counts = {"received": part.received, "graded": part.graded, "grades": part.grades, "held": part.held}
    return {**counts, "seconds_per_unit": part.seconds_per_unit}
