"""For whom the units of the list wait, as chips that filter it: what waits in, the chosen owner out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from station.supervisor.decisions import Decisions
from ui.supervisor.decisions_rows import OWNERS, chip, counts
from ui.supervisor.look import GRID, button


class OwnerChips(QWidget):
    """`chosen` carries the owner, "" for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {owner: button("chip") for owner in OWNERS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for owner, each in self.buttons.items():
            each.setCheckable(True)
            each.clicked.connect(lambda _checked=False, owner=owner: self.chosen.emit(owner))
            row.addWidget(each)

    def show_counts(self, found: Decisions, owner: str, language: str) -> None:
        """How many wait for each; `owner` is the one that is chosen."""
        for each, count in counts(found).items():
            self.buttons[each].setText(chip(each, count, language))
            self.buttons[each].setChecked(each == owner)
