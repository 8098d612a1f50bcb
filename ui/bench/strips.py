"""The strips above and below: who and which printer (top), the last unit and the commands (foot), what was refused (in place)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.texts import counted, notice, sentences, word
from ui.bench.screen import CAMERA, HAND_OVER, HELP, PRINTER, SCANNER, SENDING, SETTINGS, TRY_PRINTER, TYPE_A_CODE, WHY, Foot, Option
from ui.bench.units import UnitButton
from ui.desk import PrinterNews
from ui.devices.news import DeviceNews
from ui.theme import scaled
from ui.widgets.boxes import Rows
from ui.widgets.chips import Chip
from ui.widgets.options import OptionButton, Shape
from ui.widgets.words import Words

_CHIPS: Final = (CAMERA, SCANNER, PRINTER, SENDING)  # in this order, whichever of them was heard of first
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
        self._chips = {page: self._chip() for page in _CHIPS}
        self._type, self._help, self._settings, self._person = (self.button(Shape.BAR) for _ in range(4))
        self._person.hide()

    def show_bench(self, station: str, site: str, language: str) -> None:
        """Which bench this is."""
        self._bench.say(f"{word('WINDOW_BENCH', language, station=station)} · {site}")
        self._type.offer(Option("F2", TYPE_A_CODE, word("WINDOW_TYPE", language)))
        self._help.offer(Option("F1", HELP, word("WINDOW_HELP", language)))
        self._settings.offer(Option("", SETTINGS, word("WINDOW_SETTINGS", language)))

    def show_chips(self, devices: Sequence[DeviceNews]) -> None:
        """How the devices are; each chip opens its own page."""
        told = {news.page: news for news in devices}
        for page, chip in self._chips.items():
            if page in told:
                chip.show_device(told[page])
            chip.setVisible(page in told)

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


class FootStrip(Strip):
    """The last unit, and what can be done in this state; `drawn`: there is something on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("foot", parent)
        self._last = UnitButton(40)
        self._last.taken.connect(self.taken)
        self.rows.add(self._last)
        self._buttons = [self.button(Shape.COMMAND) for _ in range(5)]
        self.drawn = False

    def show_foot(self, foot: Foot) -> None:
        """Draw this."""
        # With large text the place is what counts; why stood on the page of the unit.
        last, roomy = foot.last, scaled(1000) <= _ROOMY
        if last:
            self._last.show_unit(last, (f"{last.lpn} → {last.place}", last.why if roomy else ""), touched=foot.touched)
        self._last.show_nothing(nothing=last is None)
        # The page needs the room more; the help opens the same pages.
        commands = foot.commands if roomy else tuple(option for option in foot.commands if option.code not in _PAGES)
        for place, button in enumerate(self._buttons):
            if place < len(commands):
                button.offer(commands[place])
            button.setVisible(place < len(commands))
        self.drawn = foot.drawn


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
