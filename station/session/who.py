"""The people of a station as its bench needs them: a name, a badge or a PIN in, a person out; and whom a bench waits for."""

from collections.abc import Sequence

from station.bench.agreeing import right_asked
from station.bench.leaving_prompts import WITNESS
from station.bench.prompts import prompt_of
from station.bench.states import Ask, Bench, State
from station.errors import Refusal
from station.model.people import NOBODY, Person, SignInName
from station.model.rights import Right, is_allowed, may
from station.people.people import People


class Who:
    """Who may sign in, and who agrees to what a supervisor has to."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._names: dict[str, str] = {NOBODY.id: ""}

    def by_badge(self, token: str) -> Person:
        """Whose badge it is. Raises Refusal BADGE_UNKNOWN or PERSON_DISABLED."""
        return self._people.by_badge(token)

    def by_name(self, name: str) -> Person:
        """Somebody by name or id. Raises Refusal PERSON_UNKNOWN."""
        return self._people.by_name(name)

    def by_pin(self, who: str, pin: str) -> Person:
        """The person with this id, never one of this name, if the PIN is theirs; takes a tenth of a second.

        Raises Refusal PERSON_UNKNOWN, and what `People.verify_pin` raises.
        """
        person = self._people.by_id(who)
        if person is None:
            raise Refusal("PERSON_UNKNOWN", name=who)
        self._people.verify_pin(person, pin)
        return person

    def still(self, person: Person) -> Person | None:
        """The same person as they are now; None for one who may not work here any more."""
        return next((each for each in self._people.list() if each.id == person.id and may(each.role, Right.INSPECT)), None)

    def name_of(self, actor: str) -> str:
        """What to call a person by id; the id itself for somebody that this station does not know."""
        if actor not in self._names:
            person = self._people.by_id(actor)
            self._names[actor] = person.name if person else actor
        return self._names[actor]

    def anybody_may(self, right: Right) -> bool:
        """Whether anybody here has this right."""
        return self._people.anybody_may(right)

    def awaited(self, bench: Bench) -> Sequence[SignInName]:
        """Whose badge or PIN the bench asks for now: that of everybody who may work here, of those who may agree, or of nobody.

        Those who may agree have the right that is asked for. A witness, and whoever takes a shift over, is somebody else.
        """
        if bench.state is State.SIGNED_OUT:
            return self.working()
        prompt = prompt_of(bench)
        if prompt is None or prompt.kind != "badge":
            return ()
        if prompt.id == WITNESS:
            return tuple(each for each in self.working() if not bench.person or each.id != bench.person.id)
        if bench.question and bench.question.ask is Ask.SHIFT:
            return tuple(each for each in self.working() if bench.person is None or each.id != bench.person.id)
        return tuple(each for each in self.working() if may(each.role, right_asked(bench)))

    def may_set_up(self, person: Person | None) -> bool:
        """Who has the right to; everybody where there are no people."""
        return person is not None and is_allowed(person, Right.SET_UP)

    def working(self) -> tuple[SignInName, ...]:
        """Everybody who may work at a bench."""
        return tuple(each for each in self._people.for_sign_in() if may(each.role, Right.INSPECT))
