"""A label printer in software, with every fault that a real one has at a switch. It ships: for tests, the demo and training.

It listens on loopback, serves one connection at a time as most do, prints into `labels`, says how it is; see also `simulated_zpl`, _tspl.
"""

import selectors
import socket
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import Condition, Thread
from types import TracebackType
from typing import ClassVar, Final, Protocol, Self

from station.devices.simulated_status import HOLDS_BACK, SimulatedFault

RECEIVE_BYTES: Final = 4096  # a small buffer, as in a printer: who is not read is soon stuck


class Stream(Protocol):
    """What a printer makes of bytes."""

    @property
    def partial(self) -> bool: ...

    def feed(self, data: bytes) -> list[bytes]: ...


class SimulatedPrinter(ABC):
    """`with SimulatedZplPrinter() as printer:` then print to `printer.url`.

    `on_label` is called with each label that comes out, on the printer's own thread. `known`: the faults that it can have.
    """

    known: ClassVar[tuple[SimulatedFault, ...]]
    options: ClassVar[str] = ""  # of its address

    def __init__(self, host: str = "127.0.0.1", port: int = 0, *, on_label: Callable[[bytes], None] = lambda _label: None) -> None:
        self._on_label = on_label
        self._changed = Condition()
        self._faults: frozenset[SimulatedFault] = frozenset()
        self._labels: list[bytes] = []
        self._waiting: list[bytes] = []
        self._commands: list[bytes] = []
        self._switched = self._obeyed = 0
        self._stopped = False
        self._listener = _bound(host, port)
        self._wake_in, self._wake_out = socket.socketpair()
        self._listener.listen()
        self.host, self.port = self._listener.getsockname()[:2]
        self.url = f"tcp://{self.host}:{self.port}{self.options}"
        self._connection: socket.socket | None = None
        self._stream = self._new_stream()
        self._thread = Thread(target=self._run, name=f"simulated printer {self.port}", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Switch on."""
        self._thread.start()

    def stop(self) -> None:
        """Switch off for good; what was printed stays readable."""
        self._stopped = True
        self._wake_in.send(b"!")
        self._thread.join(timeout=2)
        for each in (self._wake_in, self._wake_out):
            each.close()

    def fail(self, *faults: SimulatedFault) -> None:
        """Add faults; they hold from now on, in an open connection too."""
        self.become(self._faults | set(faults))

    def heal(self, *faults: SimulatedFault) -> None:
        """Take faults away, all if none is named; what was held back is printed."""
        self.become(self._faults - set(faults) if faults else frozenset())

    @property
    def labels(self) -> tuple[bytes, ...]:
        """What came out, in order: the bytes of each, whole."""
        with self._changed:
            return tuple(self._labels)

    @property
    def waiting(self) -> int:
        """How many labels are taken and not printed."""
        with self._changed:
            return len(self._waiting)

    @property
    def commands(self) -> tuple[bytes, ...]:
        """The questions and commands that it got, in order."""
        with self._changed:
            return tuple(self._commands)

    def wait_for(self, labels: int = 0, waiting: int = 0, commands: int = 0, timeout: float = 10.0) -> bool:
        """Until at least so many labels came out, wait, and commands were obeyed; False when `timeout` seconds did not do."""
        with self._changed:
            return self._changed.wait_for(
                lambda: len(self._labels) >= labels and len(self._waiting) >= waiting and len(self._commands) >= commands, timeout
            )

    @property
    def faults(self) -> frozenset[SimulatedFault]:
        """What is wrong with it now."""
        return self._faults

    def switch(self, faults: frozenset[SimulatedFault]) -> int:
        """These faults and no others, from soon on; does not wait, so that a window may call it. The number of the switching."""
        with self._changed:
            self._faults = frozenset(faults)
            self._switched += 1
            self._wake_in.send(b"!")
            return self._switched

    @abstractmethod
    def _new_stream(self) -> Stream:
        """What reads the bytes of a connection."""

    @abstractmethod
    def _is_label(self, token: bytes) -> bool:
        """Whether this is to be printed, and no question or command."""

    @abstractmethod
    def _answer(self, question: bytes) -> bytes:
        """What it says to a question or command, b"" for nothing. Called with the lock held."""

    def _obey_command(self, command: bytes) -> None:  # noqa: B027 -- a language without commands has nothing to obey
        """Do what a command says. Called with the lock held."""

    def become(self, faults: frozenset[SimulatedFault]) -> None:
        """As `switch`, and waits until it holds; at no moment between is it without the faults that stay."""
        wanted = self.switch(faults)
        with self._changed:
            self._changed.wait_for(lambda: self._obeyed >= wanted, timeout=2)

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            while not self._stopped:
                self._obey()
                self._listen_to(selector)
                for key, _events in selector.select():
                    self._serve(key.fileobj)
        self._hang_up()
        self._listener.close()

    def _obey(self) -> None:
        """Bring sockets and paper into the state that the faults ask for."""
        with self._changed:
            switched, faults = self._switched, self._faults
            if not faults & HOLDS_BACK:
                self._come_out(self._waiting)
                self._waiting = []
            refuses = SimulatedFault.REFUSE in faults
            if refuses != (self._listening() is False):
                self._listener.close()
                # Bound and not listening: refuses, and nobody else can take the port meanwhile.
                self._listener = _bound(self.host, self.port)
                if not refuses:
                    self._listener.listen()
            self._obeyed = switched
            self._changed.notify_all()

    def _listening(self) -> bool:
        return bool(self._listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))

    def _listen_to(self, selector: selectors.BaseSelector) -> None:
        for key in list(selector.get_map().values()):
            selector.unregister(key.fileobj)
        selector.register(self._wake_out, selectors.EVENT_READ)
        if self._connection is None:
            if self._listening():
                selector.register(self._listener, selectors.EVENT_READ)
        elif SimulatedFault.NEVER_READ not in self._faults:
            selector.register(self._connection, selectors.EVENT_READ)

    def _serve(self, ready: object) -> None:
        if ready is self._wake_out:
            self._wake_out.recv(1024)
        elif ready is self._listener:
            self._accept()
        elif ready is self._connection and self._connection is not None:
            self._read(self._connection)

    def _accept(self) -> None:
        self._connection, _address = self._listener.accept()
        self._stream = self._new_stream()
        if SimulatedFault.HANG_UP in self._faults:
            self._hang_up()

    def _read(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(RECEIVE_BYTES)
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            return
        tokens = self._stream.feed(data)
        if SimulatedFault.RESET_MID_JOB in self._faults and (self._stream.partial or any(self._is_label(token) for token in tokens)):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
            self._hang_up()
            return
        for token in tokens:
            self._take(connection, token)

    def _take(self, connection: socket.socket, token: bytes) -> None:
        answer = b""
        with self._changed:
            if not self._is_label(token):
                self._commands.append(token)
                self._obey_command(token)
                answer = self._answer(token)
            elif self._faults & HOLDS_BACK:
                self._waiting.append(token)
            else:
                self._come_out([token])
            self._changed.notify_all()
        if answer:
            try:
                connection.sendall(answer)
            except OSError:
                self._hang_up()

    def _come_out(self, labels: list[bytes]) -> None:
        self._labels += labels
        for label in labels:
            self._on_label(label)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _bound(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
