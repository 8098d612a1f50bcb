"""Asking a spooler for a job over IPP: answers of every kind, whole, cut short and of somebody else."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.devices.ipp import JobState, NoJobError, UnansweredError, _read, job_state

HEAD = b"\x01\x01\x00\x00\x00\x00\x00\x01\x01G\x00\x12attributes-charset\x00\x05utf-8H\x00\x1battributes-natural-language\x00\x02en"
ABORTED = HEAD + b"\x02#\x00\tjob-state\x00\x04\x00\x00\x00\x08\x03"


@contextmanager
def server(status: str, body: bytes) -> Iterator[str]:
    """Answers one request; gives its HOST:PORT."""

    def run() -> None:
        connection, _address = listener.accept()
        with connection:
            asked.append(connection.recv(4096))
            connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = Thread(target=run)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        thread.join(10)
    assert asked[0].startswith(b"POST / HTTP/1.1\r\n")


def test_that_the_state_of_a_job_is_read_over_tcp() -> None:
    with server("200 OK", ABORTED) as address:
        assert job_state(address, 7) is JobState.ABORTED


def test_that_a_job_that_is_not_known_is_told_apart_from_no_answer() -> None:
    with server("200 OK", b"\x01\x01\x04\x06\x00\x00\x00\x01\x01\x03") as address, pytest.raises(NoJobError):
        job_state(address, 7)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("426 Upgrade Required", b""),
        ("401 Unauthorized", b"<html>"),
        ("200 OK", b"\x01"),
        ("200 OK", HEAD + b"\x03"),
        ("200 OK", ABORTED.replace(b"\x00\x08\x03", b"\x00\x63\x03")),
        ("nonsense", b""),
    ],
)
def test_that_a_server_that_does_not_tell_is_no_answer(status: str, body: bytes) -> None:
    with server(status, body) as address, pytest.raises(UnansweredError):
        job_state(address, 7)


def test_that_nobody_at_the_address_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="refused"):
        job_state("127.0.0.1:9", 7)
    with pytest.raises(OSError, match="No such file"):
        job_state("/nonexistent/cups.sock", 7)


@given(st.binary(max_size=60))
def test_that_no_answer_whatever_its_bytes_is_taken_for_a_state_by_accident(body: bytes) -> None:
    try:
        state = _read(HEAD + body)
    except UnansweredError:
        return
    assert b"job-state" in body
    assert state in JobState


@given(st.integers(min_value=0, max_value=len(ABORTED) - 2))
def test_that_an_answer_cut_short_is_no_answer(length: int) -> None:
    with pytest.raises(UnansweredError):
        _read(ABORTED[:length])
