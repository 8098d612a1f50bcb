"""What no document may undo: a recall is kept apart, an alert holds, and what can hurt somebody can end in quarantine. Findings in."""

from collections.abc import Mapping
from typing import Final

from station.model.grades import Outcome
from station.rules.parts import Finding

HAZARD: Final = "HAZARD"
HAZARDS: Final = (
    "SHARP_OBJECT", "BIO_CONTAMINATION", "INFESTATION", "MOULD", "BATTERY_SWOLLEN", "BURN_MARK", "PLUG_DAMAGED", "HEEL_BROKEN",
    "UNSTABLE", "RESIDUAL_LIQUID", "BATTERY_DOOR", "BROKEN", "SMALL_PART_LOOSE",
)  # fmt: skip


def must_keep_floors(findings: Mapping[str, Finding]) -> None:
    """Raises ValueError that names the finding whose definition would let a hazard, a recall or an alert through."""
    for code, finding in findings.items():
        if code == "RECALLED" and not (_stops(finding) and finding.forces is Outcome.QUARANTINE):
            raise ValueError("RECALLED must force QUARANTINE and end the inspection, without a question or a rework")
        if code == "ALERTED" and not (_stops(finding) and finding.forces is not None and finding.forces.is_hold):
            raise ValueError("ALERTED must force a hold and end the inspection, without a question or a rework")
        # That a finding of this group can end in quarantine is checked of each finding by itself.
        if code in HAZARDS and finding.group != HAZARD:
            raise ValueError(f"{code} must stay in the group {HAZARD}, where it can end in QUARANTINE")


def _stops(finding: Finding) -> bool:
    return finding.ends and not finding.follow_ups and finding.rework is None
