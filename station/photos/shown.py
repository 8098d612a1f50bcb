"""Pictures that a site shows on a finding: its own photo, and a pair of an A and a B that are near each other. Files in, places out.

They lie beside the site's own documents, documents/pictures/<FINDING>[.a|.b].jpg, so that a backup takes them along.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import Final

from PIL import Image

from station.errors import Refusal
from station.photos.pictures import MAX_BYTES, MAX_PIXELS, clean
from station.store.files import replace_file

FOLDER: Final = "pictures"
OWN: Final = "own"
A_SIDE: Final = "a"
B_SIDE: Final = "b"
_ENDS: Final = {OWN: ".jpg", A_SIDE: ".a.jpg", B_SIDE: ".b.jpg"}
_FILE: Final = re.compile(r"(?P<finding>[A-Z][A-Z0-9_]*)(\.(?P<side>[ab]))?\.jpg", re.ASCII)
_LONGEST: Final = 1600  # px; more is never seen beside another picture, and takes long to decode
_QUALITY: Final = 88


@dataclass(frozen=True, slots=True)
class FindingPictures:
    """What lies there for one finding."""

    own: Path | None = None
    a: Path | None = None
    b: Path | None = None

    @property
    def pair(self) -> tuple[Path, Path] | None:
        """Both sides of the boundary, A first; one alone is no pair."""
        return (self.a, self.b) if self.a and self.b else None


def finding_pictures(documents: Path) -> Mapping[str, FindingPictures]:
    """By the code of the finding; `documents` is the folder of the site's own documents. What is no picture of a sane size is left out."""
    found: dict[str, FindingPictures] = {}
    try:
        files = sorted((documents / FOLDER).iterdir())
    except OSError:
        files = []
    for path in files:
        if (named := _FILE.fullmatch(path.name)) and _drawable(path):
            before = found.get(named["finding"], FindingPictures())
            found[named["finding"]] = replace(before, **{named["side"] or OWN: path})
    return found


def _drawable(path: Path) -> bool:
    """Whether opening it is safe: a file (a pipe would never answer), of a size that memory holds, packed or not. Its head is read."""
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode) or state.st_size > MAX_BYTES:
            return False
        with Image.open(path, formats=("JPEG",)) as image:
            return image.width * image.height <= MAX_PIXELS
    except Exception:  # noqa: BLE001 -- whatever a decoder says of it, this picture is left out and the finding keeps its pictogram
        return False


def show_pictures(documents: Path, finding: str, files: Mapping[str, Path]) -> None:
    """Keeps pictures (JPEG, PNG, WebP) by side: OWN the finding's photo, A_SIDE and B_SIDE its pair; what is there is replaced.

    All are read before one is written. Nothing but the picture is kept: no place, no time. Raises Refusal PICTURE_NOT_READ,
    PHOTO_NOT_A_PICTURE, PHOTO_TOO_LARGE; PICTURE_NOT_KEPT for a disk that does not take it.
    """
    read = {documents / FOLDER / f"{finding}{_ENDS[side]}": _jpeg(file) for side, file in files.items()}
    for target, jpeg in read.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, jpeg)
        except OSError as error:
            raise Refusal("PICTURE_NOT_KEPT", file=target, why=error.strerror or str(error)) from error


def take_pictures_away(documents: Path, finding: str) -> int:
    """Removes whatever a finding has; how many pictures that were. The pictogram is back."""
    places = [documents / FOLDER / f"{finding}{end}" for end in _ENDS.values()]
    there = [place for place in places if place.is_file()]
    for place in there:
        place.unlink(missing_ok=True)
    return len(there)


def _jpeg(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refusal("PICTURE_NOT_READ", file=file, why=error.strerror or str(error)) from error
    with Image.open(BytesIO(clean(data, file.name).data)) as image:
        image.load()
        small = _on_white(image)
    small.thumbnail((_LONGEST, _LONGEST))
    out = BytesIO()
    small.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency: a cut-out product would stand on black."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    return paper.convert("RGB")
