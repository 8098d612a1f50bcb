"""Somebody who signs in at a command line as at a desk: a name and a secret in, acts done by the bench that is open, or by this process."""

import sys
from typing import Annotated

import typer

from station.cli.edge import looking, options
from station.clock import SystemClock
from station.errors import Refusal, StationError
from station.supervisor.acts import Act, Answer, SignIn
from station.supervisor.hands import Hands
from station.texts import notice, word

Who = Annotated[str, typer.Option("--as", help="Who does it, by name or id; asked for a PIN, an admin for the password.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="The PIN or password is the first line of standard input.")]


class SignedIn:
    """The bench that works on the folder does what they want, or else this process.

    Raises Refusal WHO_NOT_NAMED, PERSON_UNKNOWN, PIN_NEEDS_A_TERMINAL and what a sign-in at the desk raises.
    """

    def __init__(self, ctx: typer.Context, who: str, *, stdin: bool) -> None:
        with looking(ctx) as station:
            self.language = station.language
            asks, needs_password = station.people.any(), False
            if asks:
                if not who:
                    raise Refusal("WHO_NOT_NAMED")
                needs_password = station.people.has_password(station.people.by_name(who))
        self._hands, self._token = Hands(options(ctx).data, SystemClock()), ""
        secret = _secret(self.language, password=needs_password, stdin=stdin) if asks else ""
        signed = SignIn(who, "" if needs_password else secret, "", secret if needs_password else "")
        self._token = str(self.perform(signed).once.get("token", ""))

    def perform(self, act: Act) -> Answer:
        """What became of it; raises why it was not done."""
        answer = self._hands.perform(act, self._token)
        if answer.error:
            raise answer.error
        return answer

    def taken(self, act: Act) -> Answer:
        """The same; what is said about a unit is in the answer, also of the only one."""
        answer = self._hands.perform(act, self._token)
        if answer.error and "lpn" not in answer.error.params:
            raise answer.error
        return answer

    def told(self, refusal: StationError) -> str:
        """Why something was not taken, in the site's language."""
        return notice(refusal, self.language).message


def _secret(language: str, *, password: bool, stdin: bool) -> str:
    """A PIN or password, read or typed; never shown. Raises Refusal PIN_NEEDS_A_TERMINAL."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refusal("PIN_NEEDS_A_TERMINAL")  # what is typed elsewhere would be seen
    typed: str = typer.prompt(word("PERSON_PASSWORD_PROMPT" if password else "PERSON_PIN_PROMPT", language), hide_input=True, err=True)
    return typed
