"""The pages of every window: help, printer, why, hand-over, settings. A desk's answers and what is wanted go in and out here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from station.session import Snapshot
from station.texts import word
from ui.bench import screen as codes
from ui.bench.function_keys import key_of
from ui.bench.moments import Moments
from ui.bench.screen import Option
from ui.bench.story import Site
from ui.desk import Desk
from ui.devices.news import DeviceNews
from ui.label_pages import LabelPages
from ui.preferences import Preferences
from ui.setup.hand_over import HandOverPage
from ui.setup.help import HelpPage
from ui.setup.page import OwnPage
from ui.setup.printer import printer_chip
from ui.setup.settings import Held, SettingsPage
from ui.setup.why import WhyPage
from ui.theme import Theme

_TEST: Final = "test"
# What can be touched beside the codes of the bench: with large text the bar and the foot have no room for all of it.
_CARDS: Final = (
    (codes.WHY, "WINDOW_WHY", "HELP_WHY"),
    (codes.HAND_OVER, "WINDOW_HAND_OVER", "HELP_HAND_OVER"),
    (codes.TYPE_A_CODE, "WINDOW_TYPE", "HELP_TYPE"),
    (codes.SETTINGS, "WINDOW_SETTINGS", "HELP_SETTINGS"),
    (codes.DESK, "WINDOW_DESK", "HELP_DESK"),
    (codes.SCANNER, "SCANNER_CHIP", "HELP_SCANNER"),
    (codes.CAMERA, "HELP_CAMERA_TITLE", "HELP_CAMERA"),
    (codes.PRINTER, "HELP_PRINTER_TITLE", "HELP_PRINTER"),
    (codes.SENDING, "SENDING_TITLE", "HELP_SENDING"),
)


class WindowPages(QObject):
    """`chosen` carries Held: something of the settings was changed. `tested`: the sounds shall be heard."""

    chosen = Signal(object)
    tested = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk: Desk | None = None
        self.held = Held()
        self.help, self.settings, self.label_pages = HelpPage(), SettingsPage(), LabelPages(self)
        self.why, self.hand_over = WhyPage(), HandOverPage()
        self.settings.wanted.connect(self.on_wanted)
        self.why.asked.connect(self.on_why_asked)
        self.hand_over.asked.connect(self.on_hand_over_asked)
        theme.changed.connect(self.on_look_changed)

    @property
    def by_code(self) -> Mapping[str, OwnPage]:
        """Which code opens which."""
        return {
            codes.HELP: self.help,
            codes.PRINTER: self.label_pages.printer,
            codes.LABELS: self.label_pages.labels,
            codes.WHY: self.why,
            codes.HAND_OVER: self.hand_over,
            codes.SETTINGS: self.settings,
        }

    @property
    def preferences(self) -> Preferences:
        """What is kept for the next time."""
        return Preferences(self._theme.scale, self._theme.look, self.held.full_screen)

    def attach(self, desk: Desk) -> None:
        """The desk that answers from now on."""
        self._desk = desk
        self.label_pages.attach(desk.labels)
        desk.bridge.explained.connect(self.why.show_why)
        desk.bridge.handed.connect(self.hand_over.show_handed)
        desk.preferred.connect(self.on_preferred)

    def begin(self, site: Site) -> None:
        """A station was opened."""
        self.hand_over.zone = site.zone
        self._hold(replace(self.held, volume=site.volume, photographs_itself=site.photographs_itself))

    def speak(self, site: Site, language: str) -> None:
        """In this language from now on."""
        self.help.show_cards(lambda spoken: (*_cards(spoken), *site.speaking(spoken).commands))
        if self._desk:
            self._desk.labels.speak(language)

    def draw(self, moments: Moments, snapshot: Snapshot) -> None:
        """What changes with every input."""
        self.label_pages.draw(moments.printer, snapshot)
        self._hold(replace(self.held, language=snapshot.language, may_set_up=snapshot.may_set_up))

    def chips(self, moments: Moments | None, language: str) -> list[DeviceNews]:
        """Those of these pages."""
        return [printer_chip(moments.printer, language)] if moments and moments.printer else []

    def on_preferred(self, kept: Preferences) -> None:
        """What was kept from the last time."""
        self._theme.wear(kept.look, kept.text_scale)
        self._hold(replace(self.held, full_screen=kept.full_screen))

    def on_wanted(self, name: str, value: object) -> None:
        """Something was chosen on the page of the settings."""
        if name == _TEST:
            self.tested.emit()
        elif name == "look":
            self._theme.set_look(str(value))
        elif name == "scale" and isinstance(value, float):
            self._theme.set_scale(value)
        else:
            self._hold(replace(self.held, **{name: value}))  # type: ignore[arg-type]  # the page offers values of its own kinds
            self._keep(name, value)

    def on_look_changed(self) -> None:
        """Of the theme, by a key or by this page."""
        self._hold(replace(self.held, look=self._theme.look, scale=self._theme.scale))

    def on_why_asked(self) -> None:
        if self._desk:
            self._desk.bridge.ask_why()

    def on_hand_over_asked(self) -> None:
        if self._desk:
            self._desk.bridge.ask_hand_over()

    def _keep(self, name: str, value: object) -> None:
        """Settings of the station; the rest is kept when the window closes."""
        if self._desk and name == "volume":
            self._desk.change({"sounds.volume": value})
        elif self._desk and name == "photographs_itself":
            self._desk.photograph_itself(itself=bool(value))

    def _hold(self, held: Held) -> None:
        if held != self.held:
            self.held = held
            self.settings.show_held(held)
            self.chosen.emit(held)


def _cards(language: str) -> tuple[Option, ...]:
    """The window's own pages, among the codes of the help: with large text that is the way to them by touch."""
    return tuple(Option("", code, word(title, language), _with_key(key_of(code), word(text, language))) for code, title, text in _CARDS)


def _with_key(key: str, text: str) -> str:
    return f"{key} · {text}" if key else text
