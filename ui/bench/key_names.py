"""Keys as a language calls them: what is drawn and offered in, the same with the names of its keys out. Pure.

A key itself is named as in ui/keys.py, whatever it is called.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from station.texts import word
from ui.bench.screen import ENTER, UNDO_KEY, Foot, Option, Screen

_NAMED: Final[Mapping[str, str]] = {ENTER: "KEY_ENTER", UNDO_KEY: "KEY_BACKSPACE"}


def key_words(key: str, language: str) -> str:
    """What stands on a button for this key."""
    return word(_NAMED[key], language) if key in _NAMED else key


def with_key_names(screen: Screen, language: str) -> Screen:
    """A page whose buttons name their keys in this language."""
    return replace(
        screen,
        commands=tuple(_named(option, language) for option in screen.commands),
        primary=_named(screen.primary, language) if screen.primary else None,
        options=tuple(_named(option, language) for option in screen.options),
    )


def foot_with_key_names(foot: Foot, language: str) -> Foot:
    """The same for the strip at the bottom."""
    places = tuple(tuple(_named(option, language) for option in place) for place in foot.places)
    return replace(foot, commands=tuple(_named(option, language) for option in foot.commands), places=places)


def _named(option: Option, language: str) -> Option:
    small = option.small or (option.key if option.key in _NAMED else "")
    return replace(option, small=key_words(small, language), note=key_words(option.note, language))
