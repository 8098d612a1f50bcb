"""The commands of CUPS: a queue's state, a job given to it, released, taken back. Each call is bounded and ends when the station closes."""

import os
import re
import subprocess
from collections.abc import Mapping
from threading import Event
from time import monotonic
from typing import Final

from station.devices.conditions import Condition
from station.devices.connection import SLICE_SECONDS, CancelledError, SilentError
from station.errors import Fault

_REQUEST: Final = re.compile(r"request id is \S+-(\d+) ")
_ALERTS: Final = re.compile(r"^\s*Alerts: (.*)$", re.MULTILINE)
# printer-state-reasons (RFC 8011 and PWG 5100.9) without their ends -report, -warning and -error; -report is no trouble.
_REASONS: Final[Mapping[str, Condition]] = {
    "media-empty": Condition.MEDIA_OUT,
    "media-needed": Condition.MEDIA_OUT,
    "media-jam": Condition.JAM,
    "cover-open": Condition.HEAD_OPEN,
    "door-open": Condition.HEAD_OPEN,
    "interlock-open": Condition.HEAD_OPEN,
    "marker-supply-empty": Condition.RIBBON_OUT,
    "offline": Condition.OFFLINE,
    "connecting-to-device": Condition.OFFLINE,
    "timed-out": Condition.OFFLINE,
    "shutdown": Condition.OFFLINE,
}


class Spooler:
    """`printer` is what Faults call the queue. Every method may raise Fault PRINTER_LP_MISSING, SilentError and CancelledError."""

    def __init__(self, queue: str, printer: str, cancelled: Event, seconds: float = 10.0) -> None:
        self._queue = queue
        self._printer = printer
        self._cancelled = cancelled
        self._seconds = seconds

    def server(self) -> str:
        """Where it listens: the path of a local socket, or HOST:PORT."""
        return self._run("lpstat", "-H")[1].strip()

    def condition(self) -> Condition:
        """How the queue is; READY says that it takes jobs and passes them on, nothing of the paper."""
        if "not running" in self._run("lpstat", "-r")[1]:  # must be asked first: without it every queue looks as if it did not exist
            return Condition.SPOOLER_DOWN
        status, text = self._run("lpstat", "-l", "-p", self._queue, "-a", self._queue)
        if status:
            return Condition.QUEUE_MISSING
        return read_queue(text)

    def hold(self, title: str, data: bytes, raw: bool) -> int:
        """Give the queue a job that it keeps until `release`; its number. Raises Fault PRINTER_QUEUE_REFUSED with what lp said."""
        kind = ("-o", "raw") if raw else ()
        status, text = self._run("lp", "-d", self._queue, "-t", title, "-H", "hold", *kind, data=data)
        found = _REQUEST.search(text)
        if status or not found:
            raise Fault("PRINTER_QUEUE_REFUSED", printer=self._printer, why=text.strip().removeprefix("lp: ") or f"lp: {status}")
        return int(found[1])

    def release(self, job: int) -> bool:
        """Let a held job go; False if there is none any more."""
        return self._run("lp", "-i", str(job), "-H", "resume")[0] == 0

    def cancel(self, job: int) -> None:
        """Take a job back."""
        self._run("cancel", str(job))

    def _run(self, program: str, *arguments: str, data: bytes = b"") -> tuple[int, str]:
        """Exit status and all that was said, in English."""
        try:
            process = subprocess.Popen(
                [program, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"},
            )
        except OSError as error:
            raise Fault("PRINTER_LP_MISSING", printer=self._printer, program=program) from error
        with process:
            said = self._talk(process, data)
        return process.returncode, said.decode("utf-8", "replace")

    def _talk(self, process: "subprocess.Popen[bytes]", data: bytes) -> bytes:
        end = monotonic() + self._seconds
        given: bytes | None = data
        while True:
            try:
                return process.communicate(given, timeout=SLICE_SECONDS)[0]
            except subprocess.TimeoutExpired:
                given = None  # it has it, or is still being given it
                if self._cancelled.is_set() or monotonic() >= end:
                    process.kill()
                    raise (CancelledError if self._cancelled.is_set() else SilentError) from None


def read_queue(text: str) -> Condition:
    """What `lpstat -l -p QUEUE -a QUEUE` says in English of one queue."""
    lines = text.splitlines()
    if any(" not accepting requests" in line for line in lines if not line.startswith(("\t", " "))):
        return Condition.QUEUE_REJECTING
    if any(line.startswith("printer ") and " disabled since " in line for line in lines):
        return Condition.QUEUE_DISABLED
    found = _ALERTS.search(text)
    reasons = [each.removesuffix("-error").removesuffix("-warning") for each in re.split(r"[,\s]+", found[1])] if found else []
    return next((_REASONS[reason] for reason in reasons if reason in _REASONS), Condition.READY)
