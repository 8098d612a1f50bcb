"""What the window reads of printing and does with it, as protocols: it never imports the room itself."""

from collections.abc import Sequence
from typing import Protocol

from station.errors import StationError


class PrinterState(Protocol):
    """How a printer is."""

    @property
    def trouble(self) -> StationError | None: ...

    def sentence(self, language: str = "en") -> str: ...


class PrinterNow(Protocol):
    """One printer: what facts call it, how it is, how many labels wait for it, which printer takes them for now ("": itself)."""

    @property
    def name(self) -> str: ...

    @property
    def state(self) -> PrinterState: ...

    @property
    def queued(self) -> int: ...

    @property
    def instead(self) -> str: ...


class PrintingState(Protocol):
    """How printing is."""

    @property
    def queued(self) -> int: ...

    @property
    def rejected(self) -> int: ...

    @property
    def unconfirmed(self) -> int: ...

    @property
    def printer(self) -> PrinterState: ...

    @property
    def printers(self) -> Sequence[PrinterNow]: ...

    @property
    def fall_back(self) -> str: ...

    @property
    def trouble(self) -> bool: ...

    @property
    def one_by_one(self) -> bool: ...

    @property
    def on_paper(self) -> str | None: ...


class Rejected(Protocol):
    """A label that cannot be made as it is."""

    @property
    def seq(self) -> int: ...

    @property
    def lpn(self) -> str: ...

    @property
    def error(self) -> StationError: ...


class Printing(Protocol):
    """The printing threads of an open station."""

    @property
    def state(self) -> PrintingState: ...

    def start(self, *, asks_first: bool = True) -> None: ...

    def wake(self) -> None: ...

    def try_now(self) -> None: ...

    def rejections(self) -> Sequence[Rejected]: ...

    def try_again(self, seq: int) -> None: ...

    def use_instead(self, printer: str, other: str | None) -> None: ...

    def release_next(self, lpn: str) -> None: ...

    def stop(self) -> bool: ...
