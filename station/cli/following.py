"""An export that goes on: one run after the other with a pause between, until somebody stops it; what holds it up is said, not repeated.

A folder where somebody works is tried again at the next turn. After a fault the pause doubles, up to a quarter of an hour, or to
twice the pause that was asked for where that is more.
"""

import sys
from collections.abc import Callable
from typing import Final

from station.cli.output import say
from station.cli.stopping import Stop
from station.errors import Fault, Refusal, StationError
from station.texts import Notice, word

_BUSY: Final = frozenset({"SECOND_INSTANCE", "EXPORT_RUNNING"})
_LONGEST_S: Final = 900.0


class Following:
    """Turns of one export. `run` raises what went wrong; `sentence_of` is what to say about it."""

    def __init__(self, run: Callable[[], str], every_s: float, sentence_of: Callable[[StationError], Notice]) -> None:
        """`run` gives the language of the site."""
        self._run = run
        self._every_s = self.pause_s = every_s
        self._sentence_of = sentence_of
        self._worked = self._waits = False

    def until(self, stop: Stop) -> None:
        """Raises what ends it: a Bug, or a Refusal other than those that pass by themselves."""
        while not stop.asked():
            self.turn()
            stop.wait(self.pause_s)

    def turn(self) -> None:
        """One run, and what came of it."""
        try:
            language = self._run()
        except (Fault, Refusal) as error:
            if error.code in _BUSY:
                self._wait(error)
            elif isinstance(error, Fault) or (self._worked and error.code == "EXPORT_FOLDER"):  # a drive that was there before
                self._put_off(error)
            else:
                raise
        else:
            self._went_well(language)

    def _went_well(self, language: str) -> None:
        if self.pause_s != self._every_s:
            say(word("EXPORT_WORKS_AGAIN", language, seconds=f"{self._every_s:g}"), to=sys.stderr)
        self.pause_s, self._worked, self._waits = self._every_s, True, False

    def _wait(self, error: StationError) -> None:
        if not self._waits:
            self._waits = True
            self._say(Refusal("EXPORT_WAITS", why=self._sentence_of(error).message))

    def _put_off(self, error: StationError) -> None:
        longer = min(2 * self.pause_s, max(_LONGEST_S, 2 * self._every_s))
        if longer != self.pause_s:
            self.pause_s = longer
            self._say(Fault("EXPORT_PUT_OFF", why=self._sentence_of(error).message, seconds=f"{longer:g}"))

    def _say(self, error: StationError) -> None:
        told = self._sentence_of(error)
        say(f"{told.message} {told.advice}", to=sys.stderr)
