"""What has to be said before an act about a unit is done: which act and what may be chosen in, the act out. It stands on the page."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from station.supervisor.acts import NOTE_MAX, Act
from station.supervisor.acts_units import Correct, Hold, Reopen, Reprint
from station.supervisor.unit import UnitView
from station.supervisor.unit_possible import Choices
from station.texts import word
from ui.supervisor.choice import Choice
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.unit_head import CORRECT, HOLD, REOPEN, REPRINT
from ui.widgets.words import Words

_VALUE_MAX: Final = 120


class ActForm(DeskCard):
    """`given` carries the act as it was filled in; `left` when nobody wants it any more."""

    given = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what, self._language, self._unit = "", "en", None  # type: tuple[str, str, UnitView | None]
        self._field, self._why = Choice(), Choice()
        self._value, self._note = QLineEdit(), QLineEdit()
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        self._lead, self._refused = Words("muted"), Words("strong")
        self._do, self._cancel = button("primary"), button()
        self._value.setMaxLength(_VALUE_MAX)
        self.head.setStretch(0, 3)  # headings are whole sentences here
        self._note.setMaxLength(NOTE_MAX)
        self._field.currentIndexChanged.connect(self.on_field)
        self._do.clicked.connect(self.give)
        self._cancel.clicked.connect(self.left)
        for line in (self._value, self._note):
            line.returnPressed.connect(self.give)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for place, (name, part) in enumerate({"field": self._field, "value": self._value, "why": self._why, "note": self._note}.items()):
            label = QLabel()
            label.setBuddy(part)
            self._rows[name] = label, part
            grid.addWidget(label, place, 0)
            grid.addWidget(part, place, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._do)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        self.body.addWidget(self._lead)
        across = QHBoxLayout()
        across.addLayout(grid, 3)
        across.addStretch(2)
        self.body.addLayout(across)
        self.body.addWidget(self._refused)
        self.body.addLayout(buttons)

    def ask(self, what: str, unit: UnitView, language: str) -> None:
        """Ask for what this act needs; nothing is chosen beforehand that somebody has to say."""
        self._what, self._unit, self._language = what, unit, language
        self.name(word(f"UNIT_FORM_{what.upper()}", language))
        self._lead.say(word(f"UNIT_FORM_{what.upper()}_LEAD", language))
        self._refused.say("")
        possible = unit.possible
        reasons = {
            CORRECT: possible.why_corrected,
            HOLD: possible.hold_reasons,
            REPRINT: possible.why_reprinted,
            REOPEN: possible.why_reopened,
        }
        self._fill(self._field, tuple((each.field, each.label) for each in possible.fields))
        self._fill(self._why, reasons[what])
        for line in (self._value, self._note):
            line.clear()
        for name, (label, part) in self._rows.items():
            label.setText(word(f"UNIT_FORM_{name.upper()}", language))
            part.setAccessibleName(label.text())
            for each in (label, part):
                each.setVisible(what == CORRECT or name == "why" or (name == "note" and what != REPRINT))
        self._do.setText(word(f"UNIT_FORM_{what.upper()}_DO", language))
        self._cancel.setText(word("UNIT_FORM_CANCEL", language))
        self._do.setEnabled(True)
        self.show()
        (self._field if what == CORRECT else self._why).setFocus()

    def refuse(self, what: str, advice: str) -> None:
        """Say beside what was entered why it was not done."""
        self._do.setEnabled(True)
        self._refused.say(f"{what} {advice}".strip())

    def on_field(self, place: int) -> None:
        """Another field: what stands there now is shown where the new value will stand."""
        fields = self._unit.possible.fields if self._unit else ()
        now = fields[place - 1].value if 0 < place <= len(fields) else ""
        self._value.setPlaceholderText(word("UNIT_FORM_NOW", self._language, value=now) if now else "")

    def give(self) -> None:
        """Hand on what stands here; what is missing is said."""
        if self._unit is None or not self._do.isEnabled():
            return
        if not self._why.data or (self._what == CORRECT and not (self._field.data and self._value.text().strip())):
            self._refused.say(word("UNIT_FORM_INCOMPLETE", self._language))
            return
        self._refused.say("")
        self._do.setEnabled(False)
        self.given.emit(self._act(self._unit.lpn))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _act(self, lpn: str) -> Act:
        why, note = self._why.data, self._note.text().strip()
        made: dict[str, Callable[[], Act]] = {
            CORRECT: lambda: Correct(lpn, self._field.data, self._value.text().strip(), why, note),
            HOLD: lambda: Hold(lpn, why, note),
            REPRINT: lambda: Reprint(lpn, why),
            REOPEN: lambda: Reopen(lpn, why, note),
        }
        return made[self._what]()

    def _fill(self, box: Choice, choices: Choices) -> None:
        box.offer([("", word("UNIT_FORM_CHOOSE", self._language)), *choices], "")
