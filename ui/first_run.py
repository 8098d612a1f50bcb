"""The window of a first run: five questions with their defaults, on one page. A folder in; `done` when its station is made.

The station is made on a thread of its own; what is refused stands above the answers, which stay.
"""

from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from station.clock import SystemClock
from station.errors import Bug, Refusal, StationError
from station.first_run import Answers, begin, proposed
from station.texts import languages, name_of_language, word
from ui.bench.screen import ENTER, Option
from ui.bench.sides import Card
from ui.bench.strips import Notices
from ui.widgets.lists import CommandRow, OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Words

_JOIN_SECONDS: Final = 1.9
_FIELDS: Final = ("SITE", "STATION", "SUPERVISOR", "PIN", "PIN_AGAIN", "EXPORTS")
_BEGIN: Final = "@begin"
_MOST: Final = {"SITE": 80, "STATION": 8, "SUPERVISOR": 80, "PIN": 12, "PIN_AGAIN": 12, "EXPORTS": 1000}


class FirstRunWindow(QWidget):
    """Enter goes on to the next answer, and from the last one begins. `closed`: nobody wants to begin now."""

    done = Signal()
    closed = Signal()
    _ended = Signal(object)

    def __init__(self, data: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._answers = proposed(QLocale.system().name()[:2])
        self._work: Thread | None = None
        self._title, self._lead, self._notices = Words("title"), Words("lead"), Notices()
        self._names = {name: Words("strong") for name in (*_FIELDS, "LANGUAGE")}
        self._hints = {name: Words("small") for name in _FIELDS}
        self._fields = {name: QLineEdit(maxLength=_MOST[name]) for name in _FIELDS}
        self._languages, self._row = OptionGrid(Shape.COMMAND, 6), CommandRow()
        self.setMinimumSize(900, 600)
        self._lay_out()
        self._fill()
        self._ended.connect(self.on_ended)

    def _lay_out(self) -> None:
        card = Card(margins=(34, 28, 34, 24), gap=12)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 16, 20, 16)
        around.addWidget(card)
        rows = QGridLayout()
        rows.setHorizontalSpacing(24)
        rows.setVerticalSpacing(10)
        rows.setColumnStretch(1, 3)
        rows.setColumnStretch(2, 2)
        for place, name in enumerate(("SITE", "STATION", "LANGUAGE", "SUPERVISOR", "PIN", "PIN_AGAIN", "EXPORTS")):
            rows.addWidget(self._names[name], place, 0)
            if name == "LANGUAGE":
                rows.addWidget(self._languages, place, 1, 1, 2)
            else:
                rows.addWidget(self._fields[name], place, 1)
                rows.addWidget(self._hints[name], place, 2)
        body = card.column.body
        for widget in (self._title, self._lead, self._notices):
            body.addWidget(widget)
        body.addLayout(rows)
        body.addStretch(1)
        body.addWidget(self._row)

    def _fill(self) -> None:
        self._notices.show_refusal(None, "en")
        for name in ("PIN", "PIN_AGAIN"):
            self._fields[name].setEchoMode(QLineEdit.EchoMode.Password)
        self._fields["EXPORTS"].setPlaceholderText(str(self._data / "exports"))
        for name, text in (("SITE", self._answers.site), ("STATION", self._answers.station)):
            self._fields[name].setText(text)
        self._fields["STATION"].textEdited.connect(self.on_station_edited)
        self._languages.taken.connect(self.on_language)
        self._row.taken.connect(self.on_begin)
        self._speak(self._answers.language)
        self._fields["SITE"].selectAll()
        self._fields["SITE"].setFocus()

    def answers(self) -> Answers:
        """What stands there now."""
        text = {name: field.text() for name, field in self._fields.items()}
        return Answers(
            site=text["SITE"],
            station=text["STATION"],
            language=self._language,
            supervisor=text["SUPERVISOR"],
            pin=text["PIN"],
            exports=text["EXPORTS"],
            time_zone=self._answers.time_zone,
        )

    def on_station_edited(self, text: str) -> None:
        """The name of a bench is written in capitals."""
        place = self._fields["STATION"].cursorPosition()
        self._fields["STATION"].setText(text.upper())
        self._fields["STATION"].setCursorPosition(place)

    def on_language(self, code: str) -> None:
        """A language was chosen: this page speaks it at once."""
        self._speak(code)

    def on_begin(self) -> None:
        """Make the station; once. A PIN that was mistyped would lock its only supervisor out: it has to be there twice."""
        if self._fields["PIN"].text() != self._fields["PIN_AGAIN"].text():
            self._notices.show_refusal(Refusal("PIN_TYPED_DIFFERENTLY"), self._language)
            self._fields["PIN_AGAIN"].clear()
            self._fields["PIN_AGAIN"].setFocus()
        elif self._work is None:
            self._notices.show_refusal(None, self._language)
            self._row.setEnabled(False)
            self._work = Thread(target=self._make, args=(self.answers(),), name="first run", daemon=True)
            self._work.start()

    def on_ended(self, error: StationError | None) -> None:
        """It is made, or it was refused."""
        self._join()
        if error is None:
            self.done.emit()
            return
        self._row.setEnabled(True)
        self._notices.show_refusal(error, self._language)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif field := self._next_field():
            field.selectAll()
            field.setFocus()
        else:
            self.on_begin()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        self._join()
        self.closed.emit()
        super().closeEvent(event)

    def _next_field(self) -> QLineEdit | None:
        """The one after the field with the cursor; None after the last, and where the cursor is in none."""
        fields = [self._fields[name] for name in _FIELDS]
        return next((after for field, after in pairwise(fields) if field.hasFocus()), None)

    def _make(self, answers: Answers) -> None:
        """On its own thread."""
        try:
            begin(self._data, answers, SystemClock())
        except StationError as error:
            self._ended.emit(error)
        except Exception as error:  # noqa: BLE001 -- a page that waits for a thread that died would wait for ever
            self._ended.emit(Bug("BENCH_BUG", what=type(error).__name__))
        else:
            self._ended.emit(None)

    def _join(self) -> None:
        if self._work:
            self._work.join(_JOIN_SECONDS)
            self._work = None

    def _speak(self, language: str) -> None:
        self._language = language
        self.setWindowTitle(word("WINDOW_TITLE", language))
        self._title.say(word("FIRST_TITLE", language))
        self._lead.say(word("FIRST_LEAD", language, folder=self._data))
        for name, words in self._names.items():
            words.say(word(f"FIRST_{name}", language))
        for name, hint in self._hints.items():
            hint.say(word(f"FIRST_{name}_HINT", language))
            self._fields[name].setAccessibleName(self._names[name].text())
            self._fields[name].setAccessibleDescription(hint.text())
        options = [Option("", each, name_of_language(each, each), chosen=each == language) for each in languages()]
        self._languages.show_options(options, 6)
        self._row.show_commands("", (), Option(ENTER, _BEGIN, word("FIRST_BEGIN", language)))
