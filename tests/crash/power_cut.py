"""A recorded shift in, power cuts at random moments of it out: for each, what the station finds when it starts again."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.disk import Disk, write_folder
from tests.crash.judge import losses
from tests.crash.recording import Call, calls, record

WORKER = (sys.executable, "-m", "tests.crash.worker")
# Units of a session, and the recorded call in which it is killed (0: it ends by itself). Forty units fill the log to a checkpoint.
SESSIONS = ((40, 0), (40, 700), (10, 0))
Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """What was recorded: the calls, and the folder under which they were made (the data folder is its `data`)."""

    calls: Sequence[Call]
    root: Path


@dataclass(frozen=True, slots=True)
class Cut:
    """One power cut: after which call it came, what the disk kept, and the facts acknowledged by then."""

    number: int
    after: int
    shown: dict[str, bytes | None]
    acknowledged: Sequence[Object]


@dataclass(frozen=True, slots=True)
class Loss:
    """A cut that the station did not survive whole."""

    cut: int
    after: int
    problems: tuple[str, ...]


def record_shift(library: Path, folder: Path, *options: str) -> Shift:
    """Records the worker: a session with a checkpoint in it, one that is killed in the middle of a save, and one that recovers."""
    root = folder / "root"
    root.mkdir()
    command = (*WORKER, "--data", str(root / "data"), "--small-ballast", *options)
    for units, die_at in SESSIONS:
        record(library, command, root, folder / "calls.log", "unit\n" * units, die_at)
    return Shift(list(calls(folder / "calls.log")), root)


def cuts(shift: Shift, count: int, seed: int) -> Iterator[Cut]:
    """`count` cuts in the order of time, the same for the same seed; every second one right after an acknowledgement."""
    random = Random(seed)
    marks = [place for place, call in enumerate(shift.calls, start=1) if call.op == "M"]
    places = sorted(random.choice(marks) if number % 2 else random.randint(0, len(shift.calls)) for number in range(count))
    disk, heard, played = Disk(shift.root), b"", 0
    for number, place in enumerate(places):
        for call in shift.calls[played:place]:
            disk.play(call)
            heard += call.data if call.op == "M" else b""
        played = place
        yield Cut(number, place, disk.left(random), facts_in(heard))


def facts_in(output: bytes) -> list[Object]:
    """The facts in what a bench printed, to the last whole line; other commands print sentences, which are passed over."""
    lines = output.splitlines(keepends=True)
    said = [json.loads(line) for line in lines if line.startswith(b"{") and line.endswith(b"\n")]
    return [message["fact"] for message in said if message["event"] == "fact"]


def survive(shift: Shift, count: int, seed: int, folder: Path) -> list[Loss]:
    """Starts the station after each of `count` cuts, in a scratch folder that must not exist; what went wrong."""
    lost = []
    for cut in cuts(shift, count, seed):
        write_folder(cut.shown, folder)
        if problems := losses(folder / "data", cut.acknowledged):
            lost.append(Loss(cut.number, cut.after, tuple(problems)))
        shutil.rmtree(folder)
    return lost
