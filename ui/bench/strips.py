"""The strips above and below: who and which printer (top), the last unit and the commands (foot), what was refused (in place)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.errors import Bug, StationError
from station.texts import counted, notice, sentences, word
from ui.bench.function_keys import key_of
from ui.bench.screen import CAMERA, HAND_OVER, HELP, PRINTER, SCANNER, SENDING, SETTINGS, TRY_PRINTER, TYPE_A_CODE, WHY, Foot, Option
from ui.bench.units import UnitButton
from ui.desk import PrinterNews
from ui.devices.news import DeviceNews
from ui.theme import scaled
from ui.widgets.boxes import Rows
from ui.widgets.chips import Chip
from ui.widgets.measures import Measures
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import Words

_CHIPS: Final = (SCANNER, CAMERA, PRINTER, SENDING)  # in this order, whichever of them was heard of first
_PAGES: Final = (WHY, HAND_OVER)
_ROOMY: Final = 1400  # thousandths of the text scale up to which there is room for more than the main thing


class Strip(QFrame):
    """A strip over the whole width whose parts wrap into rows when they do not fit."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows = Rows()
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 9, 20, 9)
        around.addWidget(self.rows)

    def button(self, shape: Shape) -> OptionButton:
        """One more button at the end."""
        button = OptionButton(shape, self)
        button.taken.connect(self.taken)
        self.rows.add(button)
        return button


class TopBar(Strip):
    """The bench, how its devices are as far as anybody knows, and who is signed in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self._bench = Words("strong")
        self.rows.add(self._bench)
        self._told: dict[str, DeviceNews] = {}
        self._folded = False
        self._chips = {page: self._chip() for page in _CHIPS}
        self._type, self._help, self._settings, self._person = (self.button(Shape.BAR) for _ in range(4))
        self._person.hide()

    def show_bench(self, station: str, site: str, language: str) -> None:
        """Which bench this is."""
        self._bench.say(f"{word('WINDOW_BENCH', language, station=station)} · {site}")
        self._type.offer(Option(key_of(TYPE_A_CODE), TYPE_A_CODE, word("WINDOW_TYPE", language)))
        self._help.offer(Option(key_of(HELP), HELP, word("WINDOW_HELP", language)))
        self._settings.offer(Option("", SETTINGS, word("WINDOW_SETTINGS", language)))

    def fold(self, *, folded: bool) -> None:
        """Folded, it is one row: what wants somebody, and the help, which opens everything else."""
        if folded != self._folded:
            self._folded = folded
            for button in (self._type, self._settings):
                button.setVisible(not folded)
            self._draw_chips()

    def show_chips(self, devices: Sequence[DeviceNews]) -> None:
        """How the devices are; each chip opens its own page. Raises Bug CHIP_WITHOUT_PLACE for a device that has no place here."""
        self._told = {news.page: news for news in devices}
        if others := self._told.keys() - self._chips.keys():
            raise Bug("CHIP_WITHOUT_PLACE", page=", ".join(sorted(others)))
        self._draw_chips()

    def _draw_chips(self) -> None:
        for page, chip in self._chips.items():
            news = self._told.get(page)
            if news:
                chip.show_device(news)
            chip.setVisible(news is not None and (news.trouble or not self._folded))

    def _chip(self) -> Chip:
        chip = Chip(self)
        chip.taken.connect(self.taken)
        chip.hide()
        self.rows.add(chip)
        return chip

    def show_person(self, person: str, language: str, way_out: str) -> None:
        """Who is signed in; the name is also the way out where the bench lets go."""
        key = "WINDOW_SIGN_OUT" if way_out else "WINDOW_PERSON"
        self._person.offer(Option("", way_out, word(key, language, person=person) if person else "", icon="sign-out" if way_out else ""))
        self._person.setVisible(bool(person))


class FootButton(OptionButton):
    """A place at the foot: as wide as the widest of what may ever stand there, so that nothing beside it moves; empty, it is not seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Shape.COMMAND, parent)
        self._place: tuple[Option, ...] = ()
        self._widest: QSize | None = None  # layouts ask for it a dozen times

    def keep(self, place: tuple[Option, ...], commands: Sequence[Option]) -> None:
        """Offer the one among these commands that belongs here, or nothing."""
        if place != self._place:
            self._place, self._widest = place, None
            self.updateGeometry()
        self.offer(next((option for option in place if option in commands), Option("", "", "")))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        if self._widest is None:
            hints = [Measures(Shape.COMMAND, option, self.font()).hint for option in self._place]
            self._widest = QSize(max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0))
        return self._widest

    def heightForWidth(self, _width: int) -> int:  # noqa: N802 -- Qt's name
        return self.sizeHint().height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widest = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        if self.option.code:
            super().paintEvent(event)


class FootStrip(Strip):
    """The last unit, and what can be done in this state; `drawn`: there is something on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("foot", parent)
        self._last = UnitButton(40)
        self._last.taken.connect(self.taken)
        self.rows.add(self._last)
        self._buttons: list[FootButton] = []
        self._foot, self._folded = Foot(), False
        self.drawn = False

    def fold(self, *, folded: bool) -> None:
        """Folded, it is one row where it can: the last unit is only its mark."""
        if folded != self._folded:
            self._folded = folded
            self.show_foot(self._foot)

    def show_foot(self, foot: Foot) -> None:
        """Draw this."""
        self._foot, self.drawn = foot, foot.drawn
        # With large text the place is what counts; why stood on the page of the unit.
        last, roomy = foot.last, scaled(1000) <= _ROOMY
        if last:
            words = (f"{last.lpn} → {last.place}", last.why if roomy else "")
            self._last.show_unit(last, () if self._folded else words, touched=foot.touched)
            self._last.setAccessibleName(" ".join((last.grade, *words)).strip())
        self._last.show_nothing(nothing=last is None)
        # The page needs the room more; the help opens the same pages.
        shown = [tuple(option for option in place if roomy or option.code not in _PAGES) for place in foot.places]
        places = [place for place in shown if place]
        while len(self._buttons) < len(places):
            self._buttons.append(FootButton(self))
            self._buttons[-1].taken.connect(self.taken)
            self.rows.add(self._buttons[-1])
        for place, button in enumerate(self._buttons):
            button.keep(places[place] if place < len(places) else (), foot.commands)
            button.setVisible(place < len(places))


class Notices(QWidget):
    """What was refused and what to do instead, what is only said, and what the printer wants. Each goes away when it was acted on."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._refusal, self._message, self._advice, _ = _band("refusal")
        self._notice, self._said, self._beside, _ = _band("news")
        self._news, self._says, self._more, row = _band("news")
        self._try = OptionButton(Shape.COMMAND)
        self._try.taken.connect(self.taken)
        row.addWidget(self._try)
        for band in (self._refusal, self._notice, self._news):
            column.addWidget(band)
            band.hide()

    def show_refusal(self, error: StationError | None, language: str) -> None:
        """The sentence and the advice of an error; None takes it away."""
        told = notice(error, language) if error else None
        self._message.say(f"✗ {told.message}" if told else "")
        self._advice.say(told.advice if told else "")
        self._refusal.setVisible(told is not None)
        self._show()

    def show_notice(self, error: StationError | None, language: str) -> None:
        """What is only said; None takes it away."""
        told = notice(error, language) if error else None
        self._said.say(told.message if told else "")
        self._beside.say(told.advice if told else "")
        self._notice.setVisible(told is not None)
        self._show()

    def show_printer(self, news: PrinterNews | None, language: str) -> None:
        """How the printer is, at length; None takes it away."""
        self._news.setVisible(news is not None)
        self._show()
        if news:
            self._says.say(news.says)
            waiting = counted("WINDOW_PRINTER_LABELS", news.queued, language) if news.queued else ""
            refused = counted("LABELS_REFUSED", news.rejected, language) if news.rejected else ""
            self._more.say(sentences((waiting, refused), language))
            self._try.offer(Option("", TRY_PRINTER, word("WINDOW_TRY_AGAIN", language)))
            self._try.setVisible(news.trouble)

    def _show(self) -> None:
        self.setVisible(any(not band.isHidden() for band in (self._refusal, self._notice, self._news)))


def _band(name: str) -> tuple[QFrame, Words, Words, QHBoxLayout]:
    frame = QFrame()
    frame.setObjectName(name)
    row = QHBoxLayout(frame)
    row.setContentsMargins(18, 12, 18, 12)
    words = QVBoxLayout()
    words.setSpacing(2)
    first, second = Words("strong"), Words()
    words.addWidget(first)
    words.addWidget(second)
    row.addLayout(words, 1)
    return frame, first, second, row
