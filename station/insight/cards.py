"""What goes onto printed sheets: a kind of sheet in, its cards out. Holds, clients, findings, bins, people's badges, blank plates."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, select

from station.labels.cards import Card
from station.model.codes import BADGE
from station.model.grades import Disposition, Owner
from station.model.people import Person
from station.photos.shown import finding_pictures
from station.rules.rulebook import Rulebook
from station.scan.places import scannable
from station.store.schema import products
from station.texts import counted, listed, text_of, word

TOTES: Final = tuple(f"T{number}" for number in range(1, 13))


def finding_cards(rules: Rulebook, language: str = "en", second: str = "") -> tuple[Card, ...]:
    """A card for each finding of any rubric, under the categories whose rubrics know it; in two languages if there is a `second`."""
    found: dict[str, list[str]] = {}
    for rubric in rules.rubrics.values():
        for code in rubric.findings:
            if code not in rubric.station:  # what only the station raises has no card
                found.setdefault(code, []).append(rubric.label)
    definitions = {code: finding for rubric in rules.rubrics.values() for code, finding in rubric.findings.items()}
    everywhere = word("CARD_EVERY_RUBRIC", language)
    return tuple(
        Card(
            f"RS-FIND-{code}",
            text_of(definitions[code].label, language),
            text_of(definitions[code].help, language),
            everywhere if len(names) == len(rules.rubrics) else listed((text_of(name, language) for name in names), language),
            second_title=text_of(definitions[code].label, second) if second else "",
            second_text=text_of(definitions[code].help, second) if second else "",
            picture=code,
        )
        for code, names in found.items()
    )


def boundary_cards(documents: Path, language: str = "en") -> tuple[Card, ...]:
    """The card that shows where A ends and B begins, where the site has a pair of pictures for any finding."""
    if not any(pictures.pair for pictures in finding_pictures(documents).values()):
        return ()
    return (Card("RS-A-OR-B", word("CARD_A_OR_B", language), word("CARD_A_OR_B_TEXT", language)),)


def hold_cards(rules: Rulebook, language: str = "en") -> tuple[Card, ...]:
    """A card for each reason to hold that a person may give, and who then decides."""
    return tuple(
        Card(
            f"RS-HOLD-{code}",
            word("CARD_HOLD", language, reason=text_of(reason.label, language)),
            counted("CARD_HOLD_TEXT", rules.holds.days[reason.owner], language, owner=word(f"OWNER_{reason.owner.value}", language)),
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
    bins = (Card(f"RS-BIN-{place}", place, text) for place, text in _bins(rules, reader, language).items())
    return (*bins, *tote_cards((), language))


def named_bin_cards(places: Iterable[str], language: str = "en", *, counting: bool = False) -> tuple[Card, ...]:
    """A card for each of these places, or for beginning its count. Raises Refusal NAME_NOT_SCANNABLE."""
    text, verb = (word("CARD_COUNT", language), "COUNT") if counting else (word("CARD_BIN_STOCK", language), "BIN")
    return tuple(Card(f"RS-{verb}-{place}", place, text) for place in map(scannable, places))


def tote_cards(totes: Iterable[str] = (), language: str = "en") -> tuple[Card, ...]:
    """A card for each of these totes, or for T1 to T12. Raises Refusal NAME_NOT_SCANNABLE."""
    text = word("CARD_TOTE", language)
    return tuple(Card(f"RS-TOTE-{tote}", tote, text) for tote in map(scannable, tuple(totes) or TOTES))


def lot_cards(lots: Iterable[str], language: str = "en") -> tuple[Card, ...]:
    """A card for each of these lots, that begins it and goes on with it. Raises Refusal NAME_NOT_SCANNABLE."""
    return tuple(Card(f"RS-LOT-{lot}", lot, word("CARD_LOT", language)) for lot in map(scannable, lots))


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
        Card(f"{BADGE}{tokens[person.id]}", person.name, word(f"ROLE_{person.role.name}", language), person.id)
        for person in people
        if person.id in tokens
    )


def plate_cards(plates: Iterable[str]) -> tuple[Card, ...]:
    """Blank plates, to be stuck on units at their first scan."""
    return tuple(Card(plate, plate) for plate in plates)
