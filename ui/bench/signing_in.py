"""Signing in without a badge: whose names are offered, and the page that asks for a PIN. Pure; a PIN itself is never here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from station.model.people import SignInName
from station.texts import word
from ui.bench.screen import BACK, ENTER, MORE_NAMES, PIN_GIVEN, PIN_OF, UNDO_KEY, Option, Page, Screen

_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Where somebody is in it: which page of names is shown, and whose name was chosen."""

    page: int = 0
    who: SignInName | None = None


def named(people: Sequence[SignInName], page: int, language: str) -> tuple[Option, ...]:
    """Those who have a PIN, with keys 1 to 9; more than nine in pages of eight, key 9 turns the page."""
    able = [each for each in people if each.has_pin]
    paged = len(able) > _KEYS
    step = _KEYS - 1
    shown = able[page % pages_of(people) * step :][:step] if paged else able
    rows = tuple(Option(str(key), f"{PIN_OF}{each.id}", each.name) for key, each in enumerate(shown, start=1))
    return (*rows, Option(str(_KEYS), MORE_NAMES, word("SIGN_IN_MORE", language))) if paged else rows


def pages_of(people: Sequence[SignInName]) -> int:
    """How many pages their names take."""
    able = sum(each.has_pin for each in people)
    return 1 if able <= _KEYS else -(-able // (_KEYS - 1))


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
