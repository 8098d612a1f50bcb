"""The clock of a batch: the time of the line for the bench, the real one for everybody else, and durations that never go back."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Thread

from station.clock import SystemClock
from station.handheld import BatchClock

MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class FixedClock:
    """Noon, 10,000 seconds after the machine was started."""

    def now(self) -> datetime:
        return MORNING + timedelta(hours=4)

    def elapsed_ms(self) -> int:
        return 10_000_000


def test_that_the_bench_has_the_time_of_the_line_and_the_printer_the_real_one() -> None:
    clock = BatchClock(FixedClock())
    seen: list[datetime] = []
    with clock.at(MORNING):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
        assert clock.now() == MORNING
    assert [*seen, clock.now()] == [FixedClock().now()] * 2


def test_that_the_time_between_lines_and_since_the_last_line_is_that_of_the_file() -> None:
    clock = BatchClock(FixedClock())
    shown = []
    for seconds in (0, 7, 7 + 3600):
        with clock.at(MORNING + timedelta(seconds=seconds)):
            shown.append(clock.elapsed_ms())
    shown.append(clock.elapsed_ms())
    assert [later - earlier for earlier, later in pairwise(shown)] == [7_000, 3_600_000, (3 * 3600 - 7) * 1000]


def test_that_without_a_batch_it_is_the_clock_behind_it() -> None:
    clock = BatchClock(SystemClock())
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
