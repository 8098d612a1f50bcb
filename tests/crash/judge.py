"""A data folder that something happened to, and the facts that were acknowledged before: is each of them there, and whole?"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from station.clock import SystemClock
from station.errors import StationError
from station.ledger.verify import verify
from station.photos.store import PhotoStore
from station.store.folder import DataFolder

Object = dict[str, Any]


def losses(data: Path, acknowledged: Sequence[Object]) -> list[str]:
    """Opens the folder as a station does when it starts, and says what is lost, half or wrong; nothing, if all is well."""
    try:
        folder = DataFolder.open_writing(data, SystemClock(), "B01")
    except StationError as error:
        return [f"it does not open: {error}"]
    with folder:
        photos = PhotoStore(folder.photos)
        photos.sweep()
        report = verify(folder.database, folder.exports, photos.check)
        found = [f"verify: {finding.as_error()}" for finding in report.findings]
        return found + _missing_facts(folder, acknowledged) + _missing_photos(folder.photos, acknowledged)


def _missing_facts(folder: DataFolder, acknowledged: Sequence[Object]) -> list[str]:
    reader = folder.reader()
    with reader.connect() as connection:
        digests = {(seq, id_): digest for seq, id_, digest in connection.execute(text("SELECT seq, id, digest FROM facts"))}
    reader.dispose()
    missing = [fact for fact in acknowledged if digests.get((fact["seq"], fact["id"])) != fact["digest"]]
    return [f"acknowledged and lost: fact {fact['seq']}, {fact['kind']} of {fact['subject']}" for fact in missing]


def _missing_photos(root: Path, acknowledged: Sequence[Object]) -> list[str]:
    # Read here, and not through the store, so that the judge does not believe what it judges.
    here = {sha256(path.read_bytes()).hexdigest() for path in root.rglob("*") if path.is_file()}
    named = [(fact["subject"], photo["sha256"]) for fact in acknowledged for photo in fact["payload"].get("photos", ())]
    return [f"acknowledged and lost: photo {digest} of {lpn}" for lpn, digest in named if digest not in here]
