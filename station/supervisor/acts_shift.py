"""The act that closes a shift from the desk: the same count and the same fact as at the bench, whoever stands there goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench.ending import shift_closed
from station.errors import Refusal
from station.model.rights import Right, may
from station.session.closing import closing_count
from station.supervisor.acts import Act, note_of
from station.supervisor.doing import Doing, Performers


@dataclass(frozen=True)
class CloseShift(Act):
    """`to` is the id of the person who takes over, "" for nobody; the note is for them."""

    right: ClassVar[Right] = Right.CLOSE_SHIFT

    to: str = ""
    note: str = ""


def close(doing: Doing, act: CloseShift) -> Mapping[str, Any]:
    """`done` is the count as shift.closed has it. Raises Refusal PERSON_UNKNOWN, SHIFT_TO_YOURSELF or NOTE_TOO_LONG."""
    people = {person.id for person in doing.opened.people.list() if may(person.role, Right.INSPECT)}
    if act.to and act.to == doing.person.id:
        raise Refusal("SHIFT_TO_YOURSELF", name=doing.person.name)
    if act.to and act.to not in people:
        raise Refusal("PERSON_UNKNOWN", name=act.to)
    count = closing_count(doing.opened.reader)
    doing.append([shift_closed(doing.person, count, act.to, note_of(act.note))])
    return count.as_json()


TABLE: Final[Performers] = {CloseShift: close}
