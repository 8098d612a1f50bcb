"""What a verification found: codes with parameters, whose sentences live in the texts, collected with a bound."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from station.errors import Fault

KEPT_FOR_EACH_CODE: Final = 100  # a destroyed ledger has one finding a row; memory stays flat


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `as_error` gives it to `texts.notice`."""

    code: str
    params: Mapping[str, object]

    def as_error(self) -> Fault:
        return Fault(self.code, **self.params)


@dataclass(frozen=True, slots=True)
class Report:
    """The end of a verification: what was read, and every finding in the order in which it was met.

    `more` counts by code the findings beyond the first hundred of their code, which are not listed.
    """

    facts: int
    items: int
    photos: int
    exports: int
    head_seq: int
    head_digest: str
    findings: tuple[Finding, ...]
    more: Mapping[str, int]

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return not self.findings

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes found, each once, sorted."""
        return tuple(sorted({finding.code for finding in self.findings}))


@dataclass(slots=True)
class Findings:
    """The list while it grows."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, **params: object) -> None:
        """Note one finding."""
        self.counts[code] += 1
        if self.counts[code] <= KEPT_FOR_EACH_CODE:
            self.kept.append(Finding(code, params))

    @property
    def more(self) -> dict[str, int]:
        """How many were not kept, by code."""
        return {code: count - KEPT_FOR_EACH_CODE for code, count in self.counts.items() if count > KEPT_FOR_EACH_CODE}
