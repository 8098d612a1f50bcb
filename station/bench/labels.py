"""Labels as the bench sees them: the setting whether they are scanned back, and the one label that is waited for or asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Why(StrEnum):
    """Why a label is due."""

    SCAN_BACK = "scan_back"  # always, or one of the sample: its unit stays open until it was scanned
    DOUBT = "doubt"  # the printer does not know whether it came out: somebody looks
    ASKED = "asked"  # it may be scanned now, and nobody waits for it
    CATCH_UP = "catch_up"  # after a trouble printing gives labels out one by one, and waits for its scan


class LabelStep(StrEnum):
    """What is asked about a label that is due."""

    SCAN = ""
    REPRINT = "reprint"
    BADGE = "badge"


@dataclass(frozen=True)
class Printed:
    """The labels of a unit that nobody decided about yet: the jobs that still count, and the number of the last copy."""

    jobs: tuple[str, ...] = ()
    copies: int = 0


@dataclass(frozen=True)
class LabelDue:
    """One label. `job` is its label.queued fact, "" until that is committed; `copies` the number of the last one that its unit had.

    `fields` are what it says; `state` is as of the projection of labels, `printer` where it went.
    """

    lpn: str
    kind: str
    copy: int = 1
    why: Why = Why.SCAN_BACK
    job: str = ""
    state: str = "queued"
    title: str = ""
    copies: int = 1
    fields: Mapping[str, Any] = field(default_factory=dict)
    printer: str = ""
    step: LabelStep = LabelStep.SCAN

    @property
    def must(self) -> bool:
        """Whether the bench waits for it."""
        return self.why in (Why.SCAN_BACK, Why.DOUBT)

    @property
    def code(self) -> str:
        """What its bars say."""
        return label_code(self.lpn, self.copy)


@dataclass(frozen=True)
class ScanBack:
    """The setting labels.scan_back (never, asked, sample or always), and of a sample how many of a hundred."""

    mode: str = "never"
    percent: int = 10

    def waits_for(self, lpn: str) -> bool:
        """Whether the unit of this plate stays open until its label was scanned.

        A sample goes by the counter in the plate: N of each hundred plates, evenly spread, so that the same unit is always or never
        one of them, and a test of a day's labels can be said beforehand.
        """
        if self.mode != "sample":
            return self.mode == "always"
        counter = int("".join(sign for sign in lpn.split("-")[1] if sign.isdigit()) or "0") if "-" in lpn else 0
        return counter * self.percent % 100 < self.percent


NOTHING_PRINTED: Final = Printed()
NEVER: Final = ScanBack()


def label_code(lpn: str, copy: int) -> str:
    """What the bars of this copy of a unit's label say: the plate, from the second copy on with its number."""
    return lpn if copy < 2 else f"{lpn}/{copy}"
