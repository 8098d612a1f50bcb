"""Whatever happens in whatever order: no label is lost, none is printed twice, and the ledger says what became of each."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.devices.routing import Route, Routing
from station.errors import Fault
from station.ledger.readers import Reader
from station.ledger.rebuild import rebuild
from station.model.facts import Fact
from station.printing import Printing
from station.printing.queue import READS
from station.printing.rejections import READER
from tests.printing.shop import Shop, draw, open_shop

# The crash of these tests is an exit of one printing thread, which pytest would report.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

NAMES: Final = ("a", "b", "c")
KINDS: Final = ("restock", "hold", "outlet")
MOMENT: Final = 0.02  # how long a step may let the printers work; whatever they manage in it is right
DONE: Final = ["started", "confirmed DRAINED"]
INTERRUPTED: Final = ["started", "unconfirmed PRINT_INTERRUPTED"]


class FakePrinter(LabelPrinter):
    """Puts labels onto `paper`, unless it is dead; ends its thread around a label when it is told to crash."""

    def __init__(self, name: str, paper: Counter[str]) -> None:
        self.name = name
        self.dead = False
        self.crash = ""
        self.on_its_way: Callable[[], object] = bool
        self._paper = paper
        self._lock = Lock()

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        if self.dead:
            raise Fault("PRINTER_REFUSED", printer=self.name)
        happens, self.on_its_way = self.on_its_way, bool
        happens()
        (progress or Progress()).started()
        if self.crash == "before":
            raise SystemExit
        with self._lock:
            self._paper.update(job.name for job in jobs)
        if self.crash == "after":
            raise SystemExit
        return [Delivery(Outcome.CONFIRMED, "DRAINED") for _job in jobs]

    def look(self) -> PrinterState:
        return PrinterState(self.name, Fault("PRINTER_REFUSED", printer=self.name) if self.dead else None)


class Warehouse:
    """A bench with three printers, through crashes and other settings; each method is a step."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.paper: Counter[str] = Counter()
        self.jobs: list[Fact] = []
        self.voided: set[str] = set()
        self.printers = {name: FakePrinter(name, self.paper) for name in NAMES}
        self.printing = self._begin(0)

    def queue(self, kind: int) -> None:
        self.jobs.append(self.shop.queue(layout=KINDS[kind]))
        self.printing.wake()

    def click_again(self, job: int) -> None:
        if self.jobs:
            first = self.jobs[job % len(self.jobs)]
            self.jobs.append(self.shop.queue(first.subject, layout=first.payload["layout"]))

    def void(self, job: int) -> None:
        found = self.jobs[job % len(self.jobs)] if self.jobs else None
        if found and found.id not in self.voided:
            self.voided.add(found.id)
            self.shop.void(found)
            self.printing.wake()

    def die(self, printer: int) -> None:
        self.printers[NAMES[printer]].dead = True

    def mend(self, printer: int) -> None:
        self.printers[NAMES[printer]].dead = False
        self.printing.try_now()

    def crash(self, printer: int, when: int) -> None:
        self.printers[NAMES[printer]].crash = ("before", "after")[when]

    def use_instead(self, printer: int, other: int) -> None:
        here = {each.name for each in self.printing.state.printers}
        if {NAMES[printer], NAMES[other]} <= here:
            self.printing.use_instead(NAMES[printer], NAMES[other])

    def overtake(self, printer: int, other: int) -> None:
        """While the next label is on its way to a printer, somebody says that another one is to be used, and that one is quicker."""
        printing = self.printing

        def happens() -> None:
            self.use_instead(printer, other)
            printing.wait_idle(MOMENT)

        self.printers[NAMES[printer]].on_its_way = happens

    def restart(self, setting: int) -> None:
        assert self.printing.stop()
        for printer in self.printers.values():
            printer.crash = ""
        self.printing = self._begin(setting)

    def put_on(self) -> None:
        self.printing.release_next(self.printing.state.on_paper or "")

    def work(self) -> None:
        self.printing.wait_idle(MOMENT)

    def close(self, setting: int) -> None:
        """Everything is mended, the bench is opened once more and prints what is left."""
        for printer in range(len(NAMES)):
            self.mend(printer)
        self.restart(setting)
        self.printing.let_flow()
        assert self.printing.wait_idle(20)
        assert self.printing.stop()

    def _begin(self, setting: int) -> Printing:
        a, b, c = (self.printers[name] for name in NAMES)
        routings = (
            Routing(a, [Route(b, kinds=("hold",))], fall_back=c),
            Routing(b, [Route(c, clients=("northwind",))]),
            Routing(c, [Route(a, kinds=("restock", "outlet")), Route(b, kinds=("hold",))]),
            Routing(a),
        )
        printing = Printing(self.shop.ledger, routings[setting], draw, backoff=(0.005,))
        printing.start(asks_first=False)
        return printing


SETTINGS = st.integers(0, 3)
PRINTERS = st.integers(0, 2)
JOBS = st.integers(0, 20)


def _step(name: str, *values: st.SearchStrategy[int]) -> st.SearchStrategy[Callable[[Warehouse], None]]:
    class Step:
        """A call, shown with its values where an order fails."""

        def __init__(self, given: tuple[int, ...]) -> None:
            self.given = given

        def __call__(self, warehouse: Warehouse) -> None:
            getattr(warehouse, name)(*self.given)

        def __repr__(self) -> str:
            return f"{name}{self.given}"

    return st.tuples(*values).map(Step)


STEPS = st.one_of(
    _step("queue", st.integers(0, 2)), _step("queue", st.integers(0, 2)), _step("queue", st.integers(0, 2)),
    _step("click_again", JOBS), _step("void", JOBS), _step("die", PRINTERS), _step("mend", PRINTERS),
    _step("crash", PRINTERS, st.integers(0, 1)), _step("use_instead", PRINTERS, PRINTERS),
    _step("overtake", PRINTERS, PRINTERS),
    _step("restart", SETTINGS), _step("put_on"), _step("work"), _step("work"),
)  # fmt: skip


@pytest.mark.parametrize("examples", [25, pytest.param(400, marks=[pytest.mark.prove, pytest.mark.timeout(1800)])])
def test_that_no_label_is_lost_and_none_printed_twice_in_any_order_of_events(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=5, max_size=25), SETTINGS)
    def in_order(steps: list[Callable[[Warehouse], None]], setting: int) -> None:
        with tempfile.TemporaryDirectory() as folder, open_shop(Path(folder) / "station") as shop:
            warehouse = Warehouse(shop)
            try:
                for step in steps:
                    step(warehouse)
                warehouse.close(setting)
            finally:
                warehouse.printing.stop()
            _check(warehouse)

    in_order()


def _check(warehouse: Warehouse) -> None:
    shop = warehouse.shop
    refused = {each.seq: each.error.code for each in warehouse.printing.rejections()}
    for job in warehouse.jobs:
        story, printed = shop.story(job), warehouse.paper[f"{job.seq:06d}-{job.subject}-{job.payload['layout']}"]
        assert printed <= 1, story
        assert story.count("started") <= 1
        if job.id in warehouse.voided:
            assert [each for each in story if each != "voided"] in ([], ["started"], DONE, INTERRUPTED)
            assert story.count("voided") == 1
        elif job.seq in refused:
            assert (story, printed, refused[job.seq]) == ([], 0, "LABEL_TWICE")
        else:
            assert (story, printed) in ((DONE, 1), (INTERRUPTED, 0), (INTERRUPTED, 1))
    counts = Reader(shop.ledger, READER, READS).counts()
    assert (counts.pending, counts.rejected) == (0, len(refused))
    assert counts.captured == counts.acknowledged + counts.rejected
    before = _rows(shop)
    rebuild(shop.ledger)
    assert _rows(shop) == before


def _rows(shop: Shop) -> list[tuple[object, ...]]:
    with shop.ledger.reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM labels ORDER BY job")]
