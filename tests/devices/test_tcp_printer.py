"""The driver alone, against printers that behave oddly: chatty ones, ones that answer in pieces, ones that answer nothing."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from station.devices.label_printer import Delivery, Outcome
from station.devices.simulated_printer import SimulatedZplPrinter
from station.devices.simulated_status import SimulatedFault
from station.devices.tcp_printer import Patience, TcpPrinter

PATIENCE = Patience(connect=5.0, write=5.0, answer=3.0, drain=10.0, finish=5.0)
HEALTHY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
LABEL = b"^XA" + b"^FX" + b"0" * 20_000 + b"^XZ"


@contextmanager
def server(talk: Callable[[socket.socket], None]) -> Iterator[TcpPrinter]:
    """A printer for one connection that does what `talk` does."""

    def run() -> None:
        connection, _address = listener.accept()
        with connection:
            connection.settimeout(10)
            talk(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = Thread(target=run)
        thread.start()
        yield TcpPrinter("127.0.0.1", listener.getsockname()[1], patience=PATIENCE)
        thread.join(10)
        assert not thread.is_alive()


def test_that_a_printer_that_chatters_gets_the_whole_label() -> None:
    got: list[bytes] = []

    def talk(wire: socket.socket) -> None:
        wire.sendall(b"READY\r\n" * 100)  # never read by us: closing on it would reset the connection under the label
        while data := wire.recv(1000):
            got.append(data)

    with server(talk) as printer:
        silent = TcpPrinter(printer.host, printer.port, patience=PATIENCE, asks=False)
        delivery = silent.deliver("000001-X-c", LABEL)

    assert delivery == Delivery(Outcome.SENT, "NOT_ASKED")
    assert b"".join(got) == LABEL


def test_that_an_answer_in_single_bytes_is_understood() -> None:
    def talk(wire: socket.socket) -> None:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        assert wire.recv(1000) == b"~HS\r\n"
        for byte in HEALTHY.rstrip():
            wire.sendall(bytes([byte]))

    with server(talk) as printer:
        assert printer.look().ready


@pytest.mark.parametrize("mute", [False, True])
def test_that_looking_tells_the_fault_and_prints_nothing(mute: bool) -> None:
    with SimulatedZplPrinter(mute_when_out=mute) as simulated:
        printer = TcpPrinter(simulated.host, simulated.port, patience=Patience(answer=1.0))
        assert printer.look().ready
        simulated.fail(SimulatedFault.HEAD_OPEN)
        state = printer.look()
        simulated.fail(SimulatedFault.REFUSE)
        refused = printer.look()

    assert not state.ready
    assert state.sentence().startswith(f"The printer {simulated.url} is open. Close its head")
    assert "refuses the connection" in refused.sentence()
    assert simulated.labels == ()


def test_that_a_cancelled_printer_gives_up_waiting() -> None:
    with SimulatedZplPrinter() as simulated:
        simulated.fail(SimulatedFault.NEVER_READ)
        printer = TcpPrinter(simulated.host, simulated.port, patience=Patience(answer=3600.0))
        asking = Thread(target=printer.look)
        asking.start()
        printer.cancel()
        asking.join(10)

        assert not asking.is_alive()
