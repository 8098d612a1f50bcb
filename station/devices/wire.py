"""One TCP connection with bounds: every wait has an end, and another thread may cut it short at any moment."""

import errno
import os
import selectors
import socket
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Self

from station.devices.connection import SLICE_SECONDS, BrokenError, CancelledError, ClosedError, Connection, SilentError
from station.errors import Fault


class Wire(Connection):
    """A connected socket."""

    def __init__(self, connection: socket.socket, cancelled: Event) -> None:
        super().__init__(cancelled)
        self._socket = connection
        self._selector = selectors.DefaultSelector()
        connection.settimeout(0)  # never blocks: every wait is in _wait
        self._selector.register(connection, selectors.EVENT_READ)

    def close(self) -> None:
        """Give the connection back; bytes that the other side has not read yet are still delivered."""
        self._selector.close()
        self._socket.close()

    def connect(self, address: tuple[object, ...], seconds: float) -> Self:
        """Open the connection to one address as getaddrinfo gives it; raises OSError, SilentError, CancelledError."""
        begun = self._socket.connect_ex(address)
        if begun not in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
            raise OSError(begun, os.strerror(begun))
        self._wait(selectors.EVENT_WRITE, seconds)
        if failed := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(failed, os.strerror(failed))
        return self

    def send(self, data: bytes, seconds: float) -> None:
        left = memoryview(data)
        while left:
            self._wait(selectors.EVENT_WRITE, seconds)
            try:
                left = left[self._socket.send(left) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise BrokenError from error

    def receive(self, seconds: float) -> bytes:
        while True:
            self._wait(selectors.EVENT_READ, seconds)
            try:
                return self._socket.recv(4096)
            except BlockingIOError:
                continue
            except OSError as error:
                raise BrokenError from error

    def pending(self) -> bytes:
        try:
            return self._socket.recv(65536)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise BrokenError from error

    def finish(self, seconds: float) -> None:
        """Close our half and let the other side read to the end: closing on unread bytes would reset it and lose the job."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise BrokenError from error
        with suppress(SilentError, CancelledError, ClosedError):
            for _late in self.stream(seconds):
                pass

    def _wait(self, event: int, seconds: float) -> None:
        self._selector.modify(self._socket, event)
        end = monotonic() + seconds
        while not self._cancelled.is_set():
            left = end - monotonic()
            if self._selector.select(max(0.0, min(left, SLICE_SECONDS))):
                return
            if left <= 0:
                raise SilentError
        raise CancelledError


def dial(printer: str, host: str, port: int, seconds: float, cancelled: Event) -> Wire:
    """A connection to the first address of `host` that takes one.

    Raises Fault PRINTER_NOT_FOUND, PRINTER_REFUSED or PRINTER_UNREACHABLE, each with what the system said; CancelledError.
    """
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Fault("PRINTER_NOT_FOUND", printer=printer, host=host) from error
    trouble = Fault("PRINTER_NOT_FOUND", printer=printer, host=host)
    for family, kind, protocol, _name, address in addresses:
        wire = Wire(socket.socket(family, kind, protocol), cancelled)
        try:
            return wire.connect(address, seconds)
        except (OSError, SilentError, CancelledError) as error:
            wire.close()
            trouble = _connect_fault(printer, seconds, error)
    raise trouble


def _connect_fault(printer: str, seconds: float, error: Exception) -> Fault:
    match error:
        case ConnectionRefusedError():
            return Fault("PRINTER_REFUSED", printer=printer)
        case SilentError():
            return Fault("PRINTER_UNREACHABLE", printer=printer, why=f"no answer within {seconds:g} s")
        case OSError():
            return Fault("PRINTER_UNREACHABLE", printer=printer, why=error.strerror or str(error))
        case _:
            raise error
