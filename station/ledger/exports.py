"""The manifests in the exports folder: what each remembers of the ledger, and whether its files are still those it speaks of.

An export that was fetched, moved or deleted is no finding: it is there to be taken away.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from station.ledger.anchors import Anchor
from station.ledger.findings import Findings

MANIFESTS: Final = "*.manifest.json"
Progress = Callable[[str, int, int], None]


def in_manifests(folder: Path, station: str) -> Iterator[Anchor]:
    """What the manifests of this station know of its ledger: the last fact that they took, and the head at that time."""
    for path in sorted(folder.rglob(MANIFESTS)):
        found = _read(path)
        if isinstance(found, str) or found["station"] != station:
            continue
        who, head = f"export {path.name}", found["head"]
        yield Anchor(who, head["seq"], head["digest"], found["ledger"])
        yield Anchor(who, found["last_seq"], "", found["ledger"])


def check_exports(folder: Path, remembered: Mapping[str, str], findings: Findings, progress: Progress) -> int:
    """Compares every export file that is still here with its manifest, and each manifest with what the station remembers.

    `remembered` gives the SHA-256 of a manifest by its name. Returns the number of manifests.
    """
    manifests = sorted(folder.rglob(MANIFESTS))
    for done, path in enumerate(manifests):
        progress("exports", done, len(manifests))
        if remembered.get(path.name, (sha256 := _sha256(path))) != sha256:
            findings.add("EXPORT_CHANGED", file=path)
        found = _read(path)
        if isinstance(found, str):
            findings.add("MANIFEST_UNREADABLE", file=path, detail=found)
            continue
        for entry in found["files"]:
            file = path.with_name(entry["name"])
            if file.is_file() and _sha256(file) != entry["sha256"]:
                findings.add("EXPORT_CHANGED", file=file)
    progress("exports", len(manifests), len(manifests))
    return len(manifests)


def _read(path: Path) -> dict[str, Any] | str:
    """The manifest, or what is wrong with it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        numbers = [found["last_seq"], found["head"]["seq"]]
        names = [entry["name"] for entry in found["files"]]
        texts = [found["station"], found["ledger"], found["head"]["digest"], *names, *(entry["sha256"] for entry in found["files"])]
    except (OSError, ValueError) as error:
        return str(error)
    except (KeyError, TypeError) as error:
        return f"it lacks something that every manifest has ({error})"
    if not all(isinstance(number, int) for number in numbers) or not all(isinstance(text, str) for text in texts):
        return "a value has the wrong type"
    # Its text is never trusted as a path: a manifest speaks of files beside it.
    if any(Path(name).name != name for name in names):
        return "a file in it has no plain name"
    return dict(found)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
