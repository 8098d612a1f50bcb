"""What the page Items draws: a Station and what is wanted in; lines in words, what was searched for with its sentence and picture out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import select

from station.assembly import Station
from station.clock import moment, stamp
from station.insight.finding_words import finding_names
from station.insight.items import MOST as MOST  # noqa: PLC0414 -- screens get these from here
from station.insight.items import ItemRow, all_items, count_items, fetch_items, open_items
from station.insight.items import Stretch as Stretch  # noqa: PLC0414
from station.insight.items_changes import changes_since
from station.insight.items_choices import Choices, choices_of
from station.insight.items_found import find_items
from station.insight.items_wanted import Days as Days  # noqa: PLC0414
from station.insight.items_wanted import Wanted as Wanted  # noqa: PLC0414
from station.insight.story import Teller
from station.insight.subjects import Subject
from station.model.marks import mark_of
from station.photos.thumbnails import Pixels, pixels
from station.store.schema import item_photos
from station.texts import named_category, table, word

Cell = str | datetime | None
Naming = Callable[[str], str]
Sort = tuple[str, bool]  # a column of COLUMNS, and whether downwards

NEWEST_FIRST: Final = ("received", True)  # as units lie in the database

COLUMNS: Final = (
    "plate", "received", "title", "sku", "client", "grade", "next", "state", "place", "who", "category", "graded", "rma", "order",
)  # fmt: skip
"""The columns of the list; their names are a promise, new ones go to the end."""

_CONTAINED: Final = {"toted": "tote", "lotted": "lot", "shipped": "lot"}
_PICTURE: Final = 480  # pixels at most in width and height


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One unit as it is drawn: a cell for each of COLUMNS, times as moments, the rest in words; None for what is not known.

    `mark` is that of `model.marks`.
    """

    unit: ItemRow
    mark: str
    cells: tuple[Cell, ...]

    @property
    def row(self) -> int:
        """Grows in the order of receiving."""
        return self.unit.row

    @property
    def plate(self) -> str:
        return self.unit.lpn


@dataclass(frozen=True, slots=True)
class ItemList:
    """The beginning of a list; see `insight.items.Opening`."""

    lines: tuple[ItemLine, ...]
    below: int
    top: int
    seq: int


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """What to draw anew; see `insight.items_changes.Changes`."""

    top: int
    seq: int
    stretches: tuple[tuple[Stretch, tuple[ItemLine, ...]], ...]
    anew: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text stands for: `kind` and `code` name it, `units` narrows the list down to it, `say` is the sentence for the phone.

    `plate` is the unit whose `picture` this is, or the only unit; "" where there is neither. Places, products and texts have no sentence.
    """

    kind: str
    code: str
    units: Wanted
    say: str = ""
    plate: str = ""
    picture: Pixels | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a filter and what it is called."""

    value: str
    name: str


def item_list(opened: Station, wanted: Wanted, language: str) -> ItemList:
    """The newest units that are wanted. Costs the same whatever the number of units."""
    found = open_items(opened.reader, wanted, opened.zone)
    return ItemList(tuple(_lines(opened, found.rows, language)), found.below, found.top, found.seq)


def item_count(opened: Station, wanted: Wanted, below: int) -> tuple[tuple[Stretch, ...], int]:
    """How many there are further down, stretch by stretch, and where to go on counting; see `insight.items.count_items`."""
    return count_items(opened.reader, wanted, opened.zone, below)


def item_units(opened: Station, wanted: Wanted) -> int:
    """How many there are in all. Looks at every unit where no index tells, some tenths of a second for a million."""
    found = item_list(opened, wanted, opened.language)
    below, units = found.below, len(found.lines)
    while below:
        stretches, below = item_count(opened, wanted, below)
        units += sum(stretch.units for stretch in stretches)
    return units


def item_lines(opened: Station, wanted: Wanted, stretches: Sequence[Stretch], language: str) -> tuple[tuple[ItemLine, ...], ...]:
    """What lies in these stretches."""
    found = fetch_items(opened.reader, wanted, opened.zone, stretches)
    return tuple(tuple(_lines(opened, rows, language)) for rows in found)


def item_changes(opened: Station, wanted: Wanted, top: int, seq: int, known: Sequence[Stretch], language: str) -> ItemChanges:
    """What has changed since `seq` in a list that is known."""
    found = changes_since(opened.reader, wanted, opened.zone, top, seq, known)
    fresh = tuple((stretch, tuple(_lines(opened, rows, language))) for stretch, rows in found.stretches)
    return ItemChanges(found.top, found.seq, fresh, found.anew)


def all_lines(opened: Station, wanted: Wanted, language: str, most: int = 0) -> Iterable[ItemLine]:
    """The whole list, or the newest `most` of it."""
    return _lines(opened, all_items(opened.reader, wanted, opened.zone, most), language)


def sorted_lines(lines: Iterable[ItemLine], order: Sort) -> list[ItemLine]:
    """Lines in this order; what is not known comes last, whichever way."""
    place, downwards = COLUMNS.index(order[0]), order[1]
    every = tuple(lines)
    known = sorted((line for line in every if line.cells[place]), key=lambda line: _comparable(line.cells[place]), reverse=downwards)
    return [*known, *(line for line in every if not line.cells[place])]


def sought(opened: Station, text: str, language: str) -> Sought:
    """What was typed or scanned. Raises what `find_items` raises."""
    found = find_items(opened.reader, opened.knowledge, opened.patterns, text)
    if found.subject is None:
        return Sought(found.kind, found.code, found.units)
    names = finding_names(opened.documents, language)
    say = Teller(opened.ledger, opened.name_of, names, opened.zone, language).say(found.subject)
    plate, picture = _pictured(opened, found.subject)
    return Sought(found.kind, found.code, found.units, say, plate, picture)


def item_choices(opened: Station, language: str) -> dict[str, tuple[Named, ...]]:
    """What each field of Wanted may be narrowed down to, in words."""
    found = choices_of(opened.reader, opened.knowledge, opened.people)
    naming = {"states": _state_names(language), "dispositions": _disposition_names(language), "people": opened.name_of,
              "categories": _category_names(language)}  # fmt: skip
    return {
        field.name: tuple(Named(value, naming.get(field.name, str)(value)) for value in getattr(found, field.name))
        for field in fields(Choices)
    }


def narrowed(wanted: Wanted, units: Wanted) -> Wanted:
    """The same with what a code stands for instead of whatever another code stood for."""
    return replace(wanted, **{name: getattr(units, name) for name in ("text", "plates", "skus", "tote", "lot", "bin")})


def _lines(opened: Station, rows: Iterable[ItemRow], language: str) -> Iterable[ItemLine]:
    who, state, following = cache(opened.name_of), _state_names(language), _disposition_names(language)
    category = _category_names(language)
    for row in rows:
        cells = (
            row.lpn, _moment(row.received_at), row.title or word("NO_TITLE", language), row.sku, row.client, row.grade,
            following(row.disposition), state(row.state), _place(row, language), who(row.person), category(row.category),
            _moment(row.graded_at), row.rma, row.order,
        )  # fmt: skip
        yield ItemLine(row, mark_of(row.grade, row.disposition, held=row.state == "held"), tuple(cell or None for cell in cells))


def _comparable(cell: Cell) -> str:
    """Words in any case, moments by time."""
    return stamp(cell) if isinstance(cell, datetime) else (cell or "").casefold()


def _place(row: ItemRow, language: str) -> str:
    kind = _CONTAINED.get(row.state, "")
    container = getattr(row, kind) if kind else ""
    if container:
        return word(f"ITEMS_IN_{kind.upper()}", language, code=container)
    # A graded unit is on its way: its bin is where it belongs, and nobody has put it there.
    return word("ITEMS_MEANT_FOR", language, code=row.bin) if row.bin and row.state == "graded" else row.bin


def _moment(at: str) -> datetime | None:
    return moment(at) if at else None


def _state_names(language: str) -> Naming:
    return _named("UNIT_STATE", language)


def _category_names(language: str) -> Naming:
    return cache(lambda category: named_category(category, language))


def _disposition_names(language: str) -> Naming:
    return _named("DISPOSITION", language)


def _named(prefix: str, language: str) -> Naming:
    words = table(language, "words")
    return lambda code: str(words.get(f"{prefix}_{code.upper()}", code.replace("_", " ").lower()))


def _pictured(opened: Station, subject: Subject) -> tuple[str, Pixels | None]:
    """The unit that was last dealt with and has a picture, and its last picture; else the only unit."""
    plates = [unit["lpn"] for unit in subject.units]
    for plate in reversed(plates):
        for sha256 in _photos(opened, plate):
            if picture := pixels(opened.photos, sha256, _PICTURE):
                return plate, picture
    return (plates[0] if len(plates) == 1 else ""), None


def _photos(opened: Station, plate: str) -> Sequence[str]:
    there = (item_photos.c.lpn == plate) & item_photos.c.erased_seq.is_(None)
    wanted = select(item_photos.c.sha256).where(there).order_by(item_photos.c.seq.desc())
    with opened.reader.connect() as connection:
        return connection.execute(wanted).scalars().all()
