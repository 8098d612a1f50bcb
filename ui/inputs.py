"""What goes from a window to its bench: scans wait their turn, a key or a touch answers only what is drawn. Codes in, nothing out."""

from collections import deque
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from station.errors import Refusal
from station.session import only_from_window
from ui.bench.moments import Moments
from ui.bench.story import Story
from ui.desk import Desk

_ITSELF: Final = "RS-PHOTO-ITSELF"
_PHOTO: Final = "RS-PHOTO"
_CIRCLES: Final = ("RS-AIM-", "RS-MARK-")  # they change no question: the key behind one means what is drawn


class Inputs(QObject):
    """Of one desk. `answered` is told each code that the bench has answered, and what it said; "" for its first state.

    A finger or a pedal that bounces would answer the next question before anybody has seen it. So whatever it sends while an
    input is not yet answered and drawn is dropped; moments.answered comes after the drawing.
    """

    def __init__(self, desk: Desk, moments: Moments, answered: Callable[[str, Story], None]) -> None:
        super().__init__(moments)
        self._answered = answered
        self._bridge, self._moments = desk.bridge, moments
        self._waiting: deque[str] = deque()
        self._opened = False
        moments.answered.connect(self.on_answered)

    def scan(self, text: str) -> None:
        """A code from a scanner, or one that was typed instead; one that comes before the first state waits for it."""
        if only_from_window(text):
            self._moments.refuse(Refusal("COMMAND_UNKNOWN", text=text))
        else:
            self._send(text)

    def choose(self, code: str) -> bool:
        """A button, its key, or the window itself; several codes are one choice, a line for each. False if it came too soon."""
        if self._too_soon(code):
            return False
        for each in code.splitlines():
            self._send(each)
        return True

    def sign_in(self, who: str, pin: str) -> None:
        """A PIN goes to the bench thread, and is kept nowhere."""
        self._waiting.append("")
        self._bridge.sign_in_with_pin(who, pin)

    def on_answered(self) -> None:
        """The bench answered and it is drawn; the first state answers nothing."""
        code = self._waiting.popleft() if self._opened and self._waiting else ""
        self._opened = True
        if self._moments.story:
            self._answered(code, self._moments.story)

    def _too_soon(self, code: str) -> bool:
        if code == _ITSELF:  # it is due once, and meant for what is seen: only another picture is in its way
            return any(each.upper().startswith(_PHOTO) for each in self._waiting)
        return any(not each.startswith(_CIRCLES) for each in self._waiting)

    def _send(self, text: str) -> None:
        self._waiting.append(text)
        self._bridge.submit(text)
