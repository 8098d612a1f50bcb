"""One window for each data folder: a second desk shows the first instead of opening another. A folder in, `asked` out."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_PATIENCE_MS: Final = 500  # before there is a window; a desk that does not answer is as good as none


def come_forward(window: QWidget) -> None:
    """Somebody wants to see it, and it may be behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


class OneDesk(QObject):
    """`asked`: somebody wants to see the desk that is open."""

    asked = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"restock-desk-{sha256(str(data.resolve()).encode()).hexdigest()[:24]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self.on_connection)

    def is_first(self) -> bool:
        """False where there is one already: it has been told to show itself. To be called before there is a window."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # of one that was ended without a chance to
        self._server.listen(self._name)
        return True

    def on_connection(self) -> None:
        """The next one came, and goes away again."""
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
        self.asked.emit()

    def end(self) -> None:
        """The window is closed."""
        self._server.close()
