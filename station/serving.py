"""What comes into the terminal bench: scans of a person as they come, or the batch of a handheld, which is read as a whole first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from station.assembly import Station
from station.handheld import BatchClock, Columns, DateOrder, Teller, columns_named, columns_of, read_batch, take_batch
from station.session import BatchSession
from station.terminal import Printer, Screen, scans, work

Wake = Callable[[], None]


@dataclass(frozen=True)
class Batches:
    """How the lines of a handheld are to be read, where they do not tell it: names of the columns, and the order of day and month."""

    columns: str = ""
    order: DateOrder | None = None


@dataclass(frozen=True)
class Input:
    """The lines, the clock that a batch sets, and how its lines are to be read."""

    lines: Iterator[str]
    clock: BatchClock
    batches: Batches


def serve(given: Input, opened: Station, session: BatchSession, screen: Screen, printer: Printer) -> None:
    """Work through the input; its first line tells which of the two it is. Raises what refuses a batch as a whole."""
    ahead = _up_to_the_first(given.lines)
    first = ahead[-1].strip("\r\n").removeprefix("\ufeff") if ahead else ""
    columns = columns_named(given.batches.columns, first) if given.batches.columns and first else columns_of(first)
    if columns is None:
        work(session, chain(ahead, given.lines), screen, printer)
    else:
        with printer.turn:  # all of it: a desk waits until nothing of the batch is half done
            _take([*ahead, *given.lines], columns, given, opened, session, screen, printer.wake)


def _up_to_the_first(lines: Iterator[str]) -> list[str]:
    """The lines as far as the first one that is no comment and not blank."""
    ahead: list[str] = []
    for line in lines:
        ahead.append(line)
        if any(scans([line.removeprefix("\ufeff")])):
            break
    return ahead


def _take(lines: Sequence[str], columns: Columns, given: Input, opened: Station, session: BatchSession, screen: Screen, wake: Wake) -> None:
    now = given.clock.now()
    batch = read_batch(lines, columns, opened.zone, now, given.batches.order)
    teller = Teller(screen, opened.folder.path / "reports", opened.language, now, opened.zone)
    teller.begun(batch)
    teller.ended(take_batch(batch, session, opened.ledger, given.clock, opened.patterns, teller, wake))
    screen.state(session.snapshot)
