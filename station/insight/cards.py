"""What goes onto printed sheets: a kind of sheet in, its cards out. Commands, findings, bins, people's badges, blank plates."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Engine, select

from station.labels.cards import Card
from station.model.people import Person
from station.rules.rulebook import Rulebook
from station.store.schema import products
from station.texts import word


def finding_cards(rules: Rulebook, language: str = "en") -> tuple[Card, ...]:
    """A card for each finding of any rubric, under the names of the rubrics that know it."""
    found: dict[str, list[str]] = {}
    for rubric in rules.rubrics.values():
        for code in rubric.findings:
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


def bin_cards(rules: Rulebook, reader: Engine, language: str = "en") -> tuple[Card, ...]:
    """A card for each place: by disposition, by who decides about a hold, and those of products."""
    with reader.connect() as connection:
        stock = connection.execute(select(products.c.bin).where(products.c.bin != "").distinct().order_by(products.c.bin)).scalars().all()
    places = {
        **dict.fromkeys(stock, word("CARD_BIN_STOCK", language)),
        **{place: word("CARD_BIN_SHELF", language, owner=owner.value) for owner, place in rules.holds.shelf.items()},
        **{
            place: word("CARD_BIN_NEXT", language, disposition=next_.value.replace("_", " "))
            for next_, place in rules.dispositions.bins.items()
        },
    }
    return tuple(Card(f"RS-BIN-{place}", place, text) for place, text in places.items())


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
