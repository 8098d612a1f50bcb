"""What is asked before goods leave, in place: an action in, its act out. Destroyed, shipped, sent back, or sent to repair.

What may really leave, and what has to be said of it, is decided where it is done; a field that is missing here is named there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFileDialog, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from station.supervisor.acts import Act
from station.supervisor.acts_containers import REOPEN_REASONS, ReopenLot, ReopenTote
from station.supervisor.acts_stock import (
    DEROGATIONS,
    METHODS,
    MOST_WEIGHT_G,
    TO_CUSTOMER,
    TO_VENDOR,
    Destroy,
    Return,
    SendToRepair,
    ShipLot,
)
from station.supervisor.stock_possible import Do, said_of
from station.texts import counted, word
from ui.supervisor.choice import Choice
from ui.supervisor.look import GRID, button
from ui.supervisor.page import DeskView
from ui.widgets.words import Words

_FIELDS: Final = ("to", "reference", "derogation", "method", "weight", "witness", "pin", "photo", "why")  # from above


@dataclass(frozen=True, slots=True)
class About:
    """What leaves: a lot, or units by their plates; a lot or a tote that is opened again."""

    do: Do
    lot: str = ""
    tote: str = ""
    lpns: tuple[str, ...] = ()
    units: int = 0


class LeavingForm(QFrame):
    """`asked` carries the act; `left` that nothing shall be done."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self._about: About | None = None
        self._language, self._badge = "en", ""
        self._what = Words("strong")
        self._texts = {name: QLineEdit() for name in ("to", "reference", "weight", "witness", "pin", "photo")}
        self._choices = {name: Choice() for name in ("method", "derogation", "why")}
        self._browse, self._go, self._leave = button(), button("primary"), button()
        self._chooser: QFileDialog | None = None
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self._texts["pin"].setEchoMode(QLineEdit.EchoMode.Password)
        self._texts["weight"].setValidator(QIntValidator(1, MOST_WEIGHT_G, self))
        self._form = QFormLayout()
        self._form.setSpacing(GRID)
        photo = QWidget()
        beside = QHBoxLayout(photo)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._texts["photo"], 1)
        beside.addWidget(self._browse)
        texts = {name: field for name, field in self._texts.items() if name != "photo"}
        self._rows: dict[str, QWidget] = {**self._choices, **texts, "photo": photo}
        self._labels = {name: Words() for name in self._rows}
        for name in _FIELDS:
            self._form.addRow(self._labels[name], self._rows[name])
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self._what)
        column.addLayout(self._form)
        column.addLayout(buttons)
        self._go.clicked.connect(self.on_go)
        self._leave.clicked.connect(self.close_form)
        self._browse.clicked.connect(self.on_browse)
        for field in texts.values():
            field.returnPressed.connect(self.on_go)

    def show_about(self, about: About, view: DeskView) -> None:
        """Ask about this; what was written before is gone."""
        self._about, self._language, self._badge = about, view.language, ""
        self.answered()
        for field in self._texts.values():
            field.clear()
        self._fill_choices(view.language)
        said = said_of(about.do, people=not view.everything)
        wanted = [name for name in _FIELDS if ("witness" if name == "pin" else name) in said]
        for name, row in self._rows.items():
            self._form.setRowVisible(row, name in wanted)
            label = word(f"RESTOCK_FIELD_{name.upper()}", self._language)
            self._labels[name].setText(label)
            row.setAccessibleName(label)
        self._what.say(_question(about, self._language))
        self._browse.setText(word("RESTOCK_BROWSE", self._language))
        self._texts["witness"].setPlaceholderText(word("RESTOCK_WITNESS_BADGE", self._language))
        self._go.setText(word(f"RESTOCK_GO_{about.do.name}", self._language))
        self._leave.setText(word("RESTOCK_LEAVE", self._language))
        self.show()
        self._rows[wanted[0]].setFocus()

    def close_form(self) -> None:
        """Nothing is asked any more."""
        was, self._about, self._badge = self._about, None, ""
        self._texts["pin"].clear()
        self.hide()
        if was:
            self.left.emit()

    def take_badge(self, text: str) -> bool:
        """The badge of whoever saw it; False where nobody is asked for one."""
        if self._about is None or self._about.do is not Do.DESTROY or not self.isVisible():
            return False
        self._badge = text
        self._texts["witness"].setText(word("RESTOCK_BADGE_SCANNED", self._language))
        return True

    def on_go(self) -> None:
        """Everything is said."""
        if self._about and self._go.isEnabled():
            self._go.setEnabled(False)  # until it is known what came of it: a second touch would be a second act
            self.asked.emit(self._act(self._about))

    def answered(self) -> None:
        """It is known what came of it."""
        self._go.setEnabled(True)

    def on_browse(self) -> None:
        """A picture that somebody took: chosen without making anybody wait."""
        self._chooser = QFileDialog(self, word("RESTOCK_FIELD_PHOTO", self._language))
        self._chooser.setNameFilters([word("RESTOCK_PICTURES", self._language)])
        self._chooser.fileSelected.connect(self._texts["photo"].setText)
        self._chooser.open()

    def _fill_choices(self, language: str) -> None:
        none = ("", word("RESTOCK_NO_DEROGATION", language))
        self._choices["method"].offer([(code, word(f"METHOD_{code}", language)) for code in METHODS], "")
        self._choices["derogation"].offer([none, *((code, word(f"DEROGATION_{code.upper()}", language)) for code in DEROGATIONS)], "")
        self._choices["why"].offer([(code, word(f"REOPEN_LOT_{code}", language)) for code in REOPEN_REASONS], "")

    def _act(self, about: About) -> Act:
        makes: dict[Do, Callable[[], Act]] = {
            Do.SHIP: lambda: ShipLot(about.lot, self._text("to"), self._text("reference")),
            Do.VENDOR: lambda: Return(about.lpns, TO_VENDOR, self._text("reference")),
            Do.CUSTOMER: lambda: Return(about.lpns, TO_CUSTOMER, self._text("reference")),
            Do.REPAIR: lambda: SendToRepair(about.lpns, self._text("to"), self._text("reference")),
            Do.REOPEN: lambda: (
                ReopenTote(about.tote, self._chosen("why")) if about.tote else ReopenLot(about.lot, self._chosen("why"))
            ),
            Do.DESTROY: lambda: Destroy(
                about.lpns, self._chosen("method"), int(self._text("weight") or 0), self._text("photo"),
                self._text("witness"), self._text("pin"), self._badge, self._chosen("derogation"),
            ),
        }  # fmt: skip
        return makes[about.do]()

    def _text(self, name: str) -> str:
        return self._texts[name].text().strip()

    def _chosen(self, name: str) -> str:
        return self._choices[name].data


def _question(about: About, language: str) -> str:
    if about.tote:
        return counted("RESTOCK_ASK_REOPEN_TOTE", about.units, language, tote=about.tote)
    if about.lot:
        return counted(f"RESTOCK_ASK_{about.do.name}", about.units, language, lot=about.lot)
    return counted(f"RESTOCK_ASK_{about.do.name}", len(about.lpns), language)
