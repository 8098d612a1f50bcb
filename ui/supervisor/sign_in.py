"""Who sits down at the desk: a badge that is scanned, or a name with a PIN or a password. Names in, a SignIn out.

What is typed is kept nowhere.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from station.model.people import SignInName
from station.supervisor.acts import SignIn
from station.texts import word
from ui.supervisor.choice import Choice
from ui.supervisor.look import button
from ui.supervisor.whole import Middle
from ui.widgets.words import Words

BADGE: Final = "RS-BADGE-"
_PIN_DIGITS: Final = range(6, 13)


class SignInDesk(Middle):
    """`given` carries a SignIn act."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._secret, self._go = Choice(), QLineEdit(), button("primary")
        self._who, self._what, self._wrong = QLabel(), QLabel(), Words("strong")
        self._who.setBuddy(self._name)
        self._what.setBuddy(self._secret)
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.returnPressed.connect(self.on_go)
        self._go.clicked.connect(self.on_go)
        self._name.chosen.connect(self.on_name)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._go)
        for part in (self._who, self._name, self._what, self._secret, self._wrong):
            self.card.body.addWidget(part)
        self.card.body.addLayout(row)

    def show_people(self, people: Sequence[SignInName], language: str, lead: str, last: str = "") -> None:
        """Ask; `last` is the id of who was here before, `lead` says why somebody has to sign in."""
        self.fit()
        self.title.say(word("DESK_SIGN_IN", language))
        self.lead.say(lead)
        self._who.setText(word("DESK_NAME", language))
        self._what.setText(word("DESK_SECRET", language))
        self._name.setAccessibleName(self._who.text())
        self._secret.setAccessibleName(self._what.text())
        self._go.setText(word("DESK_SIGN_IN_GO", language))
        self._name.offer([(each.id, each.name) for each in people], last or None)
        shown = bool(people)
        for part in (self._who, self._name, self._what, self._secret, self._go):
            part.setVisible(shown)
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

    def on_go(self) -> None:
        """Enter, or the button."""
        secret, who = self._secret.text(), self._name.data
        self._secret.clear()
        if secret.upper().startswith(BADGE):
            self.take_badge(secret)
        elif secret and who:
            self.set_busy(busy=True)
            is_pin = secret.isascii() and secret.isdigit() and len(secret) in _PIN_DIGITS
            self.given.emit(SignIn(who, pin=secret) if is_pin else SignIn(who, password=secret))
