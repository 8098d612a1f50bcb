"""Files that are whole or absent: temporary name, fsync, rename, fsync of the folder. A plain write is torn by a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

TEMPORARY: Final = ".part"  # the end of every temporary name; what still has it at a start is an orphan


def replace_file(target: Path, data: bytes) -> None:
    """Write `data` durably under `target`, replacing what is there at once; raises OSError and leaves the old file."""
    with whole_file(target) as out:
        out.write(data)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write into bit by bit: durably under its name when the `with` ends, or not at all. Raises OSError, as the block does."""
    temporary = target.with_name(target.name + TEMPORARY)
    try:
        with temporary.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        publish(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def as_name(text: str) -> str:
    """Any text as the name of a file: letters, digits and -_. stay, every other sign is a dash."""
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in text)


def publish(temporary: Path, target: Path) -> None:
    """Give a file that is already synced its real name, durably."""
    temporary.replace(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """fsync of a file that another library wrote."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """fsync of a folder, so that a new name survives a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove the orphan temporary files directly in `folder`; returns what was removed."""
    orphans = tuple(entry for entry in sorted(folder.iterdir()) if TEMPORARY in entry.suffixes and entry.is_file())
    for orphan in orphans:
        orphan.unlink(missing_ok=True)
    return orphans


def newest_file(folder: Path) -> Path | None:
    """The newest whole file directly in `folder`, such as the newest backup; None if there is none."""
    if not folder.is_dir():
        return None
    whole = [entry for entry in folder.iterdir() if entry.is_file() and TEMPORARY not in entry.suffixes and not entry.name.startswith(".")]
    return max(whole, key=lambda entry: (entry.stat().st_mtime_ns, entry.name), default=None)
