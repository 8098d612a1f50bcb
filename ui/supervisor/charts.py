"""Charts by pyqtgraph, in the colours and letters of the theme: a Chart of plain shapes in; what is pointed at, and a picture, out.

Imported only once a chart is to be drawn: it loads numpy and pyqtgraph.
"""

import os
from typing import Any, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import pyqtgraph

from ui.supervisor.chart_painting import paint_crown, paint_pointed, paint_shape
from ui.supervisor.chart_shapes import Chart
from ui.theme import Tokens, scaled, tokens_of

# Its cleanup at the end of the process would take widgets apart that Qt has freed already.
pyqtgraph.setConfigOptions(antialias=True, exitCleanup=False)

_LETTERS: Final = 13  # px at the text scale 1
_LINE: Final = 20  # px of a line below the bars
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class BarsItem(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """The shapes of a chart, in the units of its axes; `pointed` is the place that has a frame, -1 for none."""

    def __init__(self, chart: Chart, tokens: Tokens, font: QFont) -> None:
        super().__init__()
        self.chart, self.tokens, self.font = chart, tokens, font
        self.pointed = -1

    def boundingRect(self) -> QRectF:  # noqa: N802 -- Qt's name
        return QRectF(0, 0, self.chart.width, self.chart.height)

    def paint(self, painter: QPainter, *_: object) -> None:
        onto = painter.worldTransform()
        painter.save()
        painter.resetTransform()  # from here on in pixels: edges stand where pixels do, and words keep their size
        painter.setFont(self.font)
        for shape in self.chart.shapes:
            box = onto.mapRect(QRectF(shape.left, shape.bottom, shape.right - shape.left, shape.top - shape.bottom))
            whole = QRectF(round(box.left()), round(box.top()), round(box.width()), round(box.bottom()) - round(box.top()))
            paint_shape(painter, shape, whole, self.tokens, lying=self.chart.lying)
        for place in self.chart.places:
            if place.above:
                paint_crown(painter, place, onto.map(QPointF((place.left + place.right) / 2, place.top)), self.tokens)
        if 0 <= self.pointed < len(self.chart.places):
            place = self.chart.places[self.pointed]
            paint_pointed(painter, onto.mapRect(QRectF(place.left, 0, place.right - place.left, self.chart.height)), self.tokens)
        painter.restore()


class BarsChart(pyqtgraph.PlotWidget):  # type: ignore[misc]  # as above
    """One chart. The mouse or the keys left and right point at a place: `pointed` carries its sentence, "" for none."""

    pointed = Signal(str)

    # Here, since pyqtgraph changes the widget's palette while it is made, and that is an event.
    _chart: Chart | None = None
    _bars: BarsItem | None = None
    _at = -1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        plot = self.getPlotItem()
        plot.hideAxis("left")
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.getViewBox().setDefaultPadding(0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Draw this one; what is pointed at stays, if it is still there."""
        if chart == self._chart:
            return
        self._chart = chart
        if self._at >= len(chart.places):
            self._point(-1)
        self._draw()

    def _draw(self) -> None:
        if self._chart is None:
            return
        tokens, font = tokens_of(self.palette()), QFont(self.font())
        font.setPixelSize(scaled(_LETTERS))
        plot = self.getPlotItem()
        plot.clear()
        self.setBackground(QColor(tokens.surface))
        self._bars = BarsItem(self._chart, tokens, font)
        self._bars.pointed = self._at
        plot.addItem(self._bars)
        plot.setRange(xRange=(0, self._chart.width), yRange=(0, self._chart.height), padding=0)
        self._name_bars(plot.getAxis("bottom"), self._chart, tokens, font)

    def _name_bars(self, axis: Any, chart: Chart, tokens: Tokens, font: QFont) -> None:  # noqa: ANN401 -- pyqtgraph ships no types
        ticks = [((place.left + place.right) / 2, place.tick) for place in chart.places if place.tick]
        lines = max((tick.count("\n") + 1 for _at, tick in ticks), default=0)
        axis.setVisible(bool(ticks))
        axis.setTicks([ticks])
        axis.setStyle(tickLength=0, tickAlpha=0, tickFont=font, tickTextOffset=4)
        axis.setPen(pyqtgraph.mkPen(None))
        axis.setTextPen(QColor(tokens.muted))
        axis.setHeight(scaled(_LINE) * lines + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(120), scaled(34))

    def sizeHint(self) -> QSize:  # noqa: N802 -- as above
        return self.minimumSizeHint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- as above
        super().mouseMoveEvent(event)
        self._point(self._place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- as above
        super().leaveEvent(event)
        self._point(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- as above
        super().focusOutEvent(event)
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- as above
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._chart is None or not self._chart.places:
            event.ignore()
            return
        last = len(self._chart.places) - 1
        self._point(min(last, max(0, self._at + step if self._at >= 0 else (0 if step > 0 else last))))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- as above
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._draw()

    def _point(self, at: int) -> None:
        if at == self._at:
            return
        self._at = at
        if self._bars is not None:
            self._bars.pointed = at
            self._bars.setToolTip(self._told())
            self._bars.update()
        self.setAccessibleDescription(self._told())
        self.pointed.emit(self._told())

    def _told(self) -> str:
        places = self._chart.places if self._chart else ()
        return places[self._at].told if 0 <= self._at < len(places) else ""

    def _place_at(self, position: QPointF) -> int:
        x = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(position.toPoint())).x()
        places = self._chart.places if self._chart else ()
        return next((at for at, place in enumerate(places) if place.left <= x < place.right), -1)
