"""The act of setting when, where and as what the daily report is made by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from station.errors import Refusal
from station.model.rights import Right
from station.settings import change_settings
from station.supervisor.acts import Act
from station.supervisor.doing import Doing, Performers


@dataclass(frozen=True)
class SetReport(Act):
    """`at` as "18:00" in the site's zone, "" for never; `folder` "" for the station's own; `forms` such as ("pdf", "html")."""

    right: ClassVar[Right] = Right.SET_UP

    at: str
    folder: str
    forms: tuple[str, ...]


def set_report(doing: Doing, act: SetReport) -> Mapping[str, Any]:
    """Keep it. Raises Refusal REPORT_FOLDER, OUT_IN_DATA_FOLDER, SETTINGS_WRONG; Fault SETTINGS_UNREADABLE."""
    data = doing.opened.folder.path.resolve()
    if act.folder:
        _check(data, Path(act.folder))
    change_settings(data, {"report.at": act.at, "report.folder": act.folder, "report.forms": list(act.forms)})
    return {}


TABLE: Final[Performers] = {SetReport: set_report}


def _check(data: Path, folder: Path) -> None:
    """It has to be there, so that a slip of the hand is seen now and not at six."""
    if not folder.is_absolute() or not folder.is_dir():
        raise Refusal("REPORT_FOLDER", folder=folder)
    inside = folder.resolve()
    if inside == data or (data in inside.parents and data / "exports" not in (inside, *inside.parents)):
        raise Refusal("OUT_IN_DATA_FOLDER", file=folder, folder=data)
