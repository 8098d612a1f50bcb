"""What stands fast of an open station, as the window needs it: its name, its cards in every language, the shift of the demo. A Site out."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from station.assembly import Station, cards_of
from station.texts import languages
from ui.bench.screen import Option
from ui.bench.story import Cards, Site
from ui.widgets.album import hung

if TYPE_CHECKING:
    from station.assembly import Cards as StationCards

# Returns of the demo shop that its shift leaves alone, and goods that nobody announced.
EXAMPLES: Final = ("RMA-10003", "9521321000117", "RMA-20008", "9521321000094")


def site_of(station: Station, *, demo: bool, camera: bool) -> Site:
    """Read on the thread that opened the station."""
    return Site(
        station=station.folder.station,
        name=station.settings.site.name,
        language=station.language,
        zone=station.zone,
        camera="stand-in" if demo else "camera" if camera else "",
        scans=_demo_scans() if demo else (),
        examples=EXAMPLES if demo else (),
        cards=_Cards(station),
        volume=station.settings.sounds.volume,
        pairs=frozenset(hung().pairs),
        photographs_itself=demo or station.settings.photos.takes_itself,
    )


class _Cards(Mapping[str, Cards]):
    """By language, each made when it is first wanted: no start waits for the words of all languages. `Desk` asks for them in time."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._made: dict[str, Cards] = {}

    def __getitem__(self, language: str) -> Cards:
        if language not in self._made:
            self._made[language] = _options(cards_of(self._station, [language])[language])
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(languages())

    def __len__(self) -> int:
        return len(languages())


def _demo_scans() -> tuple[str, ...]:
    from station.demo import demo_shift  # noqa: PLC0415 -- only for the demo, and it loads what draws its pictures

    return tuple(demo_shift())


def _options(cards: "StationCards") -> Cards:
    commands = tuple(Option("", card.code, card.title, f"{card.code} · {card.text}") for card in cards.commands)
    return commands, tuple(Option("", card.code, card.title, card.text) for card in cards.holds)
