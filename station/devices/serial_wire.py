"""One open serial port with bounds, as `Wire` is for TCP. Bytes count as handed over when they have left this computer's buffer."""

import os
import select
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Final

import serial

from station.devices.connection import SLICE_SECONDS, BrokenError, CancelledError, Connection, SilentError
from station.devices.serial_opening import PORT_ERRORS

CHUNK_BYTES: Final = 1024
_DRAIN_SECONDS: Final = 0.02  # between two looks at the buffer


class SerialWire(Connection):
    """`port` is open and does not wait longer than SLICE_SECONDS by itself."""

    def __init__(self, port: serial.Serial, cancelled: Event) -> None:
        super().__init__(cancelled)
        self._port = port
        self._sending = False  # or broke off doing so

    def close(self) -> None:
        """What the printer did not take when sending broke off is dropped: closing would wait for it, for half a minute."""
        if self._sending:
            with suppress(*PORT_ERRORS):
                self._port.reset_output_buffer()
        with suppress(*PORT_ERRORS):
            self._port.close()

    def send(self, data: bytes, seconds: float) -> None:
        left, self._sending = memoryview(data), True
        try:
            while left:
                self._wait_for_room(seconds)
                left = left[self._port.write(left[:CHUNK_BYTES]) or 0 :]
            self._drain(seconds)
            self._sending = False
        except PORT_ERRORS as error:
            raise BrokenError from error

    def receive(self, seconds: float) -> bytes:
        end = monotonic() + seconds
        try:
            while not self._cancelled.is_set():
                if data := self._port.read(1):
                    return bytes(data + self._port.read(self._port.in_waiting))
                if monotonic() >= end:
                    raise SilentError
        except PORT_ERRORS as error:
            raise BrokenError from error
        raise CancelledError

    def pending(self) -> bytes:
        try:
            return bytes(self._port.read(self._port.in_waiting))
        except PORT_ERRORS as error:
            raise BrokenError from error

    def finish(self, seconds: float) -> None:
        """Nothing to do: `send` returned when everything had left."""

    def _wait_for_room(self, seconds: float) -> None:
        """On POSIX a write takes what fits and does not wait; on Windows the port waits by itself."""
        end = monotonic() + seconds
        while os.name != "nt" and not self._cancelled.is_set():
            if select.select([], [self._port.fileno()], [], SLICE_SECONDS)[1]:
                break
            if monotonic() >= end:
                raise SilentError
        if self._cancelled.is_set():
            raise CancelledError

    def _drain(self, seconds: float) -> None:
        """Until the system's buffer is empty; SilentError when for `seconds` nothing of it left."""
        left, end = self._port.out_waiting, monotonic() + seconds
        while left:
            self.pause(_DRAIN_SECONDS)
            now = self._port.out_waiting
            if now < left:
                left, end = now, monotonic() + seconds
            elif monotonic() >= end:
                raise SilentError
