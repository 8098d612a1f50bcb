"""The page People: who may sign in, with what. The list at the left, one person at the right; a new badge is offered as a sheet, once."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.errors import Refusal
from station.model.people import Person, Role
from station.supervisor.acts import Act, Answer
from station.supervisor.acts_people import AddPerson
from station.supervisor.badges import badge_sheet
from station.supervisor.people import DeskPerson, desk_people
from station.texts import counted, name_of_language, word
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskPage, DeskView
from ui.supervisor.people_words import done_in_words
from ui.supervisor.person_form import PersonForm
from ui.supervisor.saving import offer_file
from ui.supervisor.sides import Sides
from ui.supervisor.table import Column, DeskTable, Kind, Row
from ui.supervisor.table_tools import TableTools
from ui.theme import scaled
from ui.widgets.words import Words

_FORM: Final = 340  # px of its card
_LIST: Final = 200  # px that the list has at least
_COLUMNS: Final = (("id", 80), ("name", 0), ("role", 150), ("language", 120), ("pin", 110), ("password", 110), ("state", 190))


class BadgeCard(DeskCard):
    """A badge that was made just now: nobody can make its sheet later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._saved = "en", Path()
        self._says, self.save, self.open, self.dismiss = Words(), button("primary"), button("primary"), button("quiet")
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved))))
        row = QHBoxLayout()
        for each in (self.save, self.open, self.dismiss):
            row.addWidget(each)
        row.addStretch(1)
        self.body.addWidget(self._says)
        self.body.addLayout(row)
        self.hide()

    def show_badge(self, name: str, language: str) -> None:
        """Whose it is."""
        self._language = language
        self.name(word("PEOPLE_BADGE_OF", language, name=name))
        self._says.say(word("PEOPLE_BADGE_ONCE", language))
        self.save.setText(word("PEOPLE_BADGE_SAVE", language))
        self.open.setText(word("REPORT_OPEN", language))
        self.dismiss.setText(word("PEOPLE_BADGE_DISMISS", language))
        self._offer(self.save)
        self.show()
        self.save.setFocus()

    def show_saved(self, sheet: Path) -> None:
        """Its sheet lies there: whatever opens such a file prints it."""
        self._saved = sheet
        self._says.say(word("PEOPLE_BADGE_SAVED", self._language))
        self.dismiss.setText(word("DESK_DISMISS", self._language))
        self._offer(self.open)
        self.open.setFocus()

    def _offer(self, what: QPushButton) -> None:
        for each in (self.save, self.open):
            each.setVisible(each is what)


class PeoplePage(DeskPage):
    """Acts go through `performed`; a badge that came back is held until its sheet is saved or somebody says that it is not wanted."""

    code = "@PEOPLE"
    name = "DESK_PEOPLE"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[str, DeskPerson] = {}
        self._badge: tuple[Person, str] | None = None
        self._wanted = ""  # who was added, until their row is there to be chosen
        self._card, self.form, self.badge = DeskCard(), PersonForm(), BadgeCard()
        self.table = DeskTable()
        self._tools = TableTools(self, self.table, "people")
        self._add = button()
        self._tools.row.addWidget(self._add)
        self._add.clicked.connect(self.on_add)
        self.table.marked.connect(self.on_marked)
        self.form.performed.connect(self.on_performed)
        self.form.told.connect(self.told)
        self.badge.save.clicked.connect(self.on_badge_wanted)
        self.badge.dismiss.clicked.connect(self.on_badge_done)
        self._lay_out()

    def _lay_out(self) -> None:
        self._card.body.addWidget(self._tools)
        self._card.body.addWidget(self.table, 1)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * GRID)
        beside.addWidget(self.badge)
        beside.addWidget(self.form, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._sides = Sides(self._card, side, _FORM)
        around.addWidget(self._sides)

    def show_desk(self, view: DeskView) -> None:
        spoken = view.language
        self.table.speak(spoken, view.zone)
        self._tools.speak(spoken)
        self._add.setText(word("PEOPLE_ADD_SOMEBODY", spoken))
        self._add.setVisible(view.may(AddPerson.right))
        self._sides.fit()
        self.table.setMinimumHeight(scaled(_LIST))
        self.form.speak(view)
        super().show_desk(view)

    def refresh(self) -> None:
        if self.reader:
            self.table.show_loading()
            self.reader.ask("people", desk_people, self.show_people, self.table.show_error)

    def close_page(self) -> None:
        self.form.forget()

    def show_people(self, people: tuple[DeskPerson, ...]) -> None:
        """Everybody, as it stands now."""
        self._people = {each.id: each for each in people}
        spoken = self.view.language
        here = sum(not each.disabled for each in people)
        self._card.name(word("DESK_PEOPLE", spoken), counted("PEOPLE_COUNT", here, spoken))
        columns = [Column(key, word(f"PEOPLE_{key.upper()}", spoken), Kind.TEXT, width) for key, width in _COLUMNS]
        self.table.show_rows(columns, [self._row(each) for each in people], word("PEOPLE_NOBODY", spoken))
        self.form.admins = any(each.role == Role.ADMIN.value and not each.disabled for each in people)
        shown = self.form.person
        self.form.show_person(self._people.get(shown.id) if shown else None, fresh=False)
        if self._wanted in self._people:
            wanted, self._wanted = self._wanted, ""
            self.table.view.clearSelection()
            self.table.select([wanted])

    def on_add(self) -> None:
        """Somebody new."""
        self.table.view.clearSelection()
        self.form.show_person(None)
        self.form.focus_name()

    def on_performed(self, act: object) -> None:
        """The first person has to get in by themselves: a badge is not on paper yet when the desk asks for a sign-in."""
        first = isinstance(act, AddPerson) and not any(not each.disabled for each in self._people.values())
        if first and isinstance(act, AddPerson) and not (act.pin or act.password):
            self.told.emit(Refusal("PEOPLE_FIRST_SECRET"))
        else:
            self.performed.emit(act)

    def on_marked(self, marked: tuple[str, ...]) -> None:
        """Another row."""
        shown = self.form.person
        if marked and marked[0] in self._people and (shown is None or shown.id != marked[0]):
            self.form.show_person(self._people[marked[0]])

    def show_answer(self, act: Act, answer: Answer) -> None:
        super().show_answer(act, answer)
        if answer.error:
            return
        told = answer.done.get("person", {})
        person = Person(str(told.get("id")), str(told.get("name")), Role(told.get("role")), str(told.get("language")))
        self.form.forget()
        if isinstance(act, AddPerson):
            self._wanted = person.id
        if badge := answer.once.get("badge"):
            self._badge = (person, str(badge))
            self.badge.show_badge(person.name, self.view.language)
        if self.form.person is None:
            self.form.show_person(None)
        self.told.emit(done_in_words(act, person, self.view.language))
        self.refresh()

    def on_badge_wanted(self) -> None:
        """A sheet with one card."""
        if self._badge:
            person, badge = self._badge
            make = partial(badge_sheet, person, badge, self.view.language)
            offer_file(self, f"badge-{person.id}.pdf", lambda _opened: make(), self.on_badge_saved)

    def on_badge_saved(self, sheet: Path) -> None:
        """It lies there: nobody needs its code here any more."""
        self._badge = None
        self.badge.show_saved(sheet)

    def on_badge_done(self) -> None:
        """It is printed, or nobody wants it."""
        self._badge = None
        self.badge.hide()

    def _row(self, each: DeskPerson) -> Row:
        spoken = self.view.language
        state = word("PEOPLE_ENDED" if each.disabled else "PEOPLE_WORKS", spoken)
        if each.locked_until and not each.disabled:
            state = word("PEOPLE_LOCKED", spoken, until=f"{each.locked_until.astimezone(self.view.zone):%H:%M}")
        has = (word("PEOPLE_HAS" if has else "PEOPLE_HAS_NOT", spoken) for has in (each.has_pin, each.has_password))
        role = word(f"ROLE_{each.role.upper()}", spoken)
        return Row(each.id, (each.id, each.name, role, name_of_language(each.language, spoken), *has, state))
