"""A badge on paper: a person and the code of a new badge in, a PDF out. The code is kept nowhere, so this is the only time."""

from station.insight.cards import badge_cards
from station.labels.sheets import sheet
from station.model.people import Person

_BADGE = "RS-BADGE-"


def badge_sheet(person: Person, badge: str, language: str) -> bytes:
    """One card to cut out; `badge` as it is scanned."""
    return sheet("badges", badge_cards([person], {person.id: badge.removeprefix(_BADGE)}, language), language=language)
