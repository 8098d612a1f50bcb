"""A unit and a parcel as the station knows them: what a scan of a plate or of a return brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from station.model.goods import Alert, ExpectedLine, Product


@dataclass(frozen=True)
class KnownLabel:
    """A label that was queued. `job` is its fact, `kind` such as "restock", `copy` 1 for the first label of its unit.

    `state` is queued, started, sent, confirmed, unconfirmed or voided, `since` (as facts write time); `scanned`: somebody scanned this
    very label back.
    """

    job: str
    lpn: str
    kind: str
    copy: int = 1
    state: str = "queued"
    printer: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    scanned: bool = False
    since: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether it may have come out of a printer."""
        return self.state in ("started", "sent", "confirmed", "unconfirmed")


@dataclass(frozen=True)
class KnownUnit:
    """A unit that was received before: its state and the payloads of the facts that stand.

    `received` is the payload of item.received; `record` that of the fact that decided last (graded, held, overridden), and
    `record_fact` its id; `jobs` are its labels that still count, `copies` the number of the last one. `alerts` are those
    that concern it today, `new_alerts` those among them that its record does not know yet. `arrived_at` is when its promise began to run:
    the arrival of its parcel, else its own first scan. `lot_state` is that of the lot in which it lies. `released` is how its hold was
    decided where the unit is to be inspected after it; "" where none was.
    """

    lpn: str
    state: str
    client: str
    sku: str | None
    title: str
    category: str
    grade: str | None = None
    disposition: str | None = None
    bin: str | None = None
    tote: str | None = None
    received: Mapping[str, Any] = field(default_factory=dict)
    received_context: Mapping[str, Any] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    record_fact: str = ""
    product: Product | None = None
    jobs: tuple[str, ...] = ()
    layout: str | None = None
    label_fields: Mapping[str, Any] = field(default_factory=dict)
    copies: int = 0
    alerts: tuple[Alert, ...] = ()
    new_alerts: tuple[Alert, ...] = ()
    arrived_at: str = ""
    lot: str | None = None
    lot_state: str = ""
    released: str = ""

    @property
    def has_left(self) -> bool:
        """Whether it is in the house no more: whoever finds it here all the same finds something that the books do not know."""
        return self.state in ("shipped", "destroyed", "returned", "repairing")

    @property
    def is_shut_in(self) -> bool:
        """Whether it lies in a lot that is closed, or has left in one."""
        return bool(self.lot) and self.lot_state != "open"


@dataclass(frozen=True)
class Parcel:
    """The open parcel. `code` is what was scanned; `lines` what is expected and how much of it was seen; `received` counts all.

    `alerts` are those about its returns; `arrived_at` is its first scan, at the dock or here.
    """

    id: str
    code: str
    kind: str
    client: str
    lines: tuple[ExpectedLine, ...] = ()
    received: int = 0
    alerts: tuple[Alert, ...] = ()
    arrived_at: str = ""

    @property
    def rmas(self) -> tuple[str, ...]:
        """The numbers of the returns in it, each once."""
        scanned = (self.code,) if self.kind == "rma" and self.code else ()
        return tuple(dict.fromkeys((*(line.rma for line in self.lines), *scanned)))

    @property
    def open_lines(self) -> tuple[ExpectedLine, ...]:
        return tuple(line for line in self.lines if line.open)

    @property
    def instead(self) -> int:
        """How many units came in the place of expected ones."""
        return sum(line.instead for line in self.lines)

    def with_unit(self, line: ExpectedLine | None, *, instead: bool = False) -> "Parcel":
        """One more unit received, against a line of this parcel or beside them; `instead`: it is another article than the line's."""
        key = (line.client, line.rma, line.line) if line else None
        lines = tuple(
            replace(each, seen=each.seen + 1, instead=each.instead + instead) if (each.client, each.rma, each.line) == key else each
            for each in self.lines
        )
        return replace(self, lines=lines, received=self.received + 1)
