"""The test with the calibration sheet, step by step: what came in, what is wrong and what to keep for this scanner out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from station.devices.calibration import CODES, Kind, SheetCode, Trouble, in_common, sheet_code, troubles
from ui.devices.tried import KEYBOARD, Tried
from ui.devices.wedge import learned_threshold

_NO_TROUBLE: Final = frozenset({Kind.BEFORE})  # with a prefix a scan is known for certain


@dataclass(frozen=True)
class Calibration:
    """`found` are the troubles of each code that was scanned, by its number; `skipped` those that the scanner could not read."""

    found: Mapping[int, tuple[Trouble, ...]] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    gaps_ms: tuple[int, ...] = ()
    source: str = ""

    @property
    def asked(self) -> SheetCode | None:
        """The code to scan now; None when all were."""
        return next((code for code in CODES if code.number not in self.found and code.number not in self.skipped), None)

    @property
    def begun(self) -> bool:
        """Whether anything was scanned."""
        return bool(self.found)

    @property
    def wrong(self) -> tuple[Trouble, ...]:
        """Everything that was found, each kind once."""
        return in_common(tuple(self.found.values()))

    @property
    def good(self) -> bool:
        """Whether there is nothing to cure."""
        return self.begun and not {trouble.kind for trouble in self.wrong} - _NO_TROUBLE

    @property
    def threshold_ms(self) -> int:
        """The time between keys that suits the scanner; 0 for one that does not type."""
        return learned_threshold(self.gaps_ms) if self.gaps_ms else 0

    def after(self, tried: Tried) -> "Calibration":
        """One more scan. Another scanner than the first one is not the one under test; a code may be scanned again."""
        asked = self.asked or CODES[-1]
        if self.source not in ("", tried.source) or tried.noise:
            return self
        code = sheet_code(tried.text, asked)
        found = troubles(code, tried.text, ended=bool(tried.end))
        if code is not asked and found:
            code, found = asked, troubles(asked, tried.text, ended=bool(tried.end))
        return replace(
            self,
            found={**self.found, code.number: found},
            skipped=self.skipped - {code.number},
            gaps_ms=self.gaps_ms + tried.gaps_ms,
            source=tried.source,
        )

    def skip(self) -> "Calibration":
        """Go on without the code that is asked for."""
        return replace(self, skipped=self.skipped | {self.asked.number}) if self.asked else self

    def to_keep(self) -> dict[str, object]:
        """The settings for this scanner: threshold, prefix and end as they came; nothing for one that does not type."""
        if self.source != KEYBOARD or not self.gaps_ms:
            return {}
        before = {trouble.what for found in self.found.values() for trouble in found if trouble.kind is Kind.BEFORE}
        always = len(before) == 1 and all(any(trouble.kind is Kind.BEFORE for trouble in found) for found in self.found.values())
        endless = all(any(trouble.kind is Kind.NO_END for trouble in found) for found in self.found.values())
        return {
            "threshold_ms": self.threshold_ms,
            "prefix": before.pop()[:8] if always else "",
            "suffix": "none" if endless else "enter",
        }
