"""What stands over a table: a field that filters its rows, how many there are, and how they leave. A DeskTable in, a file out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from station.texts import word
from ui.supervisor.look import GRID, button
from ui.supervisor.page import DeskPage
from ui.supervisor.saving import offer_table
from ui.supervisor.table import DeskTable
from ui.theme import scaled


class FilterField(QLineEdit):
    """Esc empties it; down goes into the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TableTools(QWidget):
    """`row` is its layout: a page puts its own buttons at the end of it. Where the table has no rows there is nothing to filter or copy."""

    def __init__(self, page: DeskPage, table: DeskTable, name: str) -> None:
        super().__init__()
        self._page, self._table, self._name = page, table, name
        self.field, self._copy, self._export = FilterField(), button("quiet"), button("quiet")
        self.field.textChanged.connect(table.filter_by)
        self.field.left.connect(table.view.setFocus)
        for each in (self._copy, self._export):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._copy.clicked.connect(table.copy)
        table.filled.connect(self.on_filled)
        self.on_filled(filled=bool(table.shown))
        self._menu = QMenu(self._export)
        self._export.setMenu(self._menu)
        self._forms = {form: self._menu.addAction(title) for form, title in (("csv", "CSV"), ("xlsx", "Excel (XLSX)"))}
        for form, action in self._forms.items():
            action.triggered.connect(lambda _checked, form=form: self.export(form))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GRID)
        self.row.addWidget(self.field, 4)
        self.row.addStretch(1)
        self.row.addWidget(self._copy)
        self.row.addWidget(self._export)

    def speak(self, language: str) -> None:
        """In this language from now on."""
        self.field.setPlaceholderText(word("DESK_FILTER", language))
        self.field.setAccessibleName(word("DESK_FILTER", language))
        self.field.setMaximumWidth(scaled(320))
        self._copy.setText(word("DESK_COPY", language))
        self._export.setText(word("DESK_EXPORT", language))

    def on_filled(self, filled: bool) -> None:
        """There are rows, or there are none."""
        for each in (self.field, self._copy, self._export):
            each.setVisible(filled)

    def export(self, form: str) -> None:
        """Ask where the rows that are shown shall go."""
        self._table.export(form, lambda form, columns, rows: offer_table(self._page, self._name, form, columns, rows))
