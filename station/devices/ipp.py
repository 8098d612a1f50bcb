"""What the spooler knows of one print job: its address and a job's number in, the job's state out, asked over IPP.

The commands of CUPS (2.4) list aborted, cancelled and finished jobs alike, so that is the only way to tell them apart.
Sources: RFC 8010 (encoding), RFC 8011 (Get-Job-Attributes, job-state).
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from enum import IntEnum
from http.client import HTTPConnection, HTTPException
from typing import Final

GET_JOB_ATTRIBUTES: Final = 0x0009
_NOT_FOUND: Final = (0x0406, 0x0407)  # client-error-not-found, client-error-gone
_CHARSET, _LANGUAGE, _URI, _KEYWORD = 0x47, 0x48, 0x45, 0x44
_OPERATION, _END = 0x01, 0x03
_FIRST_VALUE: Final = 0x10  # tags below it begin a group
_SECONDS: Final = 1.0
_MOST_BYTES: Final = 65536
_PORT: Final = 631


class JobState(IntEnum):
    """The enum job-state of RFC 8011."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


class UnansweredError(Exception):
    """There is a spooler, and it does not tell (it wants encryption or a password, or speaks otherwise)."""


class NoJobError(Exception):
    """The spooler knows no such job: it keeps no history, or its queue was removed."""


class _Local(HTTPConnection):
    """HTTP over a local socket, as CUPS has one. CUPS refuses any other name of a host there than "localhost"."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def job_state(server: str, job: int) -> JobState:
    """The state of a job. `server` as `lpstat -H` says it: the path of a local socket, or HOST:PORT.

    Raises OSError if nobody answers there, UnansweredError, NoJobError.
    """
    try:
        with closing(_connection(server)) as connection:
            connection.request("POST", "/", _request(job), {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            body = answer.read(_MOST_BYTES)
    except HTTPException as error:
        raise UnansweredError from error
    if answer.status != 200 or len(body) < 8:
        raise UnansweredError
    status = struct.unpack(">H", body[2:4])[0]
    if status in _NOT_FOUND:
        raise NoJobError
    return _read(body)


def _connection(server: str) -> HTTPConnection:
    if server.startswith("/"):
        return _Local(server, timeout=_SECONDS)
    host, _colon, port = server.rpartition(":")
    return HTTPConnection(host or server, int(port) if host and port.isdigit() else _PORT, timeout=_SECONDS)


def _request(job: int) -> bytes:
    head = struct.pack(">BBHI", 1, 1, GET_JOB_ATTRIBUTES, 1)
    rows = (
        (_CHARSET, "attributes-charset", "utf-8"),
        (_LANGUAGE, "attributes-natural-language", "en"),
        (_URI, "job-uri", f"ipp://localhost/jobs/{job}"),
        (_KEYWORD, "requested-attributes", "job-state"),
    )
    return head + bytes([_OPERATION]) + b"".join(_attribute(*row) for row in rows) + bytes([_END])


def _attribute(tag: int, name: str, value: str) -> bytes:
    named, valued = name.encode("ascii"), value.encode()
    return struct.pack(">BH", tag, len(named)) + named + struct.pack(">H", len(valued)) + valued


def _read(body: bytes) -> JobState:
    try:
        return next(JobState(struct.unpack(">i", value)[0]) for name, value in _attributes(body) if name == b"job-state")
    except (StopIteration, struct.error, IndexError, ValueError) as error:
        raise UnansweredError from error


def _attributes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and values, in order; the head is eight bytes long. Raises struct.error or IndexError where it is cut short."""
    at = 8
    while body[at] != _END:
        if body[at] < _FIRST_VALUE:
            at += 1
            continue
        name, at = _counted(body, at + 1)
        value, at = _counted(body, at)
        yield name, value


def _counted(body: bytes, at: int) -> tuple[bytes, int]:
    length = struct.unpack(">H", body[at : at + 2])[0]
    return body[at + 2 : at + 2 + length], at + 2 + length
