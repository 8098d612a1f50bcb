"""A cell with a grade: the mark of a row in; a letter, a colour and a shape painted out."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.supervisor.virtual_rows import MARK, Index
from ui.theme import scaled, tokens_of
from ui.widgets.marks import draw_mark


class MarkDelegate(QStyledItemDelegate):
    """A grade as its mark: a letter, a colour and a shape."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(MARK)
        super().paint(painter, option, index)
        if mark:
            side = scaled(22)
            room: QRect = option.rect
            box = QRect(room.left() + scaled(8), room.center().y() - side // 2, side, side)
            draw_mark(painter, mark, box.toRectF(), tokens_of(option.palette))

    def displayText(self, _value: object, _locale: object) -> str:  # noqa: N802 -- Qt's name
        return ""  # the mark says it
