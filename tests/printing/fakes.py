"""A printer without a wire, which does first what a test wants done."""

from collections.abc import Sequence

from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress


class FakePrinter(LabelPrinter):
    """A printer that confirms everything, and does first what a test wants done."""

    name = "fake"

    def __init__(self, batch: int = 1) -> None:
        self.batch = batch
        self.jobs: list[str] = []

    def before(self, jobs: Sequence[Job]) -> None:
        """Before the jobs begin."""

    def after(self, jobs: Sequence[Job]) -> None:
        """After they have begun."""

    def deliver_all(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Delivery]:
        self.before(jobs)
        (progress or Progress()).started()
        self.after(jobs)
        self.jobs += [job.name for job in jobs]
        return [Delivery(Outcome.CONFIRMED, "DRAINED") for _job in jobs]

    def look(self) -> PrinterState:
        return PrinterState(self.name)
