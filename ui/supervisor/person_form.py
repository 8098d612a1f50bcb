"""The card beside the list of people: somebody new, or somebody who is there. A person in, acts out; secrets are kept nowhere."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from station.errors import Refusal
from station.model.people import Role
from station.model.rights import ROLES, Right
from station.supervisor.acts_people import AddPerson, ChangePerson, DisablePerson, NewBadge, SetPassword, SetPin
from station.supervisor.people import DeskPerson
from station.texts import languages, name_of_language, word
from ui.supervisor.choice import Choice
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskView
from ui.supervisor.sure import SureButton
from ui.widgets.words import Words

_ROLES: Final = tuple(role.value for role in Role)
_ADMIN: Final = Role.ADMIN.value
_HIGH: Final = ROLES[Right.CHANGE_PEOPLE]  # whoever changes people is changed by somebody above them


class PersonForm(DeskCard):
    """`performed` carries an act about the person that is shown, or about the one that is to be added; `told` what is missing.

    `admins`: whether somebody here is one, and then only they change supervisors and admins.
    """

    performed = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = DeskView()
        self._person: DeskPerson | None = None
        self.admins, self._may_not = False, Words("note")
        self.name_field, self.role, self._language = QLineEdit(), Choice(), Choice()
        self.pin, self.password = QLineEdit(), QLineEdit()
        self._keep, self._badge, self._end = button("primary"), SureButton(), SureButton()
        self._set_pin, self._set_password = button(), button()
        self._labels = {part: QLabel() for part in ("name", "role", "language", "pin", "password")}
        for field in (self.pin, self.password):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.role.chosen.connect(self.on_role)
        self._keep.clicked.connect(self.on_keep)
        self.name_field.returnPressed.connect(self.on_keep)
        self._set_pin.clicked.connect(self.on_pin)
        self._set_password.clicked.connect(self.on_password)
        self._badge.agreed.connect(self.on_badge)
        self._end.agreed.connect(self.on_end)

    def _lay_out(self) -> None:
        fields = {"name": self.name_field, "role": self.role, "language": self._language, "pin": self.pin, "password": self.password}
        after = {"pin": self._set_pin, "password": self._set_password}
        for part, field in fields.items():
            self._labels[part].setBuddy(field)
            pair = QVBoxLayout()
            pair.setSpacing(GRID // 2)
            pair.addWidget(self._labels[part])
            pair.addWidget(field)
            self.body.addLayout(pair)
            if part in after:
                self.body.addWidget(after[part])
            if part == "language":
                self._top = QVBoxLayout()
                self.body.addLayout(self._top)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._may_not)
        for each in (self._keep, self._badge, self._end):
            self.body.addWidget(each)
        self.body.addStretch(1)

    @property
    def person(self) -> DeskPerson | None:
        """Whom it is about; None for somebody new."""
        return self._person

    def speak(self, view: DeskView) -> None:
        """In its language; whoever may not change people sees nothing to change."""
        self._view = view
        spoken = view.language
        for part, label in self._labels.items():
            label.setText(word(f"PEOPLE_{part.upper()}", spoken))
        self.role.offer([(role, word(f"ROLE_{role.upper()}", spoken)) for role in _ROLES])
        self._language.offer([(code, name_of_language(code, spoken)) for code in languages()])
        self._set_pin.setText(word("PEOPLE_SET_PIN", spoken))
        self._set_password.setText(word("PEOPLE_SET_PASSWORD", spoken))
        self.show_person(self._person, fresh=self._person is None and not self.name_field.text())

    def show_person(self, person: DeskPerson | None, *, fresh: bool = True) -> None:
        """This one, or an empty form for somebody new (`fresh`: what was typed is forgotten)."""
        self._person, spoken = person, self._view.language
        self.name(person.name if person else word("PEOPLE_NEW", spoken), person.id if person else "")
        if fresh:
            self.name_field.setText(person.name if person else "")
            self.role.choose(person.role if person else Role.INSPECTOR.value)
            self._language.choose(person.language if person else spoken)
            self.forget()
        self._keep.setText(word("PEOPLE_KEEP" if person else "PEOPLE_ADD", spoken))
        named = person.name if person else ""
        self._badge.say(word("PEOPLE_BADGE", spoken), word("PEOPLE_BADGE_SURE", spoken, name=named))
        self._end.say(word("PEOPLE_END", spoken, name=named), word("PEOPLE_END_SURE", spoken, name=named))
        self._show_fields()

    def forget(self) -> None:
        """Secrets that were typed are worth nothing more here."""
        self.pin.clear()
        self.password.clear()

    def focus_name(self) -> None:
        """Begin with the name."""
        self.name_field.setFocus()

    def on_role(self) -> None:
        """Only admins have a password."""
        self._show_fields()

    def on_keep(self) -> None:
        """Add, or keep what was changed."""
        name, role, language = self.name_field.text().strip(), self.role.data, self._language.data
        if not self._keep.isEnabled():
            return
        if not name:
            self.name_field.setFocus()
            self.told.emit(Refusal("PEOPLE_NAME_NEEDED"))
        elif self._person is None:
            self.performed.emit(AddPerson(name, role, language, self.pin.text(), self.password.text() if role == _ADMIN else ""))
        else:
            was = self._person
            password = self.password.text() if role == _ADMIN != was.role else ""
            self.performed.emit(
                ChangePerson(
                    was.id, "" if name == was.name else name, "" if role == was.role else role,
                    "" if language == was.language else language, password,
                )
            )  # fmt: skip

    def on_pin(self) -> None:
        """Another PIN."""
        if self._person:
            self.performed.emit(SetPin(self._person.id, self.pin.text()))
            self.forget()

    def on_password(self) -> None:
        """Another password."""
        if self._person:
            self.performed.emit(SetPassword(self._person.id, self.password.text()))
            self.forget()

    def on_badge(self) -> None:
        """Another badge; the one before ends."""
        if self._person:
            self.performed.emit(NewBadge(self._person.id))

    def on_end(self) -> None:
        """Sign-in ends."""
        if self._person:
            self.performed.emit(DisablePerson(self._person.id))

    def _show_fields(self) -> None:
        why_not = self._why_not(self._person.role if self._person else "")
        may, keeps = not why_not, not (why_not or self._why_not(self.role.data))
        self._may_not.say(why_not or self._why_not(self.role.data))
        here, gone = self._person is not None, self._person is not None and self._person.disabled
        admin, was_admin = self.role.data == _ADMIN, self._person is not None and self._person.role == _ADMIN
        for secret, shown in (("password", admin and not gone), ("pin", not gone)):
            self._labels[secret].setVisible(shown)
            {"pin": self.pin, "password": self.password}[secret].setVisible(shown)
        self._set_pin.setVisible(here and not gone)
        self._set_password.setVisible(here and admin and was_admin and not gone)
        self._badge.setVisible(here and not gone)
        self._end.setVisible(here and not gone and self._person is not None and self._person.id != self._view.person)
        self._keep.setVisible(not gone)
        about: tuple[QWidget, ...] = (self.name_field, self.role, self._language)
        for each in about:
            each.setEnabled(may and not gone)
        does: tuple[QWidget, ...] = (self._keep, self._badge, self._end, self._set_pin, self._set_password, self.pin, self.password)
        for each in does:
            each.setEnabled(may)
        self._keep.setEnabled(keeps)

    def _why_not(self, role: str) -> str:
        """Who changes somebody of this role, where whoever is here does not; what is their own everybody may change."""
        own = self._person is not None and self._person.id == self._view.person and self._person.role == role
        if not own and self.admins and role in _HIGH:
            return self._view.may_not(Right.CHANGE_SUPERVISORS)
        return self._view.may_not(AddPerson.right)
