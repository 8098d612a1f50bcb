"""A list that a page shows instead of its cards: a Listed in; the row that somebody chose, or that they want back, out."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.texts import word
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskPage
from ui.supervisor.table import DeskTable
from ui.supervisor.table_tools import TableTools
from ui.supervisor.today_lists import Listed
from ui.widgets.words import Words


class TableCard(DeskCard):
    """A card with a small table and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DeskTable()
        self.body.addWidget(self.table, 1)

    def show_list(self, listed: Listed, language: str, zone: ZoneInfo) -> None:
        """These rows."""
        self.name(listed.name)
        self.table.speak(language, zone)
        self.table.show_rows(listed.columns, listed.rows, listed.empty)


class ListView(QWidget):
    """`chosen` carries page and row, `left` that the cards are wanted again."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, page: DeskPage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leads = ""
        self._back, self._title, self._advice = button(), Words("title"), Words("lead")
        self._back.clicked.connect(self.left)
        self.table = DeskTable()
        self.table.chosen.connect(self.on_chosen)
        self._tools = TableTools(page, self.table, name)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._back)
        row.addWidget(self._title, 1)
        card = DeskCard()
        card.head.addWidget(self._tools, 1)
        card.body.addWidget(self._advice)
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(row)
        column.addWidget(card, 1)

    def show_list(self, listed: Listed, language: str, zone: ZoneInfo) -> None:
        """This one."""
        self._leads = listed.leads
        self._back.setText(f"‹ {word('TODAY_BACK', language)}")
        self._title.say(listed.name)
        self._advice.say(listed.advice)
        self._tools.speak(language)
        self.table.speak(language, zone)
        self.table.show_rows(listed.columns, listed.rows, listed.empty)

    def on_chosen(self, what: str) -> None:
        """A row was entered."""
        if self._leads:
            self.chosen.emit(self._leads, what)
