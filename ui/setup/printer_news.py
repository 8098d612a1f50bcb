"""How printing is, in words, as plain values: what chips, notices and pages are told. ui/label_told.py makes them of a state."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """One printer: `name` is what facts and sentences call it, `url` its address as the settings keep it.

    `queued` labels wait for it; `instead` is the address of the printer that takes its labels for now, "" for itself.
    """

    name: str
    url: str
    says: str
    trouble: bool = False
    queued: int = 0
    instead: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLabel:
    """A label that cannot be made as it is: whose, why (with the element by its name), and what to do."""

    seq: int
    lpn: str
    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class PrinterNews:
    """How printing is: `trouble` needs somebody (`code` is the code of its error); `queued` labels wait, `rejected` ones cannot be made.

    `one_by_one`: labels that waited come out singly, each scanned back; `on_paper` is the plate of the one that is out.
    `fall_back` is the address of the printer that could take labels of one in trouble; "" where none could, or none needs to.
    """

    trouble: bool
    says: str
    queued: int = 0
    rejected: int = 0
    printers: Sequence[PrinterLine] = ()
    refused: Sequence[RefusedLabel] = ()
    one_by_one: bool = False
    on_paper: str = ""
    fall_back: str = ""
    code: str = ""
