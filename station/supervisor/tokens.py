"""Who is signed in at a desk: a person in, a token out, and back. In memory only, so that it ends with the process."""

import secrets
from hashlib import sha256
from typing import Final

from station.clock import Clock
from station.errors import Refusal

MOST: Final = 64  # desks at once; the one that was silent for longest goes first
_MINUTE_MS: Final = 60_000


class Tokens:
    """`idle_minutes` without an act end a token; 0: only the process does. Used by one thread."""

    def __init__(self, clock: Clock, idle_minutes: int) -> None:
        self._clock = clock
        self._idle_ms = idle_minutes * _MINUTE_MS
        self._held: dict[str, tuple[str, int]] = {}  # by digest: who reads this memory finds no token

    def give(self, person: str) -> str:
        """A token for the person with this id: 256 random bits as text."""
        token = secrets.token_urlsafe(32)
        while len(self._held) >= MOST:
            del self._held[min(self._held, key=lambda held: self._held[held][1])]
        self._held[_digest(token)] = (person, self._clock.elapsed_ms())
        return token

    def person_of(self, token: str) -> str:
        """Whose it is, by id; from now on the idle time runs anew. Raises Refusal DESK_SIGN_IN."""
        digest, now = _digest(token), self._clock.elapsed_ms()
        person, used = self._held.get(digest, ("", 0))
        if not person or (self._idle_ms and now - used > self._idle_ms):
            self._held.pop(digest, None)
            raise Refusal("DESK_SIGN_IN")
        self._held[digest] = (person, now)
        return person

    def end(self, token: str) -> None:
        """It is worth nothing from now on."""
        self._held.pop(_digest(token), None)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
