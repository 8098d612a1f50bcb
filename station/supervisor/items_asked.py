"""A list of units as a command line asks for it: a Wanted in, arguments out, and the other way round. So a child process lists the same."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from station.assembly import Station
from station.errors import Refusal
from station.insight.items import MOST
from station.supervisor.items import COLUMNS, NEWEST_FIRST, Days, ItemLine, Sort, Sought, Wanted, all_lines, narrowed, sorted_lines, sought

OPTIONS: Final = {
    "clients": "--client", "states": "--state", "grades": "--grade", "dispositions": "--next", "people": "--person",
    "categories": "--category",
}  # fmt: skip


def as_arguments(wanted: Wanted, text: str, order: Sort) -> list[str]:
    """Such as ["--state", "held", "--sort", "title", "--", "RMA-10023"]; what a code stands for is left to the code itself."""
    told = [f"{option}={value}" for name, option in OPTIONS.items() for value in getattr(wanted, name)]
    told += [*_days("", wanted.received), *_days("graded-", wanted.graded)]
    if order != NEWEST_FIRST:
        told += [f"--sort={order[0]}", *(["--descending"] if order[1] else [])]
    return [*told, *(["--", text] if text else [])]


def wanted_of(opened: Station, fields: Wanted, text: str, language: str) -> tuple[Wanted, Sought | None]:
    """The fields with what a code stands for, and that. People may be named. Raises what `sought` raises."""
    named = replace(fields, people=tuple(_id_of(opened, each) for each in fields.people))
    found = sought(opened, text, language) if text else None
    return (narrowed(named, found.units) if found else named), found


def ordered_lines(opened: Station, wanted: Wanted, language: str, order: Sort, most: int = 0) -> Iterable[ItemLine]:
    """The list in this order, at most `most` of it. Raises Refusal ITEMS_COLUMN_UNKNOWN, ITEMS_TOO_MANY_TO_SORT."""
    if order[0] not in COLUMNS:
        raise Refusal("ITEMS_COLUMN_UNKNOWN", column=order[0], known=", ".join(COLUMNS))
    if order == NEWEST_FIRST:
        return all_lines(opened, wanted, language, most)
    lines = list(all_lines(opened, wanted, language, MOST + 1))
    if len(lines) > MOST:
        raise Refusal("ITEMS_TOO_MANY_TO_SORT", most=MOST)
    return sorted_lines(lines, order)[: most or None]


def _days(prefix: str, days: Days) -> Iterator[str]:
    for option, day in (("from", days.first), ("to", days.last)):
        if day:
            yield f"--{prefix}{option}={day.isoformat()}"


def _id_of(opened: Station, who: str) -> str:
    """Of somebody who is here, by name; anything else is an id already, such as that of somebody who has left."""
    try:
        return opened.people.by_name(who).id
    except Refusal:
        return who
