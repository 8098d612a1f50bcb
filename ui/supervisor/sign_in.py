"""Who sits down at the desk: a badge that is scanned, or a name with a PIN or a password. Names in, a SignIn out.

What is typed is kept nowhere.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station.errors import Refusal
from station.model.codes import is_badge
from station.model.people import Role, SignInName
from station.supervisor.acts import SignIn
from station.texts import notice, word
from ui.supervisor.choice import Choice
from ui.supervisor.look import GRID, button
from ui.supervisor.whole import Middle
from ui.widgets.words import Words

_PIN_DIGITS: Final = range(6, 13)


class SignInDesk(Middle):
    """`given` carries a SignIn act."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._secret, self._go = Choice(), QLineEdit(), button("primary")
        self._who, self._what, self._wrong, self._hint = QLabel(), QLabel(), Words("strong"), Words("note")
        self._people: dict[str, SignInName] = {}
        self._language = "en"
        self._who.setBuddy(self._name)
        self._what.setBuddy(self._secret)
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.returnPressed.connect(self.on_go)
        self._go.clicked.connect(self.on_go)
        self._name.chosen.connect(self.on_name)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._go)
        for label, field in ((self._who, self._name), (self._what, self._secret)):
            pair = QVBoxLayout()
            pair.setSpacing(GRID // 2)
            pair.addWidget(label)
            pair.addWidget(field)
            self.card.body.addLayout(pair)
        for part in (self._hint, self._wrong):
            self.card.body.addWidget(part)
        self.card.body.addLayout(row)

    def show_people(self, people: Sequence[SignInName], language: str, lead: str, last: str = "") -> None:
        """Ask; `last` is the id of who was here before, `lead` says why somebody has to sign in."""
        self.fit()
        self._people, self._language = {each.id: each for each in people}, language
        self.title.say(word("DESK_SIGN_IN", language))
        self.lead.say(lead if people else word("DESK_SIGN_IN_NOBODY", language))
        self._who.setText(word("DESK_NAME", language))
        self._what.setText(word("DESK_SECRET", language))
        self._name.setAccessibleName(self._who.text())
        self._secret.setAccessibleName(self._what.text())
        self._go.setText(word("DESK_SIGN_IN_GO", language))
        self._name.offer([(each.id, each.name) for each in people], last or None)
        shown = bool(people)
        for part in (self._who, self._name, self._what, self._secret, self._go):
            part.setVisible(shown)
        self._show_hint()
        self.show_wrong("")

    def show_wrong(self, text: str) -> None:
        """Why it did not open; "" takes it away."""
        self._wrong.say(text)
        self.set_busy(busy=False)
        self._secret.clear()
        self._secret.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """A PIN is being looked at, which takes a moment on purpose."""
        for part in (self._name, self._secret, self._go):
            part.setEnabled(not busy)

    def take_badge(self, text: str) -> None:
        """A badge was scanned, wherever the focus is."""
        self.set_busy(busy=True)
        self._secret.clear()
        self.given.emit(SignIn(badge=text))

    def on_name(self) -> None:
        """Somebody else: what was typed was not theirs."""
        self._secret.clear()
        self._show_hint()

    def _show_hint(self) -> None:
        """Whoever has no PIN, and no password either, learns what to do instead of trying."""
        who = self._people.get(self._name.data)
        needs_badge = who is not None and not who.has_pin and who.role is not Role.ADMIN
        self._hint.say(word("DESK_SIGN_IN_NO_PIN", self._language, name=who.name) if who and needs_badge else "")

    def choose(self, name: str) -> None:
        """Somebody whose badge was scanned, and who has to type something as well."""
        if who := next((each.id for each in self._people.values() if each.name == name), ""):
            self._name.choose(who)
            self._show_hint()

    def on_go(self) -> None:
        """Enter, or the button."""
        secret, who = self._secret.text(), self._name.data
        self._secret.clear()
        if is_badge(secret):
            self.take_badge(secret)
        elif missing := self._missing(secret, who):
            self.show_wrong(missing)
        elif who:
            self.set_busy(busy=True)
            is_pin = secret.isascii() and secret.isdigit() and len(secret) in _PIN_DIGITS
            self.given.emit(SignIn(who, pin=secret) if is_pin else SignIn(who, password=secret))

    def _missing(self, secret: str, who: str) -> str:
        """Why this can be neither a PIN nor a password of theirs; "" where it can."""
        if not secret:
            admin = who in self._people and self._people[who].role is Role.ADMIN
            return word("DESK_SIGN_IN_PASSWORD_EMPTY" if admin else "DESK_SIGN_IN_EMPTY", self._language)
        if secret.isdigit() and len(secret) < _PIN_DIGITS.start:
            told = notice(Refusal("PIN_NOT_DIGITS", least=_PIN_DIGITS.start, most=_PIN_DIGITS.stop - 1), self._language)
            return f"{told.message} {told.advice}"
        return ""
