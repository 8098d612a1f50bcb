"""A station with graded units to put away, and batches for it: lines with times of this morning, given to the terminal bench."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from station.clock import SystemClock
from station.model.facts import Fact
from station.serving import Batches
from station.shift import run_bench
from tests.session.shop import Bench

TEE, HOOD = "9521321000018", "9521321000070"  # of the demo shop; no return expects them, so they are taken without a question
TEE_BIN, HOOD_BIN = "A-01-01", "A-02-01"
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)


def at(second: int) -> str:
    """So many seconds after the beginning of a batch, as ISO 8601 in UTC."""
    return f"{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"


def timed(*codes: str, first: int = 0) -> list[str]:
    """A batch: one line a code, a second apart."""
    return [f"{at(first + place)},{code}\n" for place, code in enumerate(codes)]


@dataclass
class Told:
    """What `bench --json` told about a batch."""

    objects: list[dict[str, Any]] = field(default_factory=list)

    @property
    def facts(self) -> list[dict[str, Any]]:
        printed = {"label.started", "label.sent", "label.confirmed", "label.unconfirmed"}
        return [each["fact"] for each in self.objects if each["event"] == "fact" and each["fact"]["kind"] not in printed]

    @property
    def kinds(self) -> list[str]:
        return [fact["kind"] for fact in self.facts]

    @property
    def refused(self) -> list[tuple[int, str]]:
        """(line, code) of the lines that were not taken, as the end of the batch lists them."""
        return [(each["line"], each["code"]) for each in self.objects if each["event"] == "line_refused"]

    @property
    def summary(self) -> dict[str, Any]:
        return next(each for each in self.objects if each["event"] == "batch")

    @property
    def state(self) -> dict[str, Any]:
        return [each for each in self.objects if each["event"] == "state"][-1]


class Shelf:
    """The demo shop on a data folder of its own. It is closed while a batch is taken, as a real bench would be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "station"
        self._bench: Bench | None = Bench(folder)
        self._camera = self._bench.camera

    @property
    def bench(self) -> Bench:
        """The bench for a person."""
        if self._bench is None:
            self._bench = Bench.__new__(Bench)
            self._bench.folder, self._bench.camera = self.folder, self._camera
            self._bench._open()
        return self._bench

    def close(self) -> None:
        if self._bench:
            self._bench.close()
        self._bench = None

    def graded(self, gtin: str, count: int, *answers: str) -> list[str]:
        """The plates of so many graded units; `answers` instead of "as new"."""
        return [self._one(gtin, *answers) for _ in range(count)]

    def _one(self, gtin: str, *answers: str) -> str:
        outcome = self.bench.take(gtin, *(answers or ("RS-AS-NEW",)))
        return next(fact.subject for fact in outcome.facts if fact.kind in ("item.graded", "item.held"))

    def restocked(self, gtin: str, place: str, count: int) -> list[str]:
        """The plates of so many units that lie in their bin."""
        plates = self.graded(gtin, count)
        for plate in plates:
            assert self.bench.take(plate, f"RS-BIN-{place}").refusal is None
        return plates

    def give(self, lines: Sequence[str], columns: str = "", batches: Batches | None = None) -> Told:
        """A batch, through the terminal bench."""
        self.close()
        out = StringIO()
        run_bench(self.data, SystemClock(), lines, out, as_json=True, batches=batches or Batches(columns))
        return Told([json.loads(line) for line in out.getvalue().splitlines()])

    def show(self, lines: Sequence[str]) -> str:
        """The same in words."""
        self.close()
        out = StringIO()
        run_bench(self.data, SystemClock(), lines, out, as_json=False)
        return out.getvalue()

    def facts(self, *kinds: str) -> list[Fact]:
        return self.bench.facts(*kinds)
