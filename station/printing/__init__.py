"""The reader of the ledger that turns label.queued facts into labels, and says honestly what became of each."""

from station.printing.news import LabelNews
from station.printing.rejections import Rejection
from station.printing.worker import Printing, PrintingState

__all__ = ["LabelNews", "Printing", "PrintingState", "Rejection"]
