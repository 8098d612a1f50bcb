"""Files that leave a station for people: may somebody have one written here? A slip of the hand must cost no database and no export."""

from pathlib import Path
from typing import Final

from station.errors import Refusal

_EXPORTS: Final = "exports"
_REPORTS: Final = "reports"
_OURS: Final = (".manifest.json", ".plan.json")  # what the exports' own bookkeeping is called


def must_be_outside(data: Path, out: Path) -> None:
    """Raises Refusal OUT_IN_DATA_FOLDER for a data folder, this one or any other. Its exports are free, but nothing there is replaced
    that was sent, or that keeps the books about it. A link is judged by where it is and by where it leads.
    """
    for place in (out.parent.resolve() / out.name, out.resolve()):
        for folder in (place, *place.parents):
            if (folder == data.resolve() or (folder / "station.db").exists()) and not _may_be(place.relative_to(folder).parts, out):
                raise Refusal("OUT_IN_DATA_FOLDER", file=out, folder=folder)


def _may_be(within: tuple[str, ...], out: Path) -> bool:
    if within[:1] != (_EXPORTS,) or len(within) == 1 or out.name.endswith(_OURS):
        return False
    return within[1] == _REPORTS or len(within) == 2 or not out.exists()  # deeper is what was sent
