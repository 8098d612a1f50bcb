"""The line between a desk and a bench: both prove that they know the key, then one order and one answer cross, as JSON bytes.

Nothing is ever unpickled. The proof is HMAC-SHA-256 over fresh random bytes of both sides, so nothing that was heard can be said again.
"""

import hmac
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from threading import Timer
from typing import Final

LARGEST: Final = 1 << 20  # bytes of one order or answer
_NONCE: Final = 32
_PROOF: Final = 32


class NotOurs(OSError):
    """The other side does not know the key, or does not speak as we do."""


def admit(connection: Connection, key: bytes) -> None:
    """The bench's side. Raises NotOurs, EOFError or OSError."""
    ours = secrets.token_bytes(_NONCE)
    connection.send_bytes(ours)
    told = connection.recv_bytes(_PROOF + _NONCE)
    proof, theirs = told[:_PROOF], told[_PROOF:]
    if len(theirs) != _NONCE or not hmac.compare_digest(proof, _proof(key, b"desk", ours, theirs)):
        raise NotOurs
    connection.send_bytes(_proof(key, b"bench", ours, theirs))


def introduce(connection: Connection, key: bytes) -> None:
    """The desk's side. Raises NotOurs, EOFError or OSError."""
    theirs = connection.recv_bytes(_NONCE)
    ours = secrets.token_bytes(_NONCE)
    connection.send_bytes(_proof(key, b"desk", theirs, ours) + ours)
    if not hmac.compare_digest(connection.recv_bytes(_PROOF), _proof(key, b"bench", theirs, ours)):
        raise NotOurs


@contextmanager
def within(connection: Connection, seconds: float) -> Iterator[None]:
    """Whoever is silent or slow for longer is hung up on; what waits for it then raises EOFError or OSError."""
    timer = Timer(seconds, hang_up, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def hang_up(connection: Connection) -> None:
    """End a connection that another thread may be waiting at; that thread closes it."""
    with suppress(OSError, ValueError):
        if sys.platform == "win32":
            connection.close()
            return
        # Closing would not wake who reads; shutting the socket down does.
        with socket.socket(fileno=os.dup(connection.fileno())) as same:
            same.shutdown(socket.SHUT_RDWR)


def _proof(key: bytes, side: bytes, bench: bytes, desk: bytes) -> bytes:
    return hmac.digest(key, side + bench + desk, "sha256")
