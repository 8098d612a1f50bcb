"""The simulated printers read like printers: whole labels, questions, whatever the cuts; and serve one station at a time."""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.devices.simulated_printer import SimulatedFault, SimulatedZplPrinter
from station.devices.tspl_status import QUESTION
from station.devices.tspl_stream import TsplStream
from station.devices.zpl_status import read_status
from station.devices.zpl_stream import ZplStream
from station.labels import render

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


dots = st.binary(min_size=6, max_size=6).map(lambda data: b"BITMAP 8,0,2,3,0," + data + b"\r\n")
lines = st.sampled_from(
    [b"SIZE 57 mm,32 mm\r\n", b"CLS\r\n", b"PRINT 1,1\r\n", b"PRINT 1\n", QUESTION, b"\r\n", b"BITMAP 8,", b"\x1b", b"\r"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(lines, dots), max_size=8))
def test_that_tspl_cut_anywhere_is_read_as_the_same_questions_and_labels(sent: list[bytes]) -> None:
    stream = b"".join(sent)
    whole = TsplStream()
    tokens = whole.feed(stream)

    for cut in range(len(stream)):
        reader = TsplStream()
        assert reader.feed(stream[:cut]) + reader.feed(stream[cut:]) == tokens
        assert reader.partial == whole.partial


def test_that_dots_which_look_like_a_question_or_a_command_are_a_picture() -> None:
    picture = b"CLS\r\nBITMAP 0,0,13,1,0,\x1b!?PRINT 1\r\n\xff\r\nPRINT 1,1\r\n"

    assert TsplStream().feed(picture + QUESTION) == [picture, QUESTION]


def test_that_a_label_as_the_station_draws_it_is_one_label_of_tspl() -> None:
    fields = {"plate": "B01-000033-E", "sku": "YL-BLK-M", "title": "Legging, black, M", "gtin": "4006381333931"}
    drawn = render("restock", fields, "tspl", 203)

    assert TsplStream().feed(drawn) == [drawn]


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
