"""The list of the page Decisions as columns and rows of plain values. Pure: what waits in, what a DeskTable shows out."""

from collections import Counter
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from station.supervisor.decisions import Decisions, HeldUnit
from station.texts import as_day, as_number, counted, listed, text_of, word
from ui.supervisor.columns import Cell, Column, Kind, Row, Spoken
from ui.supervisor.today_words import hour_and_minute

EVERYBODY: Final = ""
OWNERS: Final = (EVERYBODY, "SUPERVISOR", "CLIENT", "CUSTOMER")
_APART: Final = " · "


def columns(language: str, owner: str = EVERYBODY) -> tuple[Column, ...]:
    """Which there are; who decides only where the list is not of one owner. At 1366 px none of them is cut off."""

    def named(key: str, kind: Kind = Kind.TEXT, width: int = 0) -> Column:
        return Column(key, word(f"DECIDE_COLUMN_{key.upper()}", language), kind, width)

    decides = (named("owner", width=90),) if owner == EVERYBODY else ()
    return (
        named("plate", Kind.CODE, 124), named("title"), named("why"), *decides, named("since", Kind.DAY, 110), named("due", Kind.DAY, 110),
    )  # fmt: skip


def rows(found: Decisions, owner: str, language: str, zone: ZoneInfo) -> tuple[Row, ...]:
    """Those that wait for this owner first, or for anybody; days of this zone. The client is named where there are several."""
    several = len({unit.client for unit in found.units}) > 1
    shown = (unit for unit in found.units if owner in (EVERYBODY, unit.owner))
    return tuple(Row(unit.lpn, _cells(unit, found.now, owner, language, zone, several_clients=several)) for unit in shown)


def counts(found: Decisions) -> dict[str, int]:
    """How many wait for each of OWNERS."""
    owners = Counter(unit.owner for unit in found.units)
    return {owner: len(found.units) if owner == EVERYBODY else owners[owner] for owner in OWNERS}


def chip(owner: str, count: int, language: str) -> str:
    """What a filter is called: "Client  6"."""
    name = word(f"DECIDE_WAITS_{owner or 'ALL'}", language)
    return f"{name}  {as_number(count, language)}" if count else name


def why(unit: HeldUnit, language: str) -> str:
    """What it waits for, on one line; what a client was asked or has answered comes first."""
    asked = "DECIDE_ANSWERED" if unit.answer else "DECIDE_ASKED" if unit.for_client and unit.asked_at else ""
    reasons = dict.fromkeys(text_of(reason.what, language) for reason in unit.reasons)
    return listed((*([word(asked, language)] if asked else ()), *reasons), language)


def owners(unit: HeldUnit, language: str) -> str:
    """Who decides."""
    return listed(dict.fromkeys(word(f"OWNER_{reason.owner}", language) for reason in unit.reasons), language)


def since(at: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """A day; of today the time."""
    if _days(at, now, zone):
        return as_day(at.astimezone(zone).date(), language)
    return word("DECIDE_TODAY", language, time=hour_and_minute(at, language, zone))


def until(due: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """The same; what has passed says so in words."""
    days = _days(due, now, zone)
    if due > now:
        return since(due, now, language, zone)
    if days > 0:
        return counted("DECIDE_OVERDUE", days, language)
    return word("DECIDE_OVERDUE_TODAY", language, time=hour_and_minute(due, language, zone))


def _cells(unit: HeldUnit, now: datetime, owner: str, language: str, zone: ZoneInfo, *, several_clients: bool) -> tuple[Cell, ...]:
    due = min((reason.due for reason in unit.reasons if reason.due), default=None)
    title = _APART.join(
        part for part in (unit.title or word("NO_TITLE", language), unit.sku, unit.client if several_clients else "") if part
    )
    decides = (owners(unit, language),) if owner == EVERYBODY else ()
    came = Spoken(since(unit.since, now, language, zone), unit.since)
    return unit.lpn, title, why(unit, language), *decides, came, Spoken(until(due, now, language, zone), due) if due else None


def _days(at: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Days of the calendar that have passed; below 0 for one to come."""
    return (now.astimezone(zone).date() - at.astimezone(zone).date()).days
