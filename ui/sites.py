"""What stands fast of an open station, as the window needs it: its name, its cards in every language, the shift of the demo. A Site out."""

from typing import Final

from station.assembly import Cards as StationCards
from station.assembly import Station, cards_of
from station.demo import demo_shift
from ui.bench.screen import Option
from ui.bench.story import Cards, Site
from ui.widgets.album import hung

# Returns of the demo shop that its shift leaves alone, and goods that nobody announced.
EXAMPLES: Final = ("RMA-10003", "9521321000117", "RMA-20008", "9521321000094")


def site_of(station: Station, *, demo: bool, camera: bool) -> Site:
    """Read on the thread that opened the station."""
    cards = {language: _options(found) for language, found in cards_of(station).items()}
    commands, holds = cards[station.language]
    return Site(
        station=station.folder.station,
        name=station.settings.site.name,
        language=station.language,
        zone=station.zone,
        commands=commands,
        holds=holds,
        camera="stand-in" if demo else "camera" if camera else "",
        scans=tuple(demo_shift()) if demo else (),
        examples=EXAMPLES if demo else (),
        cards=cards,
        volume=station.settings.sounds.volume,
        pairs=frozenset(hung().pairs),
        photographs_itself=demo or station.settings.photos.takes_itself,
    )


def _options(cards: StationCards) -> Cards:
    commands = tuple(Option("", card.code, card.title, f"{card.code} · {card.text}") for card in cards.commands)
    return commands, tuple(Option("", card.code, card.title, card.text) for card in cards.holds)
