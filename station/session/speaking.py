"""Which language a bench speaks: the people at it and the cards they scan in, one of the languages of the texts out.

Somebody who is signed in hears their own, kept with them; before a sign-in it is that of the site, or of the card that was scanned there.
A bench without people keeps what was scanned until the site's own language is set anew.
"""

from typing import Final

from sqlalchemy import Connection, Engine

from station.bench.drafts import Draft
from station.errors import Refusal
from station.model.people import NOBODY, Person
from station.people.people import keep_language
from station.session.change import Change
from station.texts import languages

_KEPT: Final = "SELECT value FROM meta WHERE key = 'bench_language'"
_KEEP: Final = "INSERT INTO meta (key, value) VALUES ('bench_language', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


class Speaking:
    """The languages of one bench. `site` is that of the settings."""

    def __init__(self, reader: Engine, site: str) -> None:
        self._site = site
        self._own: dict[str, str] = {}  # chosen since the person signed in, whose row says the same by now
        self._until_sign_in = ""
        with reader.connect() as connection:
            kept = connection.exec_driver_sql(_KEPT).scalar_one_or_none() or ""
        was, _, chosen = kept.partition(">")
        self._bench = chosen if was == site and chosen in languages() else site

    def of(self, person: Person | None) -> str:
        """What is spoken to this person, or while nobody has signed in."""
        if person is None:
            return self._until_sign_in or self._site
        if person.id == NOBODY.id:
            return self._bench
        own = self._own.get(person.id, person.language)
        return own if own in languages() else self._site

    def change(self, language: str, draft: Draft) -> Change:
        """A card of a language was scanned; nothing else changes. Raises Refusal LANGUAGE_UNKNOWN."""
        if language not in languages():
            raise Refusal("LANGUAGE_UNKNOWN", language=language.upper(), known=", ".join(languages()).upper())
        person = draft.now.person
        return Change(draft, also=lambda connection: self._keep(connection, person, language), spoken=language)

    def settle(self, spoken: str, person: Person | None) -> None:
        """After what an input changed was committed: `person` stands here now, `spoken` is the language that was chosen, if one was."""
        if person is None:
            self._until_sign_in = spoken or self._until_sign_in
            return
        self._until_sign_in = ""
        if person.id == NOBODY.id:
            self._bench = spoken or self._bench
        elif spoken:
            self._own[person.id] = spoken

    def _keep(self, connection: Connection, person: Person | None, language: str) -> None:
        if person is None:
            return
        if person.id == NOBODY.id:
            # With the site's own: once that is set anew, it counts again.
            connection.exec_driver_sql(_KEEP, (f"{self._site}>{language}",))
        else:
            keep_language(connection, person.id, language)
