"""What somebody decides, and what they need for it: a Deciding in; the chosen decision out. One for a unit, or for several of a SKU."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from station.supervisor.acts import NOTE_MAX
from station.supervisor.acts_decisions import Decide, DecideRaise
from station.supervisor.decisions import Choice as Decision
from station.supervisor.decisions import Deciding, HeldUnit, Reason
from station.texts import as_moment, as_number, counted, listed, word
from ui.supervisor.choice import Choice
from ui.supervisor.decisions_choices import ChoiceRows
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskView
from ui.widgets.words import Pairs, Words

_APART: Final = " · "


class DecisionCard(DeskCard):
    """`decided` carries the decision's code, what else it needs ("" for nothing) and a note; `all_wanted` the plates of the same SKU.

    `opened` carries the plate of the unit whose own page is wanted.
    """

    decided = Signal(str, str, str)
    all_wanted = Signal(object)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Deciding | None = None
        self.view = DeskView()
        self._asking: Decision | None = None
        self._title, self._plate, self._question = Words("title"), Words("muted"), Words("strong")
        self._why, self._pairs, self._not_now, self._each, self._these = Words(), Pairs(), Words("strong"), Words("small"), Words("strong")
        self._all, self._open = button(), button("quiet")
        self._choices, self.note = ChoiceRows(), QLineEdit()
        self._asked, self._code, self._category, self._do = Words("muted"), QLineEdit(), Choice(), button("primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        for each in (self._title, self._plate):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            names.addWidget(each)
        head = QHBoxLayout()
        head.addLayout(names, 1)
        head.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        more = QHBoxLayout()
        more.setSpacing(GRID)
        for wide in (self._code, self._category):
            more.addWidget(wide, 1)
        more.addWidget(self._do)
        self.note.setMaxLength(NOTE_MAX)
        self.body.addLayout(head)
        for part in (self._question, self._why, self._not_now, self._these, self._each, self._choices, self._asked):
            self.body.addWidget(part)
        self.body.addLayout(more)
        self.body.addWidget(self.note)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._pairs)

    def _connect(self) -> None:
        self._all.clicked.connect(self.on_all)
        self._choices.chosen.connect(self.on_button)
        self._open.clicked.connect(self.on_open)
        self._do.clicked.connect(self.on_given)
        self._code.returnPressed.connect(self.on_given)

    def speak(self, view: DeskView) -> None:
        """In this language from now on; who is here decides what may be done."""
        self.view = view
        language = view.language
        self._open.setText(word("DECIDE_OPEN", language))
        self.note.setPlaceholderText(word("DECIDE_NOTE", language))
        self.note.setAccessibleName(word("DECIDE_NOTE", language))
        self._do.setText(word("DECIDE_DO", language))
        if self.shown:
            self.show_deciding(self.shown)

    def show_deciding(self, shown: Deciding) -> None:
        """This; what was begun stays where it is about the same units."""
        other = self.shown is None or self.shown.lpns != shown.lpns
        self.shown, language = shown, self.view.language
        unit, count = shown.unit, len(shown.lpns)
        self._show_head(shown)
        self._question.say(self._asked_of(shown) if shown.alike else "")
        self._why.say("" if shown.raises or not shown.alike else shown.why)
        self._pairs.show_pairs([*shown.said, *self._waits(unit.reasons)] if shown.alike else [])
        self._not_now.say(shown.not_now or self._may_not())
        more = shown.alike and len(shown.same_sku) > count
        self._all.setVisible(more)
        self._all.setText(counted("DECIDE_ALL_OF_SKU", len(shown.same_sku), language, sku=unit.sku) if more else "")
        self._choices.show_choices(shown.choices, language, allowed=self._may())
        self.note.setVisible(bool(shown.choices))
        if other:
            self.note.clear()
            self._stop_asking()
        self.setAccessibleName(unit.title or unit.lpn)

    def show_nothing(self) -> None:
        """Nothing is chosen, or not yet: no key decides."""
        self.shown = None
        self._stop_asking()

    def press(self, key: str) -> bool:
        """The decision with this key, 1 to 9; False where there is none."""
        found = next((choice for choice in self.shown.choices if choice.key == key), None) if self.shown else None
        if found is None or not self._may():
            return False
        self.on_chosen(found)
        return True

    def on_button(self, place: int) -> None:
        """The button at this place."""
        if self.shown:
            self.on_chosen(self.shown.choices[place])

    def on_chosen(self, choice: Decision) -> None:
        """A decision; what it still needs is asked first."""
        if not choice.asks:
            self.decided.emit(choice.code, "", self.note.text().strip())
            return
        self._asking = choice
        language = self.view.language
        self._asked.say(word(f"DECIDE_WHICH_{choice.asks.upper()}", language))
        self._code.setVisible(choice.asks == "code")
        self._code.setAccessibleName(self._asked.text())
        self._category.setVisible(choice.asks == "category")
        self._category.setAccessibleName(self._asked.text())
        self._do.setVisible(True)
        if self.shown:
            self._category.offer([("", word("UNIT_FORM_CHOOSE", language)), *self.shown.categories], "")  # nobody agrees by mistake
        (self._code if choice.asks == "code" else self._category).setFocus()

    def takes_scan(self, text: str) -> bool:
        """A code that was scanned while one is asked for."""
        if self._asking is None or self._asking.asks != "code":
            return False
        self._code.setText(text)
        self.on_given()
        return True

    def on_given(self) -> None:
        """What a decision needed is there; what is missing is said by the refusal."""
        if self._asking:
            given = self._code.text().strip() if self._asking.asks == "code" else self._category.data
            self.decided.emit(self._asking.code, given, self.note.text().strip())

    def leave(self) -> bool:
        """Esc: nothing more is asked; False where nothing was."""
        asked = self._asking is not None
        self._stop_asking()
        return asked

    def on_all(self) -> None:
        """One decision for all of this SKU."""
        if self.shown:
            self.all_wanted.emit(self.shown.same_sku)

    def on_open(self) -> None:
        """Everything about the unit."""
        if self.shown:
            self.opened.emit(self.shown.unit.lpn)

    def _show_head(self, shown: Deciding) -> None:
        """One unit by its name; of several how many, and each by its plate."""
        unit, count, language = shown.unit, as_number(len(shown.units), self.view.language), self.view.language
        several = len(shown.units) > 1
        self._title.say((unit.title or word("NO_TITLE", language)) if shown.alike else counted("DECIDE_MARKED", len(shown.units), language))
        first = counted("DECIDE_UNITS", len(shown.units), language) if several else unit.lpn
        self._plate.say(_APART.join(part for part in (first, unit.sku, unit.client) if part) if shown.alike else "")
        self._these.say(word("DECIDE_FOR_THESE", language, count=count) if several and shown.alike else "")
        self._each.say("\n".join(self._line(each, alike=shown.alike) for each in shown.units) if several else "")
        self._open.setVisible(not several)

    def _line(self, unit: HeldUnit, *, alike: bool) -> str:
        title = unit.title or word("NO_TITLE", self.view.language)
        return _APART.join(part for part in (unit.lpn, unit.rma, "" if alike else title, "" if alike else unit.client) if part)

    def _asked_of(self, shown: Deciding) -> str:
        asked = " ".join(dict.fromkeys(reason.question for reason in shown.unit.reasons if reason.question))
        question = shown.why if shown.raises else asked
        return word("DECIDE_QUESTION_EACH", self.view.language, question=question) if question and len(shown.units) > 1 else question

    def _waits(self, reasons: tuple[Reason, ...]) -> list[tuple[str, str]]:
        """For whom, until when, and what then happens by itself; each owner once."""
        told = {word("DECIDE_FOR", self.view.language, owner=word(f"OWNER_{each.owner}", self.view.language)): each for each in reasons}
        return [(name, self._then(reason)) for name, reason in told.items()]

    def _then(self, reason: Reason) -> str:
        language, parts = self.view.language, []
        if reason.escalated_from:
            parts.append(word("DECIDE_ESCALATED", language, owner=word(f"OWNER_{reason.escalated_from}", language)))
        if reason.due:
            key = ("DECIDE_STAYS" if reason.stays else "DECIDE_THEN") + ("_OVER" if reason.overdue else "")
            parts.append(word(key, language, due=as_moment(reason.due, language, self.view.zone), default=reason.default))
        return listed(parts, language)

    def _may(self) -> bool:
        return self.shown is not None and not self.shown.not_now and not self._may_not()

    def _may_not(self) -> str:
        return self.view.may_not((DecideRaise if self.shown and self.shown.raises else Decide).right)

    def _stop_asking(self) -> None:
        self._asking = None
        self._asked.say("")
        self._code.clear()
        for each in (self._code, self._category, self._do):
            each.hide()
