"""What came of an act about a person, in words: the act and the person in, a sentence out."""

from typing import Final

from station.model.people import Person
from station.supervisor.acts import Act
from station.supervisor.acts_people import AddPerson, ChangePerson, DisablePerson, NewBadge, SetPassword, SetPin
from station.texts import word

_DONE: Final[dict[type[Act], str]] = {
    ChangePerson: "PEOPLE_DONE_CHANGED",
    DisablePerson: "PEOPLE_DONE_ENDED",
    NewBadge: "PEOPLE_DONE_BADGE",
    SetPassword: "PEOPLE_DONE_PASSWORD",
    SetPin: "PEOPLE_DONE_PIN",
}


def done_in_words(act: Act, person: Person, language: str) -> str:
    """What was done, and with whom."""
    if isinstance(act, AddPerson):
        return word("PEOPLE_DONE_ADDED", language, name=person.name, id=person.id)
    return word(_DONE[type(act)], language, name=person.name)
