"""Recorded calls in, a folder as a disk might have left it after a power cut out.

The model: a file keeps what it held at its last fsync; of what was written since, each sector of 512 bytes shows any of
its later states, independently of the others. Names (create, rename, unlink, mkdir) become durable in the order in which
they were made, as a journal does it, and for certain only with an fsync of their folder. A file that shrank keeps nothing
that was written after a shrinking that did not survive.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.crash.recording import Call

SECTOR: Final = 512


@dataclass(slots=True)
class File:
    """The durable bytes and what was asked for since: (offset, data), or (new size, None)."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.pending:
            _apply(self.durable, at, data)
        self.pending.clear()

    def left(self, random: Random, kept: float) -> bytes:
        """What a cut leaves; `kept` is the chance that a sector, or the size, shows its newest state."""
        content = bytearray(self.durable)
        for stretch in self._stretches(random, kept):
            _tear(content, stretch, random, kept)
        return bytes(content)

    def _stretches(self, random: Random, kept: float) -> list[list[tuple[int, bytes | None]]]:
        """The pending operations cut at each shrinking, as many stretches as survive."""
        stretches: list[list[tuple[int, bytes | None]]] = [[]]
        size = len(self.durable)
        for at, data in self.pending:
            if data is None and at < size:
                stretches.append([])
            stretches[-1].append((at, data))
            size = at if data is None else max(size, at + len(data))
        survive = len(stretches) if random.random() < kept else random.randint(1, len(stretches))
        return stretches[:survive]


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    size = at if data is None else at + len(data)
    if size > len(content):
        content.extend(bytes(size - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at:size] = data


def _tear(content: bytearray, stretch: Iterable[tuple[int, bytes | None]], random: Random, kept: float) -> None:
    """Applies a stretch of operations of which each sector shows any state, and the size any of its sizes."""
    pieces: list[tuple[int, bytes]] = []
    sizes = [len(content)]
    for at, data in stretch:
        if data is None:
            if at < sizes[-1]:  # the shrinking that opens this stretch has survived
                del content[at:]
                sizes = [at]
            sizes.append(at)
        else:
            pieces += _sectors(at, data)
            sizes.append(max(sizes[-1], at + len(data)))
    states = Counter(at // SECTOR for at, _ in pieces)
    shown = {sector: count if random.random() < kept else random.randrange(count) for sector, count in states.items()}
    size = sizes[-1] if random.random() < kept else random.choice(sizes)
    for at, data in pieces:
        if shown[at // SECTOR] > 0:
            shown[at // SECTOR] -= 1
            _apply(content, at, data)
    _apply(content, size, None)


def _sectors(at: int, data: bytes) -> Iterable[tuple[int, bytes]]:
    start = 0
    while start < len(data):
        end = min(len(data), start + SECTOR - (at + start) % SECTOR)
        yield at + start, data[start:end]
        start = end


Names = dict[str, File | None]  # None stands for a folder


class Disk:
    """A folder while its calls are played: the names and files that are certain, and those still on their way."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())
        self._certain: Names = {}
        self._live: Names = {}
        self._journal: list[tuple[Call, File | None]] = []
        self._inodes: dict[int, File] = {}

    def play(self, call: Call) -> None:
        """Takes one call."""
        match call.op:
            case "W" | "T":
                self._file(call).pending.append((call.at, call.data if call.op == "W" else None))
            case "S":
                self._sync(call)
            case "C":
                self._inodes[call.inode] = File()
                self._name(call, self._inodes[call.inode])
            case "R" | "U" | "L" | "D" | "X":
                self._name(call, None)

    def newest(self) -> dict[str, bytes | None]:
        """The folder with nothing lost, by name below the root; None stands for a folder."""
        return self._shown(self._live, Random(0), 1.0)

    def left(self, random: Random) -> dict[str, bytes | None]:
        """The folder after a cut at this moment."""
        kept = random.choice((0.0, 0.1, 0.5, 0.9, 0.99, 1.0))
        names = dict(self._certain)
        survive = len(self._journal) if random.random() < kept else random.randint(0, len(self._journal))
        for call, file in self._journal[:survive]:
            _rename(names, call, file)
        return self._shown(names, random, kept)

    def _shown(self, names: Names, random: Random, kept: float) -> dict[str, bytes | None]:
        cut = len(self._root) + 1
        return {name[cut:]: None if file is None else file.left(random, kept) for name, file in sorted(names.items())}

    def _file(self, call: Call) -> File:
        # A number can be given again after its file is gone: a creation replaces it, so the latest is right.
        return self._inodes[call.inode]

    def _name(self, call: Call, file: File | None) -> None:
        _rename(self._live, call, file)
        self._journal.append((call, file))

    def _sync(self, call: Call) -> None:
        is_folder = call.path == self._root or (call.path in self._live and self._live[call.path] is None)
        if not is_folder:
            self._file(call).sync()
            return
        touched = [number for number, (change, _) in enumerate(self._journal) if call.path in _folders(change)]
        for change, file in self._journal[: touched[-1] + 1] if touched else ():
            _rename(self._certain, change, file)
        del self._journal[: touched[-1] + 1 if touched else 0]


def _folders(call: Call) -> set[str]:
    return {path.rpartition("/")[0] for path in (call.path, call.other) if path}


def _rename(names: Names, call: Call, file: File | None) -> None:
    """Applies one change of names; raises ValueError for a file moved into the folder or out of it: the model knows only one."""
    if call.op in "RL" and not (call.path and call.other):
        raise ValueError(call)
    match call.op:
        case "C":
            names[call.path] = file
        case "D":
            names[call.path] = None
        case "U" | "X":
            del names[call.path]
        case "L":
            names[call.other] = names[call.path]
        case "R":
            moved = [name for name in names if name == call.path or name.startswith(f"{call.path}/")]
            names.update({call.other + name[len(call.path) :]: names.pop(name) for name in moved})


def write_folder(shown: dict[str, bytes | None], folder: Path) -> None:
    """Writes a folder as `left` describes it; `folder` must not exist."""
    folder.mkdir()
    for name, content in shown.items():
        path = folder / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
