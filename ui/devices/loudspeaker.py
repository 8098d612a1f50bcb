"""The loudspeaker: a sound in, heard on the system's own output. It lives on a thread of its own: a sound server that hangs stops nobody.

Where there is no sound server, or nothing to hear it with, it stays silent and says nothing.
"""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QThread, Signal, Slot

from ui.sounds import RATE, Sound, samples

_END_MS: Final = 300  # after `quit`, which comes first: other threads end meanwhile
# Threads whose sound server never answers, and what runs on them: destroyed while they run, they would end the process.
_HANGING: Final[list[tuple[QThread, QObject | None]]] = []
_SERVERS: Final = ("pulse/native", "pipewire-0")


class Loudspeaker(QObject):
    """`play` returns at once; a sound cuts off the one before. `end` before it is deleted."""

    _wanted = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.volume = 0
        self._thread: QThread | None = None
        self._player: _Player | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was to be heard yet."""
        return self._thread is not None

    def set_volume(self, volume: int) -> None:
        """How loud, 0 to 100; 0 is silence."""
        self.volume = min(100, max(0, volume))

    def play(self, sound: Sound) -> None:
        """Let it be heard."""
        if self.volume and (self._thread or self._begin()):
            self._wanted.emit(sound, self.volume)

    def quit(self) -> None:
        """No more sounds: its thread begins to end."""
        if self._thread:
            self._thread.quit()

    def end(self) -> bool:
        """The same, and wait for it; True if its thread ended in time."""
        self.quit()
        thread, player, self._thread, self._player = self._thread, self._player, None, None
        if thread is None or thread.wait(_END_MS):
            return True
        _HANGING.append((thread, player))
        return False

    def _begin(self) -> bool:
        if not has_sound_server():
            return False
        self._thread, self._player = QThread(), _Player()
        self._player.moveToThread(self._thread)
        self._wanted.connect(self._player.on_wanted)
        self._thread.start()
        return True


class _Player(QObject):
    """On the thread of the sounds: one output, made anew when the system has another one."""

    def __init__(self) -> None:
        super().__init__()
        self._device: object = None
        self._sink: object = None
        self._buffer = QBuffer(self)

    @Slot(object, int)
    def on_wanted(self, sound: Sound, volume: int) -> None:
        """Play it, in place of what still sounds."""
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices  # noqa: PLC0415 -- loads for a fifth of a second

        device = QMediaDevices.defaultAudioOutput()
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(form):
            return
        if self._sink is None or self._device != device:
            self._device, self._sink = device, QAudioSink(device, form, self)
        if isinstance(self._sink, QAudioSink):
            self._sink.stop()
            self._buffer.close()
            self._buffer.setData(QByteArray(samples(sound, volume)))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._sink.start(self._buffer)


def has_sound_server() -> bool:
    """Whether anything here takes sounds; asking the system itself would write warnings where nothing does."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("PULSE_SERVER"):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    return any((runtime / name).exists() for name in _SERVERS)
