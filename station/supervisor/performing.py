"""Acts performed in the process that holds the folder's lock, on the thread that owns its session: an Order in, an Answer out.

Every subject has its acts and their functions in a module of its own; TABLE names them all.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Self

from station.assembly import Station
from station.errors import Bug, Refusal, StationError
from station.model.facts import PERSON_CHANGED, PERSON_DISABLED, Fact
from station.model.people import NOBODY, Person
from station.model.rights import must_be_allowed, refused_act
from station.session import BatchSession
from station.supervisor import acts_containers, acts_decisions, acts_labels, acts_people, acts_report, acts_shift, acts_stock, acts_units
from station.supervisor.acts import Act, Answer, SignIn, SignOut, refused
from station.supervisor.doing import Doing, Performers
from station.supervisor.entering import enter
from station.supervisor.kept_answers import Mark, became_of
from station.supervisor.tokens import Tokens

_LOG: Final = logging.getLogger(__name__)

# One line a subject: its acts, each with the function that performs it.
TABLE: Final[Performers] = {
    **acts_containers.TABLE,
    **acts_decisions.TABLE,
    **acts_labels.TABLE,
    **acts_people.TABLE,
    **acts_report.TABLE,
    **acts_stock.TABLE,
    **acts_shift.TABLE,
    **acts_units.TABLE,
}
_BY_NAME: Final[dict[str, type[Act]]] = {act.__name__: act for act in (SignIn, SignOut, *TABLE)}


@dataclass(frozen=True)
class Order:
    """An act on its way: by whom (the token of a sign-in; "" where nobody has to), and an id that makes a repeat harmless."""

    id: str
    act: Act
    token: str = field(default="", repr=False)

    def to_json(self) -> str:
        """As it goes to the bench."""
        return json.dumps({"id": self.id, "token": self.token, "act": self.act.name, "fields": self.act.to_json()})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The reverse. Raises Refusal ACT_UNREADABLE for what is none, or one that this version does not know."""
        try:
            told = json.loads(text)
            kind = _BY_NAME[told["act"]]
            made, token, written = told["id"], told["token"], told["fields"]
            if not (all(isinstance(each, str) for each in (made, token, written)) and 16 <= len(made) <= 64):
                raise ValueError(made)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refusal("ACT_UNREADABLE", act="Order", why=type(error).__name__) from error
        return cls(made, kind.from_json(written), token)


class Performing:
    """Performs orders. `on_facts` gets the facts of each act once they are committed."""

    def __init__(
        self, opened: Station, session: BatchSession, tokens: Tokens, on_facts: Callable[[tuple[Fact, ...]], None] = lambda _facts: None
    ) -> None:
        self._opened = opened
        self._session = session
        self._tokens = tokens
        self._on_facts = on_facts

    def take(self, order: Order) -> Answer:
        """Never raises: whatever went wrong, a Bug of ours too, is the refusal of the answer."""
        try:
            if isinstance(order.act, SignIn):
                return enter(self._opened, self._tokens, order.act)
            if isinstance(order.act, SignOut):
                self._tokens.end(order.token)
                return Answer()
            person = self._person(order.token)
            return perform(self._opened, self._session, order.act, person, order.id, self._on_facts)
        except StationError as error:
            return refused(error)
        except Exception as error:  # noqa: BLE001 -- a bench in the middle of a shift goes on; the log has the traceback
            _LOG.exception("act failed")
            return refused(Bug("BENCH_BUG", what=type(error).__name__))

    def _person(self, token: str) -> Person:
        if not self._opened.people.any():
            return NOBODY
        person = self._opened.people.by_id(self._tokens.person_of(token))
        if person is None or person not in self._opened.people.list():
            self._tokens.end(token)
            raise Refusal("DESK_SIGN_IN")
        return person


def perform(
    opened: Station,
    session: BatchSession,
    act: Act,
    person: Person,
    act_id: str = "",
    on_facts: Callable[[tuple[Fact, ...]], None] = lambda _facts: None,
) -> Answer:
    """Do one act as this person; what was refused for want of a right is a fact. With an id it is done once, and told again later.

    Raises nothing that the operator can act on; a Fault while the answer is kept is raised, and the facts stand.
    """
    if act_id and (told := became_of(opened.reader, act_id, person.id)):
        return told
    mark = Mark(act_id, act.name, person.id, opened.clock.now(), opened.ledger.head().seq)
    doing = Doing(opened, session, person, mark.begun if act_id else lambda _connection: None)
    answer = _done(doing, act)
    if act_id and (answer.facts or answer.refusal is None):
        opened.ledger.append(person.id, (), lambda connection, _: mark.ended(connection, answer))
    if any(fact.kind in (PERSON_CHANGED, PERSON_DISABLED) for fact in doing.facts):
        session.look_again_who()
    if doing.facts:
        on_facts(tuple(doing.facts))
    return answer


def _done(doing: Doing, act: Act) -> Answer:
    try:
        must_be_allowed(doing.person, act.right)
        done = dict(TABLE[type(act)](doing, act))
        once = dict(done.pop("once", {}))
    except StationError as error:
        if fact := refused_act(doing.person, act.name, error):
            doing.append([fact])
        return refused(error, _ids(doing))
    except Exception as error:  # noqa: BLE001 -- what was written before it stands, and has to be told; the log has the traceback
        _LOG.exception("act failed")
        return refused(Bug("BENCH_BUG", what=type(error).__name__), _ids(doing))
    return Answer(_ids(doing), None, done, once)


def _ids(doing: Doing) -> tuple[str, ...]:
    return tuple(fact.id for fact in doing.facts)
