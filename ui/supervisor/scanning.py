"""A scanner that types, heard by the desk wherever the focus is: keys in, scans to the window out. Scanners on wires are the bench's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit

from station.errors import Refusal
from ui.devices.keyboard import KeyboardWedge
from ui.devices.scan_codes import SUFFIXES
from ui.devices.wedge import WedgeSettings
from ui.supervisor.window import DeskWindow

if TYPE_CHECKING:
    from station.assembly import Station
    from station.settings import Scanner


class DeskScanning(QObject):
    """Belongs to the window, and ends with it."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wedge = KeyboardWedge(parent=self)
        self._wedge.types_pin = _types_secret
        self._wedge.scanned.connect(window.submit)
        self._wedge.partial.connect(self.on_torn)
        window.reader.opened.connect(self.on_opened)
        window.closed.connect(self.on_closed)
        if app := QApplication.instance():
            app.installEventFilter(self._wedge)

    def on_opened(self) -> None:
        """The folder can be read: this is how its scanners are set up."""
        self._window.reader.ask("scanner", _scanner, self.on_set)

    def on_set(self, scanner: "Scanner") -> None:
        """Listen for it so."""
        self._wedge.configure(WedgeSettings(scanner.prefix, SUFFIXES[scanner.suffix], scanner.threshold_ms))

    def on_torn(self, text: str) -> None:
        """A scan broke off: nothing of it was used."""
        self._window.tell(Refusal("SCAN_PARTIAL", text=text))

    def on_closed(self) -> None:
        """No key goes to a window that is gone."""
        self._wedge.types_pin = lambda: False
        if app := QApplication.instance():
            app.removeEventFilter(self._wedge)


def _types_secret() -> bool:
    """Whether digits are a PIN now: wherever one is typed, at the sign-in and on the page People."""
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password


def _scanner(opened: "Station") -> "Scanner":
    return opened.settings.scanner
