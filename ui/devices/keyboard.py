"""Key events of all windows in, scans out, wherever the focus is; keys that were no scan go on to the window that they were meant for.

An event filter on the application. It takes only what a QWindow receives: the widgets behind it see the same press again, and again.
"""

from collections.abc import Callable, Iterable
from time import monotonic_ns
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow

from ui.devices.burst import LONGEST, Action, KeyStroke
from ui.devices.scan_codes import Modifier, table_for
from ui.devices.tried import Tried, hides, masked
from ui.devices.wedge import Decision, Ignored, Partial, Replayed, Scanned, Wedge, WedgeSettings

# While a scanner is tried out, the longest gap that still belongs to a scan: any scanner, and no person who is waiting for it.
TRYING_MS: Final = 400

_ACTIONS: Final = {QEvent.Type.KeyPress: Action.PRESSED, QEvent.Type.KeyRelease: Action.RELEASED}
_KEYS: Final = {*_ACTIONS, QEvent.Type.ShortcutOverride}
_MODIFIER_KEYS: Final = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
}
_OTHER: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.GroupSwitchModifier


class KeyboardWedge(QObject):
    """`scanned` carries a code, `partial` what came of a torn one, `ignored` one that was read twice, `tried` a Tried.

    Characters, Enter, Tab and Ctrl+] reach a window as key presses (at most the threshold later), never as a QShortcut.
    """

    scanned = Signal(str)
    partial = Signal(str)
    ignored = Signal(str)
    tried = Signal(object)

    def __init__(self, settings: WedgeSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings or WedgeSettings()
        self._wedge = Wedge(self._settings, table_for(QGuiApplication.platformName()))
        self.types_pin: Callable[[], bool] = lambda: False  # asked with every key: whether digits are a PIN now
        self._torn = ""
        self._sending: QEvent | None = None
        self._trying = False
        self._quiet = self._timer(self.on_quiet)
        self._settling = self._timer(self.on_settled)

    def configure(self, settings: WedgeSettings) -> None:
        """Listen for this scanner from now on."""
        self._settings = settings
        self.try_out(trying=self._trying)

    def try_out(self, *, trying: bool) -> None:
        """While trying, `tried` tells every scan just as it was typed, and nothing else tells it: whatever the settings say."""
        self._trying = trying
        tried = WedgeSettings(threshold_ms=TRYING_MS, again_ms=0)
        self._wedge.settings = tried if trying else self._settings

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name for it
        """Qt's question: True keeps the event from its receiver."""
        # Asked hundreds of times for every question that is drawn: what an event is costs less than its type, which is an enum.
        if isinstance(event, QInputMethodEvent):
            return self._composes(watched, event)
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow) or event is self._sending:
            return False
        kind = event.type()
        if kind not in _KEYS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        return self._takes(_stroke(watched, event))

    def on_quiet(self) -> None:
        """No key for as long as the threshold. What waits in Qt's queues (this thread may have been busy) still comes first."""
        self._settling.start(0)

    def on_settled(self) -> None:
        """Really no key: decide what is held back."""
        self._wedge.types_digits = self.types_pin()
        self._act(self._wedge.lapse())

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    def _overrides(self, event: QKeyEvent) -> bool:
        wanted = self._wedge.wants(_stroke(None, event))
        if wanted:
            event.accept()  # otherwise a shortcut on Ctrl+] eats the GS
        return wanted

    def _composes(self, watched: QObject, event: QEvent) -> bool:
        if event is self._sending or not isinstance(event, QInputMethodEvent):
            return False
        text = KeyStroke(0, event.commitString(), Modifier.NONE, 0, Action.COMPOSED, event=(watched, event.clone()))
        return self._takes(text)

    def _takes(self, stroke: KeyStroke) -> bool:
        self._wedge.types_digits = self.types_pin()
        answer = self._wedge.feed(stroke)
        self._wait()
        self._act(answer.decisions)
        return answer.taken

    def _wait(self) -> None:
        self._settling.stop()
        waits = self._wedge.waits_ms
        if waits is None:
            self._quiet.stop()
        else:
            self._quiet.start(waits)

    def _act(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            match decision:
                case Replayed(strokes):
                    self._replay(strokes)
                case Scanned(text, gaps_ms, end) if self._trying:
                    self.tried.emit(Tried(text, end, gaps_ms))
                case Partial(text, gaps_ms) if self._trying:
                    self.tried.emit(Tried(text, "", gaps_ms))
                case Scanned(text):
                    self._torn = ""
                    self.scanned.emit(text)
                case Partial(text):
                    self._tear(text)
                case Ignored(text):
                    self.ignored.emit(text)

    def _replay(self, strokes: Iterable[KeyStroke]) -> None:
        for stroke in strokes:
            if isinstance(stroke.event, tuple):
                self._send(*stroke.event)

    def _tear(self, text: str) -> None:
        """The rest of a torn badge is a secret as well, so what was torn before is looked at with it."""
        self._torn = masked(self._torn + text)[-LONGEST:]
        self.partial.emit(self._torn if hides(self._torn) else text)

    def _send(self, receiver: QObject, event: QEvent) -> None:
        """Past this filter; not to a window that is gone, nor to a field that has lost the focus."""
        if any(receiver is there for there in (QGuiApplication.focusObject(), *QGuiApplication.allWindows())):
            before, self._sending = self._sending, event
            QCoreApplication.sendEvent(receiver, event)
            self._sending = before


def _stroke(window: QWindow | None, event: QKeyEvent) -> KeyStroke:
    """`window` is None for a question that is asked before the key itself comes."""
    held = event.modifiers()
    modifiers = Modifier.NONE
    if held & Qt.KeyboardModifier.ShiftModifier:
        modifiers |= Modifier.SHIFT
    if held & Qt.KeyboardModifier.ControlModifier:
        modifiers |= Modifier.CONTROL
    if held & _OTHER:
        modifiers |= Modifier.OTHER
    return KeyStroke(
        code=event.nativeScanCode(),
        text=event.text(),
        modifiers=modifiers,
        at_ms=event.timestamp() or _now(),
        action=_ACTIONS.get(event.type(), Action.PRESSED),
        repeated=event.isAutoRepeat(),
        modifier=event.key() in _MODIFIER_KEYS,
        event=None if window is None else (window, event.clone()),
    )


def _now() -> int:
    """Milliseconds, for events that carry no time."""
    return monotonic_ns() // 1_000_000
