"""The decisions that can be chosen, one under the other, each with what it leads to in small words beside it: choices in, a place out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.supervisor.decisions import Choice
from station.texts import word
from ui.supervisor.look import GRID, button
from ui.widgets.words import Words

_MOST_KEYS: Final = 9


class ChoiceRows(QWidget):
    """`chosen` carries the place of the choice whose button was touched."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QPushButton, Words]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)

    def show_choices(self, choices: Sequence[Choice], language: str, *, allowed: bool) -> None:
        """These; the first nine say their key."""
        while len(self._rows) < len(choices):
            self._add()
        for place, (each, leads) in enumerate(self._rows):
            each.setVisible(place < len(choices))
            leads.setVisible(place < len(choices))
            if place >= len(choices):
                continue
            choice = choices[place]
            each.setText(f"{choice.key}  {choice.label}" if place < _MOST_KEYS else choice.label)
            leads.say(word(f"LEADS_TO_{choice.code}", language))
            each.setAccessibleName(choice.label)
            each.setAccessibleDescription(leads.text())
            each.setEnabled(allowed)
        self.setVisible(bool(choices))

    def _add(self) -> None:
        made, leads, place = button(), Words("small"), len(self._rows)
        made.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
        self._rows.append((made, leads))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(leads, 1)
        self._column.addLayout(row)
