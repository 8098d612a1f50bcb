"""The simulated printer reads ZPL like a printer: whole formats, commands anywhere, whatever the cuts; and one station at a time."""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.devices.simulated_printer import SimulatedZplPrinter
from station.devices.simulated_status import SimulatedFault
from station.devices.zpl_status import read_status
from station.devices.zpl_stream import ZplStream

pieces = st.lists(
    st.sampled_from([b"^XA", b"^FDtext^FS", b"^XZ", b"~HS", b"~HQES", b"~JA", b"\r\n", b"~", b"^", b"H", b"\x00\xff"]), max_size=12
)


@settings(deadline=None)
@given(pieces)
def test_that_a_stream_cut_anywhere_is_read_as_the_same_commands_and_formats(sent: list[bytes]) -> None:
    stream = b"".join(sent)
    whole = ZplStream()
    tokens = whole.feed(stream)

    for cut in range(len(stream)):
        reader = ZplStream()
        assert reader.feed(stream[:cut]) + reader.feed(stream[cut:]) == tokens
        assert reader.partial == whole.partial


def test_that_a_command_inside_a_format_is_obeyed_as_a_printer_would() -> None:
    assert ZplStream().feed(b"^XA^FDa~JAb^FS^XZ~HS") == [b"~JA", b"^XA^FDab^FS^XZ", b"~HS"]


def ask(printer: SimulatedZplPrinter, question: bytes) -> bytes:
    with socket.create_connection((printer.host, printer.port), timeout=5) as wire:
        wire.sendall(question)
        answer = b""
        while read_status(answer) is None:
            answer += wire.recv(100)
        return answer


@pytest.mark.parametrize("fault", [SimulatedFault.MEDIA_OUT, SimulatedFault.RIBBON_OUT, SimulatedFault.HEAD_OPEN, SimulatedFault.PAUSED])
def test_that_both_questions_are_answered_with_the_same_fault(fault: SimulatedFault) -> None:
    with SimulatedZplPrinter() as printer:
        printer.fail(fault)
        answers = [read_status(ask(printer, question)) for question in (b"~HS", b"~HQES")]

    assert {answer.condition.name for answer in answers if answer} == {fault.name}


def test_that_a_refusing_printer_keeps_its_port_and_takes_connections_again() -> None:
    with SimulatedZplPrinter() as printer:
        printer.fail(SimulatedFault.REFUSE)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((printer.host, printer.port), timeout=5)
        printer.heal(SimulatedFault.REFUSE)

        assert read_status(ask(printer, b"~HS"))


def test_that_a_second_station_is_served_after_the_first() -> None:
    with SimulatedZplPrinter() as printer:
        with socket.create_connection((printer.host, printer.port), timeout=5) as first:
            first.sendall(b"^XA1^XZ")
            assert printer.wait_for(labels=1)
            second = socket.create_connection((printer.host, printer.port), timeout=5)
            second.sendall(b"^XA2^XZ")
            first.sendall(b"^XA3^XZ")
            assert printer.wait_for(labels=2)
        assert printer.wait_for(labels=3)
        second.close()
        assert printer.labels == (b"^XA1^XZ", b"^XA3^XZ", b"^XA2^XZ")
