"""What a bench can be told by a card, as its screens show it: the rules and a language in, the commands and the reasons to hold out."""

from dataclasses import dataclass, replace

from station.insight.cards import hold_cards
from station.labels.cards import Card, command_cards, language_cards
from station.rules.rulebook import Rulebook
from station.texts import text_of


@dataclass(frozen=True)
class Cards:
    """Its commands, and the reasons for which somebody else decides."""

    commands: tuple[Card, ...]
    holds: tuple[Card, ...]


def bench_cards(rules: Rulebook, language: str) -> Cards:
    """A hold's title is its bare reason, since a screen asks for it in its own words."""
    labels = {code: text_of(reason.label, language) for code, reason in rules.holds.reasons.items()}
    holds = tuple(replace(card, title=labels[card.code.removeprefix("RS-HOLD-")]) for card in hold_cards(rules, language))
    return Cards((*command_cards(language), *language_cards(language)), holds)
