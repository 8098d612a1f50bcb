"""The clock, passed in everywhere, so that a session can be replayed at its own times."""

from datetime import UTC, datetime
from time import monotonic_ns
from typing import Protocol


class Clock(Protocol):
    """Wall time for facts, monotonic time for durations."""

    def now(self) -> datetime:
        """An aware moment in UTC."""

    def elapsed_ms(self) -> int:
        """Milliseconds since some fixed point; never goes back."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed_ms(self) -> int:
        return monotonic_ns() // 1_000_000


def stamp(moment: datetime) -> str:
    """An aware moment as facts write it: "2026-11-21T20:18:25.123Z" (UTC, milliseconds)."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def moment(text: str) -> datetime:
    """The reverse of `stamp`; raises ValueError for anything that has no zone."""
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError(text)
    return parsed.astimezone(UTC)
