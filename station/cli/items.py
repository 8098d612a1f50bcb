"""The command items: which units there are, by a code or by what they are; on the screen, as JSON, or as a file of any length."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from station.assembly import Station
from station.cli.edge import Json, app, looking, options
from station.cli.out_files import refuse_to_replace, writing
from station.cli.output import say, say_json, say_table
from station.cli.progress import ProgressLines
from station.cli.stopping import Stop, stopping
from station.errors import Refusal
from station.supervisor.items import COLUMNS, NEWEST_FIRST, Cell, Days, ItemLine, Sort, Sought, Wanted, item_units
from station.supervisor.items_asked import ordered_lines, wanted_of
from station.supervisor.items_files import item_titles, write_items
from station.texts import as_moment, counted, word

_FORMS: Final = {".csv": b"\xef\xbb\xbf", ".xlsx": b"PK\x03"}  # and how such a file begins
_SHOWN: Final = 50

_Several = list[str] | None
_Day = datetime | None
_DAY: Final = ["%Y-%m-%d"]


@app.command()
def items(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="A plate, return, order, serial number, product, tote, lot, bin, or part of a title.")] = "",
    client: Annotated[_Several, typer.Option("--client", help="Only this client's. This and the next: several times for several.")] = None,
    state: Annotated[_Several, typer.Option("--state", help="received, held, graded, toted, restocked, lotted, shipped, …")] = None,
    grade: Annotated[_Several, typer.Option("--grade", help="A, B or C.")] = None,
    following: Annotated[_Several, typer.Option("--next", help="restock, outlet, liquidation, hold, quarantine, …")] = None,
    person: Annotated[_Several, typer.Option("--person", help="Who graded it, or received it; a name or an id.")] = None,
    category: Annotated[_Several, typer.Option("--category", help="As the main system has it.")] = None,
    first: Annotated[_Day, typer.Option("--from", formats=_DAY, help="Received on this day or later.")] = None,
    last: Annotated[_Day, typer.Option("--to", formats=_DAY, help="Received on this day or before.")] = None,
    graded_first: Annotated[_Day, typer.Option("--graded-from", formats=_DAY, help="Graded on this day or later.")] = None,
    graded_last: Annotated[_Day, typer.Option("--graded-to", formats=_DAY, help="Graded on this day or before.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0 for all. A file has all.")] = _SHOWN,
    sort: Annotated[str, typer.Option("--sort", help="By a column: plate, title, sku, client, grade, …")] = "",
    descending: Annotated[bool, typer.Option("--descending", help="The other way round.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write them to this file: .csv or .xlsx.")] = None,
    language: Annotated[str, typer.Option("--language", help="Of its words; the site's without it.")] = "",
    progress: Annotated[bool, typer.Option("--progress", help="Say on stderr how many are written.")] = False,
    as_json: Json = False,
) -> None:
    """Units, the newest first: what a code stands for, or all that are like that."""
    fields = Wanted(
        _all(client), _all(state), _all(grade), _all(following), _all(person), _all(category),
        _days(first, last), _days(graded_first, graded_last),
    )  # fmt: skip
    order = (sort, descending) if sort else NEWEST_FIRST
    with looking(ctx) as station:
        spoken = language or station.language
        wanted, found = wanted_of(station, fields, code, spoken)
        if out:
            lines = ordered_lines(station, wanted, spoken, order)
            _write(ctx, station, lines, out, spoken, progress=progress, as_json=as_json)
        else:
            _Listing(station, wanted, found, order, spoken).say(limit, as_json=as_json)


def _all(given: _Several) -> tuple[str, ...]:
    return tuple(given or ())


def _days(first: datetime | None, last: datetime | None) -> Days:
    return Days(_day(first), _day(last))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _write(
    ctx: typer.Context, station: Station, lines: Iterable[ItemLine], out: Path, language: str, *, progress: bool, as_json: bool
) -> None:
    form = out.suffix.lower()
    if form not in _FORMS:
        raise Refusal("ITEMS_FORM", file=out)
    refuse_to_replace(options(ctx).data, out, _FORMS[form], form[1:])
    telling = ProgressLines(sys.stderr) if progress else None
    with stopping() as stop, writing(out):
        units = write_items(station, lines, out, language, lambda done: _tell(stop, telling, done))
    if telling:
        telling.last()
    say_json({"units": units, "file": str(out)}) if as_json else say(counted("ITEMS_WRITTEN", units, language, file=out))


def _tell(stop: Stop, lines: ProgressLines | None, done: int) -> None:
    if stop.asked():
        raise typer.Exit(stop.status)  # what was begun is taken away
    if lines:
        lines.tell({"units": done})


class _Listing:
    """A list on the screen, or as JSON."""

    def __init__(self, station: Station, wanted: Wanted, found: Sought | None, order: Sort, language: str) -> None:
        self._station, self._wanted, self._found, self._order, self._language = station, wanted, found, order, language

    def say(self, limit: int, *, as_json: bool) -> None:
        """At most so many, 0 for all; and how many there are."""
        lines = list(ordered_lines(self._station, self._wanted, self._language, self._order, limit))
        units = item_units(self._station, self._wanted)
        if as_json:
            found = {"kind": self._found.kind, "code": self._found.code, "say": self._found.say} if self._found else None
            say_json({"found": found, "count": units, "units": [_json(line) for line in lines]})
            return
        if self._found and self._found.say:
            say(f"{self._found.say}\n")
        rows = [[self._cell(cell) for cell in line.cells] for line in lines]
        there = [place for place in range(len(COLUMNS)) if any(row[place] for row in rows)]  # a column of dashes tells nothing
        if rows:
            titles = item_titles(self._language)
            say_table([titles[place] for place in there], [[row[place] for place in there] for row in rows])
        say(counted("ITEMS_COUNT", units, self._language) if units else word("ITEMS_NONE", self._language))
        if len(lines) < units:
            say(word("ITEMS_MORE", self._language, shown=len(lines), option="--limit"))

    def _cell(self, cell: Cell) -> str:
        return as_moment(cell, self._language, self._station.zone) if isinstance(cell, datetime) else cell or ""


def _json(line: ItemLine) -> dict[str, Any]:
    """Codes and stamps as facts have them; field names are a promise."""
    return {name: value for name, value in asdict(line.unit).items() if name != "row"}
