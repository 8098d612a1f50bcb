"""The scanners' page: which there are and how they are, what really came of a scan, and the test with the calibration sheet.

The Scanners in, what is changed goes back to them. While it is open a scan is shown here and does not reach the bench.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from PySide6.QtWidgets import QWidget

from station.devices.calibration import CODES, Trouble
from station.errors import StationError
from station.texts import clauses, notice, sentences, word
from ui.bench.screen import BACK, ENTER, Option
from ui.devices.scanners import Scanners
from ui.devices.tried import CAMERA, KEYBOARD, Tried, in_words, masked
from ui.setup import scanner_list
from ui.setup.calibrating import Calibration
from ui.setup.calibration_sheet import CalibrationSheet
from ui.setup.code_picture import CodePicture
from ui.setup.page import OwnPage
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.words import Pairs, Words

START, SKIP, SAVE = "scanner:start", "scanner:skip", "scanner:save"
_SOURCES: Final = {KEYBOARD: "SCANNER_FROM_KEYBOARD", CAMERA: "SCANNER_FROM_CAMERA"}


class ScannerPage(OwnPage):
    """First the list and what came; in the test one code at a time, then what was found and the cure."""

    def __init__(self, scanners: Scanners, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scanners = scanners
        self._came: Tried | None = None
        self._test: Calibration | None = None
        self._said = ""
        self._options: Sequence[Option] = ()
        self._picture, self._paper, self._found = CodePicture(), Words("muted"), Words("strong")
        self._cures_title, self._cures = Words("product"), Words()
        self._came_title, self._came_rows = Words("product"), Pairs()
        self._list_title, self._list, self._actions = Words("product"), Pairs(), OptionGrid(Shape.COMMAND, 2)
        self._sheet = CalibrationSheet(self)
        self._sheet.told.connect(self.on_sheet)
        self._lay_out()
        scanners.tried.connect(self.on_tried)
        scanners.news_changed.connect(self.on_news)
        scanners.refused.connect(self.on_refused)

    def _lay_out(self) -> None:
        parts = (self._picture, self._paper, self._found, self._cures_title, self._cures, self._came_title, self._came_rows)
        for part in (*parts, self._list_title, self._list, self._actions):
            self.column.body.addWidget(part)
        self.column.body.addStretch(1)
        self._actions.taken.connect(self.on_chosen)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        if not self.isVisible():
            self._came, self._test, self._said = None, None, ""
        self._scanners.try_out(trying=True)
        self._draw()

    def close_page(self) -> None:
        super().close_page()
        self._scanners.try_out(trying=False)

    def takes_scan(self, text: str) -> bool:
        """All of them: a code that is tried must not grade a unit. This one was typed, or touched on the screen."""
        self.on_tried(Tried(text, "\r", source=""))
        return True

    def takes_key(self, name: str) -> bool:
        code = next((option.code for option in self._options if name and option.key == name), "")
        if code:
            self.on_chosen(code)
        elif name == "Esc" and self._test:
            self.on_chosen(BACK)
            return True
        return bool(code)

    def on_tried(self, tried: Tried) -> None:
        """A scan, just as it came."""
        self._came = replace(tried, text=masked(tried.text))
        if self._test:
            self._test = self._test.after(self._came)
        self._draw()

    def on_news(self) -> None:
        """Another list of scanners or ports, or other settings."""
        if self.isVisible():
            self._draw()

    def on_refused(self, error: StationError) -> None:
        """Something could not be kept."""
        if self.isVisible():
            told = notice(error, self.language)
            self._said = sentences((told.message, told.advice), self.language)
            self._draw()

    def on_sheet(self, said: str) -> None:
        """What became of the sheet on paper."""
        self._said = said
        self._draw()

    def end(self) -> None:
        """The window is closed."""
        self._sheet.end()

    def on_row_taken(self, code: str) -> None:
        self.on_chosen(code)

    def on_chosen(self, code: str) -> None:
        """A button of this page, or its key."""
        if code == START:
            self._test, self._said, self._came = Calibration(), "", None
        elif code == SKIP and self._test:
            self._test = self._test.skip()
        elif code == SAVE and self._test:
            self._scanners.change(self._test.to_keep())
            self._test, self._said = None, word("CALIBRATION_SAVED", self.language)
        elif code == BACK and self._test:
            self._test = None
        elif code == scanner_list.SHEET:
            self._sheet.make(self._scanners.folder, self.language)
        elif changes := scanner_list.changed(self._scanners, code):
            self._said = ""
            self._scanners.change(changes)
        else:
            self.taken.emit(code)
        self._draw()

    def _draw(self) -> None:
        test = self._test
        asked = test.asked if test else None
        self._picture.setVisible(asked is not None)
        if test is None:
            self._draw_overview()
        elif asked:
            step = word("CALIBRATION_STEP", self.language, number=asked.number, all=len(CODES))
            self._picture.show_code(asked, step)
            self._draw_test(test, step, word("CALIBRATION_PAPER", self.language))
        else:
            self._draw_test(test, word("CALIBRATION_TITLE", self.language), "")
        self._draw_came(shown=test is None or asked is not None)
        self._draw_list(shown=test is None)

    def _draw_overview(self) -> None:
        self.title.say(word("SCANNER_TITLE", self.language))
        self.lead.say(word("SCANNER_LEAD", self.language))
        for part, text in ((self._paper, ""), (self._found, self._said), (self._cures_title, ""), (self._cures, "")):
            part.say(text)
        self._offer((), Option(ENTER, START, word("CALIBRATION_START", self.language)))

    def _draw_test(self, test: Calibration, title: str, paper: str) -> None:
        self.title.say(title)
        self.lead.say("")
        self._paper.say(paper)
        over = test.asked is None
        self._found.say("\n".join([*([self._said] if self._said else []), *self._results(test), *([self._summary(test)] if over else [])]))
        self._cures_title.say(word("CALIBRATION_CURES", self.language) if test.wrong and over else "")
        self._cures.say("\n\n".join(self._cure(trouble) for trouble in test.wrong) if over else "")
        sheet = Option("9", scanner_list.SHEET, word("SHEET_BUTTON", self.language))
        skip = (sheet, Option("0", SKIP, word("CALIBRATION_SKIP", self.language))) if not over else ()
        again = (Option("1", START, word("CALIBRATION_AGAIN", self.language)),) if over else ()
        keep = Option(ENTER, SAVE, word("CALIBRATION_SAVE", self.language)) if over and test.to_keep() else None
        self._offer((*skip, *again), keep)

    def _results(self, test: Calibration) -> list[str]:
        lines = []
        for code in CODES:
            if code.number in test.skipped:
                lines.append(word("CALIBRATION_SKIPPED", self.language, number=code.number))
            elif code.number in test.found:
                wrong = [self._trouble(trouble) for trouble in test.found[code.number]]
                key = "CALIBRATION_BAD" if wrong else "CALIBRATION_GOOD"
                lines.append(word(key, self.language, number=code.number, trouble=clauses(wrong, self.language)))
        return lines

    def _summary(self, test: Calibration) -> str:
        said = []
        if test.good:
            said.append(word("CALIBRATION_PART_GOOD" if test.skipped else "CALIBRATION_ALL_GOOD", self.language))
        if test.threshold_ms:
            said.append(word("CALIBRATION_LEARNED", self.language, threshold=test.threshold_ms))
        return sentences(said, self.language)

    def _trouble(self, trouble: Trouble) -> str:
        return word(f"CALIBRATION_{trouble.kind}", self.language, what=in_words(trouble.what))

    def _cure(self, trouble: Trouble) -> str:
        cure = word(f"CALIBRATION_{trouble.kind}_CURE", self.language, what=in_words(trouble.what))
        if not trouble.layout:
            return cure
        layout = word(f"CALIBRATION_LAYOUT_{trouble.layout}", self.language)
        return sentences((cure, word("CALIBRATION_LAYOUT_LOOKS", self.language, layout=layout)), self.language)

    def _draw_came(self, *, shown: bool) -> None:
        self._came_title.say(word("SCANNER_CAME", self.language) if shown and self._came else "")
        self._came_rows.show_pairs(self._came_pairs(self._came) if shown and self._came else [])

    def _came_pairs(self, came: Tried) -> list[tuple[str, str]]:
        text = in_words(came.text)
        pairs = [
            ("SCANNER_TEXT", word("SCANNER_TEXT_NOISE", self.language, text=text) if came.noise else text),
            ("SCANNER_END", in_words(came.end) if came.end else word("SCANNER_NO_END", self.language)),
        ]
        pairs += [("SCANNER_FROM", self._source(came))] if came.source else []
        return [(word(key, self.language), value) for key, value in pairs]

    def _source(self, came: Tried) -> str:
        source = word(_SOURCES[came.source], self.language) if came.source in _SOURCES else came.source
        if not came.gaps_ms:
            return source
        middle, most = round(median(came.gaps_ms)), max(came.gaps_ms)
        return word("SCANNER_FROM_TIMED", self.language, source=source, middle=middle, most=most)

    def _draw_list(self, *, shown: bool) -> None:
        self._list_title.say(word("SCANNER_LIST", self.language) if shown else "")
        self._list.show_pairs(scanner_list.rows(self._scanners, self.language) if shown else [])
        actions = scanner_list.actions(self._scanners, self.language) if shown else []
        self._actions.show_options(actions, 2)
        self._options = (*actions, *self._options) if shown else self._options

    def _offer(self, commands: tuple[Option, ...], primary: Option | None) -> None:
        back = Option("Esc", BACK, word("WINDOW_BACK", self.language))
        self._options = (*commands, *([primary] if primary else []))
        self.row.show_commands("", (*commands, back), primary)
