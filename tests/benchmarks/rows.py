"""A row of the benchmark table, and how a time is taken: both sides in turn, so that a busy machine slows both."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import quantiles
from time import perf_counter_ns


@dataclass(frozen=True)
class Row:
    """One figure: ours, the bare peer's, and their ratio.

    `unit` says what both are in ("ms", "units/s"); without a peer `bare` is None and `ours` stands for itself.
    """

    name: str
    measured_as: str
    must_reach: str
    ours: float
    bare: float | None
    unit: str

    @property
    def ratio(self) -> float | None:
        """Ours over bare; None without a peer."""
        return self.ours / self.bare if self.bare else None

    def as_json(self) -> dict[str, object]:
        """As build/bench.json holds it."""
        return asdict(self) | {"ratio": self.ratio}


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter_ns()
    work()
    return (perf_counter_ns() - begun) / 1e6


def in_turn(ours: Callable[[], object], bare: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """The milliseconds of `rounds` calls of each side, one after the other; which goes first changes every round."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            times[side].append(milliseconds(bare if side else ours))
    return times


def percentile(times: Sequence[float], percent: int) -> float:
    """The value that `percent` of at least two times do not exceed, such as percentile(times, 99)."""
    return quantiles(times, n=100, method="inclusive")[percent - 1]
