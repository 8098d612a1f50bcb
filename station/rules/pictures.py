"""The photographs that an inspection needs, and which of them are still to be taken."""

from dataclasses import dataclass
from typing import Final

from station.rules.board import board_checks
from station.rules.inspection import Inspection, Raised, Shot

SEVERAL_PICTURES: Final = ("CLOSE", "WIDE")  # they show one place each; any other shot serves every finding


@dataclass(frozen=True)
class PhotoDue:
    """A photograph that must be taken before the unit can be graded."""

    shot: str
    finding: str | None


def photos_due(inspection: Inspection, about: tuple[Raised, ...]) -> tuple[PhotoDue, ...]:
    """Every photograph that this inspection needs, taken or not."""
    due: dict[tuple[str, str | None], PhotoDue] = {}
    for code in inspection.rubric.in_group_order([raised.finding for raised in about]):
        for shot in inspection.rubric.findings[code].photos:
            due.setdefault((shot, code if shot in SEVERAL_PICTURES else None), PhotoDue(shot, code))
    due |= {(shot, None): PhotoDue(shot, None) for shot in inspection.shots}
    if not inspection.raised:
        due |= {(shot, None): PhotoDue(shot, None) for shot in inspection.rubric.as_new_photos}
    if not inspection.ending:
        for check in board_checks(inspection):
            for shot in check.photos:
                due.setdefault((shot, None), PhotoDue(shot, None))
    return tuple(due.values())


def first_photo(inspection: Inspection, about: tuple[Raised, ...]) -> PhotoDue | None:
    """The photograph that is taken next; none where a supervisor waived them."""
    return next(iter(still_due(inspection, about)), None)


def still_due(inspection: Inspection, about: tuple[Raised, ...]) -> tuple[PhotoDue, ...]:
    """Those that are not taken yet, in their order; none where a supervisor waived them."""
    if inspection.waived:
        return ()
    return tuple(due for due in photos_due(inspection, about) if not _is_taken(inspection, due))


def _is_taken(inspection: Inspection, due: PhotoDue) -> bool:
    def serves(taken: Shot) -> bool:
        return taken.shot == due.shot and (due.shot not in SEVERAL_PICTURES or taken.finding == due.finding)

    return any(serves(taken) for taken in inspection.photos)
