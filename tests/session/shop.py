"""A real data folder with the demo shop, and a session on it that can be left and taken up again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from station.assembly import Station, bench_of, open_station
from station.clock import Clock, SystemClock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.knowledge.lists import write_alerts, write_categories
from station.knowledge.writing import write_products, write_returns
from station.model.facts import Fact, NewFact
from station.model.goods import Alert, Category, ExpectedLine, Product
from station.session import BatchSession, Outcome
from station.settings import change_settings
from tests.end_to_end.bench import DEMO
from tests.once import copied


class Bench:
    """An open station and its session. `restart` is what a killed process leaves: nothing is closed by the session itself."""

    _clock: Clock = SystemClock()

    def __init__(self, folder: Path, *, camera: bool = True, clock: Clock | None = None) -> None:
        self.folder = folder
        self._clock = clock or self._clock
        folder.mkdir(parents=True, exist_ok=True)
        if isinstance(self._clock, SystemClock):
            copied(_stocked, folder, SystemClock)
        else:
            _stocked(folder, lambda: self._clock)
        self.camera = FolderCamera(folder / "photos") if camera else None
        self._open()

    def _open(self) -> None:
        self._stack = ExitStack()
        self.station: Station = self._stack.enter_context(open_station(self.folder / "station", self._clock))
        self.session: BatchSession = bench_of(self.station, self.camera, takes_itself=self.camera is not None)

    def restart(self) -> None:
        """Close everything and open it again."""
        self._stack.close()
        self._open()

    def close(self) -> None:
        self._stack.close()

    def take(self, *texts: str) -> Outcome:
        """Several inputs; what the last one gave."""
        outcomes = [self.session.take(text) for text in texts]
        return outcomes[-1]

    def knows(self, *rows: Product | ExpectedLine | Alert | Category) -> None:
        """More reference data, as an import writes it."""
        by_kind = {kind: [row for row in rows if isinstance(row, kind)] for kind in (Product, ExpectedLine, Alert, Category)}
        with self.station.ledger.writer.begin() as connection:
            write_products(connection, by_kind[Product])  # type: ignore[arg-type]  # each list holds rows of its own kind
            write_returns(connection, by_kind[ExpectedLine])  # type: ignore[arg-type]
            write_alerts(connection, by_kind[Alert])  # type: ignore[arg-type]
            write_categories(connection, by_kind[Category])  # type: ignore[arg-type]

    def answers(self, *answers: str) -> Outcome:
        """Answer the open prompts by what their choices mean; what the last one gave."""
        outcome = None
        for answer in answers:
            prompt = self.session.snapshot.prompt
            assert prompt is not None
            keys = {choice["answer"]: choice["key"] for choice in prompt["choices"]}
            assert answer in keys, f"{prompt['id']} has {sorted(keys)}"
            outcome = self.session.take(keys[answer])
        assert outcome is not None
        return outcome

    def set_up(self, **labels: object) -> None:
        """Other settings of labels; they hold from the next start, which this is."""
        change_settings(self.station.folder.path, {f"labels.{name}": value for name, value in labels.items()})
        self.restart()

    def prints(self, outcome: str = "label.sent") -> None:
        """What printing writes of the labels that wait: each begins, and ends so."""
        with self.station.reader.connect() as connection:
            waiting = connection.exec_driver_sql("SELECT job, lpn FROM labels WHERE state = 'queued' ORDER BY queued_seq").all()
        for job, lpn in waiting:
            payload = {"job": job, "printer": "tcp://printer", "detail": "NOT_ASKED"}
            self.station.ledger.append("printer", [NewFact(kind, lpn, payload) for kind in ("label.started", outcome)])

    def facts(self, *kinds: str) -> list[Fact]:
        return list(self.station.ledger.facts(kinds=kinds))


def _stocked(folder: Path, clock: Callable[[], Clock]) -> None:
    photos = folder / "photos"
    photos.mkdir()
    for number in range(3):
        Image.effect_noise((64, 48), 30 + number).convert("RGB").save(photos / f"{number}.jpg")
    with open_station(folder / "station", clock()) as opened:
        for kind in ("products", "returns"):
            import_file(kind, DEMO / f"{kind}.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")


def opened(folder: Path, *, camera: bool = True, clock: Clock | None = None) -> Iterator[Bench]:
    """A bench that is closed at the end of the test."""
    bench = Bench(folder, camera=camera, clock=clock)
    try:
        yield bench
    finally:
        bench.close()
