"""What the page that closes a shift draws: a Station and who is there in; what is left open, and who may take over, out."""

from dataclasses import dataclass

from station.assembly import Station
from station.session.closing import closing_count, closing_lines


@dataclass(frozen=True, slots=True)
class ShiftNow:
    """`lines` say what is left open, one for each thing of which there is any; `others` are ids and names of who may take over."""

    lines: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def shift_now(opened: Station, person: str, language: str) -> ShiftNow:
    """What the act CloseShift would count now, of all clients; `person` is the id of who is there, "" where nobody has to be."""
    others = tuple((each.id, each.name) for each in opened.people.list() if each.role.may_inspect and each.id != person)
    return ShiftNow(tuple(closing_lines(closing_count(opened.reader), language)), others)
