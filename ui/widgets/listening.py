"""The strip that says that scans do not come here: another window is in front, so a scanner that types types into that one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from station.texts import word
from ui.widgets.words import Words


class ListeningStrip(QFrame):
    """Over the top of its window while the application is not in front: nothing moves for it. `heard`: scans come here again, or not."""

    heard = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("refusal")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(2)
        self._what, self._do = Words("strong"), Words()
        column.addWidget(self._what)
        column.addWidget(self._do)
        self.hide()
        self.show_words("en")
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self.on_state)

    def show_words(self, language: str) -> None:
        """In this language from now on."""
        self._what.say(word("LISTENING_NOT", language))
        self._do.say(word("LISTENING_NOT_WHAT", language))
        self.fit(self.window().width())

    def fit(self, width: int) -> None:
        """As wide as the window, as high as the words need."""
        self.setGeometry(0, 0, width, self.heightForWidth(width))

    def on_state(self, state: Qt.ApplicationState) -> None:
        """The application came to the front, or went behind."""
        front = state is Qt.ApplicationState.ApplicationActive
        if front == self.isHidden():
            return
        self.fit(self.window().width())
        self.setVisible(not front)
        self.raise_()
        self.heard.emit(front)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        super().mousePressEvent(event)
        self.window().activateWindow()
