"""The page Restock: totes, lots, what lies in neither, bins and what left; the units of what is chosen, and what can be done with them.

A scan works here, too: a tote, a lot or a bin is chosen by its code, RS-CLOSE closes what is chosen.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from station.supervisor.acts import Act, Answer
from station.supervisor.manifest_files import manifest_name
from station.supervisor.stock import StockNow, bins_now, stock_now
from station.texts import word
from ui.supervisor.look import GRID, DeskCard, button
from ui.supervisor.page import DeskPage, DeskView, refusal_of
from ui.supervisor.reader import DeskReader
from ui.supervisor.restock_detail import RestockDetail
from ui.supervisor.restock_rows import Bins, Section, beside_word, counts, table_of
from ui.supervisor.restock_words import done_word
from ui.supervisor.saving import ask_where
from ui.supervisor.table import DeskTable
from ui.supervisor.table_tools import TableTools

_KEYS: Final = {str(place): section for place, section in enumerate(Section, start=1)}
_SCANNED: Final = {"RS-TOTE-": (Section.TOTES, "tote"), "RS-LOT-": (Section.LOTS, "lot"), "RS-BIN-": (Section.BINS, "bin")}


class RestockPage(DeskPage):
    """Lists at the left, what is chosen in them at the right."""

    code = "@RESTOCK"
    name = "DESK_RESTOCK"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = Section.TOTES
        self._now: StockNow | None = None
        self._bins: Bins = ()
        self.table, self.detail = DeskTable(), RestockDetail()
        self._sections = {section: button("chip") for section in Section}
        self.tools = TableTools(self, self.table, "restock")
        self.unit_tools = TableTools(self, self.detail.table, "units")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(GRID)
        for each in self._sections.values():
            each.setCheckable(True)
            chips.addWidget(each)
        chips.addStretch(1)
        left = self._left = DeskCard()
        left.body.addWidget(self.tools)
        left.body.addWidget(self.table, 1)
        self.detail.add_tools(self.unit_tools)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(2 * GRID)
        for half in (left, self.detail):
            halves.addWidget(half)
        halves.setSizes([640, 670])
        for place, share in enumerate((2, 3)):
            halves.setStretchFactor(place, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(chips)
        column.addWidget(halves, 1)

    def _connect(self) -> None:
        for section, chip in self._sections.items():
            chip.clicked.connect(lambda _checked=False, section=section: self.show_section(section))
        self.table.marked.connect(self.on_marked)
        self.detail.performed.connect(self.performed)
        self.detail.turned.connect(self.turned)
        self.detail.told.connect(self.told)
        self.detail.wanted.connect(self.on_manifest_wanted)

    @property
    def chips(self) -> dict[Section, QPushButton]:
        """The names of the lists, to be touched."""
        return self._sections

    def attach(self, reader: DeskReader) -> None:
        super().attach(reader)
        self.detail.attach(reader)

    def show_desk(self, view: DeskView) -> None:
        self.detail.show_desk(view)
        self.table.speak(view.language, view.zone)
        for tools in (self.tools, self.unit_tools):
            tools.speak(view.language)
        super().show_desk(view)

    def open_page(self, what: object = None) -> None:
        """`what` may be the code of a tote, lot or bin, or nothing."""
        if isinstance(what, str):
            self._choose(what)
        super().open_page(what)

    def refresh(self) -> None:
        if self.reader is None:
            return
        client = self.view.client
        self.table.show_loading()
        self.reader.ask("restock", lambda opened: stock_now(opened, client), self.on_stock, self.table.show_error)
        if self.section is Section.BINS:
            self.reader.ask("restock bins", lambda opened: bins_now(opened, client), self.on_bins, self.table.show_error)
        self.detail.refresh()

    def close_page(self) -> None:
        self.detail.leave()

    def end_page(self) -> None:
        self.detail.end()

    def show_section(self, section: Section) -> None:
        """Another list."""
        if section is not self.section:
            self.section = section
            self.detail.show_nothing()
            if section is Section.BINS:
                self.refresh()
        self._draw()

    def takes_scan(self, text: str) -> bool:
        code = text.strip().upper()
        if code == "RS-CLOSE":
            return self.detail.close_chosen()
        return self._choose(code)

    def takes_key(self, name: str) -> bool:
        if name == "Esc" and self.detail.form.isVisible():
            self.detail.form.close_form()
            return True
        if name in _KEYS:
            self.show_section(_KEYS[name])
        return name in _KEYS

    def takes_badge(self, text: str) -> bool:
        return self.detail.form.take_badge(text)

    def on_stock(self, now: StockNow) -> None:
        """What is where."""
        self._now = now
        self._draw()

    def on_bins(self, bins: Bins) -> None:
        """What was put into bins."""
        self._bins = bins
        self._draw()

    def on_marked(self, whats: tuple[str, ...]) -> None:
        """A row is chosen."""
        if whats and self._now:
            self.detail.show_pile(whats[0], self._now)

    def on_manifest_wanted(self, lot: str, form: str) -> None:
        """Ask where it shall be."""
        ask_where(self, f"{manifest_name(lot)}.{form}", lambda file: self.detail.make_manifest(lot, file))

    def show_answer(self, act: Act, answer: Answer) -> None:
        super().show_answer(act, answer)
        done = refusal_of(answer) is None
        self.detail.show_answer(done=done)
        if done:
            self.told.emit(done_word(act, self.view.language))
        self.refresh()

    def _choose(self, code: str) -> bool:
        for beginning, (section, kind) in _SCANNED.items():
            if code.startswith(beginning) and code != beginning:
                self.show_section(section)
                self.tools.field.clear()
                name = code.removeprefix(beginning)
                self.table.view.clearSelection()
                self.table.select([f"{kind}:{name}"])
                if self._now:
                    self.detail.show_pile(f"{kind}:{name}", self._now)
                return True
        return False

    def _draw(self) -> None:
        language = self.view.language
        sizes = counts(self._now, language) if self._now else dict.fromkeys(Section, "")
        for section, chip in self._sections.items():
            chip.setText(f"{word(f'RESTOCK_{section.upper()}', language)}  {sizes[section]}".rstrip())
            chip.setToolTip(next(key for key, each in _KEYS.items() if each is section))
            chip.setChecked(section is self.section)
        self._left.name(word(f"RESTOCK_{self.section.upper()}", language), beside_word(self.section, self._now, language))
        if self._now:
            columns, rows = table_of(self.section, self._now, self._bins, language)
            self.table.view.setAccessibleName(word(f"RESTOCK_{self.section.upper()}", language))
            self.table.show_rows(columns, rows, word(f"RESTOCK_NO_{self.section.upper()}", language))
            self.detail.show_now(self._now)
