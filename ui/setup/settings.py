"""The page of the settings: language, theme, size, sounds, full screen, pictures by themselves. What holds in, what is wanted out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from station.texts import languages, name_of_language, word
from ui.bench.screen import BACK, Option
from ui.preferences import LOOKS
from ui.setup.page import OwnPage
from ui.theme import SCALES
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Words

VOLUMES: Final = (0, 25, 50, 70, 100)
LANGUAGE: Final = "RS-LANG-"  # followed by a language: what a card with it says, too


@dataclass(frozen=True, slots=True)
class Held:
    """What holds now. `may_set_up`: whoever is here may also change what holds for the whole bench."""

    language: str = "en"
    look: str = LOOKS[0]
    scale: float = SCALES[0]
    volume: int = 0
    full_screen: bool = False
    photographs_itself: bool = False
    may_set_up: bool = False


class SettingsPage(OwnPage):
    """`wanted` carries what was chosen: ("look", "dark"), ("scale", 1.25), ("volume", 50), ("full_screen", True),
    ("photographs_itself", True), ("test", None). A language is a code of the bench, as its card is.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = Held()
        self._codes: dict[str, tuple[str, object]] = {}
        names = ("LANGUAGE", "LOOK", "SIZE", "VOLUME", "MORE")
        self._groups = {name: (Words("strong"), OptionGrid(Shape.COMMAND, 6)) for name in names}
        self._may_not = Words("small")
        rows = QGridLayout()
        rows.setHorizontalSpacing(24)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for place, (heading, grid) in enumerate(self._groups.values()):
            heading.setContentsMargins(0, 18, 0, 0)
            rows.addWidget(heading, place, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(grid, place, 1)
            grid.taken.connect(self.on_chosen)
        self.column.body.addLayout(rows)
        self.column.body.addWidget(self._may_not)
        self.column.body.addStretch(1)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._draw()

    def show_held(self, held: Held) -> None:
        """What holds from now on; drawn at once where the page is open."""
        changed, self._held = held != self._held, held
        if changed and self.isVisible():
            self.language = held.language
            self._draw()

    def on_chosen(self, code: str) -> None:
        """A button of this page."""
        if code == _code_of(self._held.language):
            return  # it is spoken already: nothing to send, and the page stays
        if code.startswith(LANGUAGE):
            self.taken.emit(code)
        elif code in self._codes:
            self.wanted.emit(*self._codes[code])

    def _draw(self) -> None:
        language, held = self.language, self._held
        self.title.say(word("SETTINGS_TITLE", language))
        self._codes = {}
        self._offer("LANGUAGE", [_language(each, language) for each in languages()])
        self._offer("LOOK", [self._one("look", each, word(f"SETTINGS_LOOK_{each.upper()}", language), held.look) for each in LOOKS])
        self._offer("SIZE", [self._one("scale", each, f"{each * 100:.0f} %", held.scale) for each in SCALES])
        test = self._coded("test", None, word("SETTINGS_TEST", language))
        near = min(VOLUMES, key=lambda each: abs(each - held.volume))
        self._offer("VOLUME", [*(self._one("volume", each, _volume(each, language), near) for each in VOLUMES), test])
        photos = self._turned("photographs_itself", word("SETTINGS_PHOTOS", language), now=held.photographs_itself)
        full = self._turned("full_screen", word("SETTINGS_FULL_SCREEN", language), now=held.full_screen)
        self._offer("MORE", [full, photos] if held.may_set_up else [full])
        self._may_not.say("" if held.may_set_up else word("SETTINGS_MAY_NOT", language))
        self.row.show_commands("", (), Option("Esc", BACK, word("WINDOW_BACK", language)))

    def _offer(self, name: str, options: Sequence[Option]) -> None:
        heading, grid = self._groups[name]
        heading.say(word(f"SETTINGS_{name}", self.language) if options else "")
        grid.show_options(options, 6)

    def _turned(self, name: str, label: str, *, now: bool) -> Option:
        """A button that says how it is, and turns it round."""
        told = word("SETTINGS_YES" if now else "SETTINGS_NO", self.language)
        return replace(self._coded(name, not now, label), small=told)

    def _one(self, name: str, value: object, label: str, now: object) -> Option:
        return self._coded(name, value, label, chosen=value == now)

    def _coded(self, name: str, value: object, label: str, *, chosen: bool = False) -> Option:
        code = f"@{name}:{value}"
        self._codes[code] = (name, value)
        return Option("", code, label, chosen=chosen)


def _language(code: str, now: str) -> Option:
    """A language under its own name: whoever needs it can read that. And in the one that is spoken now."""
    own, here = name_of_language(code, code), name_of_language(code, now)
    return Option("", _code_of(code), own, small=here if here != own else "", chosen=code == now)


def _code_of(language: str) -> str:
    return f"{LANGUAGE}{language.upper()}"


def _volume(volume: int, language: str) -> str:
    return word("SETTINGS_SILENT", language) if volume == 0 else f"{volume} %"
