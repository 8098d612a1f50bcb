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

from tests.crash.bench_process import BenchProcess, Ended
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


@dataclass(slots=True)
class Kill:
    """What came of one round: whether the kill fell while an answer was due, the first state after starting, and all facts so far."""

    number: int
    in_a_save: bool
    resumed_at: Object
    acknowledged: list[Object]


def kill_loop(bench: Bench, library: Path, kills: int, seed: int, scratch: Path) -> Iterator[Kill]:
    """Kills the bench so many times and yields after each kill, while it is down; the caller judges its folder.

    Every second kill comes from outside after a random time; the others from inside, at a random call that changes the data
    folder, half-way through it: that is in mid-save by construction.
    """
    random = Random(seed)
    acknowledged: list[Object] = []
    for number in range(kills):
        inside = number % 2 == 1
        environment = os.environ | bench.environment
        if inside:
            die_at = random.randint(1, _CALLS)
            environment |= recorded_environment(library, bench.data, scratch / f"calls-{number}.log", die_at)
        process = BenchProcess(bench.command, scratch / f"errors-{number}.txt", environment)
        state: Object = {}
        in_a_save = False
        try:
            state, in_a_save = _feed_until_dead(process, bench, random) if inside else _feed_and_kill(process, bench, random)
        finally:
            process.kill()
        acknowledged += process.facts
        (scratch / f"calls-{number}.log").unlink(missing_ok=True)
        yield Kill(number, in_a_save, state, acknowledged)


def _feed_and_kill(process: BenchProcess, bench: Bench, random: Random) -> tuple[Object, bool]:
    """Some answered inputs, then one whose answer is not waited for; whether it was still due when the kill came."""
    first = state = process.state()
    for _ in range(random.randint(0, 3)):
        process.send(bench.next_line(state, random))
        state = process.state()
    process.send(bench.next_line(state, random))
    answered = False
    with suppress(Empty):
        process.state(random.random() * _WAIT_SECONDS)
        answered = True
    process.kill()
    return first, not answered


def _feed_until_dead(process: BenchProcess, bench: Bench, random: Random) -> tuple[Object, bool]:
    """Inputs until the process has killed itself; it may do so before it is ready, while it recovers from the last kill."""
    first: Object = {}
    try:
        first = state = process.state()
        while True:
            process.send(bench.next_line(state, random))
            state = process.state()
    except Ended:
        return first, True
