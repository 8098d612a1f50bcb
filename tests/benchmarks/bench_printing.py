"""From the last answer about a unit to the bytes of its label at a printer, through the printing thread."""

from collections.abc import Iterator
from pathlib import Path
from socket import create_server
from statistics import median
from threading import Event, Thread
from time import perf_counter_ns
from typing import Final

from station.labelling import printing_of
from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.shifts import AS_NEW, make_shop, scans, session_in

UNITS: Final = 300
_WARM: Final = 20
_PATIENCE: Final = 20


class Sink:
    """A port that takes whatever comes and never says a word; notes when a label began to come."""

    def __init__(self) -> None:
        self._server = create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.came = Event()
        self.at = 0
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                while connection.recv(65536):
                    if not self.came.is_set():
                        self.at = perf_counter_ns()
                        self.came.set()

    def close(self) -> None:
        self._server.close()


def bench_last_answer_to_paper(folder: Path) -> Iterator[Row]:
    """PERFORMANCE.md: p99 of the time between the unit's commit and the bytes, and of both together."""
    data = make_shop(folder, UNITS, 16)
    sink = Sink()
    takes: list[float] = []
    after: list[float] = []
    with session_in(data) as (opened, session):
        printing = printing_of(opened, f"tcp://127.0.0.1:{sink.port}?status=none")
        printing.start()
        for scan in scans(UNITS):
            printing.wait_idle(_PATIENCE)
            sink.came.clear()
            begun = perf_counter_ns()
            outcome = session.take(scan)
            committed = perf_counter_ns()
            printing.wake()
            assert outcome.refusal is None, outcome.refusal
            if scan == AS_NEW:
                assert sink.came.wait(_PATIENCE)
                takes.append((committed - begun) / 1e6)
                after.append((sink.at - committed) / 1e6)
        printing.stop()
    sink.close()
    both = [first + second for first, second in zip(takes, after, strict=True)][_WARM:]
    measured = f"p99 after the answer was taken (p50 {median(after[_WARM:]):.2f}); the label's own 'started' is committed within it"
    yield Row("last answer to bytes at a loopback printer", measured, "≤ 10 ms", percentile(after[_WARM:], 99), None, "ms")
    measured = f"p99, over the answer alone: picture and commit (p50 {median(both):.2f} and {median(takes[_WARM:]):.2f})"
    yield Row("the same, answer included", measured, "–", percentile(both, 99), percentile(takes[_WARM:], 99), "ms")
