"""The reader of the ledger that turns label.queued facts into labels, and says honestly what became of each."""

from station.printing.news import LabelNews
from station.printing.queue import try_refused_again
from station.printing.rejections import Rejection, rejected
from station.printing.state import PrinterStanding, PrintingState
from station.printing.worker import Printing

__all__ = [
    "LabelNews",
    "PrinterStanding",
    "Printing",
    "PrintingState",
    "Rejection",
    "rejected",
    "try_refused_again",
]
