"""A small bench without screens: each line on standard input is one unit, received, photographed, graded and labelled.

Speaks the protocol of `bench --json`: facts after they are committed, then one state. The options weaken it on purpose, so
that the proofs can show that they notice.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Protocol

from PIL import Image
from sqlalchemy import Engine, event

from station.clock import SystemClock
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.photos.store import PhotoStore
from station.scan.plates import plate
from station.store import ballast, engines
from station.store.folder import DataFolder
from tests.ledger import builders

PHOTOS_OF_A_UNIT = 2


class Photos(Protocol):
    """Where pictures go."""

    def put(self, data: bytes) -> str:
        """Stores a picture and gives its SHA-256."""


class PlainPhotos:
    """A photo store as one would write it without thinking of power: an ordinary write under the final name."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        place = self._root / digest[:2] / f"{digest[2:]}.jpg"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        return digest


def writer(folder: DataFolder, synchronous: str | None) -> Engine:
    """The folder's own writer, or one with another `synchronous`, set after the store has had its say."""
    made = folder.writer()
    if synchronous is not None:

        def weaken(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA synchronous = {synchronous}").fetchall()

        event.listen(made, "connect", weaken)
    return made


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[tuple[Ledger, Photos]]:
    """The ledger and the photos of the data folder that the options name."""
    with DataFolder.open_writing(options.data, SystemClock(), "B01") as folder:
        writing, reading = writer(folder, options.synchronous), folder.reader()
        photos = PlainPhotos(folder.photos) if options.plain_photos else PhotoStore(folder.photos)
        yield Ledger(writing, reading, SystemClock()), photos
        reading.dispose()
        writing.dispose()


def work(ledger: Ledger, photos: Photos, random: Random) -> Iterator[Fact]:
    """One unit in two transactions, as the bench does it: received at the scan, graded and labelled at the end.

    Each fact comes as soon as it is committed.
    """
    number = ledger.next_number("lpn")
    lpn = plate(ledger.station, number)
    yield from ledger.append("I-01", [builders.received(lpn, f"RMA-{number:05d}")])
    digests = [photos.put(picture(random)) for _ in range(PHOTOS_OF_A_UNIT)]
    yield from ledger.append("I-01", [builders.graded(lpn, photos=digests), builders.label(lpn)])


def picture(random: Random, edge: int = 24) -> bytes:
    """A small JPEG that no other call gives: noise of `edge` by `edge` pixels."""
    out = BytesIO()
    Image.frombytes("RGB", (edge, edge), random.randbytes(3 * edge * edge)).save(out, "JPEG", quality=80)
    return out.getvalue()


def say(message: dict[str, Any]) -> None:
    """One line of output, in one write."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--affected", action="store_true", help="as with an SQLite that may lose commits in WAL mode")
    parser.add_argument("--synchronous", choices=("OFF", "NORMAL", "FULL", "EXTRA"))
    parser.add_argument("--plain-photos", action="store_true")
    parser.add_argument("--small-ballast", action="store_true", help="since a recording holds every byte that is written")
    options = parser.parse_args(arguments)
    if options.small_ballast:
        ballast.BALLAST_BYTES = 4096  # type: ignore[misc]  # a constant, but for this
    if options.affected:
        engines.affected = lambda *_version: True
    with opened(options) as (ledger, photos):
        random = Random(ledger.head().digest)
        say({"event": "state", "state": "ready", "facts": ledger.head().seq})
        for _line in sys.stdin:
            for fact in work(ledger, photos, random):
                say({"event": "fact", "fact": fact.as_json()})
            say({"event": "state", "state": "ready", "facts": ledger.head().seq})


if __name__ == "__main__":
    main()
