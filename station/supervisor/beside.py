"""What works beside a bench in the terminal: what a supervisor's desk has done here, what is due by itself, and the daily report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from station.assembly import Station
from station.model.facts import Fact
from station.session import BatchSession, Session
from station.supervisor.listening import BEGIN_SECONDS, listener_of
from station.supervisor.looking_ahead import LookingAhead
from station.supervisor.reporting import ReportWatch


@contextmanager
def beside(opened: Station, session: BatchSession, on_facts: Callable[[Sequence[Fact]], None]) -> Iterator[None]:
    """All of it, until the end of the block. Acts of a desk are done each between two lines of the input, and so is what is due by itself;
    `on_facts` hears of their facts."""

    def turn(work: Callable[[Session], None]) -> None:
        if session.turn.acquire(timeout=BEGIN_SECONDS):
            try:
                work(session)
            finally:
                session.turn.release()

    listener, reports = listener_of(opened, session, turn, on_facts), ReportWatch(opened.folder.path, opened.clock)
    ahead = LookingAhead(session, turn, on_facts)
    listener.start()
    reports.start()
    ahead.start()
    try:
        yield
    finally:
        ahead.stop()
        reports.stop()
        listener.stop()
