"""The strip under the bar that says what came of something: a sentence, what to do next, and a way to close it. Words in, nothing out."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.texts import Notice, word
from ui.supervisor.look import GRID, button
from ui.supervisor.page import told_as
from ui.widgets.words import Words

_GOOD_NEWS_MS: Final = 8000  # trouble stays until somebody closes it


class ToldStrip(QFrame):
    """Refusals are drawn on ink, so that they are seen; what went well goes away by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("told")
        self._what, self._do, self._close = Words("strong"), Words(), button("quiet")
        self._timer = QTimer(self, interval=_GOOD_NEWS_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._close.setText("✕")
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, GRID, 12, GRID)
        row.addLayout(words, 1)
        row.addWidget(self._close)
        self.hide()

    def tell(self, told: object, language: str) -> None:
        """A StationError, a Notice or a sentence; "" takes away what stands there."""
        what, do = told_as(told, language)
        trouble = isinstance(told, StationError | Notice)
        self._what.say(what)
        self._do.say(do)
        self._close.setAccessibleName(word("DESK_DISMISS", language))
        self.setAccessibleName(f"{what} {do}".strip())
        self.setProperty("trouble", str(trouble).lower())
        for each in (self, self._what, self._do, self._close):
            each.style().polish(each)  # a rule that names a property is looked at once
        self.setVisible(bool(what))
        self._timer.stop()
        if what and not trouble:
            self._timer.start()

    @property
    def text(self) -> str:
        """What stands there, "" for nothing."""
        return "" if self.isHidden() else self._what.text()
