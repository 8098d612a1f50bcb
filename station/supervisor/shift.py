"""What the page that closes a shift draws: a Station and who is there in; what is left open, and who may take over, out."""

from dataclasses import dataclass
from typing import Final

from station.assembly import Station
from station.ledger.loose import MOST
from station.model.rights import Right, may
from station.session.closing import closing_count, closing_lines, unlabelled_plates

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class ShiftNow:
    """`lines` say what is left open, one for each thing of which there is any; `others` are ids and names of who may take over.

    `unlabelled` are the plates of the first units without a label, at most `MOST_NAMED`.
    """

    lines: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    unlabelled: tuple[str, ...] = ()


def shift_now(opened: Station, person: str, language: str) -> ShiftNow:
    """What the act CloseShift would count now, of all clients, or that it is at least `MOST`.

    `person` is the id of who is there, "" where nobody has to be.
    """
    others = tuple((each.id, each.name) for each in opened.people.list() if may(each.role, Right.INSPECT) and each.id != person)
    lines = closing_lines(closing_count(opened.reader, MOST), language, MOST)
    return ShiftNow(tuple(lines), others, unlabelled_plates(opened.reader, MOST_NAMED))
