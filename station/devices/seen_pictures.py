"""What a camera's folder held before a shot was due, and what was taken from it: whether a file is one of those again.

Names and times do not say so: an old file may be renamed, touched or copied. Bytes do. A folder of thousands is not read through
for that: only what has the size of an old file can be it, so that only such files are read, each once.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple


class Stamp(NamedTuple):
    """A file as its folder lists it: bytes, when it was written, and its number on the disk (0 where there is none)."""

    size: int
    written_ns: int
    inode: int = 0


class SeenPictures:
    """Only grows: a picture that was seen once is never new again. `read` gives the bytes of a file by name, None for none."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._by_size: dict[int, dict[str, Stamp]] = {}
        self._moments: set[tuple[int, int]] = set()
        self._inodes: set[tuple[int, int]] = set()
        self._digests: dict[tuple[str, Stamp], str] = {}
        self._taken: set[str] = set()

    def lay_there(self, listed: Mapping[str, Stamp]) -> None:
        """These are of something else."""
        for name, stamp in listed.items():
            self._by_size.setdefault(stamp.size, {})[name] = stamp
            self._moments.add(stamp[:2])
            if stamp.inode:
                self._inodes.add((stamp.inode, stamp.size))

    def taken(self, data: bytes) -> None:
        """It was somebody's shot."""
        self._taken.add(sha256(data).hexdigest())

    def again(self, name: str, stamp: Stamp) -> bool:
        """Whether this is an old file under another name, or one that was touched: asked before it is read."""
        if stamp[:2] in self._moments or self._digests.get((name, stamp)) in self._taken:
            return True
        before = self._by_size.get(stamp.size, {}).get(name)
        if before and (name, before) in self._digests:
            return False  # its old bytes are known: `again_in_bytes` compares them
        # Another picture of exactly the same size hardly ever comes, and then it is only asked for again.
        return before is not None or (stamp.inode, stamp.size) in self._inodes

    def again_in_bytes(self, name: str, stamp: Stamp, data: bytes) -> bool:
        """Whether these bytes lay there before or were taken."""
        digest = self._kept_digest(name, stamp, data)
        return digest in self._taken or any(self._old_digest(*each) == digest for each in self._by_size.get(stamp.size, {}).items())

    def _old_digest(self, name: str, stamp: Stamp) -> str | None:
        """That of an old file, as long as it lies there; it may have other bytes by now, which are no new picture either."""
        if (name, stamp) not in self._digests:
            data = self._read(name)
            if data is None:
                return None
            self._kept_digest(name, stamp, data)
        return self._digests[name, stamp]

    def _kept_digest(self, name: str, stamp: Stamp, data: bytes) -> str:
        return self._digests.setdefault((name, stamp), sha256(data).hexdigest())
