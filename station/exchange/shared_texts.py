"""The shared texts of a workbook, on disk, so that a workbook of any length needs the same memory: texts in, texts by number out."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from tempfile import TemporaryFile, gettempdir
from typing import IO, Final

from station.store.faults import guarded

_REMEMBERED: Final = 10_000


class SharedTexts:
    """A list of texts. `get` gives the text of a number; raises IndexError where there is none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ends = array("Q", (0,))
        self.get: Callable[[int], str] = lru_cache(maxsize=_REMEMBERED)(self._text)

    def add(self, text: str) -> None:
        """One more text. Raises Fault DISK_FULL or DISK_FAILED for the temporary folder."""
        data = text.encode("utf-8", "surrogatepass")
        with guarded(gettempdir()):
            self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def _text(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        begin, end = self._ends[number], self._ends[number + 1]
        with guarded(gettempdir()):
            self._file.seek(begin)
            return self._file.read(end - begin).decode("utf-8", "surrogatepass")


@contextmanager
def shared_texts() -> Iterator[SharedTexts]:
    """An empty list, gone at the end."""
    with guarded(gettempdir()), TemporaryFile(prefix="restock-station-import-") as file:
        yield SharedTexts(file)
