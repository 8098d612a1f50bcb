"""The right half of the page Restock: what was chosen in a list in; its units, and what shall be done with it, out."""

from pathlib import Path
from typing import Final, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from station.supervisor.acts import Act
from station.supervisor.acts_containers import CloseLot, CloseTote
from station.supervisor.acts_stock import BackFromRepair
from station.supervisor.stock import Gone, StockNow, UnitThere, units_there
from station.supervisor.stock_possible import ABOUT_UNITS, MANIFESTS, Do, Pile, actions_of
from station.texts import counted, word
from ui.supervisor.file_job import FileJob
from ui.supervisor.flow import Flow
from ui.supervisor.look import DeskCard, button
from ui.supervisor.page import DeskView
from ui.supervisor.reader import DeskReader
from ui.supervisor.restock_forms import About, LeavingForm
from ui.supervisor.restock_rows import unit_table
from ui.supervisor.restock_words import beside, by_bin, heading, nothing_there, told_of
from ui.supervisor.table import DeskTable
from ui.widgets.words import Words

_LISTED: Final = ("tote", "lot", "loose", "bin", "held", "quarantine", "repairing")


class RestockDetail(DeskCard):
    """`performed`, `turned` and `told` are those of the page; `wanted` carries a lot and the form of a manifest."""

    performed = Signal(object)
    turned = Signal(str, object)
    told = Signal(object)
    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: DeskReader | None = None
        self._view, self._now, self._pile = DeskView(), StockNow.nothing(), Pile()
        self._units: tuple[UnitThere, ...] = ()
        self.table, self.form, self.manifests = DeskTable(several=True), LeavingForm(), FileJob(self)
        self._said, self._hint = Words("muted"), Words("small")
        self._actions = Flow()
        self._tools: QWidget | None = None
        self.buttons = {each: button("primary" if each in (Do.CLOSE, Do.SHIP) else "plain") for each in Do}
        self._progress, self._stop = QProgressBar(), button()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for each in self.buttons.values():
            self._actions.add(each)
            each.hide()
        making = self._making = QWidget()
        beside = QHBoxLayout(making)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._progress, 1)
        beside.addWidget(self._stop)
        making.hide()
        self.body.addWidget(self._said)
        self.body.addWidget(self._actions)
        self.body.addWidget(making)
        self.body.addWidget(self.form)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._hint)

    def _connect(self) -> None:
        for action, each in self.buttons.items():
            each.clicked.connect(lambda _checked=False, action=action: self.do(action))
        self.table.chosen.connect(lambda lpn: self.turned.emit("@ITEM", lpn))
        self.table.marked.connect(self.on_marked)
        self.form.asked.connect(self.performed)
        self.form.left.connect(self.show_actions)
        self.manifests.told.connect(self.told)
        self.manifests.progressed.connect(self.on_progressed)
        self.manifests.running.connect(self.on_running)
        self._stop.clicked.connect(self.manifests.stop)

    def add_tools(self, tools: QWidget) -> None:
        """What stands over its units, as long as there is something whose units these are."""
        self._tools = tools
        self.body.insertWidget(self.body.indexOf(self.table), tools)

    def attach(self, reader: DeskReader) -> None:
        """Who answers."""
        self._reader = reader

    def show_desk(self, view: DeskView) -> None:
        """Another language, person or client."""
        if (view.person, view.client) != (self._view.person, self._view.client):
            self.form.close_form()
        self._view = view
        self.table.speak(view.language, view.zone)
        for action, each in self.buttons.items():
            each.setText(word(f"RESTOCK_DO_{action.name}", view.language))
        self._stop.setText(word("RESTOCK_STOP", view.language))
        self.show_now(self._now)

    def show_pile(self, what: str, now: StockNow) -> None:
        """What is chosen, as a row names it."""
        pile = Pile.of(what)
        if pile != self._pile:
            self._pile, self._units = pile, ()
            self.form.close_form()
            self.table.show_rows(self.table.columns, ())
        self.show_now(now)
        self.refresh()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._pile = Pile()
        self.form.close_form()
        self.refresh()

    def refresh(self) -> None:
        """Ask for its units anew."""
        kind, name = self._listed()
        if self._reader and kind:
            client = self._pile.client or self._view.client
            self._reader.ask("restock units", lambda opened: units_there(opened, kind, name, client), self.on_units, self.table.show_error)
        else:
            if self._reader:
                self._reader.forget("restock units")  # those of what was chosen before
            self.on_units(())

    def leave(self) -> None:
        """Another page is shown; a manifest that is being made goes on."""
        self.form.close_form()

    def end(self) -> None:
        """The desk is closed."""
        self.manifests.stop()

    def show_now(self, now: StockNow) -> None:
        """What is where has changed, or is drawn in another language."""
        self._now = now
        language = self._view.language
        container, gone = self._pile.container(now), self._gone()
        self.name(heading(self._pile, gone, language), beside(container, len(self._units), language))
        if self._tools:
            self._tools.setVisible(bool(self._pile.kind))
        self._said.say(told_of(gone, now.names, self._view) if gone else by_bin(self._pile, self._units, language))
        closed = container is not None and container.state == "closed" and self._pile.kind == "tote"
        self._hint.say(word("RESTOCK_EMPTY_TOTE", language, tote=self._pile.name) if closed else "")
        self.show_actions()

    def show_actions(self) -> None:
        """Buttons, but while a form asks."""
        offered = () if self.form.isVisible() else actions_of(self._pile, self._now, self._view.may, len(self._units))
        for action, each in self.buttons.items():
            each.setVisible(action in offered)
        self._actions.setVisible(bool(offered))

    def do(self, action: Do) -> None:
        """A button was touched."""
        match action:
            case Do.XLSX | Do.CSV | Do.ZIP:
                self.wanted.emit(self._listed()[1], action.value)
            case Do.DECIDE:
                self.turned.emit("@DECISIONS", None)
            case Do.BACK:
                for lpn in self._meant():
                    self.performed.emit(BackFromRepair(lpn))
            case Do.CLOSE:
                self.performed.emit(self._closing())
            case Do.SHIP | Do.REOPEN | Do.DESTROY | Do.VENDOR | Do.CUSTOMER | Do.REPAIR:
                self._ask(action)
            case _:
                assert_never(action)

    def make_manifest(self, lot: str, file: Path) -> None:
        """Write it there."""
        if self._reader:
            self.manifests.make(self._reader.data, "manifest", file, self._view.language, [lot])

    def close_chosen(self) -> bool:
        """RS-CLOSE: True where there is something that can be closed."""
        if Do.CLOSE not in actions_of(self._pile, self._now, self._view.may, len(self._units)):
            return False
        self.performed.emit(self._closing())
        return True

    def show_answer(self, *, done: bool) -> None:
        """What came of an act: what was asked is done, or stays so that it can be put right."""
        self.form.answered()
        if done:
            self.form.close_form()
            self.refresh()

    def on_units(self, units: tuple[UnitThere, ...]) -> None:
        """The units of what is chosen."""
        self._units = units
        columns, rows = unit_table(units, self._view.language, to_bins=self._pile.kind in ("tote", "loose"))
        self.table.view.setAccessibleName(heading(self._pile, self._gone(), self._view.language))
        self.table.show_rows(columns, rows, word(nothing_there(self._pile, self._now), self._view.language))
        self.show_now(self._now)

    def on_marked(self, lpns: tuple[str, ...]) -> None:
        """Units are chosen: what is done is done with these."""
        if lpns and any(each.isVisible() for action, each in self.buttons.items() if action in ABOUT_UNITS):
            self._hint.say(counted("RESTOCK_MARKED", len(lpns), self._view.language))

    def on_progressed(self, said: dict[str, int]) -> None:
        """So many photos are in the archive."""
        done, total = said.get("photos", 0), said.get("total", 0)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setFormat(word("RESTOCK_PROGRESS", self._view.language, done=done, total=total))

    def on_running(self, running: bool) -> None:
        """A manifest is being made, or no more."""
        self._progress.setRange(0, 0)
        self._making.setVisible(running)
        for action in MANIFESTS:
            self.buttons[action].setEnabled(not running)

    def _ask(self, action: Do) -> None:
        """What has to be said of it, in a form that makes the act."""
        container = self._pile.container(self._now)
        name = self._pile.name if action in (Do.SHIP, Do.REOPEN) else ""
        lot, tote = ("", name) if self._pile.kind == "tote" else (name, "")
        lpns = self._meant() if action in ABOUT_UNITS else ()
        self.form.show_about(About(action, lot, tote, lpns, container.units if container else 0), self._view)
        self.show_actions()

    def _closing(self) -> Act:
        return CloseTote(self._pile.name) if self._pile.kind == "tote" else CloseLot(self._pile.name)

    def _meant(self) -> tuple[str, ...]:
        return self.table.selection() or tuple(unit.lpn for unit in self._units)

    def _listed(self) -> tuple[str, str]:
        """Which list of units stands behind it."""
        if gone := self._gone():
            return ("lot" if gone.kind == "lot.shipped" else "unit"), gone.what
        return (self._pile.kind, self._pile.name) if self._pile.kind in _LISTED else ("", "")

    def _gone(self) -> Gone | None:
        return next((row for row in self._now.gone if self._pile == Pile("gone", str(row.seq))), None)
