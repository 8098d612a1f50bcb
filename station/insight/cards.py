"""What goes onto printed sheets: a kind of sheet in, its cards out. Holds, clients, findings, bins, people's badges, blank plates."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Engine, select

from station.labels.cards import Card
from station.model.grades import Disposition, Owner
from station.model.people import Person
from station.rules.rulebook import Rulebook
from station.store.schema import products
from station.texts import word

TOTES: Final = tuple(f"T{number}" for number in range(1, 13))


def finding_cards(rules: Rulebook, language: str = "en") -> tuple[Card, ...]:
    """A card for each finding of any rubric, under the names of the rubrics that know it."""
    found: dict[str, list[str]] = {}
    for rubric in rules.rubrics.values():
        for code in rubric.findings:
            if code not in rubric.station:  # what only the station raises has no card
                found.setdefault(code, []).append(rubric.name)
    definitions = {code: finding for rubric in rules.rubrics.values() for code, finding in rubric.findings.items()}
    everywhere = word("CARD_EVERY_RUBRIC", language)
    return tuple(
        Card(
            f"RS-FIND-{code}",
            definitions[code].label,
            definitions[code].help,
            everywhere if len(names) == len(rules.rubrics) else ", ".join(names),
        )
        for code, names in found.items()
    )


def hold_cards(rules: Rulebook, language: str = "en") -> tuple[Card, ...]:
    """A card for each reason to hold that a person may give, and who then decides."""
    return tuple(
        Card(
            f"RS-HOLD-{code}",
            word("CARD_HOLD", language, reason=reason.label),
            word("CARD_HOLD_TEXT", language, owner=word(f"OWNER_{reason.owner.value}", language), days=rules.holds.days[reason.owner]),
        )
        for code, reason in rules.holds.reasons.items()
        if reason.by_hand
    )


def client_cards(clients: Iterable[str], language: str = "en") -> tuple[Card, ...]:
    """A card for each client whose name a bar code can hold; the others are chosen by their key."""
    text = word("CARD_CLIENT_TEXT", language)
    return tuple(Card(f"RS-CLIENT-{client}", client, text) for client in clients if client.isascii() and client.isprintable())


def bin_cards(rules: Rulebook, reader: Engine, language: str = "en") -> tuple[Card, ...]:
    """A card for each place that a unit may be sent to: of products, by who decides about a hold, by what happens next; and totes."""
    totes = tuple(Card(f"RS-TOTE-{tote}", tote, word("CARD_TOTE", language)) for tote in TOTES)
    return (*(Card(f"RS-BIN-{place}", place, text) for place, text in _bins(rules, reader, language).items()), *totes)


def count_cards(rules: Rulebook, reader: Engine, language: str = "en") -> tuple[Card, ...]:
    """A card for each of those bins that begins its count."""
    text = word("CARD_COUNT", language)
    return tuple(Card(f"RS-COUNT-{place}", place, text) for place in _bins(rules, reader, language))


def _bins(rules: Rulebook, reader: Engine, language: str) -> dict[str, str]:
    """Every place, and what lies there in words."""
    with reader.connect() as connection:
        stock = connection.execute(select(products.c.bin).where(products.c.bin != "").distinct().order_by(products.c.bin)).scalars().all()
    return {
        **dict.fromkeys(stock, word("CARD_BIN_STOCK", language)),
        **{place: _shelf(owner, language) for owner, place in rules.holds.shelf.items()},
        **{place: _next(disposition, language) for disposition, place in _places(rules) if disposition is not Disposition.HOLD},
    }


def _places(rules: Rulebook) -> list[tuple[Disposition, str]]:
    """Where rules send units; a hold goes to the shelf of whoever decides, never to the place that the policy names for it."""
    return [*rules.dispositions.bins.items(), *((rule.then, rule.bin) for rule in rules.dispositions.rules if rule.bin)]


def _shelf(owner: Owner, language: str) -> str:
    return word("CARD_BIN_SHELF", language, owner=word(f"OWNER_{owner.value}", language))


def _next(disposition: Disposition, language: str) -> str:
    return word("CARD_BIN_NEXT", language, disposition=word(f"DISPOSITION_{disposition.value.upper()}", language))


def badge_cards(people: Iterable[Person], tokens: Mapping[str, str], language: str = "en") -> tuple[Card, ...]:
    """A badge for each person that has a token."""
    return tuple(
        Card(f"RS-BADGE-{tokens[person.id]}", person.name, word(f"ROLE_{person.role.name}", language), person.id)
        for person in people
        if person.id in tokens
    )


def plate_cards(plates: Iterable[str]) -> tuple[Card, ...]:
    """Blank plates, to be stuck on units at their first scan."""
    return tuple(Card(plate, plate) for plate in plates)
