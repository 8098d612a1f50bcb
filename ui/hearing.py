"""Ears and eyes: each sound with its visible twin, a band at the upper edge with a sign and a word, for a loud hall. A Sound in."""

from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.bench.heard import seen
from ui.devices.loudspeaker import Loudspeaker
from ui.sounds import Sound
from ui.theme import scaled, tokens_of

_BRIEF_MS: Final = 120
_LONGER_MS: Final = 480  # what stops somebody has to be seen by whoever looks up because of it
_HIGH: Final = 40
_STOPPING: Final = (Sound.REFUSED, Sound.HAZARD)


class Flash(QWidget):
    """The band: over everything, touched by nothing. Filled with ink where somebody has to look, else an outline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._text, self._filled = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What stands on it."""
        return self._text

    def show_sound(self, sound: Sound, language: str) -> None:
        """For a moment."""
        self._text, self._filled = seen(sound, language), sound in _STOPPING
        self.setGeometry(QRect(0, 0, self._over.width(), scaled(_HIGH)))
        self.raise_()
        self.show()
        self.update()
        self._timer.start(_LONGER_MS if self._filled else _BRIEF_MS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.ink if self._filled else tokens.surface))
        edge = QRect(0, self.height() - scaled(6), self.width(), scaled(6))
        painter.fillRect(edge, QColor(tokens.ink))
        font = QFont(self.font())
        font.setPixelSize(scaled(20))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.surface if self._filled else tokens.ink))
        painter.drawText(self.rect().adjusted(0, 0, 0, -scaled(4)), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Hearing(QObject):
    """What a window lets hear and see."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.flash = Flash(window)
        self.loudspeaker = Loudspeaker(self)
        self.language = "en"

    def on_heard(self, sound: Sound) -> None:
        """Something happened."""
        self.flash.show_sound(sound, self.language)
        self.loudspeaker.play(sound)

    def on_tested(self) -> None:
        """Somebody wants to know how loud it is."""
        self.on_heard(Sound.FINISHED)

    def quit(self) -> None:
        """No more of it; `end` waits until that is so."""
        self.loudspeaker.quit()

    def end(self) -> bool:
        """True if its thread ended in time."""
        return self.loudspeaker.end()
