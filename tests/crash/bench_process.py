"""A bench in a process of its own: lines go in, JSON objects come out; it can be killed at any moment and started again.

What it printed counts as acknowledged, to the last whole line that reached the pipe before it died.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any, Final

PROJECT: Final = Path(__file__).parents[2]
PATIENCE_SECONDS: Final = 60.0
Object = dict[str, Any]


class Ended(Exception):
    """The process ended where an answer was expected; the message is what it wrote to standard error."""


class BenchProcess:
    """One run of a program that speaks the protocol of `bench --json`."""

    def __init__(self, command: Sequence[str], errors: Path, environment: Mapping[str, str] | None = None) -> None:
        self.facts: list[Object] = []
        self._errors = errors
        with errors.open("wb") as stderr:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        self._answers: Queue[Object | None] = Queue()
        self._reading = Thread(target=self._read, args=(self._process.stdout,), name="bench output")
        self._reading.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, line: str) -> None:
        """One input; does not wait for the answer. A process that is already dead swallows it."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()

    def state(self, patience: float = PATIENCE_SECONDS) -> Object:
        """The next state that it prints; facts on the way are kept. Raises Ended, or Empty when `patience` (seconds) is over."""
        while True:
            answer = self._answers.get(timeout=patience)
            if answer is None:
                raise Ended(self._errors.read_text())
            if answer["event"] == "state":
                return answer

    def kill(self) -> None:
        """kill -9, then reads what had reached the pipe."""
        self._process.kill()
        self._finish()

    def close(self) -> int:
        """End of input; the exit status."""
        self._finish()
        return self._process.returncode

    def _finish(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait(PATIENCE_SECONDS)
        self._reading.join(PATIENCE_SECONDS)
        self._process.stdout.close()

    def _read(self, output: IO[bytes]) -> None:
        for line in output:
            if line.startswith(b"{") and line.endswith(b"\n"):
                answer: Object = json.loads(line)
                if answer["event"] == "fact":
                    self.facts.append(answer["fact"])
                self._answers.put(answer)
        self._answers.put(None)
