"""What the tiles of Today say, and the lists that they lead to: a Today in; words, columns and rows out. Pure; no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from station.clock import moment
from station.model.rights import Right
from station.supervisor.today import MOST_OWED, BacklogUnit, Today, values
from station.texts import as_number, counted, sentences, word
from ui.supervisor.columns import Cell, Column, Kind, Row
from ui.supervisor.page import DeskView
from ui.supervisor.today_words import at_most, default_in_words, money, owner_in_words, span

_APART: Final = " · "
_UNIT: Final = "@ITEM"
_SPEEDS: Final = {"units": 60, "per_hour": 76, "seconds": 66, "actions": 72, "overrides": 80, "held": 56}  # columns and their px


@dataclass(frozen=True, slots=True)
class TileWords:
    """`name` above, `figure` in the middle, `note` below. `urgent` underlines the figure."""

    name: str
    figure: str
    note: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that a tile leads to; `leads` is the page that a row opens, "" for none. `advice`: what to do about what stands there."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    leads: str = ""
    advice: str = ""


def tiles(told: Today, view: DeskView) -> dict[str, TileWords]:
    """All of them, by the names of their lists."""
    return {name: make(told, view) for name, (make, _list) in TILES.items()}


def list_of(name: str, told: Today, view: DeskView) -> Listed:
    """The list behind a tile."""
    return TILES[name][1](told, view)


def _dock(told: Today, view: DeskView) -> TileWords:
    parcels, count = told.backlog.parcels, told.backlog.open.at_dock
    note = word("TODAY_DOCK_NONE", view.language)
    if parcels:
        note = counted("TODAY_DOCK_NOTE", count, view.language, span=span(told.now - parcels[0].arrived, view.language))
    return TileWords(word("TODAY_DOCK", view.language), as_number(count, view.language), _of_now(note, told, view))


def _graded(told: Today, view: DeskView) -> TileWords:
    total = told.figures.total
    notes = [counted("TODAY_GRADED_NOTE", total.received, view.language)]
    if total.in_time is not None:
        notes.append(word("TODAY_IN_TIME", view.language, percent=as_number(total.in_time, view.language)))
    return TileWords(word("TODAY_GRADED", view.language), as_number(total.graded, view.language), _APART.join(notes))


def _late(told: Today, view: DeskView) -> TileWords:
    late, note = told.backlog.late, word("TODAY_LATE_NONE", view.language)
    if late:
        oldest = span(told.now - min(unit.unit.arrived for unit in late), view.language)
        note = _joined(word("TODAY_LATE_NOTE", view.language, span=oldest), money(values(late), view.language))
    return TileWords(word("TODAY_LATE", view.language), as_number(len(late), view.language), _of_now(note, told, view), urgent=bool(late))


def _soon(told: Today, view: DeskView) -> TileWords:
    soon, note = told.backlog.soon, word("TODAY_SOON_NONE", view.language, hours=told.warn_hours)
    if soon:
        note = word("TODAY_SOON_NOTE", view.language, span=span(_due(soon[0], told) - told.now, view.language))
    return TileWords(word("TODAY_SOON", view.language), as_number(len(soon), view.language), _of_now(note, told, view))


def _waiting(told: Today, view: DeskView) -> TileWords:
    owners = told.backlog.owners
    names = {"SUPERVISOR": "TODAY_FOR_YOU" if supervises(view) else "TODAY_FOR_SUPERVISOR", "CLIENT": "TODAY_FOR_CLIENT"}
    names["CUSTOMER"] = "TODAY_FOR_CUSTOMER"
    notes = [counted(key, owners[owner], view.language) for owner, key in names.items() if owners[owner]]
    note = _APART.join(notes) or word("TODAY_WAITING_NONE", view.language)
    return TileWords(word("TODAY_WAITING", view.language), as_number(owners.total(), view.language), _of_now(note, told, view))


def _to_send(told: Today, view: DeskView) -> TileWords:
    since, note = told.unsent_since, word("TODAY_TO_SEND_NONE", view.language)
    if told.to_send:
        note = word("TODAY_TO_SEND_NOTE", view.language, span=span(told.now - since, view.language)) if since else ""
    if told.rejected:
        note = _joined(note if told.to_send else "", counted("TODAY_TO_SEND_REFUSED", told.rejected, view.language))
    figure = at_most(told.to_send, MOST_OWED, view.language)
    return TileWords(word("TODAY_TO_SEND", view.language), figure, _of_now(note, told, view), urgent=bool(told.rejected))


def supervises(view: DeskView) -> bool:
    """Whether what waits for a supervisor waits for whoever is here."""
    return view.may(Right.DECIDE)


def _of_now(note: str, told: Today, view: DeskView) -> str:
    """Beside the figures of another day it is said that this one is not of that day."""
    return note if told.live else word("TODAY_NOW_NOTE", view.language, note=note)


def _joined(*parts: str) -> str:
    return _APART.join(part for part in parts if part)


def _due(unit: BacklogUnit, told: Today) -> datetime:
    return unit.unit.due.by(told.backlog.open.promise)


def _columns(view: DeskView, *wanted: tuple[str, Kind, int]) -> tuple[Column, ...]:
    return tuple(Column(key, word(f"TODAY_COLUMN_{key.upper()}", view.language), kind, width) for key, kind, width in wanted)


_UNIT_COLUMNS: Final = (("plate", Kind.CODE, 150), ("client", Kind.TEXT, 120), ("sku", Kind.CODE, 150), ("title", Kind.TEXT, 0))
_LATE_COLUMNS: Final = (("state", Kind.TEXT, 130), ("arrived", Kind.MOMENT, 175), ("due", Kind.MOMENT, 175), ("value", Kind.NUMBER, 100))
_HELD_COLUMNS: Final = (
    ("reason", Kind.TEXT, 170), ("owner", Kind.TEXT, 110), ("since", Kind.MOMENT, 175), ("due", Kind.MOMENT, 175),
    ("default", Kind.TEXT, 170),
)  # fmt: skip


def _units(name: str, units: Sequence[BacklogUnit], told: Today, view: DeskView, empty: str) -> Listed:
    rows = [Row(each.unit.lpn, (*_named(each), *_dues(each, told, view))) for each in units]
    return Listed(word(name, view.language), _columns(view, *_UNIT_COLUMNS, *_LATE_COLUMNS), tuple(rows), empty, _UNIT)


def _named(unit: BacklogUnit) -> tuple[Cell, ...]:
    return unit.unit.lpn, unit.unit.client, unit.sku, unit.title


def _dues(unit: BacklogUnit, told: Today, view: DeskView) -> tuple[Cell, ...]:
    return word(f"UNIT_STATE_{unit.unit.state.upper()}", view.language), unit.unit.arrived, _due(unit, told), unit.value


def _late_list(told: Today, view: DeskView) -> Listed:
    return _units("TODAY_LIST_LATE", told.backlog.late, told, view, word("TODAY_LATE_NONE", view.language))


def _soon_list(told: Today, view: DeskView) -> Listed:
    empty = word("TODAY_SOON_NONE", view.language, hours=told.warn_hours)
    return _units("TODAY_LIST_SOON", told.backlog.soon, told, view, empty)


def _dock_list(told: Today, view: DeskView) -> Listed:
    columns = _columns(view, ("parcel", Kind.CODE, 160), ("client", Kind.TEXT, 0), ("code", Kind.CODE, 220), ("arrived", Kind.MOMENT, 170))
    rows = tuple(Row(each.parcel, (each.parcel, each.client, each.code, each.arrived)) for each in told.backlog.parcels)
    return Listed(word("TODAY_LIST_DOCK", view.language), columns, rows, word("TODAY_DOCK_NONE", view.language))


def _waiting_list(told: Today, view: DeskView) -> Listed:
    rows = [Row(each.unit.lpn, (*_named(each), *_held(each, told, view))) for each in told.backlog.held]
    shown = _columns(view, *_UNIT_COLUMNS, *_HELD_COLUMNS)
    return Listed(word("TODAY_LIST_WAITING", view.language), shown, tuple(rows), word("TODAY_DECISIONS_NONE", view.language), _UNIT)


def _held(unit: BacklogUnit, told: Today, view: DeskView) -> tuple[Cell, ...]:
    hold = unit.holds[0]
    owner = owner_in_words(hold.owner, view.language, supervises=False)  # the list is copied and sent on, to whom "you" is somebody else
    return told.reasons[hold.reason], owner, hold.since, hold.due, default_in_words(hold.default, view.language, hold.owner)


def _to_send_list(told: Today, view: DeskView) -> Listed:
    wanted = (("target", Kind.TEXT, 0), ("pending", Kind.NUMBER, 120), ("rejected", Kind.NUMBER, 120), ("since", Kind.MOMENT, 170))
    rows = [
        Row(each.target, (each.target, each.pending, each.rejected, _at(each.since), _at(each.last.written_at if each.last else "")))
        for each in told.owing
    ]
    name, empty = word("TODAY_LIST_TO_SEND", view.language), word("TODAY_TO_SEND_NONE", view.language)
    keys = ("TODAY_TO_SEND_ADVICE",) * bool(told.to_send) + ("TODAY_TO_SEND_ADVICE_REFUSED",) * bool(told.rejected)
    advice = sentences([word(key, view.language) for key in keys], view.language)
    return Listed(name, _columns(view, *wanted, ("last", Kind.MOMENT, 170)), tuple(rows), empty, advice=advice)


def _at(stamp: str) -> datetime | None:
    return moment(stamp) if stamp else None


def _graded_list(told: Today, view: DeskView) -> Listed:
    counts = (("received", Kind.NUMBER, 110), ("graded", Kind.NUMBER, 110), ("held", Kind.NUMBER, 110))
    columns = [*_columns(view, ("client", Kind.TEXT, 0), *counts), *(Column(grade.lower(), grade, Kind.NUMBER, 90) for grade in "ABC")]
    rows = [
        Row(client, (client, part.received, part.graded, part.held, *part.grades.values()))
        for client, part in sorted(told.figures.clients.items())
    ]
    name, empty = word("TODAY_LIST_GRADED", view.language), word("TODAY_NOTHING_GRADED", view.language)
    return Listed(name, tuple(columns), tuple(rows), empty)


def inspectors(told: Today, view: DeskView) -> Listed:
    """Who graded in these days: units, how quickly, how many grades of theirs were changed afterwards, how many they put on hold."""
    columns = _columns(view, ("inspector", Kind.TEXT, 0), *((name, Kind.NUMBER, width) for name, width in _SPEEDS.items()))
    figures, rows = told.figures, []
    for actor, part in figures.inspectors.items():
        if part.graded or part.held:
            speed = (figures.units_an_hour(actor), part.seconds_per_unit, part.actions_per_unit)
            rows.append(Row(actor, (told.people[actor], part.graded, *speed, part.overridden, part.held)))
    most_first = sorted(rows, key=lambda row: (-int(str(row.cells[1])), str(row.cells[0])))
    return Listed(word("TODAY_INSPECTORS", view.language), columns, tuple(most_first), word("TODAY_NOBODY", view.language))


TILES: Final[Mapping[str, tuple[Callable[[Today, DeskView], TileWords], Callable[[Today, DeskView], Listed]]]] = {
    "dock": (_dock, _dock_list),
    "graded": (_graded, _graded_list),
    "late": (_late, _late_list),
    "soon": (_soon, _soon_list),
    "waiting": (_waiting, _waiting_list),
    "to_send": (_to_send, _to_send_list),
}
