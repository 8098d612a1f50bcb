"""A bench that is killed again and again, at random moments and in the middle of a save, and started again each time.

Plug in any program that speaks the protocol of `bench --json`: `start` runs it, `next_line` knows what to feed it.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from random import Random
from typing import Any, Final

from tests.crash.bench_process import PATIENCE_SECONDS, BenchProcess, Ended
from tests.crash.recording import recorded_environment

Object = dict[str, Any]
NextLine = Callable[[Object, Random], str]

_CALLS: Final = 250  # opening the folder makes about sixty, a unit about fifty: a kill falls anywhere in the first few units
_WAIT_SECONDS: Final = 0.02  # longer than most saves: kills fall before, in and after one


@dataclass(frozen=True, slots=True)
class Bench:
    """The program under test: its command, its data folder, and what it is fed."""

    command: Sequence[str]
    data: Path
    next_line: NextLine
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kill:
    """What came of one round.

    `first` is the state in which the bench came up ({} if it died before), `last` the last one that it told, `line` the last
    input, `in_a_save` whether an answer was due when it died; `acknowledged` are all facts of all rounds so far.
    """

    number: int
    in_a_save: bool
    first: Object
    last: Object
    line: str
    acknowledged: list[Object]


def kill_loop(bench: Bench, library: Path, kills: int, seed: int, scratch: Path) -> Iterator[Kill]:
    """Kills the bench so many times and yields after each kill, while it is down; the caller judges its folder.

    Every second kill comes from outside after a random time; the others from inside, half-way through a random call that
    changes the data folder: in mid-save by construction.
    """
    random = Random(seed)
    acknowledged: list[Object] = []
    for number in range(kills):
        inside, log = number % 2 == 1, scratch / f"calls-{number}.log"
        environment = os.environ | bench.environment
        if inside:
            environment = recorded_environment(library, bench.data, log, random.randint(1, _CALLS)) | bench.environment
        process = BenchProcess(bench.command, scratch / f"errors-{number}.txt", environment)
        round_ = _Round(process, bench.next_line, random)
        try:
            in_a_save = round_.until_dead() if inside else round_.until_killed()
        finally:
            process.kill()
            log.unlink(missing_ok=True)
        acknowledged += process.facts
        first, last = (round_.told[0], round_.told[-1]) if round_.told else ({}, {})
        yield Kill(number, in_a_save, first, last, round_.line, acknowledged)


class _Round:
    """One life of the bench: the states that it told, and the last input."""

    def __init__(self, process: BenchProcess, next_line: NextLine, random: Random) -> None:
        self.told: list[Object] = []
        self.line = ""
        self._process, self._next_line, self._random = process, next_line, random

    def until_killed(self) -> bool:
        """Some answered inputs, then one whose answer is not waited for; whether it was still due when the kill came."""
        self._hear()
        for _ in range(self._random.randint(0, 5)):
            self._feed()
            self._hear()
        self._feed()
        with suppress(Empty):
            self._hear(self._random.random() * _WAIT_SECONDS)
            return False
        return True

    def until_dead(self) -> bool:
        """Inputs until the process has killed itself; it may do so before it is ready, while it recovers from the last kill."""
        with suppress(Ended):
            self._hear()
            while True:
                self._feed()
                self._hear()
        return True

    def _feed(self) -> None:
        self.line = self._next_line(self.told[-1], self._random)
        self._process.send(self.line)

    def _hear(self, patience: float = PATIENCE_SECONDS) -> None:
        self.told.append(self._process.state(patience))
