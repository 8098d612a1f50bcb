"""The rows of a table of the desk as Qt wants them: columns and rows in, cells as text in one language out."""

from collections.abc import Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ui.supervisor.columns import Column, Row, cell_text

Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """The rows that are shown, in the order in which they are shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[Row] = ()
        self._language, self._zone = "en", ZoneInfo("UTC")

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Row], language: str, zone: ZoneInfo) -> None:
        """These instead of all others."""
        self.beginResetModel()
        self.columns, self.rows, self._language, self._zone = columns, rows, language, zone
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- as above
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(self.rows[index.row()].cells[index.column()], self._language, self._zone)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.at_right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802, ANN401
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return (_RIGHT if self.columns[section].at_right else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None
