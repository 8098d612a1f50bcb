"""The act that closes a shift from the desk: the same count and the same fact as at the bench, whoever stands there goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench.ending import shift_closed
from station.errors import Refusal
from station.people.rights import Right
from station.session.closing import closing_count
from station.supervisor.acts import Act
from station.supervisor.doing import Doing

_LONGEST: Final = 500  # signs of a note


@dataclass(frozen=True, repr=False)
class CloseShift(Act):
    """`to` is the id of the person who takes over, "" for nobody; the note is for them."""

    right: ClassVar[Right] = Right.CLOSE_SHIFT

    to: str = ""
    note: str = ""


def close(doing: Doing, act: CloseShift) -> Mapping[str, Any]:
    """`done` is the count as shift.closed has it. Raises Refusal PERSON_UNKNOWN, SHIFT_TO_YOURSELF or NOTE_TOO_LONG."""
    people = {person.id for person in doing.opened.people.list() if person.role.may_inspect}
    if act.to and act.to == doing.person.id:
        raise Refusal("SHIFT_TO_YOURSELF", name=doing.person.name)
    if act.to and act.to not in people:
        raise Refusal("PERSON_UNKNOWN", name=act.to)
    if len(act.note) > _LONGEST:
        raise Refusal("NOTE_TOO_LONG", most=_LONGEST)
    count = closing_count(doing.opened.reader)
    doing.append([shift_closed(doing.person, count, act.to, act.note.strip())])
    return count.as_json()


TABLE: Final[dict[type[Act], Callable[[Doing, Any], Mapping[str, Any]]]] = {CloseShift: close}
