"""A ledger, a printer and the printing thread between them, and what a test asks of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from station.devices.label_printer import LabelPrinter
from station.devices.printers import Routing
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.devices.tcp_printer import Patience, TcpPrinter
from station.labels import render
from station.ledger.ledger import Ledger
from station.model.facts import LABEL_CONFIRMED, LABEL_QUEUED, LABEL_VOIDED, Fact, NewFact
from station.printing import Printing, PrintingState
from station.printing.jobs import Render
from tests.ledger.builders import open_ledger, plate, received

PATIENT = Patience(connect=5.0, write=5.0, answer=3.0, drain=10.0, finish=0.3)
BRISK = Patience(connect=5.0, write=0.5, answer=0.4, drain=0.6, finish=0.2)  # where a test waits for silence or for the end of patience
SECONDS = 15.0
DONE = ("started", "confirmed DRAINED")  # the story of a label that a printer says it has printed


def draw(layout: str, fields: Mapping[str, object], printer: LabelPrinter, _client: str = "") -> bytes:
    """A label small enough to read in a test."""
    return f"^XA^FX{layout} {printer.fmt} {printer.dpi} {printer.stock}^FD{fields['plate']}^FS^XZ".encode()


def drawn(layout: str, fields: Mapping[str, object], printer: LabelPrinter, client: str = "") -> bytes:
    """A label as the station draws it."""
    return render(layout, fields, printer.fmt, printer.dpi, stock=printer.stock, client=client)


class Shop:
    """Everything that was heard, and ways to wait for it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.states: list[PrintingState] = []
        self.heard: list[Fact] = []
        self._changed = Condition()
        self._units = 0

    def queue(self, lpn: str = "", copy: int = 1, layout: str = "outlet", reason: str | None = None, **fields: object) -> Fact:
        """A unit (a new one, if no plate is given) and its label."""
        new = []
        if not lpn:
            self._units += 1
            lpn = plate(self._units)
            new.append(received(lpn))
        payload = {
            "lpn": lpn,
            "layout": layout,
            "fields": {"plate": lpn, "sku": "YL-BLK-M", **fields},
            "copy": copy,
            "reprint_reason": reason,
        }
        return self.ledger.append("I-01", [*new, NewFact(LABEL_QUEUED, lpn, payload)])[-1]

    def void(self, job: Fact) -> Fact:
        return self.ledger.append("I-01", [NewFact(LABEL_VOIDED, job.subject, {"job": job.id, "why": "REOPENED"})])[0]

    def reprint(self, job: Fact) -> Fact:
        """The next copy in its stead, in one transaction as the bench does it."""
        void = NewFact(LABEL_VOIDED, job.subject, {"job": job.id, "why": "TORN"})
        copy = NewFact(LABEL_QUEUED, job.subject, {**job.payload, "copy": job.payload["copy"] + 1, "reprint_reason": "TORN"})
        return self.ledger.append("I-01", [void, copy])[1]

    def confirm(self, job: Fact, detail: str) -> Fact:
        """A person scanned the label back (SCANNED), or said that it came out (OPERATOR)."""
        return self.ledger.append("I-01", [NewFact(LABEL_CONFIRMED, job.subject, {"job": job.id, "printer": "", "detail": detail})])[0]

    def story(self, job: Fact) -> list[str]:
        """What the ledger says of a job, in order: "started", "sent PRINTER_PAUSED", ..."""
        facts = self.ledger.facts(since=job.seq, kinds=("label.*",), subject=job.subject)
        mine = [fact for fact in facts if fact.payload.get("job") == job.id]
        return [" ".join([fact.kind.removeprefix("label."), str(fact.payload.get("detail") or "")]).strip() for fact in mine]

    def printer_of(self, job: Fact) -> str:
        """Where it was printed: the printer of the one label.started that it has."""
        facts = self.ledger.facts(since=job.seq, kinds=("label.started",), subject=job.subject)
        (printer,) = [fact.payload["printer"] for fact in facts if fact.payload["job"] == job.id]
        return str(printer)

    def on_facts(self, facts: Sequence[Fact]) -> None:
        with self._changed:
            self.heard += facts
            self._changed.notify_all()

    def on_state(self, state: PrintingState) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> bool:
        """Whether this comes to hold as facts and states come in."""
        with self._changed:
            return self._changed.wait_for(holds, SECONDS)

    def until_story(self, job: Fact, *story: str) -> bool:
        return self.until(lambda: self.story(job) == list(story))

    def until_trouble(self, code: str) -> bool:
        """Until the printer is in this trouble ("" for none)."""
        return self.until(lambda: bool(self.states) and trouble(self.states[-1]) == code)

    @contextmanager
    def printing(
        self, printers: LabelPrinter | Routing, render: Render = draw, backoff: Sequence[float] = (0.02,), *, flows: bool = True
    ) -> Iterator[Printing]:
        """The threads, stopped at the end. `flows`: labels that waited do not come out one by one."""
        routing = Routing(printers) if isinstance(printers, LabelPrinter) else printers
        printing = Printing(self.ledger, routing, render, on_facts=self.on_facts, on_state=self.on_state, backoff=backoff)
        if flows:
            printing.let_flow()
        printing.start(asks_first=False)
        try:
            yield printing
        finally:
            assert printing.stop()


def trouble(state: PrintingState) -> str:
    return getattr(state.printer.trouble, "code", "")


@contextmanager
def open_shop(path: Path) -> Iterator[Shop]:
    with open_ledger(path) as ledger:
        yield Shop(ledger)


def tcp(printer: SimulatedZplPrinter, patience: Patience = PATIENT) -> TcpPrinter:
    """The station's side of a simulated printer."""
    return TcpPrinter(printer.host, printer.port, patience=patience)
