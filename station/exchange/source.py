"""A file that came in, before any row is read: what it is, and in which encoding if it is text. One pass over its bytes, flat memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from station.errors import Refusal
from station.exchange.containers import is_workbook
from station.exchange.encodings import encoding_of

_START: Final = 4096

Form = Literal["csv", "jsonl", "xlsx"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its form, its bytes, the codec that reads all of it ("" for a workbook), and what identifies this very version of it."""

    path: Path
    form: Form
    size: int
    encoding: str
    changed: int

    def still_the_same(self) -> bool:
        """False when somebody wrote to the file since it was examined."""
        now = self.path.stat()
        return (now.st_size, now.st_mtime_ns) == (self.size, self.changed)


def examine(path: Path, declared: str | None = None) -> Source:
    """Find out by its content what a file is; of a text also its encoding, or check the declared one (at most three passes).

    Raises Refusal FILE_MISSING, FILE_NOT_A_FILE, FILE_UNREADABLE, FILE_EMPTY, what `is_workbook` and `encoding_of` raise, and
    FILE_JSON_LIST for JSON that is one list.
    """
    if not path.exists():
        raise Refusal("FILE_MISSING", file=str(path))
    if not path.is_file():
        raise Refusal("FILE_NOT_A_FILE", file=str(path))
    try:
        status = path.stat()
        with path.open("rb") as handle:
            start = handle.read(_START)
        form, encoding = _form(path, start, declared)
        return Source(path, form, status.st_size, encoding, status.st_mtime_ns)
    except OSError as error:
        raise Refusal("FILE_UNREADABLE", file=str(path), detail=error.strerror or str(error)) from error


def _form(path: Path, start: bytes, declared: str | None) -> tuple[Form, str]:
    if is_workbook(path, start):
        return "xlsx", ""
    encoding = encoding_of(path, start, declared)
    text = start.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("[") and text[1:].lstrip().startswith("{"):
        raise Refusal("FILE_JSON_LIST", file=str(path))
    return ("jsonl" if text.startswith("{") else "csv"), encoding


def lines_of(text: Iterable[str], file: str) -> Iterator[str]:
    """The lines of an open text. Raises Refusal FILE_UNREADABLE when the disk or the network fails, FILE_CHANGED for bytes that
    were not there before."""
    lines = iter(text)
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except OSError as error:
            raise Refusal("FILE_UNREADABLE", file=file, detail=error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise Refusal("FILE_CHANGED", file=file) from error
