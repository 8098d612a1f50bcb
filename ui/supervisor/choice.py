"""A box to choose one of several, drawn as the rest of the desk: rows of data and text in, the chosen data out."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.supervisor.look import desk_tokens
from ui.theme import scaled


class Choice(QComboBox):
    """`chosen` carries the data of what somebody chose; filling it tells nobody. The wheel scrolls the page, and changes nothing."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.activated.connect(lambda _place: self.chosen.emit(self.data))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, rows: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        """Data and text of each; `chosen` by its data, else what was chosen before, else the first."""
        wanted = self.data if chosen is None else chosen
        if [(self.itemData(place), self.itemText(place)) for place in range(self.count())] != list(rows):
            self.clear()
            for data, text in rows:
                self.addItem(text, data)
        self.choose(wanted)

    def choose(self, data: str) -> None:
        """This one; the first where it is not there."""
        self.setCurrentIndex(max(0, self.findData(data)))

    @property
    def data(self) -> str:
        """Of what is chosen; "" where there is nothing to choose."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        super().paintEvent(event)
        draw_arrow(self)


def draw_arrow(field: QWidget) -> None:
    """The arrow at the right end of a field that opens downwards: the sheet of the desk draws none."""
    painter = QPainter(field)
    painter.setPen(QColor(desk_tokens().muted))
    side = scaled(28)
    painter.drawText(QRect(field.width() - side, 0, side, field.height()), Qt.AlignmentFlag.AlignCenter, "▾")
    painter.end()
