"""A unit and a parcel as the station knows them: what a scan of a plate or of a return brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from station.model.goods import ExpectedLine, Product


@dataclass(frozen=True)
class KnownUnit:
    """A unit that was received before: its state and the payloads of the facts that stand.

    `received` is the payload of item.received; `record` that of the fact that decided last (graded, held, overridden), and
    `record_fact` its id; `jobs` are its labels that still count, `copies` how many labels were queued so far.
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


@dataclass(frozen=True)
class Parcel:
    """The open parcel. `code` is what was scanned; `lines` what is expected and how much of it was seen; `received` counts all."""

    id: str
    code: str
    kind: str
    client: str
    lines: tuple[ExpectedLine, ...] = ()
    received: int = 0

    @property
    def open_lines(self) -> tuple[ExpectedLine, ...]:
        return tuple(line for line in self.lines if line.open)

    def with_unit(self, line: ExpectedLine | None) -> "Parcel":
        """One more unit received, against a line of this parcel or beside them."""
        key = (line.client, line.rma, line.line) if line else None
        lines = tuple(replace(each, seen=each.seen + 1) if (each.client, each.rma, each.line) == key else each for each in self.lines)
        return replace(self, lines=lines, received=self.received + 1)
