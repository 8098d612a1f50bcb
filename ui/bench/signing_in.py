"""Signing in without a badge: whose names are offered, and the page that asks for a PIN. Pure; a PIN itself is never here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from station.model.people import SignInName
from station.texts import word
from ui.bench.screen import BACK, ENTER, MORE_NAMES, PIN_GIVEN, PIN_OF, UNDO_KEY, Option, Page, Screen

_KEYS: Final = range(1, 10)


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Where somebody is in it: which page of names is shown, and whose name was chosen."""

    page: int = 0
    who: SignInName | None = None


def named(people: Sequence[SignInName], page: int, language: str, taken: Collection[str] = ()) -> tuple[Option, ...]:
    """Those who have a PIN, with those of the keys 1 to 9 that are not taken; where they are more, in pages that the last key turns.

    `page` counts on for ever: after the last comes the first again.
    """
    able = [each for each in people if each.has_pin]
    keys = [str(key) for key in _KEYS if str(key) not in taken]
    paged = len(able) > len(keys)
    step = len(keys) - 1
    shown = able[page % -(-len(able) // step) * step :][:step] if paged else able
    rows = tuple(Option(key, f"{PIN_OF}{each.id}", each.name) for key, each in zip(keys, shown, strict=False))
    return (*rows, Option(keys[-1], MORE_NAMES, word("SIGN_IN_MORE", language))) if paged else rows


def sign_in_screen(title: str, people: Sequence[SignInName], signing: SigningIn, language: str) -> Screen:
    """The badge, or a name and then a PIN."""
    options = named(people, signing.page, language)
    return Screen(Page.SIGN_IN, title, lead=word("SIGN_IN_OR_NAME", language) if options else "", options=options)


def pin_screen(who: SignInName, language: str) -> Screen:
    """The PIN of this person."""
    return Screen(
        Page.PIN,
        word("SIGN_IN_PIN", language, name=who.name),
        lead=word("SIGN_IN_PIN_LEAD", language),
        commands=(Option(UNDO_KEY, BACK, word("WINDOW_BACK", language)),),
        primary=Option(ENTER, PIN_GIVEN, word("SIGN_IN_GO", language)),
        who=who.id,
    )
