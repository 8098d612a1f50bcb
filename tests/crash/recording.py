"""A program in, the log of everything it did to a folder out: builds recorder.c, runs under it, reads what it wrote."""

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Final

_HEAD: Final = struct.Struct("=cQQIIQ")
PROJECT: Final = Path(__file__).parents[2]
_SOURCE: Final = Path(__file__).with_name("recorder.c")


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call; `op` is a letter of recorder.c, paths are absolute, `at` is an offset or a size in bytes."""

    op: str
    inode: int
    at: int
    path: str
    other: str
    data: bytes


def build_recorder(folder: Path) -> Path:
    """The compiled library; raises RuntimeError with a sentence where there is no C compiler."""
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise RuntimeError("The power-cut replay needs a C compiler and none is installed: run `make setup`, or install gcc and libc6-dev.")
    library = folder / "recorder.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(_SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"recorder.c did not compile:\n{done.stderr}")
    return library


def recorded_environment(library: Path, root: Path, log: Path, die_at: int = 0) -> dict[str, str]:
    """The environment under which a program is recorded; it kills itself in its call number `die_at`, if that is given."""
    recorder = {"LD_PRELOAD": str(library), "RECORDER_ROOT": str(root.resolve()), "RECORDER_LOG": str(log), "RECORDER_MARKS": "-"}
    return os.environ | recorder | ({"RECORDER_DIE_AT": str(die_at)} if die_at else {})


def record(library: Path, command: Sequence[str], root: Path, log: Path, text: str = "", die_at: int = 0) -> str:
    """Runs a program to its end with `text` on its standard input, and gives what it printed.

    What it does under `root` is appended to `log`; what it prints is there too, as marks. With `die_at` it must be killed.
    """
    environment = recorded_environment(library, root, log, die_at)
    done = subprocess.run(command, cwd=PROJECT, env=environment, input=text, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != (-SIGKILL if die_at else 0):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def calls(log: Path) -> Iterator[Call]:
    """The calls of a log, in order."""
    with log.open("rb") as file:
        while head := file.read(_HEAD.size):
            op, inode, at, path_size, other_size, data_size = _HEAD.unpack(head)
            names = file.read(path_size), file.read(other_size)
            yield Call(op.decode(), inode, at, os.fsdecode(names[0]), os.fsdecode(names[1]), file.read(data_size))
