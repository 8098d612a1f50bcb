"""Who sits at the desk: badges, PINs and passwords in; `entered`, `refused` and `locked` out.

It knows whom the site lets in, and when to lock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from station.errors import Refusal, StationError
from station.supervisor.acts import Act, Answer, SignIn, SignOut
from station.supervisor.site import DeskSite
from station.texts import notice, word
from ui.supervisor.idle import IdleWatch
from ui.supervisor.page import refusal_of
from ui.supervisor.sign_in import SignInDesk

SIGNED_OUT = "DESK_SIGN_IN"  # what an act without a living token is refused with
_PASSWORD_NEEDED = "PASSWORD_NEEDED"  # what the badge or the PIN of an admin is refused with  # noqa: S105 -- a code


class Hands(Protocol):
    """What performs acts: `then` is called with an Answer on the window's thread."""

    def perform(self, act: Act, then: Callable[[Answer], None]) -> None: ...

    def stop(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who was let in: id, name and role, all "" where nobody has to be; the names of their rights; what is spoken to them."""

    id: str = ""
    name: str = ""
    role: str = ""
    rights: frozenset[str] = frozenset()
    language: str = "en"


class Sitting(QObject):
    """`entered` carries a Sitter, `locked` is told when nobody is there any more. `refused`: why somebody else could not take over."""

    entered = Signal(object)
    locked = Signal()
    refused = Signal(object)

    def __init__(self, hands: Hands, page: SignInDesk, window: QWidget) -> None:
        super().__init__(window)
        self._hands, self._page = hands, page
        self._idle = IdleWatch(window)
        self._site = DeskSite.nobody()
        self.sitter: Sitter | None = None
        self._early = ""  # a badge that was scanned before the folder was read
        self.last = ""  # the id of who was here before
        page.given.connect(self.on_given)
        self._idle.idle.connect(self.on_idle)

    @property
    def idle(self) -> IdleWatch:
        """Watches whether anybody is there."""
        return self._idle

    def begin(self, site: DeskSite) -> None:
        """The folder was read, for the first time or anew: ask who is there, if that is not known."""
        self._site = site
        if self.sitter is None or bool(self.sitter.id) != site.asks:
            if site.asks:
                self._ask("DESK_SIGN_IN_LEAD")
                early, self._early = self._early, ""
                if early:
                    self.take_badge(early)
            else:
                self._enter(Sitter(language=site.language))

    def look_again(self, rights: frozenset[str] | None) -> None:
        """What whoever is here may do by now: one who may do something else than at sign-in is asked again."""
        if self.sitter and self.sitter.id and rights != self.sitter.rights:
            self.leave("DESK_SIGN_IN_CHANGED")

    def awake(self) -> None:
        """Somebody is here: a scan came by another way than the keyboard."""
        self._idle.awake()

    def take_badge(self, text: str) -> None:
        """A badge was scanned: its person sits down, whoever was here before."""
        if not self._site.station:
            self._early = text
        elif not self._site.asks:
            self.refused.emit(Refusal("DESK_BADGE_UNUSED"))
        elif self.sitter:
            self.on_given(SignIn(badge=text))
        else:
            self._page.take_badge(text)

    def leave(self, why: str) -> None:
        """Nobody is here from now on; `why` is the word that says so."""
        self.sitter = None
        self._hands.perform(SignOut(), lambda _answer: None)
        self._ask(why)

    def on_given(self, act: SignIn) -> None:
        """Somebody wants to sign in."""
        self._hands.perform(act, self.on_answered)

    def on_answered(self, answer: Answer) -> None:
        """They may, or not."""
        if refused := refusal_of(answer):
            self._refuse(refused)
        else:
            told = answer.done.get("person", {})
            rights = frozenset(map(str, answer.done.get("rights", ())))
            who, name, role, language = (str(told.get(part, "")) for part in ("id", "name", "role", "language"))
            self._enter(Sitter(who, name, role, rights, language or self._site.language))

    def on_idle(self) -> None:
        """Nobody was here for as long as the site bears."""
        if self._site.asks and self.sitter:
            self.leave("DESK_SIGN_IN_IDLE")

    def rest(self) -> None:
        """There is no desk to lock."""
        self._idle.rest()

    def _refuse(self, error: StationError) -> None:
        needs_more = error.code == _PASSWORD_NEEDED
        if self.sitter and not needs_more:
            self.refused.emit(error)
            return
        if self.sitter:
            self.leave("DESK_SIGN_IN_LEAD")  # only there is a field for it
        if needs_more:
            self._page.choose(str(error.params["name"]))
        told = notice(error, self._site.language)
        self._page.show_wrong(f"{told.message} {told.advice}")

    def _enter(self, sitter: Sitter) -> None:
        self.sitter = sitter
        self._idle.watch(self._site.idle_minutes if self._site.asks else 0)
        self.entered.emit(sitter)
        self.last = sitter.id

    def _ask(self, why: str) -> None:
        self.sitter = None
        self._idle.rest()
        self.locked.emit()
        able = [each for each in self._site.people if each.id in self._site.may_enter]
        self._page.show_people(able, self._site.language, word(why, self._site.language), self.last)
