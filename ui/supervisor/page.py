"""What every page of the desk is built on: opened by its name in the bar or by another page; asks the reader, draws what it answers."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from station.errors import StationError
from station.model.rights import Right
from station.supervisor.acts import Act, Answer
from station.texts import Notice, notice, word
from ui.supervisor.reader import DeskReader

UTC: Final = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class DeskView:
    """What every page needs to know of the desk.

    `person` is the id and `name` the name of who is signed in, both "" where nobody has to be; `rights` are the names of what they may do
    (everything where nobody has to sign in). `client` "" means all of `clients`. `currency` is that of values that name none.
    """

    language: str = "en"
    zone: ZoneInfo = UTC
    site: str = ""
    station: str = ""
    person: str = ""
    name: str = ""
    role: str = ""
    rights: frozenset[str] = frozenset()
    everything: bool = False
    client: str = ""
    clients: tuple[str, ...] = ()
    currency: str = "EUR"

    def may(self, right: Right) -> bool:
        """Whether whoever is here may do this. What is really allowed is decided where it is done; a button says it beforehand."""
        return self.everything or right in self.rights

    def may_not(self, right: Right) -> str:
        """Why a button is no use to whoever is here: the sentence that says who may; "" for whoever may."""
        return "" if self.may(right) else word(f"RIGHT_{right.name}", self.language)


class DeskPage(QWidget):
    """Made without anything; `attach` gives it the reader, `show_desk` the view, `open_page` shows it. Then `refresh` at every change.

    `turned`: go to another page, by its code, with what it shall show. `performed` carries an act; `show_answer` brings it and its answer.
    `told` carries a StationError, a Notice or a plain sentence for the strip above the page.
    """

    turned = Signal(str, object)
    performed = Signal(object)
    told = Signal(object)

    code = ""
    name = ""  # the word that its name is, "" for a page that the bar does not offer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reader: DeskReader | None = None
        self.view = DeskView()
        self.what: object = None

    def title(self, language: str) -> str:
        """What the window is called while it is open."""
        return word(self.name, language) if self.name else ""

    def attach(self, reader: DeskReader) -> None:
        """Who answers its questions."""
        self.reader = reader

    def show_desk(self, view: DeskView) -> None:
        """Another language, person or client; also before it is opened first. What it shows is asked for anew where it is open."""
        self.view = view
        if self.isVisible():
            self.refresh()

    def open_page(self, what: object = None) -> None:
        """It is shown from now on; `what` is whatever the page that led here named, such as a plate."""
        self.what = what
        self.refresh()

    def refresh(self) -> None:
        """Somebody has written, or the view is another: ask anew, keep what is chosen and where it is scrolled to."""

    def close_page(self) -> None:
        """Another page is shown from now on."""

    def end_page(self) -> None:
        """The desk is closed: what the page has under way beside the reader ends."""

    def takes_scan(self, text: str) -> bool:  # noqa: ARG002 -- the pages that do look at it
        """Use a scan here; False hands it to the desk, which looks for what was scanned."""
        return False

    def takes_badge(self, text: str) -> bool:  # noqa: ARG002 -- as above
        """Use somebody's badge here, such as a witness's; False where it is meant for signing in."""
        return False

    def takes_key(self, name: str) -> bool:  # noqa: ARG002 -- as above
        """Use a key (named as in ui/keys.py) that no field wanted; False where it does nothing here."""
        return False

    def show_answer(self, act: Act, answer: Answer) -> None:  # noqa: ARG002 -- the pages that do more look at it
        """What came of this act, which it performed. A refusal is told; whoever wants more does more."""
        if told := refusal_of(answer):
            self.told.emit(told)


def refusal_of(answer: Answer | StationError) -> StationError | None:
    """Why an act was not done, or broke off; None if it was done."""
    return answer if isinstance(answer, StationError) else answer.error


def told_as(told: object, language: str) -> tuple[str, str]:
    """A sentence and what to do next, in words, out of whatever a page told."""
    if isinstance(told, StationError):
        told = notice(told, language)
    if isinstance(told, Notice):
        return told.message, told.advice
    return str(told), ""
