"""A badge on paper: a person and the code of a new badge in, a PDF out. The code is kept nowhere, so this is the only time."""

from station.insight.cards import badge_cards
from station.labels.sheets import sheet
from station.model.codes import badge_token
from station.model.people import Person


def badge_sheet(person: Person, badge: str, language: str) -> bytes:
    """One card to cut out; `badge` as it is scanned."""
    return sheet("badges", badge_cards([person], {person.id: badge_token(badge)}, language), language=language)
