"""What a card says, and the cards of the station's own commands. Findings, badges, bins and plates come from the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from station.texts import languages, name_of_language, word

# In the order in which an inspector meets them; a test keeps it equal to what `scan` knows.
_COMMANDS: Final = (
    "AS-NEW", "DONE", "MORE", "CONFIRM", "PHOTO", "RETAKE", "UNDO", "SAME", "REWORK", "PARK", "RESUME", "STOP", "CLOSE", "EMPTY", "BLIND",
    "DESTROY", "VENDOR", "CUSTOMER", "REPAIR", "DOCK", "REPRINT", "GRADE-A", "GRADE-B", "GRADE-C", "CLOSE-SHIFT", "SIGN-OUT",
)  # fmt: skip
_ANSWERS: Final = range(1, 10)


@dataclass(frozen=True, slots=True)
class Card:
    """`code` is what the bars say ("RS-FIND-STAIN"), `title` its large words, `text` a sentence of help, `group` a small heading.

    `second_title` and `second_text` are the same in a second language; `picture` is the finding whose pictogram it shows.
    """

    code: str
    title: str
    text: str = ""
    group: str = ""
    second_title: str = ""
    second_text: str = ""
    picture: str = ""


def command_cards(language: str = "en") -> tuple[Card, ...]:
    """A card for each command and for the answers 1 to 9."""
    commands = [Card(f"RS-{name}", word(f"CARD_{_key(name)}", language), word(f"CARD_{_key(name)}_TEXT", language)) for name in _COMMANDS]
    answers = [
        Card(f"RS-ANSWER-{number}", word("CARD_ANSWER", language, number=number), word("CARD_ANSWER_TEXT", language, number=number))
        for number in _ANSWERS
    ]
    return (*commands, *answers)


def language_cards(language: str = "en", drawn: Callable[[str], bool] = lambda _text: True) -> tuple[Card, ...]:
    """A card for each language that the bench speaks, in that language itself; in the reader's where its signs cannot be drawn here."""
    return tuple(_language_card(spoken, spoken if drawn(_in_its_own(spoken)) else language) for spoken in languages())


def _in_its_own(spoken: str) -> str:
    return name_of_language(spoken, spoken) + word("CARD_LANGUAGE_TEXT", spoken)


def _language_card(spoken: str, told_in: str) -> Card:
    return Card(f"RS-LANG-{spoken.upper()}", name_of_language(spoken, told_in), word("CARD_LANGUAGE_TEXT", told_in))


def _key(name: str) -> str:
    return name.replace("-", "_")
