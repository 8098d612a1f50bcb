"""A card with a chart: a Chart in; the chart, the table behind it, and both for the clipboard out.

What draws charts is loaded once the page has been drawn; until then the card has its heading only.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QStackedLayout, QStackedWidget, QWidget

from station.texts import word
from ui.supervisor.chart_legend import Legend
from ui.supervisor.chart_shapes import Chart
from ui.supervisor.dots import Dots
from ui.supervisor.look import TEXT, DeskCard
from ui.supervisor.table import DeskTable
from ui.theme import scaled, tokens_of
from ui.widgets.words import Words

if TYPE_CHECKING:
    from ui.supervisor.charts import BarsChart

_SHARPER: Final = 2  # a picture for the clipboard has so many pixels for each of the screen
_EDGE: Final = 16  # px around it
_LYING: Final = 44  # px of a bar that lies
_FREE: Final = 16_777_215  # Qt's own: no limit


class ChartCard(DeskCard):
    """`told` carries a sentence for the strip above the page."""

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._language, self._about = "en", ""
        self._bars: BarsChart | None = None
        self._table, self._empty = DeskTable(), Words("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drawn = QWidget()
        self._drawing = QStackedLayout(self._drawn)
        self._drawing.addWidget(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._drawn)
        self._stack.addWidget(self._table)
        self._legend, self._below = Legend(), Words("lead")
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._legend)
        self.body.addWidget(self._below)
        self.body.addStretch()
        self._more = Dots()
        self._more.hide()
        self._more.clicked.connect(self.on_more)
        self.head.addWidget(self._more)
        self._menu = QMenu(self)

    @property
    def as_table(self) -> bool:
        """Whether its figures are shown instead of the chart."""
        return self._stack.currentWidget() is self._table

    @property
    def chart(self) -> Chart | None:
        """What it shows; None before it was told."""
        return self._chart

    @property
    def bars(self) -> "BarsChart | None":
        """What draws it; None as long as that is being loaded."""
        return self._bars

    def draw_with(self, make: Callable[[], "BarsChart"]) -> None:
        """What draws charts is there now."""
        if self._bars is None:
            self._bars = make()
            self._bars.pointed.connect(self.on_pointed)
            self._drawing.addWidget(self._bars)
            self._show()

    def show_chart(self, chart: Chart, language: str, zone: ZoneInfo, about: str, below: str = "") -> None:
        """This one; `about` says of which days it is, on its picture. `below` stands under it."""
        self._chart, self._language, self._about = chart, language, about
        self._below.say(below)
        self._legend.show_keys(chart.legend)
        self._more.setVisible(bool(chart.shapes))
        self._table.speak(language, zone)
        self._table.show_rows(chart.columns, chart.rows, chart.empty)
        self._more.setAccessibleName(word("TODAY_MORE", language, what=chart.name))
        self._more.setToolTip(self._more.accessibleName())
        self._show()

    def turn(self) -> None:
        """The table instead of the chart, or the chart again."""
        self._stack.setCurrentWidget(self._drawn if self.as_table else self._table)
        self._bound()

    def copy_picture(self) -> None:
        """The chart with its name into the clipboard."""
        if self._chart and self._bars:
            QGuiApplication.clipboard().setPixmap(self._picture(self._chart, self._bars))
            self.told.emit(word("TODAY_COPIED", self._language, what=self._chart.name))

    def copy_table(self) -> None:
        """Its figures into the clipboard, as a spreadsheet takes them."""
        if self._chart:
            self._table.copy()
            self.told.emit(word("TODAY_COPIED", self._language, what=self._chart.name))

    def on_more(self) -> None:
        """What can be done with it."""
        self._open_menu(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def on_pointed(self, told: str) -> None:
        """Something is pointed at: said in place of the note."""
        if self._chart:
            self.name(self._chart.name, told or self._chart.note)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        self._open_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        self._menu.clear()
        turned = "TODAY_AS_CHART" if self.as_table else "TODAY_AS_TABLE"
        for key, slot in ((turned, self.turn), ("TODAY_COPY_PICTURE", self.copy_picture), ("TODAY_COPY_TABLE", self.copy_table)):
            self._menu.addAction(word(key, self._language)).triggered.connect(lambda _checked, slot=slot: slot())
        self._menu.popup(at)

    def _show(self) -> None:
        if self._chart is None:
            return
        self.name(self._chart.name, self._chart.note)
        self._empty.say("" if self._chart.shapes else self._chart.empty)
        if self._bars and self._chart.shapes:
            self._bars.show_chart(self._chart)
            self._bars.setAccessibleName(f"{self._chart.name}: {self._chart.note}")
        self._drawing.setCurrentWidget(self._bars if self._bars and self._chart.shapes else self._empty)
        self._bound()

    def _bound(self) -> None:
        """A bar that lies is no higher where there is more room; its table is."""
        lies = bool(self._chart and self._chart.lying and self._chart.shapes and not self.as_table)
        self._stack.setMaximumHeight(scaled(_LYING) if lies else _FREE)

    def _picture(self, chart: Chart, bars: "BarsChart") -> QPixmap:
        """Name, days and note above the chart, on the paper of the theme."""
        tokens, edge, line = tokens_of(self.palette()), scaled(_EDGE), scaled(TEXT) * 2
        size = QSize(max(bars.width(), scaled(480)) + 2 * edge, bars.height() + 2 * line + 2 * edge)
        picture = QPixmap(size * _SHARPER)
        picture.setDevicePixelRatio(_SHARPER)
        picture.fill(QColor(tokens.surface))
        painter = QPainter(picture)
        font = QFont(self.font())
        font.setPixelSize(scaled(TEXT))
        for at, (text, colour, bold) in enumerate(((f"{chart.name}, {self._about}", tokens.ink, True), (chart.note, tokens.muted, False))):
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            room = QRect(edge, edge + at * line, size.width() - 2 * edge, line)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        bars.render(painter, QRectF(edge, edge + 2 * line, bars.width(), bars.height()))
        painter.end()
        return picture
