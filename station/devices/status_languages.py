"""How printers of each language are asked how they are, and what their answers prove."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from station.devices.conditions import Condition
from station.devices.tspl_status import QUESTION, read_byte
from station.devices.zpl_status import read_status


class Status(Protocol):
    """An answer: how the printer is, and whether it has nothing left to print."""

    @property
    def condition(self) -> Condition: ...

    @property
    def drained(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class StatusLanguage:
    """`questions` are asked in turn until `read` makes a status of the answer (None: more must come; GarbledError: it is none).

    `counts`: answers count what has not come out yet, so "nothing left" proves that a label is out. Where they do not, a printer
    is ready both before and after it prints; then it has to be seen printing in between.
    """

    questions: tuple[bytes, ...]
    read: Callable[[bytes], Status | None]
    counts: bool


STATUS_LANGUAGES: Final[Mapping[str, StatusLanguage]] = MappingProxyType(
    {
        "zpl": StatusLanguage((b"~HS\r\n", b"~HQES\r\n"), read_status, counts=True),
        "tspl": StatusLanguage((QUESTION,), read_byte, counts=False),
    }
)
